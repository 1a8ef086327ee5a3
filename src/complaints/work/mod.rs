//! Working on one case: its page, every step that staff take, its files. Lists of cases are in `inbox`; what the public
//! reads of a case is confirmed in `publish`.

mod blanks;
mod carry_out;
mod desk;
mod files;
mod form;
mod handlers;
mod pages;
mod permission;
mod store;

use actix_web::web::{ServiceConfig, get, post, resource};

use crate::accounts::file_limit;
use crate::web::extract::form_limit;

/// Largest form, bytes: an answer of ten thousand letters, each in nine, and what stands beside it.
const FORM_LIMIT: usize = 256 * 1024;

/// Mounts the addresses of one case. They come after those of other parts that have a word of their own in this place.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/complaints/{number}", get().to(handlers::show_case))
        .service(
            resource("/complaints/{number}/files")
                .app_data(file_limit(2 * files::FILE_LIMIT))
                .route(post().to(files::take_file)),
        )
        .route(
            "/complaints/{number}/files/{file}",
            get().to(files::show_file),
        )
        .service(
            resource("/complaints/{number}/write/template")
                .app_data(form_limit(FORM_LIMIT))
                .route(post().to(handlers::take_template)),
        )
        .service(
            resource("/complaints/{number}/{step}")
                .app_data(form_limit(FORM_LIMIT))
                .route(post().to(handlers::take_step_form)),
        );
}
