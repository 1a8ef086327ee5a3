//! How a unit handles dossiers, as it is set. What the rules mean is in `rules`.

mod form;
mod handlers;
mod pages;

use actix_web::web::{ServiceConfig, get, post, resource};

/// Mounts the page. It comes before the dossier itself, which would take its word for a number.
pub fn routes(app: &mut ServiceConfig) {
    app.service(
        resource("/dossiers/rules")
            .route(get().to(handlers::show_rules))
            .route(post().to(handlers::take_rules)),
    )
    .route("/dossiers/rules/inherit", post().to(handlers::take_inherit));
}
