//! What staff set for one tablet: the counter where it stands, when its desk is open, and the PIN of the staff corner.

mod form;
mod handlers;
pub(super) mod hours;
mod pages;
mod pin;
mod store;

use actix_web::web::{ServiceConfig, get, post, resource};

pub(super) use self::store::find_settings;

/// Mounts the page.
pub fn routes(app: &mut ServiceConfig) {
    app.service(
        resource("/kiosks/{id}/settings")
            .route(get().to(handlers::show))
            .route(post().to(handlers::change)),
    );
}
