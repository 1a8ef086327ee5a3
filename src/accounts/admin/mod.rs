//! Administration: the overview with what to do next, and the accounts of the units that the viewer manages.
//! Units and counters are managed in `units`, tablets in `kiosk`, QR links in `links`.

mod form;
mod handlers;
mod pages;
mod store;

use actix_web::web::{ServiceConfig, get, post, resource};

/// Mounts `/admin` and `/admin/accounts`.
pub(super) fn routes(app: &mut ServiceConfig) {
    use handlers::{access, accounts, overview};
    app.route("/admin", get().to(overview::show))
        .route("/admin/accounts", get().to(accounts::list))
        .service(
            resource("/admin/accounts/new")
                .route(get().to(accounts::show_new))
                .route(post().to(accounts::add)),
        )
        .service(
            resource("/admin/accounts/{id}")
                .route(get().to(accounts::show))
                .route(post().to(accounts::change)),
        )
        .service(
            resource("/admin/accounts/{id}/password")
                .route(get().to(access::show_password))
                .route(post().to(access::set_password)),
        )
        .service(
            resource("/admin/accounts/{id}/state")
                .route(get().to(access::back))
                .route(post().to(access::set_state)),
        )
        .service(
            resource("/admin/accounts/{id}/sessions")
                .route(get().to(access::back))
                .route(post().to(access::end_sessions)),
        );
}
