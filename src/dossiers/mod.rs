//! Dossiers of citizens from receipt to result: what they are, by when they must be done, what happens to them, and from
//! when an apology is owed. The letters themselves are in `apologies`.

mod applicant;
mod beside;
pub mod code;
pub mod dossier;
pub mod duties;
mod export;
pub mod facts;
mod hours;
pub mod import;
pub mod letterhead;
pub mod limit;
pub mod outlook;
pub mod pages;
mod papers;
pub mod procedure;
pub mod procedures;
mod register;
pub mod rules;
mod settings;
mod slip;
mod state;
mod steps;
pub mod store;
pub mod timing;
mod watch;
mod work;

pub use beside::Beside;
pub use dossier::{Application, Dossier};
pub use duties::Duties;
pub use export::export;
pub use hours::OfficeHours;
pub use state::{State, Step};
pub use steps::{Ground, Taken, take_step};

/// Mounts every address of dossiers. The dossier itself comes last: others have words of their own in its place.
pub fn routes(app: &mut actix_web::web::ServiceConfig) {
    import::routes::<import::Dossiers>(app);
    procedures::routes(app);
    watch::routes(app);
    register::routes(app);
    papers::routes(app);
    settings::routes(app);
    work::routes(app);
}
