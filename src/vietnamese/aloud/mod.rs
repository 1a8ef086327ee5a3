//! A text made fit for the commune's loudspeaker (bản tin truyền thanh): whoever reads it aloud, a person or a
//! machine, meets no figure and no abbreviation. One sentence stands on one line.

mod abbreviations;
mod documents;
mod figures;
mod roman;
mod unread;

use unicode_normalization::UnicodeNormalization;

use super::fold::fold;

pub use unread::unread;

/// What stands for a piece of the text.
struct Said {
    /// Bytes of the text that are said by it.
    length: usize,
    words: String,
}

/// A place in the text, between what was read and what comes.
struct Place<'a> {
    /// The text up to here, as written.
    before: &'a str,
    /// The same, as it is said.
    said: &'a str,
    /// The text from here.
    rest: &'a str,
}

type Rule = fn(&Place) -> Option<Said>;

/// The first that has something to say wins: what is written with several numbers comes before the single number.
const RULES: &[Rule] = &[
    documents::document,
    documents::code,
    figures::date,
    figures::month,
    figures::time,
    figures::telephone,
    figures::weekday,
    roman::roman,
    figures::until,
    figures::number,
    figures::unit,
    abbreviations::road,
    abbreviations::abbreviation,
    abbreviations::mark,
];

/// Rounds after which odd input is left as it is.
const ROUNDS: usize = 8;

/// The text as it is read aloud. Doing it twice changes nothing: it is done until nothing changes, because what is
/// said in one place ("phần trăm" for a sign, with a capital) can complete an abbreviation before it.
pub fn aloud(text: &str) -> String {
    let mut said = once(text);
    for _ in 0..ROUNDS {
        let again = once(&said);
        if again == said {
            break;
        }
        said = again;
    }
    said
}

fn once(text: &str) -> String {
    let text = plain(text);
    let mut said = String::with_capacity(text.len() * 2);
    let mut at = 0;
    while let Some((before, rest)) = text.split_at_checked(at) {
        let place = Place {
            before,
            said: &said,
            rest,
        };
        if let Some(found) = RULES.iter().find_map(|rule| rule(&place)) {
            at += found.length;
            let next = text.get(at..).unwrap_or_default();
            put(&mut said, &found.words, next);
        } else if let Some(letter) = rest.chars().next() {
            said.push(letter);
            at += letter.len_utf8();
        } else {
            break;
        }
    }
    sentences(&said)
}

impl Place<'_> {
    /// The last word said, folded; empty at the beginning of a sentence or a bracket.
    fn last_word(&self) -> String {
        let mut words = self.last_words(1);
        words.pop().unwrap_or_default()
    }

    /// The last words said, folded, at most so many.
    fn last_words(&self, count: usize) -> Vec<String> {
        let sentence = self.said.trim_end_matches([' ', '\u{a0}']);
        let start = sentence.rfind(|letter: char| ".,;:!?()\n".contains(letter));
        let sentence = sentence
            .get(start.map_or(0, |at| at + 1)..)
            .unwrap_or_default();
        let mut words: Vec<&str> = sentence.split_whitespace().rev().take(count).collect();
        words.reverse();
        words.into_iter().map(fold).collect()
    }

    /// True if no letter of the same word stands in front.
    fn is_start_of_word(&self) -> bool {
        !self.before.ends_with(char::is_alphabetic)
    }

    fn is_start_of_number(&self) -> bool {
        let begins = |letter: char| letter.is_ascii_digit();
        self.rest.starts_with(begins) && !self.before.ends_with(begins)
    }

    /// `words` for the text from here up to `after`.
    fn say(&self, after: &str, words: String) -> Option<Said> {
        let length = self.rest.len() - after.len();
        Some(Said { length, words })
    }
}

/// Composed letters and plain digits; a square metre stays one.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        let is_unit = plain.ends_with('m');
        match letter {
            '²' if !is_unit => plain.push_str(" bình phương"),
            '³' if !is_unit => plain.push_str(" lập phương"),
            other => plain.push(other),
        }
    }
    plain.nfkc().collect()
}

/// Adds words so that they touch no other word, with a capital at the beginning of a sentence.
fn put(said: &mut String, words: &str, next: &str) {
    let sentence = said.trim_end_matches(' ');
    let begins = sentence.is_empty() || sentence.ends_with(['.', '!', '?', '\n']);
    if said.ends_with(char::is_alphanumeric) && words.starts_with(char::is_alphanumeric) {
        said.push(' ');
    }
    let mut letters = words.chars();
    match letters.next().filter(|_| begins) {
        Some(first) => said.extend(first.to_uppercase().chain(letters)),
        None => said.push_str(words),
    }
    if words.ends_with(char::is_alphanumeric) && next.starts_with(char::is_alphanumeric) {
        said.push(' ');
    }
}

/// One sentence on one line, single spaces, no empty line.
fn sentences(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let mut sentence = String::new();
        for word in line.split_whitespace() {
            let ends = sentence.ends_with(['.', '!', '?']);
            if ends && word.starts_with(char::is_uppercase) {
                lines.push(std::mem::take(&mut sentence));
            } else if !sentence.is_empty() {
                sentence.push(' ');
            }
            sentence.push_str(word);
        }
        if !sentence.is_empty() {
            lines.push(sentence);
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests;
