//! The working-day calendar: which days are worked, counting in them, and the pages on which a year is loaded. What is
//! due when is the business of whoever counts.

mod built_in;
mod fault;
mod form;
mod handlers;
mod holidays;
mod import;
mod outlook;
mod pages;
pub mod store;
mod table;
mod working_days;
mod year;

use actix_web::web::{ServiceConfig, get, post, resource};

pub use fault::Fault;
pub use import::import_calendar;
pub use working_days::{NoCalendar, WorkingDays, is_weekend};
pub use year::{DayKind, LoadedYear, SpecialDay, YearDraft, YearPlan};

use crate::accounts::file_limit;

/// Largest file, bytes: every day of a century with long names.
const FILE_LIMIT: usize = 4 * 1024 * 1024;

/// Mounts the pages of administrators.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/admin/calendar", get().to(handlers::show))
        .service(
            resource("/admin/calendar/load")
                .route(get().to(handlers::show_load))
                .route(post().to(handlers::take_typed)),
        )
        .service(
            resource("/admin/calendar/file")
                .app_data(file_limit(FILE_LIMIT))
                .route(get().to(handlers::back))
                .route(post().to(handlers::take_file)),
        );
}
