//! The shell that every page and answer passes through: language, layout, forms, assets, errors, origin check.
//! Knows no feature and no database.

pub mod answer;
pub mod assets;
pub mod caching;
pub mod components;
pub mod error_page;
pub mod extract;
pub mod faces;
pub mod guard;
pub mod kiosk_app;
pub mod language;
pub mod language_switch;
pub mod layout;
pub mod moment;
pub mod phone;
pub mod public_url;
pub mod request_span;
pub mod searches;
pub mod secret;
pub mod ticket;
pub mod years;
