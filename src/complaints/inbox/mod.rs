//! What is to be done, by when: the inbox of cases and the search in the register. One case is in `work`.

mod handlers;
mod owed;
mod pages;

use actix_web::web::{ServiceConfig, get, post};

pub use owed::Owed;

/// Mounts the inbox.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/complaints", get().to(handlers::show_inbox))
        .route("/complaints/search", post().to(handlers::search));
}
