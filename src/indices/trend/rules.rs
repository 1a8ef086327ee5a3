//! What is unusual in a row of months (kiosk.md D1): four rules and no more, as each further one adds false alarms (pure).

use chrono::NaiveDate;

use super::limits::Limits;

/// So many months in a row on one side of the usual share are a shift.
const SHIFT: usize = 8;
/// So many months in a row, each above (or each below) the one before it, are a trend.
const TREND: usize = 6;

crate::text_enum! {
    /// What makes months unusual.
    pub enum Rule {
        /// One month outside the limits.
        Outside => "outside",
        /// Eight or more in a row on one side of the usual share.
        Shift => "shift",
        /// Six or more in a row going one way.
        Trend => "trend",
        /// Two of three in a row near one limit.
        Near => "near",
    }
}

/// A month as the rules see it.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Its first day.
    pub month: NaiveDate,
    /// The share of those who are not satisfied, 0 to 1.
    pub share: f64,
    /// Its limits.
    pub limits: Limits,
}

/// Something unusual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signal {
    /// Which rule found it.
    pub rule: Rule,
    /// First month.
    pub from: NaiveDate,
    /// Last month.
    pub to: NaiveDate,
    /// Whether it is for the worse: more people who are not satisfied.
    pub worse: bool,
}

/// What is unusual in months that were asked alike, in their order; the last month first.
pub fn signals(centre: f64, months: &[Seen]) -> Vec<Signal> {
    let mut found = outside(months);
    found.extend(shifts(centre, months));
    found.extend(trends(months));
    found.extend(near(months));
    found.sort_by_key(|signal| std::cmp::Reverse((signal.to, signal.from)));
    found
}

fn outside(months: &[Seen]) -> Vec<Signal> {
    let beyond = |seen: &&Seen| seen.is_outside();
    let signal = |seen: &Seen| Signal {
        rule: Rule::Outside,
        from: seen.month,
        to: seen.month,
        worse: seen.share > seen.limits.high,
    };
    months.iter().filter(beyond).map(signal).collect()
}

fn shifts(centre: f64, months: &[Seen]) -> Vec<Signal> {
    let same_side = |a: &Seen, b: &Seen| (a.share - centre) * (b.share - centre) > 0.0;
    runs(months, same_side)
        .filter(|run| run.len() >= SHIFT)
        .filter_map(|run| signal(Rule::Shift, run, |first, _| first.share > centre))
        .collect()
}

fn trends(months: &[Seen]) -> Vec<Signal> {
    let rising = runs(months, |a, b| a.share < b.share);
    let falling = runs(months, |a, b| a.share > b.share);
    rising
        .chain(falling)
        .filter(|run| run.len() >= TREND)
        .filter_map(|run| signal(Rule::Trend, run, |first, last| last.share > first.share))
        .collect()
}

/// Two of three near one limit, unless it is their being outside that made them so. What overlaps is told once.
fn near(months: &[Seen]) -> Vec<Signal> {
    let mut found: Vec<Signal> = Vec::new();
    for three in months.windows(3) {
        for worse in [true, false] {
            let close: Vec<&Seen> = three.iter().filter(|seen| seen.is_near(worse)).collect();
            let (Some(first), Some(last)) = (close.first(), close.last()) else {
                continue;
            };
            if close.len() < 2 || close.iter().all(|seen| seen.is_outside()) {
                continue;
            }
            let overlapping = found
                .iter_mut()
                .find(|known| known.worse == worse && known.to >= first.month);
            match overlapping {
                Some(known) => known.to = last.month,
                None => found.push(Signal {
                    rule: Rule::Near,
                    from: first.month,
                    to: last.month,
                    worse,
                }),
            }
        }
    }
    found
}

impl Seen {
    fn is_outside(&self) -> bool {
        self.share > self.limits.high || self.share < self.limits.low
    }

    fn is_near(&self, worse: bool) -> bool {
        match worse {
            true => self.share > self.limits.near_high,
            false => self.share < self.limits.near_low,
        }
    }
}

/// The longest stretches in which each month is to the one before it as `goes_on` wants.
fn runs(months: &[Seen], goes_on: impl Fn(&Seen, &Seen) -> bool) -> impl Iterator<Item = &[Seen]> {
    months.chunk_by(goes_on)
}

fn signal(rule: Rule, run: &[Seen], worse: impl Fn(&Seen, &Seen) -> bool) -> Option<Signal> {
    let (first, last) = (run.first()?, run.last()?);
    Some(Signal {
        rule,
        from: first.month,
        to: last.month,
        worse: worse(first, last),
    })
}

#[cfg(test)]
mod tests {
    use chrono::Months;
    use proptest::prelude::*;

    use super::*;

    const LIMITS: Limits = Limits {
        low: 0.1,
        near_low: 0.13,
        near_high: 0.27,
        high: 0.3,
    };

    fn months(percents: &[u32]) -> Vec<Seen> {
        let first: NaiveDate = "2025-01-01".parse().expect("a day");
        let seen = |(at, percent): (u32, &u32)| Seen {
            month: first + Months::new(at),
            share: f64::from(*percent) / 100.0,
            limits: LIMITS,
        };
        (0..).zip(percents).map(seen).collect()
    }

    fn found(percents: &[u32]) -> Vec<String> {
        let told = |signal: Signal| {
            let (from, to) = (signal.from.format("%y-%m"), signal.to.format("%y-%m"));
            format!(
                "{} {from} {to} {}",
                signal.rule,
                if signal.worse { "worse" } else { "better" }
            )
        };
        signals(0.2, &months(percents))
            .into_iter()
            .map(told)
            .collect()
    }

    #[test]
    fn usual_months_make_no_noise() {
        assert!(found(&[20, 22, 18, 21, 19, 24, 16, 20, 23, 21, 18, 22]).is_empty());
        assert!(found(&[30, 10]).is_empty(), "on the limit is not outside");
    }

    #[test]
    fn each_rule_finds_its_own() {
        assert_eq!(found(&[20, 31, 20]), ["outside 25-02 25-02 worse"]);
        assert_eq!(found(&[20, 9, 20]), ["outside 25-02 25-02 better"]);
        let above = [21, 23, 22, 24, 21, 22, 23, 21];
        assert_eq!(found(&above), ["shift 25-01 25-08 worse"]);
        assert!(found(&above[1..]).is_empty(), "seven are none");
        assert_eq!(
            found(&[24, 22, 21, 20, 19, 18]),
            ["trend 25-01 25-06 better"]
        );
        assert!(found(&[24, 22, 21, 20, 19]).is_empty(), "five are none");
        assert_eq!(found(&[20, 28, 21, 28, 20, 28]), ["near 25-02 25-06 worse"]);
        assert!(
            found(&[20, 28, 20, 12, 20]).is_empty(),
            "one near each limit"
        );
    }

    #[test]
    fn the_last_months_come_first() {
        assert_eq!(
            found(&[31, 20, 20, 20, 33]),
            ["outside 25-05 25-05 worse", "outside 25-01 25-01 worse"]
        );
    }

    proptest! {
        #[test]
        fn what_is_worse_upside_down_is_better(percents in prop::collection::vec(0..40_u32, 0..24)) {
            let mirrored: Vec<u32> = percents.iter().map(|percent| 40 - percent).collect();
            let count = |of: &[u32], word: &str| found(of).iter().filter(|told| told.ends_with(word)).count();
            prop_assert_eq!(count(&percents, "worse"), count(&mirrored, "better"));
        }
    }
}
