//! Which number a page tells whoever has to call.

use std::collections::BTreeSet;

use crate::units::Unit;

/// On the page of a unit its own number, else that of the nearest unit above it. On the page of no unit in particular the
/// only number that there is, else that of the unit above all. Empty where there is none to tell.
pub fn hotline<'a>(all: &'a [Unit], speaker: Option<&Unit>) -> &'a str {
    let told = || all.iter().filter(|unit| !unit.hotline.is_empty());
    if let Some(speaker) = speaker {
        let above = told().filter(|unit| unit.is_or_is_above(speaker));
        let nearest = above.max_by_key(|unit| unit.depth());
        return nearest.map_or("", |unit| &unit.hotline);
    }
    let numbers: BTreeSet<&str> = told().map(|unit| unit.hotline.as_str()).collect();
    let mut tops = all.iter().filter(|unit| unit.parent_id.is_none());
    match (numbers.len(), tops.next(), tops.next()) {
        (1, ..) => numbers.first().copied().unwrap_or_default(),
        (_, Some(top), None) => &top.hotline,
        _ => "",
    }
}
