//! The pages of the catalogue: which procedures there are, how long each may take and since when; typed, or by a file.
//! A procedure itself is in `dossiers::procedure`, how a file is tried and taken in `dossiers::import`.

mod form;
mod handlers;
mod pages;
mod table;
mod words;

use actix_web::web::{ServiceConfig, get, post};

pub use table::Catalogue;
pub use words::{limit_of, limit_words};

use super::import;

/// Mounts the pages of the catalogue.
pub fn routes(app: &mut ServiceConfig) {
    import::routes::<Catalogue>(app);
    app.route("/dossiers/procedures", get().to(handlers::show_list))
        .route("/dossiers/procedures/new", get().to(handlers::show_new))
        .route("/dossiers/procedures/new", post().to(handlers::add))
        .route(
            "/dossiers/procedures/starter",
            post().to(handlers::load_starter),
        )
        .route(
            "/dossiers/procedures/{id:\\d+}",
            get().to(handlers::show_one),
        )
        .route(
            "/dossiers/procedures/{id:\\d+}",
            post().to(handlers::change),
        );
}
