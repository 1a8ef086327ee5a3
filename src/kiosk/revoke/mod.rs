//! Revoking a tablet's token: the question, and doing it.

mod handlers;
mod pages;

use actix_web::web::{ServiceConfig, get, post, resource};

/// Mounts the question.
pub fn routes(app: &mut ServiceConfig) {
    app.service(
        resource("/kiosks/{id}/revoke")
            .route(get().to(handlers::show))
            .route(post().to(handlers::take)),
    );
}
