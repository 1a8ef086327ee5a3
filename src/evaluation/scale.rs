//! From points to a class (pure; TT 01/2018/TT-VPCP Điều 15): an indicator of files is the sum of its points by the
//! number of files, rounded to one decimal; the indicators are added; lower bounds are inclusive. Whole numbers
//! throughout. What is not known is left out, and then no class is told: the law does not say how its bounds shrink.

use std::collections::BTreeMap;
use std::iter::Sum;

use super::points::{Indicator, MOST};

/// Points in tenths: 15.2 is 152.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tenths(u64);

impl Tenths {
    /// So many whole points.
    pub const fn whole(points: u8) -> Self {
        Self(points as u64 * 10)
    }

    /// Points by files, rounded half up; nothing without files.
    pub fn of_ratio(points: u64, files: u64) -> Option<Self> {
        let doubled = points.checked_mul(20)?.checked_add(files)?;
        doubled.checked_div(files.checked_mul(2)?).map(Self)
    }

    /// The count of tenths.
    pub const fn value(self) -> u64 {
        self.0
    }
}

impl Sum for Tenths {
    fn sum<I: Iterator<Item = Self>>(points: I) -> Self {
        Self(points.map(|tenths| tenths.0).sum())
    }
}

crate::text_enum! {
    /// The class of a unit (TT 01/2018/TT-VPCP Điều 15 khoản 3).
    pub enum Class {
        /// Xuất sắc: from 15 points on.
        Excellent => "excellent",
        /// Tốt: from 12.
        Good => "good",
        /// Khá: from 9.
        Fair => "fair",
        /// Trung bình: from 6.
        Average => "average",
        /// Yếu: below.
        Weak => "weak",
    }
}

impl Class {
    /// That of all nine indicators together.
    pub const fn of(total: Tenths) -> Self {
        match total.0 {
            150.. => Self::Excellent,
            120.. => Self::Good,
            90.. => Self::Fair,
            60.. => Self::Average,
            _ => Self::Weak,
        }
    }
}

crate::text_enum! {
    /// How much of the task an officer fulfilled (TT 01/2018/TT-VPCP Điều 15 khoản 3).
    pub enum Task {
        /// 100 %: from 5 points on.
        Whole => "whole",
        /// 70 % to below 100 %: from 3.5.
        Most => "most",
        /// Below 70 %.
        Less => "less",
    }
}

impl Task {
    /// That of the five indicators of files together.
    pub const fn of(total: Tenths) -> Self {
        match total.0 {
            50.. => Self::Whole,
            35.. => Self::Most,
            _ => Self::Less,
        }
    }
}

/// Indicators with what is known of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet(BTreeMap<Indicator, Option<Tenths>>);

impl Sheet {
    /// What is known of one.
    pub fn of(&self, indicator: Indicator) -> Option<Tenths> {
        self.0.get(&indicator).copied().flatten()
    }

    /// The points of what is known.
    pub fn total(&self) -> Tenths {
        self.0.values().flatten().copied().sum()
    }

    /// Most points that what is known can have.
    pub fn possible(&self) -> Tenths {
        self.0.values().flatten().map(|_| Tenths::whole(MOST)).sum()
    }

    /// How many indicators are known.
    pub fn known(&self) -> usize {
        self.0.values().flatten().count()
    }

    /// The indicators of which nothing is known, in their order.
    pub fn missing(&self) -> Vec<Indicator> {
        let unknown = self.0.iter().filter(|(_, points)| points.is_none());
        unknown.map(|(indicator, _)| *indicator).collect()
    }

    /// The class of a unit, once all nine are known.
    pub fn class(&self) -> Option<Class> {
        (self.known() == Indicator::ALL.len()).then(|| Class::of(self.total()))
    }

    /// The task of an officer, once all five are known.
    pub fn task(&self) -> Option<Task> {
        let all_known = Indicator::OF_FILES.iter().all(|it| self.of(*it).is_some());
        all_known.then(|| Task::of(self.total()))
    }
}

