//! Numbers and addresses of machines: telephone, identity card, account, plate, dossier code, e-mail.

use std::ops::Range;

use super::Kind;
use crate::vietnamese::fold::fold;
use crate::vietnamese::patterns::{
    WrittenDate, date, digit_groups, digits, dossier_code, goes_on, plate, telephone,
};

/// Words before a number that is called, even a short one.
const CALLED: &[&str] = &[
    "dt", "sdt", "dthoai", "thoai", "goi", "zalo", "hotline", "tel", "alo", "phone",
];
/// Words before the number of an account.
const ACCOUNT: &[&str] = &["tk", "stk", "khoan", "the", "mst"];
/// Words after an amount of money, or before one.
const MONEY: &[&str] = &[
    "d", "dong", "vnd", "trieu", "ty", "nghin", "ngan", "usd", "k",
];
const BEFORE_MONEY: &[&str] = &["tien", "phi", "gia", "phat"];
/// Shortest account, digits.
const SHORTEST_ACCOUNT: usize = 8;
/// Shortest telephone number without its area, digits.
const SHORTEST_CALL: usize = 6;

pub(super) fn find(text: &str) -> Vec<(Range<usize>, Kind)> {
    let mut found = emails(text);
    let mut next = 0;
    let mut former = ' ';
    for (at, letter) in text.char_indices() {
        let begins =
            !former.is_alphanumeric() && (letter.is_ascii_alphanumeric() || "+(".contains(letter));
        former = letter;
        if at < next || !begins {
            continue;
        }
        let (before, rest) = (
            text.get(..at).unwrap_or_default(),
            text.get(at..).unwrap_or_default(),
        );
        match figure(before, rest) {
            Some((length, Some(kind))) => {
                found.push((at..at + length, kind));
                next = at + length;
            }
            Some((length, None)) => next = at + length,
            None => {}
        }
    }
    found
}

/// Length of what begins here, and what it is; None for what may be published, such as a date.
fn figure(before: &str, rest: &str) -> Option<(usize, Option<Kind>)> {
    if let Some(length) = dossier_code(rest) {
        return Some((length, Some(Kind::Dossier)));
    }
    if let Some(WrittenDate { length, .. }) = date(rest) {
        return Some((length, None));
    }
    if let Some(length) = plate(rest) {
        return Some((length, Some(Kind::Plate)));
    }
    let groups = digit_groups(rest);
    let (count, end) = groups.last().copied()?;
    let (run, after) = rest.split_at_checked(end)?;
    if is_money(before, run, after) {
        return Some((end, None));
    }
    // The whole of it first: a card of twelve digits in groups begins like a telephone number.
    if count == 12 && !rest.starts_with(['+', '(']) {
        return Some((end, Some(Kind::Id)));
    }
    if let Some(length) = telephone(rest) {
        return Some((length, Some(Kind::Phone)));
    }
    let last = last_word(before);
    if CALLED.contains(&last.as_str()) && count >= SHORTEST_CALL {
        return Some((end, Some(Kind::Phone)));
    }
    if count == 9 && !is_document(after) {
        return Some((end, Some(Kind::Id)));
    }
    if ACCOUNT.contains(&last.as_str()) && count >= SHORTEST_ACCOUNT {
        return Some((end, Some(Kind::Account)));
    }
    // A group alone: the next number may belong to something else.
    let (first, _) = digits(rest);
    let kind = match first.len() {
        12 => Kind::Id,
        9 => Kind::Id,
        SHORTEST_ACCOUNT.. => Kind::Account,
        _ => return None,
    };
    Some((first.len(), Some(kind)))
}

/// `1.500.000 đồng`: groups of three, and a word of money; small amounts need no word.
fn is_money(before: &str, run: &str, after: &str) -> bool {
    let mut groups = run.split(['.', ' ', '\u{a0}']);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let is_digits = |group: &&str| group.chars().all(|letter| letter.is_ascii_digit());
    let is_amount = !first.starts_with('0') && is_digits(&first) && rest.iter().all(is_digits);
    let in_threes = first.len() <= 3 && rest.iter().all(|group| group.len() == 3);
    let word = fold(after.split_whitespace().next().unwrap_or_default());
    let word = word.split(' ').next().unwrap_or_default();
    let has_word = MONEY.contains(&word) && after.len() < after.trim_start().len() + 2
        || BEFORE_MONEY.contains(&last_word(before).as_str());
    is_amount && has_word && (in_threes || rest.is_empty())
}

/// `/QĐ-UBND` behind a number.
fn is_document(after: &str) -> bool {
    after.strip_prefix('/').is_some_and(goes_on)
}

fn last_word(before: &str) -> String {
    // "số" and a colon stand between "điện thoại" and its number.
    let mut words = before
        .split_whitespace()
        .rev()
        .map(fold)
        .filter(|word| !word.is_empty());
    let last = words.find(|word| !["so", "la", "qua"].contains(&word.as_str()));
    let last = last.unwrap_or_default();
    last.rsplit(' ').next().unwrap_or_default().to_owned()
}

/// Around every @: what a mailbox and a host are made of.
fn emails(text: &str) -> Vec<(Range<usize>, Kind)> {
    let is_box = |letter: char| letter.is_ascii_alphanumeric() || "._%+-".contains(letter);
    let is_host = |letter: char| letter.is_ascii_alphanumeric() || ".-".contains(letter);
    let around = |(at, _): (usize, &str)| {
        let (before, after) = (text.get(..at)?, text.get(at + 1..)?);
        let mailbox = before.len() - before.trim_end_matches(is_box).len();
        let host = after.len() - after.trim_start_matches(is_host).len();
        let host = after.get(..host)?.trim_end_matches(['.', '-']);
        let is_address = mailbox > 0 && host.contains('.');
        is_address.then(|| (at - mailbox..at + 1 + host.len(), Kind::Email))
    };
    text.match_indices('@').filter_map(around).collect()
}
