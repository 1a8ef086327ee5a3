//! Pairing a tablet by a code that it shows and staff type while signed in (after RFC 8628): the tablet asks for a code
//! and then, every few seconds, whether somebody has confirmed it.

mod api;
mod code;
mod handlers;
mod pages;
mod store;

use actix_web::web::{ServiceConfig, get, post, resource};

/// Where staff type the code.
const PAIR: &str = "/kiosks/pair";

/// Mounts the tablet's address and the page of staff.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/api/v1/devices/pair", post().to(api::post_pair))
        .service(
            resource(PAIR)
                .route(get().to(handlers::show))
                .route(post().to(handlers::take)),
        );
}
