//! Where the months of a control chart stand: months from left to right, shares from the bottom up.

use chrono::{Datelike, NaiveDate};

use crate::indices::trend::Point;

/// Where the months stand, in hundredths of the picture's width; the left edge is for the scale.
pub(super) const LEFT: f64 = 8.0;
pub(super) const RIGHT: f64 = 98.0;
/// Room above and below the months, px.
const TOP: f64 = 24.0;
pub(super) const AXIS: f64 = 24.0;

/// Where things stand.
pub(super) struct Frame {
    /// The first month.
    pub(super) first: NaiveDate,
    /// How many there are.
    pub(super) months: usize,
    height: f64,
    /// The share at the top, 0 to 1.
    most: f64,
}

impl Frame {
    /// Room for these months, so many px high; nothing where there are none.
    pub(super) fn of(points: &[Point], height: f64) -> Option<Self> {
        let (first, last) = (points.first()?.month, points.last()?.month);
        let highest = points.iter().flat_map(|point| {
            let limit = point.control.map(|control| control.limits.high);
            [point.unsatisfied(), limit].into_iter().flatten()
        });
        let highest = highest.fold(0.1, f64::max);
        Some(Self {
            first,
            months: between(first, last) + 1,
            height,
            most: ((highest * 1.1 * 10.0).ceil() / 10.0).min(1.0),
        })
    }

    /// The width of a month.
    pub(super) fn step(&self) -> f64 {
        (RIGHT - LEFT) / self.months as f64
    }

    /// The left edge of a month.
    pub(super) fn edge(&self, month: NaiveDate) -> f64 {
        LEFT + self.step() * between(self.first, month) as f64
    }

    /// The middle of a month.
    pub(super) fn middle(&self, month: NaiveDate) -> f64 {
        self.edge(month) + self.step() / 2.0
    }

    /// The height of a share, px from the top.
    pub(super) fn y(&self, share: f64) -> f64 {
        TOP + self.height * (1.0 - share / self.most)
    }

    /// The height of nothing.
    pub(super) fn bottom(&self) -> f64 {
        TOP + self.height
    }

    /// The shares that are written at the left.
    pub(super) fn ticks(&self) -> impl Iterator<Item = f64> {
        let step = if self.most > 0.5 { 0.2 } else { 0.1 };
        let most = self.most;
        (0..6)
            .map(move |at| f64::from(at) * step)
            .filter(move |tick| *tick <= most + 1e-9)
    }
}

fn between(first: NaiveDate, month: NaiveDate) -> usize {
    let count = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month());
    usize::try_from(count(month) - count(first)).unwrap_or(0)
}
