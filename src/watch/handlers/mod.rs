//! Requests for alerts and rules.

pub(super) mod alerts;
pub(super) mod rules;
