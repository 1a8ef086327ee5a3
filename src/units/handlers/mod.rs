//! Managing units and counters: whoever administers a unit sees and changes it and what is below it; everything else
//! is not there.

mod counter;
mod place;
mod unit;

use actix_web::web::{ServiceConfig, get, post, resource};

use super::lineage::handlers as lineage;

/// Mounts `/admin/units` and `/admin/counters`.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/admin/units", get().to(unit::list))
        .service(
            resource("/admin/units/new")
                .route(get().to(unit::show_new))
                .route(post().to(unit::add)),
        )
        .service(
            resource("/admin/units/{id}")
                .route(get().to(unit::show))
                .route(post().to(unit::change)),
        )
        .service(
            resource("/admin/units/{id}/counters")
                .route(get().to(counter::back))
                .route(post().to(counter::add)),
        )
        .service(
            resource("/admin/units/{id}/lineage")
                .route(get().to(lineage::show))
                .route(post().to(lineage::add)),
        )
        .service(
            resource("/admin/units/{id}/lineage/remove")
                .route(get().to(lineage::back))
                .route(post().to(lineage::remove)),
        )
        .service(
            resource("/admin/counters/{id}")
                .route(get().to(counter::show))
                .route(post().to(counter::change)),
        );
}
