//! What everybody does with their own account: a new password, an e-mail address, and a look at where they are signed in.

mod browser;
mod handlers;
mod pages;

use actix_web::web::{ServiceConfig, get, post, resource};

/// Mounts `/password`, `/password/email` and `/password/sessions`.
pub(super) fn routes(app: &mut ServiceConfig) {
    app.service(
        resource("/password")
            .route(get().to(handlers::show))
            .route(post().to(handlers::change_password)),
    )
    .service(
        resource("/password/email")
            .route(get().to(handlers::back))
            .route(post().to(handlers::change_email)),
    )
    .service(
        resource("/password/sessions")
            .route(get().to(handlers::back))
            .route(post().to(handlers::end_other_sessions)),
    );
}
