//! Showing and changing settings.

pub mod rules;
pub mod templates;
