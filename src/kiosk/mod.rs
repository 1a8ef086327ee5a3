//! The tablet's server side: pairing and revoking, what staff set, what a tablet is told at start and what it sends, how
//! it is. Ballots are stored by `survey`; the front end lies in the folder `kiosk` beside `src`.

mod ballots;
mod bearer;
mod care;
mod config;
mod device;
mod duty;
mod hand_over;
pub mod languages;
mod model;
mod pair;
mod revoke;
mod settings;
pub mod store;

use actix_web::web::{ServiceConfig, get, post};

pub use ballots::Intake;
pub use bearer::{Devices, PairedDevice};
pub use care::{Heard, Program, list_heard};
pub use config::Common;
pub use device::Device;
pub use hand_over::HandOverKey;
pub use languages::Languages;

/// Mounts the tablet's addresses and the pages of staff.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/api/v1/kiosk/config", get().to(config::kiosk_config))
        .route("/api/v1/ballots", post().to(ballots::post_ballots));
    languages::routes(app);
    pair::routes(app);
    settings::routes(app);
    duty::routes(app);
    revoke::routes(app);
    hand_over::routes(app);
    care::routes(app);
}
