//! Taking a dossier in at the desk: procedure, applicant, phone, and its day is known. What happens to it then is in
//! `work`.

mod choices;
mod enrol;
mod form;
mod handlers;
mod pages;

use actix_web::web::{ServiceConfig, get, post, resource};

use crate::web::extract::form_limit;

/// Largest form, bytes: two texts of four thousand letters, each in nine, and what stands beside them.
const FORM_LIMIT: usize = 128 * 1024;

/// Mounts the form. It comes before the dossier itself, which would take its word for a number.
pub fn routes(app: &mut ServiceConfig) {
    app.service(
        resource("/dossiers/new")
            .app_data(form_limit(FORM_LIMIT))
            .route(get().to(handlers::show_form))
            .route(post().to(handlers::take_form)),
    )
    .route("/dossiers/{id}/received", get().to(handlers::show_received));
}
