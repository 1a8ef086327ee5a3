//! How a unit handles complaints: its rules (the leader, the days) and the templates of its answers. What the rules mean
//! for a case is in `rules` and `case`.

mod handlers;
mod number;
mod pages;
mod rules_form;
mod store;
mod template_form;

use actix_web::web::{ServiceConfig, get, post, resource};

use crate::web::extract::form_limit;
use handlers::{rules, templates};

pub use store::insert_template;

/// Mounts the addresses. They come before those of one case, which would take their words for its number.
pub fn routes(app: &mut ServiceConfig) {
    app.service(
        resource("/complaints/rules")
            .route(get().to(rules::show_rules))
            .route(post().to(rules::take_rules)),
    )
    .route("/complaints/rules/inherit", post().to(rules::take_inherit))
    .route("/complaints/templates", get().to(templates::show_list))
    .service(
        resource("/complaints/templates/new")
            .app_data(form_limit(template_form::FORM_LIMIT))
            .route(get().to(templates::show_new))
            .route(post().to(templates::take_new)),
    )
    .service(
        resource("/complaints/templates/{id}")
            .app_data(form_limit(template_form::FORM_LIMIT))
            .route(get().to(templates::show_change))
            .route(post().to(templates::take_change)),
    )
    .service(
        resource("/complaints/templates/{id}/delete")
            .route(get().to(templates::show_delete))
            .route(post().to(templates::take_delete)),
    );
}
