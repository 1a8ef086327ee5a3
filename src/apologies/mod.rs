//! Apologies to citizens: for a dossier that is late, and for one in which something went wrong. Drafted, approved,
//! numbered, handed over, kept in a register. When one is owed, `dossiers` knows.

pub mod apology;
mod compose;
mod desk;
mod duties;
mod erase;
mod export;
pub mod figures;
mod form;
mod hand_over;
mod handlers;
mod issue;
pub mod letter;
mod pages;
mod register;
mod sender;
pub mod store;
mod verify;

use actix_web::web::{ServiceConfig, get, post, resource};

pub use duties::Duties;
pub use export::export;
pub use form::Draft;
pub use issue::{Issued, issue};
pub use verify::{Findings, verify};

/// Mounts every address of apologies. The apology itself comes last: others have words of their own in its place.
pub fn routes(app: &mut ServiceConfig) {
    use handlers::{draft, letter, list, work};
    figures::routes(app);
    app.route("/apologies", get().to(list::show_list))
        .route("/apologies/register", get().to(list::show_register))
        .route("/apologies/register.xlsx", get().to(list::show_workbook))
        .service(
            resource("/apologies/new")
                .route(get().to(draft::show_new))
                .route(post().to(draft::take_new)),
        )
        .service(
            resource("/apologies/{id}/draft")
                .route(get().to(draft::show_again))
                .route(post().to(draft::take_again)),
        )
        .route("/apologies/{id}/approve", post().to(work::take_approval))
        .route("/apologies/{id}/return", post().to(work::take_return))
        .route("/apologies/{id}/withdraw", post().to(work::take_withdrawal))
        .route("/apologies/{id}/hand-over", post().to(work::take_hand_over))
        .route("/apologies/{id}/letter", get().to(letter::show_letter))
        .route("/apologies/{id}/letter.docx", get().to(letter::show_docx))
        .route("/apologies/{id}", get().to(work::show_apology));
}
