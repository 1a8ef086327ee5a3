//! hailong: the satisfaction service of a commune's one-stop desk, as a library with a thin `main`.
//! In reading order: `cli` starts `server`, which mounts the features; features use `web` and `db`.

rust_i18n::i18n!("locales", fallback = "vi");

pub mod accounts;
pub mod apologies;
pub mod calendar;
pub mod cli;
pub mod clock;
pub mod complaints;
pub mod config;
pub mod db;
pub mod demo;
pub mod dossiers;
pub mod error;
pub mod evaluation;
pub mod indices;
pub mod kiosk;
pub mod links;
pub mod messages;
pub mod paper;
pub mod percent;
pub mod plan;
pub mod reports;
pub mod rounds;
pub mod rows;
pub mod server;
pub mod supervision;
pub mod survey;
pub mod units;
pub mod vietnamese;
pub mod watch;
pub mod web;
