//! What is owed, late or soon late: the list of dossiers, and the search in it. One dossier is in `work`.

mod handlers;
mod pages;
mod shares;

use actix_web::web::{ServiceConfig, get, post};

/// Mounts the list.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/dossiers", get().to(handlers::show_list))
        .route("/dossiers/search", post().to(handlers::search));
}
