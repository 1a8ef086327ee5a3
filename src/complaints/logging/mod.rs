//! Taking in what somebody says on the telephone, at the counter or in a letter: one form that the keyboard fills in,
//! kept as a draft while it is typed, with similar cases beside it, and the page that says what to tell the caller.
//! What becomes of the case afterwards is not here.

mod alike;
mod choices;
mod entry;
mod form;
mod handlers;
mod pages;
mod store;

use actix_web::web::{ServiceConfig, get, post, resource};
use chrono::Duration;

use crate::web::extract::form_limit;

pub(in crate::complaints) use store::delete_old_drafts;

/// Drafts that nobody came back to are dropped after this long.
pub(in crate::complaints) const DRAFT_KEPT: Duration = Duration::days(7);

/// Largest body of the form, bytes: the longest text takes twelve bytes a character where it is written in letters of
/// the longest encoding.
const FORM_LIMIT: usize = 256 * 1024;

/// Mounts the form. Before the addresses of single cases, which would take `new` for a number.
pub fn routes(app: &mut ServiceConfig) {
    app.service(
        resource("/complaints/new")
            .app_data(form_limit(FORM_LIMIT))
            .route(get().to(handlers::show_form))
            .route(post().to(handlers::take_form)),
    )
    .service(
        resource("/complaints/new/similar")
            .app_data(form_limit(FORM_LIMIT))
            .route(post().to(handlers::show_similar)),
    )
    .service(
        resource("/complaints/new/draft")
            .app_data(form_limit(FORM_LIMIT))
            .route(post().to(handlers::take_draft)),
    )
    .route("/complaints/new/drop", post().to(handlers::drop_draft))
    .route("/complaints/{id}/told", get().to(handlers::show_told));
}
