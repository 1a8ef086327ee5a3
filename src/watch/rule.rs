//! When something rings, and when it is quiet again (pure). The two thresholds lie apart, so that a figure which moves
//! between them changes nothing.

use super::subject::Subject;

crate::text_enum! {
    /// Over which days an index is taken.
    pub enum Span {
        /// The last ninety days.
        Days => "days",
        /// This year to date.
        Year => "year",
    }
}

crate::text_enum! {
    /// Who is told by mail.
    pub enum Told {
        /// Whoever leads the unit.
        Leaders => "leaders",
        /// They and its administrators.
        Admins => "leaders_admins",
        /// They and its observers.
        Observers => "leaders_observers",
    }
}

/// What a unit watches of a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Whether it is watched at all.
    pub active: bool,
    /// Over which days, of an index.
    pub span: Span,
    /// The threshold at which it rings, in the subject's own unit.
    pub rings_at: i32,
    /// The one at which it is quiet again.
    pub quiet_at: i32,
    /// Who is told.
    pub told: Told,
}

/// A figure as it is judged. Where it is a count, its ends are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The figure.
    pub value: i32,
    /// Lower end of its interval.
    pub low: i32,
    /// Upper end.
    pub high: i32,
    /// Whether there is enough to judge by.
    pub sure: bool,
}

/// What changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It begins to ring.
    Begin,
    /// It is over.
    End,
}

impl Rule {
    /// What stands ready for every unit.
    pub fn usual(subject: Subject) -> Self {
        let (rings_at, quiet_at) = match subject {
            Subject::Overall => (8_000, 8_200),
            Subject::Complaints | Subject::Apologies => (1, 0),
            Subject::Tablets => (4, 1),
            Subject::Ballots => (50, 75),
            _ => (7_500, 7_700),
        };
        Self {
            active: true,
            span: Span::Days,
            rings_at,
            quiet_at,
            told: Told::Leaders,
        }
    }

    /// Whether the threshold of quiet is the better one: where both are the same, a figure could flap.
    pub fn is_in_order(&self, subject: Subject) -> bool {
        match subject.rings_below() {
            true => self.quiet_at > self.rings_at,
            false => self.quiet_at < self.rings_at,
        }
    }

    /// What changes for something that rings or does not. It begins with certainty alone: the whole interval lies beyond
    /// the threshold. Of what cannot be judged nothing changes.
    pub fn change(&self, subject: Subject, rings: bool, seen: Seen) -> Option<Change> {
        if !seen.sure {
            return None;
        }
        let below = subject.rings_below();
        let (begins, ends) = match below {
            true => (seen.high < self.rings_at, seen.value >= self.quiet_at),
            false => (seen.low >= self.rings_at, seen.value <= self.quiet_at),
        };
        match rings {
            false if begins => Some(Change::Begin),
            true if ends => Some(Change::End),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn count(value: i32) -> Seen {
        Seen {
            value,
            low: value,
            high: value,
            sure: true,
        }
    }

    #[test]
    fn an_index_rings_with_certainty_alone() {
        let (subject, rule) = (Subject::Overall, Rule::usual(Subject::Overall));
        let seen = |value, half: i32, sure| Seen {
            value,
            low: value - half,
            high: value + half,
            sure,
        };
        let change = |rings, seen| rule.change(subject, rings, seen);
        assert_eq!(change(false, seen(7_500, 400, true)), Some(Change::Begin));
        assert_eq!(
            change(false, seen(7_500, 500, true)),
            None,
            "it reaches 80 %"
        );
        assert_eq!(
            change(false, seen(7_500, 400, false)),
            None,
            "too few people"
        );
        assert_eq!(change(true, seen(8_199, 10, true)), None);
        assert_eq!(change(true, seen(8_200, 900, true)), Some(Change::End));
        assert_eq!(
            change(true, seen(9_000, 100, false)),
            None,
            "too few people"
        );
    }

    #[test]
    fn what_stands_ready_is_in_order() {
        for subject in Subject::ALL {
            let rule = Rule::usual(*subject);
            let (least, most) = subject.bounds();
            assert!(rule.is_in_order(*subject), "{subject}");
            assert!((least..=most).contains(&rule.rings_at), "{subject}");
            assert!((least..=most).contains(&rule.quiet_at), "{subject}");
        }
    }

    /// Walks through figures; every change with the figure at which it happened.
    fn walk(subject: Subject, rule: Rule, figures: &[i32]) -> Vec<(Change, i32)> {
        let mut rings = false;
        let mut changes = Vec::new();
        for value in figures {
            if let Some(change) = rule.change(subject, rings, count(*value)) {
                rings = change == Change::Begin;
                changes.push((change, *value));
            }
        }
        changes
    }

    proptest! {
        /// Between the thresholds nothing changes, however a figure moves there; every change crosses the whole gap.
        #[test]
        fn nothing_flaps(
            at in 0..Subject::ALL.len(), first in 0..1_000_i32, second in 0..1_000_i32,
            figures in proptest::collection::vec(0..1_000_i32, 0..60),
        ) {
            let subject = Subject::ALL[at];
            let (low, high) = (first.min(second), first.max(second));
            let (rings_at, quiet_at) = if subject.rings_below() { (low, high) } else { (high, low) };
            let rule = Rule { rings_at, quiet_at, ..Rule::usual(subject) };
            prop_assume!(rule.is_in_order(subject));
            let between: Vec<i32> = figures.iter().map(|value| low + 1 + value % (high - low).max(2)).filter(|value| *value < high).collect();
            let changes = walk(subject, rule, &figures);
            for pair in changes.windows(2) {
                let ((one, from), (other, to)) = (pair[0], pair[1]);
                prop_assert_ne!(one, other);
                prop_assert!((from - to).abs() >= high - low);
            }
            for rings in [false, true] {
                for value in &between {
                    prop_assert_eq!(rule.change(subject, rings, count(*value)), None);
                }
            }
            // The same figure again changes nothing more.
            let twice: Vec<i32> = figures.iter().flat_map(|value| [*value, *value]).collect();
            prop_assert_eq!(walk(subject, rule, &twice), changes);
        }
    }
}
