//! Working on one case: its page, every step that staff take, its files. Lists of cases are in `inbox`; what the public
//! reads of a case is confirmed in `publish`.

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
        .route(
            "/complaints/{number}/{step}",
            post().to(handlers::take_step_form),
        );
}
