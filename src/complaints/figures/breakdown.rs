//! The counts of one year put in order (pure): by month, by what the cases are, by field, by unit below.

use std::collections::BTreeMap;

use super::counts::Counts;
use crate::complaints::class::Class;
use crate::complaints::facts::Fact;
use crate::complaints::store::{FieldTally, Tally};
use crate::units::{Scope, Unit};

/// What each part is counted as.
pub const COUNTED: [Fact; 7] = [
    Fact::Received,
    Fact::Open,
    Fact::OnTime,
    Fact::Late,
    Fact::Reopened,
    Fact::Satisfied,
    Fact::Unsatisfied,
];

/// A year in its parts. Parts without a case are left out, but for months and units.
#[derive(Clone, Debug, Default)]
pub struct Breakdown {
    /// The months from January to December.
    pub months: Vec<(u32, Counts)>,
    /// Word of each class in the order of the law, then those that nobody has decided, whose word is empty.
    pub classes: Vec<(String, Counts)>,
    /// Code of each field, the one with most cases first; cases without one have an empty code.
    pub fields: Vec<(String, Counts)>,
    /// The units directly below, each with everything below it.
    pub units: Vec<(Unit, Counts)>,
}

impl Breakdown {
    /// Puts the counts of a unit and of everything below it in order. `units` are these.
    pub fn of(tallies: &[Tally], fields: &[FieldTally], unit: &Unit, units: &[Unit]) -> Self {
        let mut months: BTreeMap<u32, Counts> =
            (1..=12).map(|month| (month, Counts::default())).collect();
        let mut classes: BTreeMap<&str, Counts> = BTreeMap::new();
        let mut by_unit: BTreeMap<i64, Counts> = BTreeMap::new();
        for tally in tallies {
            let (fact, cases) = (tally.fact, tally.cases);
            let month = months.entry(tally.month.unsigned_abs()).or_default();
            month.add(fact, cases);
            let class = classes.entry(&tally.class).or_default();
            class.add(fact, cases);
            let own = by_unit.entry(tally.unit_id).or_default();
            own.add(fact, cases);
        }
        let mut by_field: BTreeMap<&str, Counts> = BTreeMap::new();
        for tally in fields {
            let field = by_field.entry(&tally.field).or_default();
            field.add(tally.fact, tally.cases);
        }
        let order = Class::ALL.iter().map(|class| class.as_str()).chain([""]);
        let classes = order.filter_map(|word| Some((word.to_owned(), classes.remove(word)?)));
        let classes = classes.collect();
        let fields = by_field.into_iter();
        let mut fields: Vec<_> = fields.map(|(code, of)| (code.to_owned(), of)).collect();
        fields.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.of(Fact::Received)));
        Self {
            months: months.into_iter().collect(),
            classes,
            fields,
            units: units_below(unit, units, &by_unit),
        }
    }
}

/// The units directly below by name, each with the counts of everything below it.
fn units_below(unit: &Unit, all: &[Unit], by_unit: &BTreeMap<i64, Counts>) -> Vec<(Unit, Counts)> {
    let children = all.iter().filter(|below| below.parent_id == Some(unit.id));
    let mut below: Vec<_> = children
        .map(|child| {
            let scope = Scope::below(child);
            let mut counts = Counts::default();
            for part in all.iter().filter(|part| scope.covers(part)) {
                if let Some(own) = by_unit.get(&part.id) {
                    counts += own;
                }
            }
            (child.clone(), counts)
        })
        .collect();
    below.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
    below
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: i64, parent_id: Option<i64>, path: &str) -> Unit {
        Unit {
            id,
            code: format!("U{id}"),
            name: format!("U{id}"),
            parent_id,
            path: path.to_owned(),
            hotline: String::new(),
            address: String::new(),
        }
    }

    fn received(unit_id: i64, month: i32, class: &str, cases: i64) -> Tally {
        Tally {
            unit_id,
            month,
            class: class.to_owned(),
            fact: Fact::Received,
            cases,
        }
    }

    fn of_field(field: &str, cases: i64) -> FieldTally {
        FieldTally {
            field: field.to_owned(),
            fact: Fact::Received,
            cases,
        }
    }

    #[test]
    fn every_part_adds_up_to_the_whole() {
        let units = [
            unit(1, None, "/1/"),
            unit(2, Some(1), "/1/2/"),
            unit(3, Some(2), "/1/2/3/"),
            unit(4, Some(1), "/1/4/"),
        ];
        let tallies = [
            received(2, 1, "conduct", 2),
            received(3, 1, "", 1),
            received(3, 12, "question", 4),
        ];
        let fields = [of_field("land", 2), of_field("", 1), of_field("civil", 4)];
        let found = Breakdown::of(&tallies, &fields, &units[0], &units);
        let cases = |counts: &Counts| counts.of(Fact::Received);
        let named = |parts: &[(String, Counts)]| -> Vec<(String, u64)> {
            let part = |(word, of): &(String, Counts)| (word.clone(), cases(of));
            parts.iter().map(part).collect()
        };
        let expected = [("conduct", 2), ("question", 4), ("", 1)];
        let expected = expected.map(|(word, cases)| (word.to_owned(), cases));
        assert_eq!(named(&found.classes), expected);
        assert_eq!(named(&found.fields)[0], ("civil".to_owned(), 4));
        let months: Vec<u64> = found.months.iter().map(|(_, of)| cases(of)).collect();
        assert_eq!(months, [3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4]);
        let units: Vec<(i64, u64)> = found
            .units
            .iter()
            .map(|(unit, of)| (unit.id, cases(of)))
            .collect();
        assert_eq!(units, [(2, 7), (4, 0)]);
    }
}
