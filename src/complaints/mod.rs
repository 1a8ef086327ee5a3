//! What citizens report (phản ánh, kiến nghị): taken into one register, worked on by its day, answered. Ways in from a
//! tablet come through `kiosk`. Ballots know nothing of complaints.

mod access;
mod accuse;
mod answers;
pub mod case;
mod citizen;
mod class;
mod correct;
mod duties;
mod export;
pub mod facts;
pub mod figures;
mod follow;
mod inbox;
mod intake;
mod join;
mod judge;
pub mod logging;
pub mod pages;
mod proof;
pub mod proposal;
pub mod publish;
mod reopen;
mod report;
mod report_form;
pub mod rules;
mod settings;
mod sight;
mod state;
mod steps;
pub mod store;
mod way;
mod work;

use actix_web::web::ServiceConfig;

pub use class::Class;
pub use duties::Duties;
pub use export::export;
pub use inbox::Owed;
pub use intake::take_in;
pub use report::{Details, NewComplaint, Report};
pub use settings::insert_template;
pub use sight::Sight;
pub use state::{State, Step};
pub use steps::{Ground, Taken, take_step};
pub use way::Way;

/// Mounts every address of complaints. The case itself comes last: others have words of their own in its place.
pub fn routes(app: &mut ServiceConfig) {
    figures::routes(app);
    inbox::routes(app);
    report_form::routes(app);
    follow::routes(app);
    answers::routes(app);
    publish::routes(app);
    logging::routes(app);
    settings::routes(app);
    work::routes(app);
}
