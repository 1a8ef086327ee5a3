//! The plan of a unit for a year: for each index and criterion a target against the base year, tasks, who leads, who joins,
//! by when, and how it goes on. What the program counts fills itself; the rest is entered. Targets of the SIPAS measures
//! are those of `indices`: written here, they stand there.

mod access;
mod amount;
mod copy;
mod export;
mod figures;
mod forms;
mod handlers;
mod item;
mod pages;
mod paper;
mod record;
mod source;
mod start;
mod status;
mod store;
mod task;
mod whole;

use actix_web::web::{ServiceConfig, get, post, resource};

pub use amount::Amount;
pub use record::{Plan, State};
pub use start::{begin, put_in_force};
pub use store::{
    TaskChange, count_published, find_plan_of, insert_note, insert_reading, list_items,
    list_overdue, list_tasks, update_task,
};
pub use task::TaskState;

/// Mounts every address of plans. The plan itself comes last: others have words of their own in its place.
pub fn routes(app: &mut ServiceConfig) {
    use handlers::{head, items, papers, show, tasks};
    app.route("/plan", get().to(show::show_plan))
        .route("/plan/new", post().to(show::take_new))
        .service(
            resource("/plan/items/{id}")
                .route(get().to(items::show_item))
                .route(post().to(items::take_item)),
        )
        .route("/plan/items/{id}/reading", post().to(items::take_reading))
        .route("/plan/items/{id}/move", post().to(items::take_move))
        .route("/plan/items/{id}/remove", post().to(items::take_removal))
        .service(
            resource("/plan/items/{id}/task")
                .route(get().to(tasks::show_new))
                .route(post().to(tasks::take_new)),
        )
        .service(
            resource("/plan/tasks/{id}")
                .route(get().to(tasks::show_task))
                .route(post().to(tasks::take_task)),
        )
        .route("/plan/tasks/{id}/note", post().to(tasks::take_note))
        .route("/plan/tasks/{id}/remove", post().to(tasks::take_removal))
        .service(
            resource("/plan/{id}/head")
                .route(get().to(head::show_head))
                .route(post().to(head::take_head)),
        )
        .service(
            resource("/plan/{id}/item")
                .route(get().to(items::show_new))
                .route(post().to(items::take_new)),
        )
        .route("/plan/{id}/issue", get().to(head::show_issue))
        .route("/plan/{id}/step", post().to(head::take_step))
        .route("/plan/{id}/copy", post().to(head::take_copy))
        .route("/plan/{id}/table.xlsx", get().to(papers::show_workbook))
        .route("/plan/{id}/{paper}.docx", get().to(papers::show_docx))
        .route("/plan/{id}/{paper}", get().to(papers::show_paper));
}
