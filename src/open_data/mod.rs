//! Open data: what anybody may take along and count for themselves, at addresses that stay. It is what `exchange` tells,
//! nothing else: no counter, no hour, no reason, no words, and nothing of fewer than ten people.

mod dictionary;
mod edition;
mod handlers;
mod measures;
mod pages;
mod tables;

use actix_web::middleware::DefaultHeaders;
use actix_web::web::{ServiceConfig, get, scope};

/// Mounts the page and the files. Scripts of any site may read the files, and no other address.
pub fn routes(app: &mut ServiceConfig) {
    let open = DefaultHeaders::new()
        .add(("Access-Control-Allow-Origin", "*"))
        .add(("Access-Control-Expose-Headers", "ETag, Last-Modified"));
    app.route("/data", get().to(handlers::show_page)).service(
        scope("/data")
            .wrap(open)
            .route("/units.csv", get().to(handlers::units_csv))
            .route("/units.json", get().to(handlers::units_json))
            .route("/dictionary.json", get().to(handlers::dictionary))
            .route("/{unit}/indices.{format}", get().to(handlers::indices))
            .route("/{unit}/{year}.{format}", get().to(handlers::tallies)),
    );
}
