//! Signing in and out. What a session is lives in `session`, the own password in `own`.

mod handlers;
mod pages;

use actix_web::web::{ServiceConfig, get, post, resource};

/// Mounts `/signin` and `/signout`.
pub(super) fn routes(app: &mut ServiceConfig) {
    app.service(
        resource("/signin")
            .route(get().to(handlers::show))
            .route(post().to(handlers::sign_in)),
    )
    .route("/signout", post().to(handlers::sign_out));
}
