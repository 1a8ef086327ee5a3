//! Tablets in care: what each of them says of itself every minute, what of it is an alarm, and the pages where staff see
//! it. What staff set for a tablet lives in `settings`.

mod alarms;
mod handlers;
mod heard;
mod heartbeat;
mod pages;
mod state;
mod store;
mod words;

use actix_web::web::{ServiceConfig, get, post};

pub use alarms::Program;
pub use heard::{Heard, list_heard};

/// Mounts the heartbeat and the pages.
pub fn routes(app: &mut ServiceConfig) {
    app.route(
        "/api/v1/devices/heartbeat",
        post().to(heartbeat::post_heartbeat),
    )
    .route("/kiosks", get().to(handlers::show_list))
    .route("/kiosks/{id}", get().to(handlers::show_one));
}
