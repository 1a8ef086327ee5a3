//! Counts that leave an installation, and counts that come to it: a commune that runs alone hands a signed file of
//! aggregates to its province, where it then appears. No ballot travels. What may be told is decided in `pool`; what was
//! told is remembered, so that no two editions differ by a few people. `open_data` publishes the same.

mod export;
mod file;
mod handlers;
mod import;
mod key;
mod pages;
pub mod pool;
mod refused;
pub mod store;
mod telling;
mod verify;

use actix_web::web::{ServiceConfig, get, post, resource};

use crate::accounts::file_limit;

pub use export::{COLUMNS, Row, export, seal, untold_cells, versions};
pub use file::Place;
pub use import::{Order, Outcome, import};
pub use key::{OwnKey, PublicKey};
pub use refused::Refused;
pub use telling::{SETTLING, Told, is_over, list_due, tell};
pub use verify::verify;

/// Largest file, bytes: many times what a year of every month, channel and criterion takes.
const FILE_LIMIT: usize = 8 * 1024 * 1024;

/// Mounts the page on which a province takes the files of its communes.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/admin/exchange", get().to(handlers::show))
        .service(
            resource("/admin/exchange/file")
                .app_data(file_limit(FILE_LIMIT))
                .route(get().to(handlers::back))
                .route(post().to(handlers::take)),
        );
}
