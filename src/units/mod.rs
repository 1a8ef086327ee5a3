//! The tree of units (province, commune, desk) and their counters, with the pages that manage them. Who may see which
//! unit is decided here by [`Scope`]; people are in `accounts`.

mod duty;
pub mod fields;
mod form;
mod handlers;
pub mod lineage;
mod pages;
mod place;
pub mod store;
mod unit;

pub use duty::{Duty, NoSuchOfficer};
pub use form::UnitForm;
pub use handlers::routes;
pub use pages::{ask_unit, code_field, detail_fields, unit_choices};
pub use place::{NoSuchCounter, PlaceChoice, UnitPlaces, UnitQuery};
pub use unit::{Counter, Scope, Unit, UnitCode, names, with_code};
