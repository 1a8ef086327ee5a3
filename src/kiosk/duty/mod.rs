//! Who is on duty where a tablet stands: changed with every shift, by those who work there.

mod handlers;
mod pages;

use actix_web::web::{ServiceConfig, get, post, resource};

/// Mounts the page.
pub fn routes(app: &mut ServiceConfig) {
    app.service(
        resource("/kiosks/{id}/duty")
            .route(get().to(handlers::show))
            .route(post().to(handlers::change)),
    );
}
