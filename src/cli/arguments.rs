//! Reading the command line. What is wrong with it is told by clap, which repeats the word it stumbled over; a word
//! that may hold a password is taken out of what it says.

use std::process::ExitCode;

use clap::Parser;
use clap::error::{ContextValue, ErrorKind};

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
        let told = without_passwords(&error);
        if error.use_stderr() {
            tell(told.trim_end());
        } else {
            let _unheard = print(told.trim_end());
        }
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    })
}

fn without_passwords(error: &clap::Error) -> String {
    // Whoever looks for an option that takes a password types it behind one.
    let is_stray = error.kind() == ErrorKind::UnknownArgument
        && std::env::args_os().any(|word| word.to_string_lossy().starts_with("--pass"));
    let may_hide = |word: &str| {
        may_hold_password(word) || is_stray && !word.is_empty() && !word.starts_with('-')
    };
    let repeated = error.context().filter_map(|(_, value)| match value {
        ContextValue::String(word) if may_hide(word) => Some(word),
        _ => None,
    });
    let told = error.render().to_string();
    repeated.fold(told, |told, word| told.replace(word, NOT_SHOWN))
}

/// True of anything like the address of a database, however mistyped. An e-mail address is hidden with it.
fn may_hold_password(word: &str) -> bool {
    let word = word.to_lowercase();
    ["@", "postg", "password=", "://"]
        .iter()
        .any(|mark| word.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &str) -> String {
        let words = ["hailong"].into_iter().chain(words.split(' '));
        match Cli::try_parse_from(words) {
            Ok(_) => String::new(),
            Err(error) => without_passwords(&error),
        }
    }

    #[test]
    fn only_words_that_may_hold_a_password_are_taken_out() {
        let hidden = "'(not shown)'";
        assert!(told("u:geheim@h/x").contains(hidden));
        assert!(told("--postgres://u:geheim@h/x").contains(hidden));
        assert!(told("user add --role geheim@x").contains(hidden));
        assert!(told("user add --role boss").contains("'boss'"));
        assert!(told("user add --password x").contains("'--password'"));
        assert!(told("serv").contains("'serv'"));
    }
}
