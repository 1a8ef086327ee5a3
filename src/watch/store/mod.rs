//! The SQL of what is watched.

pub mod alerts;
pub mod figures;
pub mod people;
pub mod rules;
