//! The fields of work (lĩnh vực), weakest first, in both spans; and the whole as it would be if people had rated each
//! field as often as its dossiers were returned (pure).

use std::collections::{BTreeMap, BTreeSet};

use super::sums::Sums;
use super::weights::{Stratum, Weighed};
use crate::indices::comparison::FEWEST_PERSONS;
use crate::indices::measure::Measure;
use crate::indices::privacy::{self, FEWEST, Shown};
use crate::indices::table::Figure;
use crate::survey::Facet;

/// The sums of a span, and those of the other months of its year, which another page shows together.
#[derive(Clone, Debug, Default)]
pub struct InYear {
    /// The span.
    pub sums: Sums,
    /// The other months.
    pub rest: Sums,
}

/// A field in both spans.
#[derive(Clone, Debug)]
pub struct FieldLine {
    /// Its code; empty for what is of no known field.
    pub code: String,
    /// This year.
    pub now: Shown<Figure>,
    /// The other one.
    pub before: Shown<Figure>,
}

/// All fields.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    /// The weakest of this year first; then what may not be told, then what is of no known field.
    pub lines: Vec<FieldLine>,
    /// The whole with the weights of dossiers, where there is a field of both spans to weigh.
    pub weighed: Option<Weighed>,
}

impl Fields {
    /// Puts the fields of both spans together. `dossiers`: how many were returned in this year's span, by field.
    pub fn of(now: &InYear, before: Option<&InYear>, dossiers: &BTreeMap<String, u64>) -> Self {
        let spans = std::iter::once(now).chain(before);
        let codes: BTreeSet<&str> = spans
            .flat_map(|span| span.sums.values(Facet::Field))
            .map(|(code, _)| code)
            .collect();
        let codes: Vec<&str> = codes.into_iter().collect();
        let told_now = told(now, &codes);
        let told_before = before.map_or_else(
            || vec![Shown::Nobody; codes.len()],
            |before| told(before, &codes),
        );
        let figures = told_now.into_iter().zip(told_before);
        let mut lines: Vec<_> = codes
            .into_iter()
            .zip(figures)
            .map(|(code, (now, before))| FieldLine {
                code: code.to_owned(),
                now,
                before,
            })
            .collect();
        lines.sort_by_key(|line| {
            let percent = line.now.told().and_then(|figure| figure.share.percent());
            (line.code.is_empty(), percent.is_none(), percent)
        });
        let weighed = weighed(&lines, before.is_some(), dossiers);
        Self { lines, weighed }
    }
}

fn told(span: &InYear, codes: &[&str]) -> Vec<Shown<Figure>> {
    let overall = |sums: &Sums, code| sums.figure(Facet::Field, code, Measure::Overall);
    let cells = codes.iter().map(|code| {
        let own = overall(&span.sums, code);
        (own.persons, overall(&span.rest, code).persons, own)
    });
    privacy::part_of_year(cells.collect(), FEWEST)
}

/// Only fields that enough people rated in each span are weighed: the others would jump.
fn weighed(
    lines: &[FieldLine],
    compared: bool,
    dossiers: &BTreeMap<String, u64>,
) -> Option<Weighed> {
    let enough = |shown: &Shown<Figure>| {
        shown
            .told()
            .copied()
            .filter(|figure| figure.persons >= FEWEST_PERSONS)
    };
    let strata = lines.iter().filter_map(|line| {
        let before = if compared {
            Some(enough(&line.before)?)
        } else {
            None
        };
        Some(Stratum {
            weight: dossiers
                .get(&line.code)
                .copied()
                .filter(|_| !line.code.is_empty())?,
            now: enough(&line.now)?,
            before,
        })
    });
    Weighed::of(&strata.collect::<Vec<_>>(), dossiers.values().sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indices::breakdown::sums::tests::{figure, overall};

    fn span(values: &[(&str, Figure)]) -> InYear {
        InYear {
            sums: overall(Facet::Field, values),
            rest: Sums::default(),
        }
    }

    #[test]
    fn the_weakest_field_comes_first_and_the_unknown_last() {
        let now = span(&[
            ("", figure(10, 40)),
            ("land", figure(60, 100)),
            ("social", figure(3, 9)),
            ("civil_status", figure(40, 50)),
            ("poverty", figure(9, 12)),
        ]);
        let before = span(&[("land", figure(90, 100)), ("farming", figure(30, 30))]);
        let dossiers = [("land", 300), ("social", 100), ("", 50)];
        let dossiers = dossiers.map(|(code, n)| (code.to_owned(), n)).into();
        let fields = Fields::of(&now, Some(&before), &dossiers);
        let codes: Vec<_> = fields.lines.iter().map(|line| line.code.as_str()).collect();
        assert_eq!(
            codes,
            ["land", "civil_status", "farming", "poverty", "social", ""]
        );
        let line = |code: &str| fields.lines.iter().find(|line| line.code == code);
        assert!(line("social").is_some_and(|line| line.now.is_hidden()));
        assert!(
            line("poverty").is_some_and(|line| line.now.is_hidden()),
            "beside nine"
        );
        let weighed = fields.weighed.expect("land in both");
        assert_eq!(weighed.now.to_string(), "60.00");
        assert_eq!(
            weighed.before.map(|it| it.to_string()).as_deref(),
            Some("90.00")
        );
        assert_eq!(
            (weighed.dossiers, weighed.of_all.to_string()),
            (300, "66.67".to_owned())
        );
    }

    #[test]
    fn another_mix_of_ballots_alone_is_no_rise() {
        let dossiers: BTreeMap<_, _> =
            [("land".to_owned(), 100), ("social".to_owned(), 100)].into();
        let before = span(&[("land", figure(60, 100)), ("social", figure(90, 100))]);
        let poster = span(&[("land", figure(60, 100)), ("social", figure(9_000, 10_000))]);
        let weighed = Fields::of(&poster, Some(&before), &dossiers)
            .weighed
            .expect("both");
        assert_eq!(Some(weighed.now), weighed.before);
        assert!(
            poster.sums.whole(Measure::Overall).share.percent()
                > before.sums.whole(Measure::Overall).share.percent()
        );
    }
}
