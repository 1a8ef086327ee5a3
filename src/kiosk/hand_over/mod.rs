//! Hand-over: the file that staff carry from a tablet that cannot send, opened here alone. The tablet makes it with our
//! public key; its ballots go the same way as those that come by the network (`ballots`), with a mark.

mod file;
mod handlers;
mod key;
mod pages;
mod store;

use actix_web::web::{ServiceConfig, get, post, resource};

pub use key::HandOverKey;

use crate::accounts::file_limit;

/// Largest file, bytes: ten thousand ballots with comments, in the letters of two encodings.
const FILE_LIMIT: usize = 32 * 1024 * 1024;

/// Mounts the page, before any address that takes a tablet's number in its place.
pub fn routes(app: &mut ServiceConfig) {
    app.service(
        resource("/kiosks/hand-over")
            .app_data(file_limit(FILE_LIMIT))
            .route(get().to(handlers::show))
            .route(post().to(handlers::take)),
    );
}
