//! What people wrote, as a leader may read it: names, numbers and addresses blanked, and short (pure). Neither time nor
//! channel nor score stands beside it, so that nobody at the desk knows who it was (kiosk.md B6).

use std::ops::Range;

use crate::vietnamese::{blank, proposals};

/// How many are shown.
pub const QUOTES: usize = 5;
/// Letters of one at most.
const LETTERS: usize = 160;
/// Digits that lead to a person: phones, identity cards, accounts, dossiers.
const DIGITS: usize = 6;

/// A comment without what could lead to somebody, cut at a word.
pub fn quote(comment: &str) -> String {
    let found = proposals(comment, &[]).into_iter();
    let mut ranges: Vec<_> = found.map(|proposal| proposal.range).collect();
    ranges.extend(long_numbers(comment));
    let words: Vec<String> = blank(comment, &ranges)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    shortened(&words.join(" "))
}

/// Digits in a row, however they are grouped, if they are many.
fn long_numbers(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut run: Option<(Range<usize>, usize)> = None;
    let ends = |run: Option<(Range<usize>, usize)>| {
        run.filter(|(_, digits)| *digits >= DIGITS)
            .map(|(range, _)| range)
    };
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        if letter.is_numeric() {
            let (range, digits) = run.unwrap_or((at..end, 0));
            run = Some((range.start..end, digits + 1));
        } else if letter.is_alphabetic()
            || run.as_ref().is_some_and(|(range, _)| at > range.end + 2)
        {
            found.extend(ends(run.take()));
        }
    }
    found.extend(ends(run));
    found
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= LETTERS {
        return text.to_owned();
    }
    let start: String = text.chars().take(LETTERS).collect();
    let whole = start
        .rsplit_once(' ')
        .map_or(start.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', '.', ';', ':']))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_number_leads_to_anybody() {
        for (said, read) in [
            ("Gọi tôi 0905 123 456 nhé", "Gọi tôi […] nhé"),
            ("CCCD 052.090.001.234, chờ lâu", "CCCD […], chờ lâu"),
            ("số 12-34-56", "số […]"),
            (
                "Chờ 45 phút\n\tmới   được tiếp",
                "Chờ 45 phút mới được tiếp",
            ),
        ] {
            assert_eq!(quote(said), read);
        }
    }

    #[test]
    fn a_long_comment_ends_at_a_word() {
        let long = "rườm rà, ".repeat(40);
        let read = quote(&long);
        assert!(read.ends_with("rườm…") || read.ends_with("rà…"), "{read}");
        assert!(read.chars().count() <= LETTERS);
        assert_eq!(quote("  "), "");
    }

    proptest! {
        #[test]
        fn six_digits_in_a_row_are_never_read(before in "\\PC{0,40}", digits in "[0-9]([ .-]?[0-9]){5,14}", after in "\\PC{0,40}") {
            let read = quote(&format!("{before} {digits} {after}"));
            prop_assert!(!read.contains(&digits), "{}", read);
        }
    }
}
