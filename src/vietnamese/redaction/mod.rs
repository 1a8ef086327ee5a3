//! What a person should blank before a text is published: names, numbers, addresses (Luật Bảo vệ dữ liệu cá nhân
//! 91/2025/QH15). It proposes and a person decides, so it rather proposes too much. Dates, amounts of money and the
//! numbers of documents are none of it.

mod addresses;
mod figures;
mod names;

use std::ops::Range;

use super::fold::split;

/// What stands in a published text for what was blanked.
pub const BLANK: &str = "[…]";

/// What kind of detail a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Telephone number.
    Phone,
    /// Number of an identity card: twelve digits (CCCD), nine on older ones (CMND).
    Id,
    /// Name of a person.
    Name,
    /// E-mail address.
    Email,
    /// Code of a dossier, which leads to its applicant.
    Dossier,
    /// House, hamlet or village.
    Address,
    /// Plate of a vehicle.
    Plate,
    /// Bank account, tax number or another long number.
    Account,
}

/// A piece of the text that should not be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Bytes of the text, on the borders of letters.
    pub range: Range<usize>,
    /// What it seems to be; of several the one that begins first.
    pub kind: Kind,
    /// The piece itself.
    pub text: String,
}

/// What to blank, in the order of the text, without overlaps. `names` are those of the sender and of the officers
/// concerned; they are found without accents and in parts, too.
pub fn proposals(text: &str, names: &[&str]) -> Vec<Proposal> {
    let words = split(text);
    let mut found = figures::find(text);
    found.extend(addresses::find(text, &words));
    found.extend(names::find(text, &words, names));
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut merged: Vec<(Range<usize>, Kind)> = Vec::new();
    for (range, kind) in found {
        match merged.last_mut().filter(|(last, _)| range.start < last.end) {
            Some((last, _)) => last.end = last.end.max(range.end),
            None => merged.push((range, kind)),
        }
    }
    let proposal = |(range, kind): (Range<usize>, Kind)| {
        let text = text.get(range.clone())?.to_owned();
        Some(Proposal { range, kind, text })
    };
    merged.into_iter().filter_map(proposal).collect()
}

/// The text with `[…]` for each range; ranges may overlap, stand in any order, and reach beyond the text. What would
/// cut a letter is widened to the whole letter.
pub fn blank(text: &str, ranges: &[Range<usize>]) -> String {
    let mut ranges: Vec<Range<usize>> = ranges
        .iter()
        .map(|range| floor(text, range.start)..ceiling(text, range.end))
        .filter(|range| !range.is_empty())
        .collect();
    ranges.sort_by_key(|range| range.start);
    let mut blanked = String::with_capacity(text.len());
    let mut at = 0;
    for range in ranges {
        if range.start >= at {
            blanked.push_str(text.get(at..range.start).unwrap_or_default());
            blanked.push_str(BLANK);
        }
        at = at.max(range.end);
    }
    blanked.push_str(text.get(at..).unwrap_or_default());
    blanked
}

fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or_default()
}

fn ceiling(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests;
