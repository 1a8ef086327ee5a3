//! Which units became part of which, and since when, so that a year can be held against one before a merger over the same
//! ground (NQ 1661/NQ-UBTVQH15 and the like merged the communes of a province in 2025). What is added up over it is known
//! elsewhere.

pub(super) mod handlers;
mod pages;
mod store;

use chrono::NaiveDate;

use super::unit::Unit;

pub use store::{Lineage, insert_former, list_formers, list_merged, may_merge};

/// A unit that became part of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// It.
    pub unit: Unit,
    /// The first day of the merged unit, in Vietnam.
    pub since: NaiveDate,
}

/// One became part of the other: ids.
pub(super) type Merger = (i64, i64);

/// Whether `former` may become part of `unit`: no unit becomes part of itself, of what became part of it, of what lies
/// below or above it.
pub(super) fn fits(unit: &Unit, former: &Unit, known: &[Merger]) -> bool {
    let related = unit.is_or_is_above(former) || former.is_or_is_above(unit);
    !related && !leads_to(former.id, unit.id, known)
}

/// Whether `from` took in `to`, by itself or through others.
fn leads_to(from: i64, to: i64, known: &[Merger]) -> bool {
    let mut seen = vec![from];
    let mut next = 0;
    while let Some(at) = seen.get(next).copied() {
        if at == to {
            return true;
        }
        let formers = known.iter().filter(|(unit, _)| *unit == at);
        for (_, former) in formers {
            if !seen.contains(former) {
                seen.push(*former);
            }
        }
        next += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: i64, path: &str) -> Unit {
        Unit {
            id,
            code: format!("H{id}"),
            name: format!("Xã {id}"),
            parent_id: None,
            path: path.to_owned(),
            hotline: String::new(),
            address: String::new(),
        }
    }

    #[test]
    fn no_unit_becomes_part_of_itself_by_any_way() {
        let (province, one, two, three) = (
            unit(1, "/1/"),
            unit(2, "/1/2/"),
            unit(3, "/1/3/"),
            unit(4, "/1/4/"),
        );
        assert!(fits(&one, &two, &[]));
        assert!(!fits(&one, &one, &[]));
        assert!(!fits(&one, &province, &[]));
        assert!(!fits(&province, &one, &[]));
        // One took in two, which took in three.
        let known = [(2, 3), (3, 4)];
        assert!(!fits(&three, &one, &known));
        assert!(!fits(&two, &one, &known));
        assert!(fits(&one, &three, &known));
    }
}
