//! Which days a page speaks of: a year or a part of it, cut at today, and the same dates of the other year (pure).

use std::ops::Range;

use chrono::{Datelike, Days, Months, NaiveDate};

/// What still comes in from tablets and from desks: a figure that reaches into so many last days may still change.
const LATE_DAYS: i64 = 7;

crate::text_enum! {
    /// The part of a year that is looked at. The word is the one in the address.
    pub enum Period {
        /// The whole year.
        Year => "year",
        /// The first six months.
        FirstHalf => "h1",
        /// The first nine months.
        NineMonths => "9m",
        /// January to March.
        FirstQuarter => "q1",
        /// April to June.
        SecondQuarter => "q2",
        /// July to September.
        ThirdQuarter => "q3",
        /// October to December.
        LastQuarter => "q4",
    }
}

crate::text_enum! {
    /// Where a period of reports ends. The word is the one in the address.
    #[derive(Default)]
    pub enum Cutoff {
        /// With the last day of its last month.
        #[default]
        Calendar => "calendar",
        /// With the 14th of its last month, and so it begins with the 15th of the month before its first (NĐ
        /// 09/2019/NĐ-CP, Điều 12).
        Fourteenth => "fourteenth",
    }
}

/// Days that count for one year, both ends counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// The same dates of two years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spans {
    /// What was chosen.
    pub period: Period,
    /// The days looked at.
    pub now: Span,
    /// The days they are compared with.
    pub before: Option<Span>,
    /// Whether both end before the period does, because it is not over yet.
    pub cut: bool,
}

impl Period {
    /// Its first and its last month, 1 to 12.
    pub const fn months(self) -> (u32, u32) {
        match self {
            Self::Year => (1, 12),
            Self::FirstHalf => (1, 6),
            Self::NineMonths => (1, 9),
            Self::FirstQuarter => (1, 3),
            Self::SecondQuarter => (4, 6),
            Self::ThirdQuarter => (7, 9),
            Self::LastQuarter => (10, 12),
        }
    }

    /// Its days in a year; nothing beyond the calendar.
    pub fn of_year(self, year: i32) -> Option<Span> {
        let (first, last) = self.months();
        Some(Span {
            from: NaiveDate::from_ymd_opt(year, first, 1)?,
            to: last_of_month(NaiveDate::from_ymd_opt(year, last, 1)?)?,
        })
    }

    /// Its days in reports on a year, by where these end; nothing beyond the calendar.
    pub fn of_reports(self, year: i32, cutoff: Cutoff) -> Option<Span> {
        let whole = self.of_year(year)?;
        match cutoff {
            Cutoff::Calendar => Some(whole),
            Cutoff::Fourteenth => Some(Span {
                from: whole
                    .from
                    .checked_sub_months(Months::new(1))?
                    .with_day(15)?,
                to: whole.to.with_day(14)?,
            }),
        }
    }
}

impl Span {
    /// The year for which its days count: that of the last one.
    pub fn year(self) -> i32 {
        self.to.year()
    }

    /// First day of its first month that is whole, and of the month after the last one that is.
    pub fn whole_months(self) -> Range<NaiveDate> {
        let after = self.to.checked_add_days(Days::new(1)).unwrap_or(self.to);
        let first = first_of_month(self.from);
        let next = first.checked_add_months(Months::new(1));
        let from = if first == self.from {
            Some(first)
        } else {
            next
        };
        let from = from.unwrap_or(self.from);
        from..first_of_month(after).max(from)
    }

    /// The days before its first whole month and those after its last one, where there are any.
    pub fn beside_months(self) -> impl Iterator<Item = Self> {
        let months = self.whole_months();
        let before = Self {
            from: self.from,
            to: months.start.pred_opt().unwrap_or(self.from).min(self.to),
        };
        let after = Self {
            from: months.end.max(self.from),
            to: self.to,
        };
        let before = (self.from < months.start).then_some(before);
        let after = (after.from <= self.to).then_some(after);
        [before, after].into_iter().flatten()
    }

    /// First day of its first month and of the month after its last one, whole or not.
    pub fn months(self) -> Range<NaiveDate> {
        let end = first_of_month(self.to).checked_add_months(Months::new(1));
        first_of_month(self.from)..end.unwrap_or(self.to)
    }

    /// Whether what is counted by months alone is counted to the day: nothing lies between its last day and the end of
    /// that month.
    pub fn is_told_by_months(self, today: NaiveDate) -> bool {
        let mut beside = self.beside_months();
        beside.all(|days| days.from.day() == 1 && days.to == today)
    }

    /// The months that are counted of what is told by months alone: a month that is not whole only where nothing lies
    /// between the last day and its end.
    pub fn told_months(self, today: NaiveDate) -> Range<NaiveDate> {
        match self.is_told_by_months(today) {
            true => self.months(),
            false => self.whole_months(),
        }
    }

    /// Whether all its days, but not just the same, are days of another.
    pub fn is_part_of(self, other: Self) -> bool {
        self != other && other.from <= self.from && self.to <= other.to
    }

    /// Whether ballots of its days may still come in.
    pub fn is_provisional(self, today: NaiveDate) -> bool {
        self.from <= today && (today - self.to).num_days() < LATE_DAYS
    }
}

impl Spans {
    /// A period of a year and, if asked, the same dates of another one: while today lies in the period of either year,
    /// both end with today's date. The 29th of February is the 28th in a year that has none.
    pub fn of(
        (year, compare): (i32, Option<i32>),
        period: Period,
        today: NaiveDate,
    ) -> Option<Self> {
        let now = period.of_year(year)?;
        let before = match compare {
            Some(year) => Some(period.of_year(year)?),
            None => None,
        };
        let runs = |span: &Span| span.from <= today && today < span.to;
        let cut = std::iter::once(now).chain(before).any(|span| runs(&span));
        let ended = |span: Span| if cut { span.until_date_of(today) } else { span };
        Some(Self {
            period,
            now: ended(now),
            before: before.map(ended),
            cut,
        })
    }

    /// A period of reports and the same of the year before, both whole; nothing beyond the calendar.
    pub fn of_reports(year: i32, period: Period, cutoff: Cutoff) -> Option<Self> {
        Some(Self {
            period,
            now: period.of_reports(year, cutoff)?,
            before: Some(period.of_reports(year - 1, cutoff)?),
            cut: false,
        })
    }

    /// The year, and the one it is compared with.
    pub fn years(&self) -> (i32, Option<i32>) {
        (self.now.year(), self.before.map(Span::year))
    }
}

impl Span {
    /// The same span to the date that `day` has, in this span's year.
    fn until_date_of(self, day: NaiveDate) -> Self {
        let same = NaiveDate::from_ymd_opt(self.year(), day.month(), day.day());
        let in_short_february = || NaiveDate::from_ymd_opt(self.year(), 2, 28);
        Self {
            to: same.or_else(in_short_february).unwrap_or(self.to),
            ..self
        }
    }
}

/// The first day of the month in which a day lies.
pub fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn last_of_month(first: NaiveDate) -> Option<NaiveDate> {
    first.checked_add_months(Months::new(1))?.pred_opt()
}

#[cfg(test)]
mod tests;