impl FromIterator<(Indicator, Option<Tenths>)> for Sheet {
    fn from_iter<I: IntoIterator<Item = (Indicator, Option<Tenths>)>>(scores: I) -> Self {
        Self(scores.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_lower_bound_belongs_to_the_class() {
        let class = |tenths| Class::of(Tenths(tenths)).as_str();
        assert_eq!([150, 180].map(class), ["excellent"; 2]);
        assert_eq!([120, 149].map(class), ["good"; 2]);
        assert_eq!([90, 119].map(class), ["fair"; 2]);
        assert_eq!([60, 89].map(class), ["average"; 2]);
        assert_eq!([0, 59].map(class), ["weak"; 2]);
        let task = |tenths| Task::of(Tenths(tenths)).as_str();
        assert_eq!([50, 100].map(task), ["whole"; 2]);
        assert_eq!([35, 49].map(task), ["most"; 2]);
        assert_eq!([0, 34].map(task), ["less"; 2]);
    }

    #[test]
    fn halves_are_rounded_up_before_anything_is_added() {
        let rounded = |points, files| Tenths::of_ratio(points, files).map(Tenths::value);
        assert_eq!(rounded(5, 4), Some(13), "1.25");
        assert_eq!(rounded(7, 6), Some(12), "1.1666…");
        assert_eq!(rounded(2, 1), Some(20));
        assert_eq!(rounded(0, 0), None);
        let quarter = Tenths::of_ratio(5, 4);
        let sheet: Sheet = Indicator::OF_FILES
            .map(|it| (it, quarter))
            .into_iter()
            .collect();
        assert_eq!(sheet.total(), Tenths(65), "and not 6.25, rounded to 6.3");
    }

    fn any_sheet(of: &'static [Indicator]) -> impl Strategy<Value = Sheet> {
        let score = proptest::option::of((0_u64..500, 1_u64..250));
        proptest::collection::vec(score, of.len()).prop_map(move |scores| {
            let mean = |(points, files): (u64, u64)| Tenths::of_ratio(points.min(2 * files), files);
            let scores = scores.into_iter().map(|score| score.and_then(mean));
            of.iter().copied().zip(scores).collect()
        })
    }

    proptest! {
        #[test]
        fn a_unit_never_has_more_than_eighteen(sheet in any_sheet(Indicator::ALL)) {
            prop_assert!(sheet.total() <= sheet.possible() && sheet.possible() <= Tenths(180));
            prop_assert_eq!(sheet.class().is_some(), sheet.possible() == Tenths(180));
            prop_assert_eq!(sheet.known() + sheet.missing().len(), 9);
        }

        #[test]
        fn an_officer_never_has_more_than_ten(sheet in any_sheet(&Indicator::OF_FILES)) {
            prop_assert!(sheet.total() <= Tenths(100));
            prop_assert_eq!(sheet.task().is_some(), sheet.possible() == Tenths(100));
        }

        /// What is left out lowers what could be had, and never raises what was.
        #[test]
        fn leaving_out_lowers_what_is_possible(sheet in any_sheet(Indicator::ALL), which in 0_usize..9) {
            let left_out = Indicator::ALL[which];
            let fewer: Sheet = Indicator::ALL.iter()
                .map(|it| (*it, sheet.of(*it).filter(|_| *it != left_out)))
                .collect();
            let lost = if sheet.of(left_out).is_some() { 20 } else { 0 };
            prop_assert_eq!(fewer.possible().value() + lost, sheet.possible().value());
            prop_assert!(fewer.total() <= sheet.total());
            prop_assert!(fewer.class().is_none());
        }

        /// The rounded mean is off by half a tenth at most.
        #[test]
        fn rounding_moves_by_half_a_tenth(points in 0_u64..2_000_000, files in 1_u64..1_000_000) {
            let rounded = Tenths::of_ratio(points, files).expect("files").value();
            let (scaled, exact) = (rounded * files * 2, points * 20);
            prop_assert!(scaled <= exact + files && exact < scaled + files);
        }
    }
}
