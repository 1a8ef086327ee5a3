//! Supervision by those who look on (Mặt trận Tổ quốc, đoàn thể): registers without persons, and notes that whoever
//! leads a unit must answer. Nothing of a note is changed afterwards; what is put right is said anew.

mod duties;
mod form;
mod handlers;
mod news;
mod note;
mod pages;
pub mod store;
mod tasks;

use actix_web::web::{ServiceConfig, get, post, resource};

pub use duties::Duties;
pub use news::news;
pub use note::{About, Step};
pub use store::waiting::{Waiting, count_waiting};

/// Working days in which a note is answered, unless a unit says otherwise.
pub const USUAL_DAYS: i32 = 15;

/// Mounts the addresses. The note itself comes last: others have words of their own in its place.
pub fn routes(app: &mut ServiceConfig) {
    use handlers::{notes, registers, rules, steps};
    app.route("/supervision", get().to(notes::show_list))
        .route("/supervision/report", get().to(notes::show_report))
        .route(
            "/supervision/complaints",
            get().to(registers::show_complaints),
        )
        .route("/supervision/dossiers", get().to(registers::show_dossiers))
        .route(
            "/supervision/apologies",
            get().to(registers::show_apologies),
        )
        .service(
            resource("/supervision/new")
                .route(get().to(notes::show_new))
                .route(post().to(notes::take_new)),
        )
        .route("/supervision/rules", post().to(rules::take_rules))
        .route("/supervision/{id}/answer", post().to(steps::take_answer))
        .route("/supervision/{id}/judge", post().to(steps::take_judgement))
        .route(
            "/supervision/{id}/correct",
            post().to(steps::take_correction),
        )
        .route("/supervision/{id}", get().to(notes::show_one));
}
