//! Working on one dossier: its page, every step that staff take, putting the applicant's data right. Lists are in
//! `watch`; letters of apology are in the feature `apologies`.

mod correct;
mod desk;
mod form;
mod handlers;
mod pages;

use actix_web::web::{ServiceConfig, get, post, resource};

use crate::web::extract::form_limit;

/// Largest form, bytes: two texts of four thousand letters, each in nine, and what stands beside them.
const FORM_LIMIT: usize = 128 * 1024;

/// Mounts the addresses of one dossier. They come after those of other parts that have a word of their own in this place.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/dossiers/{id}", get().to(handlers::show_dossier))
        .service(
            resource("/dossiers/{id}/applicant")
                .app_data(form_limit(FORM_LIMIT))
                .route(get().to(correct::show_form))
                .route(post().to(correct::take_form)),
        )
        .service(
            resource("/dossiers/{id}/{step}")
                .app_data(form_limit(FORM_LIMIT))
                .route(post().to(handlers::take_step_form)),
        );
}
