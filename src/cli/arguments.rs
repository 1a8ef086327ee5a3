//! Reading the command line. What is wrong with it is told by clap, which repeats the word it stumbled over; a word
//! that may hold a password is taken out of what it says.

use std::process::ExitCode;

use clap::Parser;

use super::Cli;
use super::print::{print, tell};

/// Stands for a word that may hold a password.
const NOT_SHOWN: &str = "(not shown)";

/// The command, or the exit code after help was printed or a mistake told.
///
/// # Errors
/// There is nothing to carry out: 0 after help, 2 after a mistake.
pub fn read() -> Result<Cli, ExitCode> {
    Cli::try_parse().map_err(|error| {
        let words: Vec<_> = std::env::args_os()
            .skip(1)
            .map(|word| word.to_string_lossy().into_owned())
            .collect();
        let told = error.render();
        let hidden = hide_passwords(&told.to_string(), &words);
        let unchanged = hidden == told.to_string();
        if unchanged {
            // With colours where the terminal has them; whether anybody listens does not matter.
            let _unheard = error.print();
        } else if error.use_stderr() {
            tell(hidden.trim_end());
        } else {
            let _unheard = print(hidden.trim_end());
        }
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    })
}

fn hide_passwords(told: &str, words: &[String]) -> String {
    let mut secrets: Vec<&str> = Vec::new();
    let mut before = "";
    for word in words {
        let value = word.split_once('=').map_or("", |(_, value)| value);
        let follows = before.to_lowercase().starts_with("--pass");
        secrets.extend([word.as_str(), value].into_iter().filter(|text| {
            !text.is_empty() && !text.starts_with('-') && (follows || may_hold_password(text))
        }));
        if word.to_lowercase().starts_with("--pass") && !value.is_empty() {
            secrets.push(value);
        }
        before = word;
    }
    // The longest first: one may be a part of another.
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    let hide = |told: String, secret| told.replace(secret, NOT_SHOWN);
    secrets.into_iter().fold(told.to_owned(), hide)
}

/// True of anything like the address of a database, however mistyped. An e-mail address is hidden with it.
fn may_hold_password(word: &str) -> bool {
    let word = word.to_lowercase();
    ["@", "postg", "password", "://"]
        .iter()
        .any(|mark| word.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(told: &str, words: &[&str]) -> String {
        let words: Vec<_> = words.iter().map(|word| (*word).to_owned()).collect();
        hide_passwords(told, &words)
    }

    #[test]
    fn only_words_that_may_hold_a_password_are_taken_out() {
        assert_eq!(
            hidden(
                "'u:geheim@h/x' is none",
                &["unit", "--databas=u:geheim@h/x"]
            ),
            "'(not shown)' is none"
        );
        assert_eq!(
            hidden("unexpected 'geheim'", &["--password-stdin", "geheim"]),
            "unexpected '(not shown)'"
        );
        assert_eq!(
            hidden("'boss' is none of", &["--role", "boss"]),
            "'boss' is none of"
        );
        assert_eq!(
            hidden("'--password' is none", &["--password", "--login"]),
            "'--password' is none"
        );
    }
}
