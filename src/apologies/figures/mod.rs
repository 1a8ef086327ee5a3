//! How many dossiers were done in time, how many were late, for whom somebody said sorry, and why: for leaders and
//! observers, and for the public board. Counts are kept by `dossiers`; nothing here tells of one person.

pub mod counts;
mod handlers;
mod pages;

use actix_web::web::{ServiceConfig, get};

pub use counts::{Counts, Figures, Reasons};

/// Mounts the page.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/apologies/figures", get().to(handlers::show_figures));
}
