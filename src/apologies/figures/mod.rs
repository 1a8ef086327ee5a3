//! How many dossiers were done in time, how many were late, for whom somebody said sorry, and why: for leaders and
//! observers, and for the public board; and what citizens said then. Counts are kept by `dossiers` and `slips`; nothing here tells of
//! one person.

pub mod counts;
mod handlers;
mod pages;
mod voices;

use actix_web::web::{ServiceConfig, get};

pub use counts::{Counts, Figures, Reasons};

/// Mounts the page.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/apologies/figures", get().to(handlers::show_figures));
}
