//! Indices: what the leader and the public read. The arithmetic on tallies, the comparison of years, targets,
//! imported baselines, the index table as JSON, as a page and as the public board.
//! Ballots and tallies are written elsewhere (`survey`); here they are only added up.

mod alternatives;
mod baseline;
mod charts;
mod comparison;
mod fraction;
mod handlers;
mod import;
mod index;
mod interval;
mod measure;
mod reading;
mod report;
mod store;
mod table;

use actix_web::web::{ServiceConfig, get};

pub use import::import_baselines;
pub use index::Hundredths;
pub use measure::Measure;
pub use reading::{Question, Reading};
pub use store::replace_targets;

/// Mounts the addresses of this feature.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/api/v1/indices", get().to(handlers::api));
}
