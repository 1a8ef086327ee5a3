//! What staff set for one tablet.

pub(super) mod hours;
