//! How the settlement of procedures is evaluated: the nine indicators of TT 01/2018/TT-VPCP Điều 13–15, of a file, an
//! officer and a unit, counted from dossiers and complaints and from what a unit says of its own desk. It is not SIPAS,
//! which asks citizens and is in `indices`: no ballot is tied to a file, so none gives points here.

mod beside;
mod conclude;
mod export;
mod files;
mod handlers;
mod officers;
mod pages;
mod period;
mod points;
mod reading;
mod scale;
mod statement;
pub mod store;

use actix_web::web::{ServiceConfig, get, post};

pub use beside::beside;
pub use period::Period;
pub use points::Indicator;
pub use reading::{Evaluation, Ground};
pub use scale::{Class, Sheet, Tenths};
pub use statement::{Said, Statement};

/// Mounts every address of evaluations.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/evaluation", get().to(handlers::show_evaluation))
        .route("/evaluation.xlsx", get().to(handlers::show_workbook))
        .route("/evaluation/statement", post().to(handlers::take_statement))
        .route("/evaluation/unfounded", post().to(handlers::take_unfounded));
}
