//! The tree of units (province, commune, desk) and their counters. Who may see which unit is decided here by
//! [`Scope`]; people are in `accounts`.

mod place;
pub mod store;
mod unit;

pub use place::{NoSuchCounter, PlaceChoice, UnitPlaces, unit_options};
pub use unit::{Counter, Scope, Unit, UnitCode};
