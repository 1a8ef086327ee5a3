//! What the register says of a year: counts against the year before, where and when, and the two rates of
//! QĐ 766/QĐ-TTg. They are read from counts that move with each case, so that they cost the same however many cases
//! there are, and name no case.

mod breakdown;
mod counts;
mod handlers;
mod pages;
mod verify;

use actix_web::web::{ServiceConfig, get};

pub use counts::{Counts, Rate};
pub use verify::verify;

/// Mounts the page of figures.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/complaints/figures", get().to(handlers::show_figures));
}
