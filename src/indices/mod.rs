//! Indices: what the leader and the public read. The arithmetic on tallies, the comparison of years, targets,
//! imported baselines, the index table as JSON, as a page and as the public board.
//! Ballots and tallies are written elsewhere (`survey`); here they are only added up.

mod alternatives;
mod baseline;
mod below;
mod board;
mod breakdown;
mod charts;
mod classes;
mod closing;
mod comparison;
mod evidence;
mod export;
mod foreign;
mod fraction;
mod handlers;
mod headline;
mod import;
mod index;
mod interval;
mod leader;
mod league;
mod measure;
mod need;
mod pages;
mod privacy;
mod reading;
mod report;
mod response;
mod span;
mod store;
mod table;
mod targets;
mod told;
mod trend;
mod views;

use actix_web::web::{ServiceConfig, get, head, post, resource};

pub use baseline::Baseline;
pub use classes::{AT_THE_DESK, Filter, class_name};
pub use closing::{Ballots, Closing};
pub use comparison::{Comparison, FEWEST_PERSONS, Standing, Verdict, mixed_differently};
pub use evidence::Evidence;
pub use headline::Headline;
pub use import::import_baselines;
pub use index::Share;
pub use interval::Interval;
pub use measure::Measure;
pub use pages::wording;
pub use privacy::is_too_few;
pub use reading::{Question, Reading, list_ground_ids, offered_years_of};
pub use report::Extent;
pub use span::{Cutoff, Period, Span, Spans};
pub use store::closings::{
    count_ballots, find_closing, insert_closing, list_all_closings, list_closings, recount_share,
};
pub use store::{list_baselines, list_targets, replace_targets};
pub use table::{Figure, Tally};
pub use trend::Trend;

/// Mounts the addresses of this feature.
pub fn routes(app: &mut ServiceConfig) {
    let front = resource("/")
        .route(get().to(handlers::show_front))
        .route(head().to(handlers::show_front));
    app.service(front)
        .route("/u/{unit}", get().to(handlers::show_board))
        .route("/indices", get().to(handlers::show_indices))
        .route("/indices/export", get().to(handlers::show_export))
        .route("/indices/breakdown", get().to(breakdown::show))
        .route("/indices/league", get().to(league::show))
        .route("/indices/league/export", get().to(league::show_export))
        .route("/indices/targets", get().to(handlers::show_targets))
        .route("/indices/targets", post().to(handlers::save_targets))
        .route("/api/v1/indices", get().to(handlers::api));
}
