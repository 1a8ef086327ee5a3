//! What citizens report (phản ánh, kiến nghị): taken in once, and read by those who have to see to it. Ways in are
//! elsewhere: a report from a tablet comes through `kiosk`. Ballots know nothing of reports.

pub mod class;
mod handlers;
mod pages;
pub mod proposal;
mod report;
pub mod store;

use actix_web::web::{ServiceConfig, get};

pub use class::Class;
pub use report::{NewComplaint, Report};

/// Mounts the list.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/complaints", get().to(handlers::show_list));
}
