//! What is watched for the leaders of a unit: indices, complaints, apologies, tablets and the number of ballots. What
//! passes its threshold rings once, with the figures of that moment, and is over by its own once it is well back; and a
//! letter on the first morning of the week tells how things stand.

mod duties;
mod evidence;
mod form;
mod handlers;
mod look;
mod news;
mod pages;
mod rule;
pub mod store;
mod subject;
mod tasks;
mod usual;
mod words;

use actix_web::web::{ServiceConfig, get, post, resource};

pub use duties::{Duties, look_at};
pub use evidence::Evidence;
pub use news::news;
pub use rule::{Change, Rule, Seen, Span, Told};
pub use store::alerts::AlertStep;
pub use subject::Subject;

/// Mounts the addresses. The alert itself comes last: the rules have a word of their own in its place.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/watch", get().to(handlers::alerts::show_list))
        .service(
            resource("/watch/rules")
                .route(get().to(handlers::rules::show_rules))
                .route(post().to(handlers::rules::take_rules)),
        )
        .route("/watch/letter", post().to(handlers::alerts::take_letter))
        .route(
            "/watch/{id}/acknowledge",
            post().to(handlers::alerts::take_acknowledgement),
        )
        .route("/watch/{id}", get().to(handlers::alerts::show_one));
}
