//! Where an item stands, and why (pure): reached, on the way, behind, or not known yet. The rules are told on the page in
//! the same words.

use chrono::{Datelike, NaiveDate};

use super::amount::Amount;
use super::item::Direction;
use crate::indices::Standing;

/// A rate that is short by no more than this may still be made good, in hundredths of a percentage point.
const CLOSE: i64 = 500;
/// A whole year.
const WHOLE: i64 = 1_000;

crate::text_enum! {
    /// Where an item stands.
    pub enum Status {
        /// The target is reached.
        Reached => "reached",
        /// Not yet, but nothing says that it will not be.
        OnTheWay => "on_the_way",
        /// Behind, or missed.
        Behind => "behind",
        /// There is nothing to tell it from.
        Unknown => "unknown",
    }
}

crate::text_enum! {
    /// Why it stands there.
    pub enum Why {
        /// The whole interval of the index is at or above the target.
        Surely => "surely",
        /// The index is at or above the target, its interval is not.
        NotSure => "not_sure",
        /// The index is below, but its interval reaches the target.
        Near => "near",
        /// The whole interval of the index is below the target.
        SurelyBelow => "surely_below",
        /// At the target or beyond.
        There => "there",
        /// Short by a little, and the year is not over.
        Close => "close",
        /// Short by much.
        Far => "far",
        /// As much of it as of the year.
        Pace => "pace",
        /// Less of it than of the year.
        Slow => "slow",
        /// The year is over.
        Over => "over",
        /// Not done, and nothing is overdue.
        Underway => "underway",
        /// A task of it is overdue.
        Overdue => "overdue",
        /// Nothing happened for which anything is owed.
        NothingOwed => "nothing_owed",
        /// No figure yet.
        NoFigure => "no_figure",
        /// No target.
        NoTarget => "no_target",
    }
}

/// What is known of an item.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// When it is reached.
    pub direction: Direction,
    /// How much it is.
    pub now: Option<Amount>,
    /// How much it should be.
    pub target: Option<Amount>,
    /// Where an index stands against its target.
    pub standing: Option<Standing>,
    /// Whether it is a rate, which does not grow with the year.
    pub is_rate: bool,
    /// Whether a task of it is overdue.
    pub is_overdue: bool,
    /// The part of the year that has passed, in thousandths.
    pub passed: i64,
}

/// The part of a year that has passed on a day, in thousandths.
pub fn passed(year: i32, today: NaiveDate) -> i64 {
    match today.year().cmp(&year) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Greater => WHOLE,
        std::cmp::Ordering::Equal => i64::from(today.ordinal0()) * WHOLE / 366,
    }
}

impl Known {
    /// Where it stands, and why.
    pub fn judge(&self) -> (Status, Why) {
        if self.direction == Direction::Done {
            return self.done();
        }
        let Some(target) = self.target else {
            return (Status::Unknown, Why::NoTarget);
        };
        let Some(now) = self.now else {
            return (Status::Unknown, Why::NoFigure);
        };
        if let Some(standing) = self.standing {
            return self.by_standing(standing);
        }
        let is_there = match self.direction {
            Direction::AtMost => now <= target,
            _ => now >= target,
        };
        match is_there {
            true => (Status::Reached, Why::There),
            false => self.short(now, target),
        }
    }

    fn by_standing(&self, standing: Standing) -> (Status, Why) {
        match standing {
            Standing::MetSurely => (Status::Reached, Why::Surely),
            Standing::Met => (Status::Reached, Why::NotSure),
            Standing::Missed if self.passed < WHOLE => (Status::OnTheWay, Why::Near),
            Standing::Missed => (Status::Behind, Why::Over),
            Standing::MissedSurely => (Status::Behind, Why::SurelyBelow),
            Standing::NoData => (Status::Unknown, Why::NoFigure),
        }
    }

