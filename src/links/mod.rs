//! QR links to the rating form: their codes, drawings, posters and cards. The form itself is in `survey`.

mod form;
mod handlers;
mod link;
mod pages;
mod places;
pub mod qr;
mod sheets;
pub mod store;

use actix_web::web::{ServiceConfig, get, post, resource};

pub use link::{Link, LinkKind, LinkPlace};
pub use places::Places;

/// Mounts the pages of staff.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/admin/links", get().to(handlers::show_list))
        .service(
            resource("/admin/links/new")
                .route(get().to(handlers::show_add))
                .route(post().to(handlers::take_add)),
        )
        .service(
            resource("/admin/links/{id}/withdraw")
                .route(get().to(handlers::show_withdraw))
                .route(post().to(handlers::take_withdraw)),
        )
        .route("/admin/links/{id}/qr.svg", get().to(sheets::qr_svg))
        .route("/admin/links/{id}/qr.png", get().to(sheets::qr_png))
        .route("/admin/links/{id}/poster", get().to(sheets::poster))
        .route("/admin/links/{id}/card", get().to(sheets::card));
}
