//! The tablet's server side: devices, their tokens, the pages that add and revoke them, what a tablet is told at start
//! and what it sends. Ballots are stored by `survey`; the front end lies in the folder `kiosk` beside `src`.

mod ballots;
mod care;
mod config;
mod device;
mod hand_over;
mod handlers;
pub mod languages;
mod model;
mod pages;
mod pair;
mod pairing;
mod settings;
pub mod store;

use actix_web::web::{ServiceConfig, get, post, resource};

pub use ballots::Intake;
pub use care::Program;
pub use config::Common;
pub use device::Device;
pub use languages::Languages;
pub use pairing::{Devices, PairedDevice};

/// Mounts the tablet's addresses and the pages of staff.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/api/v1/kiosk/config", get().to(config::kiosk_config))
        .route("/api/v1/ballots", post().to(ballots::post_ballots))
        .service(
            resource("/kiosks/{id}/revoke")
                .route(get().to(handlers::show_revoke))
                .route(post().to(handlers::take_revoke)),
        );
    languages::routes(app);
    pair::routes(app);
    settings::routes(app);
    hand_over::routes(app);
    care::routes(app);
}
