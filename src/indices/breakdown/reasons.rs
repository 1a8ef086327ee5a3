//! Why: the reasons that were chosen after low scores, the most frequent first, with how much of all they make up
//! together (a Pareto chart, kiosk.md D10). Pure.

use std::collections::BTreeMap;

use crate::indices::privacy::{self, FEWEST};
use crate::percent::Hundredths;
use crate::survey::reasons::{Reason, reasons};

/// A reason and how often it was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonLine {
    /// The reason; nothing for all that were chosen too seldom to be told, together.
    pub reason: Option<&'static Reason>,
    /// Ballots that named it.
    pub ballots: u64,
    /// Its part of all that was named.
    pub share: Hundredths,
    /// The part of it and of all reasons above.
    pub cumulative: Hundredths,
}

/// All of them.
pub type Pareto = Vec<ReasonLine>;

/// Orders the reasons of a span; nothing where they are too few to be told.
pub fn pareto(counts: &BTreeMap<String, u64>) -> Pareto {
    let known = |code: &str| reasons().reasons.iter().find(|reason| reason.code == code);
    let cells: Vec<_> = counts
        .iter()
        .map(|(code, ballots)| (*ballots, (known(code), *ballots)))
        .collect();
    let all: u64 = counts.values().sum();
    let mut told: Vec<(Option<&Reason>, u64)> = privacy::line(cells, FEWEST)
        .iter()
        .filter_map(|cell| cell.told().copied())
        .filter(|(reason, _)| reason.is_some())
        .collect();
    let left = all.saturating_sub(told.iter().map(|(_, ballots)| ballots).sum());
    if told.is_empty() && left < FEWEST {
        return Pareto::new();
    }
    told.sort_by_key(|(reason, ballots)| (std::cmp::Reverse(*ballots), reason.map(|it| &it.code)));
    if left > 0 {
        told.push((None, left));
    }
    let mut sum = 0;
    told.into_iter()
        .filter_map(|(reason, ballots)| {
            sum += ballots;
            Some(ReasonLine {
                reason,
                ballots,
                share: Hundredths::of_ratio(ballots.into(), all.into())?,
                cumulative: Hundredths::of_ratio(sum.into(), all.into())?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(counts: &[(&str, u64)]) -> Vec<(String, u64, String)> {
        let counts = counts.iter().map(|(code, n)| ((*code).to_owned(), *n));
        let lines = pareto(&counts.collect());
        lines
            .iter()
            .map(|line| {
                let code = line.reason.map_or("other", |reason| &reason.code);
                (code.to_owned(), line.ballots, line.cumulative.to_string())
            })
            .collect()
    }

    #[test]
    fn what_is_seldom_is_pooled_with_enough_others() {
        let line = |code: &str, n, cumulative: &str| (code.to_owned(), n, cumulative.to_owned());
        let found = shown(&[
            ("procedure.late", 60),
            ("officer.attitude", 25),
            ("access.far", 9),
            ("result.wrong", 4),
            ("of.an.older.version", 2),
        ]);
        assert_eq!(
            found,
            [
                line("procedure.late", 60, "60.00"),
                line("officer.attitude", 25, "85.00"),
                line("other", 15, "100.00"),
            ]
        );
        let one_seldom = shown(&[
            ("procedure.late", 60),
            ("officer.attitude", 25),
            ("access.far", 3),
        ]);
        assert_eq!(
            one_seldom[1],
            line("other", 28, "100.00"),
            "three would be the difference"
        );
        assert!(shown(&[("access.far", 9)]).is_empty());
        assert!(shown(&[]).is_empty());
    }
}
