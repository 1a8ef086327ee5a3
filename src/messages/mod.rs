//! What leaves the server: mails to people, and one signed call to a gateway for SMS or Zalo. Features queue a message
//! in their own transaction ([`queue`]); one thread sends what is due, tries again later what failed, and a page shows
//! what waits and why. What a message says is written by the feature that queues it.

mod failure;
mod handlers;
mod hook;
mod hours;
mod mail;
mod message;
mod pages;
mod retry;
mod state;
mod store;
mod ways;
mod worker;

use actix_web::web::{ServiceConfig, get, post, resource};

pub use message::{Event, HookEvent, NewMessage, Way, public_id};
pub use store::{erase_bodies, queue, redirect};
pub use ways::Ways;
pub use worker::start_outbox;

/// Mounts the page of administrators.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/admin/messages", get().to(handlers::show_list))
        .service(
            resource("/admin/messages/test")
                .route(get().to(handlers::back))
                .route(post().to(handlers::take_test)),
        )
        .service(
            resource("/admin/messages/{id}/retry")
                .route(get().to(handlers::back))
                .route(post().to(handlers::take_retry)),
        );
}