    fn short(&self, now: Amount, target: Amount) -> (Status, Why) {
        if self.passed >= WHOLE {
            return (Status::Behind, Why::Over);
        }
        if self.is_rate || self.direction == Direction::AtMost {
            return match (target.0 - now.0).abs() <= CLOSE && self.is_rate {
                true => (Status::OnTheWay, Why::Close),
                false => (Status::Behind, Why::Far),
            };
        }
        match now.0 * WHOLE >= target.0 * self.passed {
            true => (Status::OnTheWay, Why::Pace),
            false => (Status::Behind, Why::Slow),
        }
    }

    fn done(&self) -> (Status, Why) {
        match self.now {
            Some(now) if now >= Amount::DONE => (Status::Reached, Why::There),
            _ if self.passed >= WHOLE => (Status::Behind, Why::Over),
            _ if self.is_overdue => (Status::Behind, Why::Overdue),
            _ => (Status::OnTheWay, Why::Underway),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(now: i64, target: i64, passed: i64) -> Known {
        Known {
            direction: Direction::AtLeast,
            now: Some(Amount(now)),
            target: Some(Amount(target)),
            standing: None,
            is_rate: true,
            is_overdue: false,
            passed,
        }
    }

    #[test]
    fn a_rate_is_made_good_only_while_the_year_lasts() {
        assert_eq!(rate(10_000, 10_000, 500).judge().0, Status::Reached);
        assert_eq!(
            rate(9_500, 10_000, 500).judge(),
            (Status::OnTheWay, Why::Close)
        );
        assert_eq!(rate(9_499, 10_000, 500).judge(), (Status::Behind, Why::Far));
        assert_eq!(
            rate(9_999, 10_000, 1_000).judge(),
            (Status::Behind, Why::Over)
        );
    }

    #[test]
    fn what_grows_is_held_against_the_part_of_the_year() {
        let grows = |now| Known {
            is_rate: false,
            ..rate(now, 1_200, 500)
        };
        assert_eq!(grows(600).judge(), (Status::OnTheWay, Why::Pace));
        assert_eq!(grows(500).judge(), (Status::Behind, Why::Slow));
    }

    #[test]
    fn at_most_is_broken_at_once() {
        let most = |now| Known {
            direction: Direction::AtMost,
            is_rate: false,
            ..rate(now, 300, 100)
        };
        assert_eq!(most(300).judge().0, Status::Reached);
        assert_eq!(most(400).judge(), (Status::Behind, Why::Far));
    }

    #[test]
    fn an_index_stands_where_its_certainty_says() {
        let index = |standing, passed| Known {
            standing: Some(standing),
            ..rate(8_000, 8_100, passed)
        };
        let judged = |standing, passed| index(standing, passed).judge();
        assert_eq!(judged(Standing::MetSurely, 500).0, Status::Reached);
        assert_eq!(judged(Standing::Met, 500), (Status::Reached, Why::NotSure));
        assert_eq!(judged(Standing::Missed, 500), (Status::OnTheWay, Why::Near));
        assert_eq!(judged(Standing::Missed, 1_000), (Status::Behind, Why::Over));
        assert_eq!(judged(Standing::MissedSurely, 1).0, Status::Behind);
    }

    #[test]
    fn what_is_to_be_done_falls_behind_with_its_tasks() {
        let todo = |now, is_overdue| Known {
            direction: Direction::Done,
            now,
            target: None,
            is_overdue,
            ..rate(0, 0, 500)
        };
        assert_eq!(todo(None, false).judge(), (Status::OnTheWay, Why::Underway));
        assert_eq!(todo(None, true).judge(), (Status::Behind, Why::Overdue));
        assert_eq!(todo(Some(Amount::DONE), true).judge().0, Status::Reached);
    }

    #[test]
    fn without_figure_or_target_nothing_is_told() {
        let mut known = rate(0, 10_000, 500);
        known.now = None;
        assert_eq!(known.judge(), (Status::Unknown, Why::NoFigure));
        known.target = None;
        assert_eq!(known.judge(), (Status::Unknown, Why::NoTarget));
    }
}
