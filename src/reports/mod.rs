//! Reports to sign: of a quarter, six months, nine months and a year, the figures as they are or as they were closed, what a
//! leader writes beside them, the official document for Word and the printer, one page of it for a meeting, and the table.
//! Closed figures themselves are kept by `indices`; how a document is set is `paper`.

mod charts;
mod close;
mod figures;
mod form;
mod handlers;
mod loaded;
mod pages;
mod paper;
mod store;
mod summary;
mod table;
mod verify;
mod words;

use actix_web::web::{ServiceConfig, get, post, resource};

pub use close::close;
pub use figures::{Figures, Late, Line, Month};
pub use pages::SummaryPage;
pub use store::{Cases, Dossiers, find_words, save_words};
pub use summary::{Fact, Row, Seen, Summary};
pub use verify::verify;
pub use words::Words;

/// Mounts every address of reports.
pub fn routes(app: &mut ServiceConfig) {
    use handlers::{papers, show, write};
    app.route("/reports", get().to(show::show_year))
        .route("/reports/cutoff", post().to(write::take_cutoff))
        .route("/reports/{period}", get().to(show::show_report))
        .route("/reports/{period}/close", post().to(write::take_closing))
        .service(
            resource("/reports/{period}/words")
                .route(get().to(write::show_words))
                .route(post().to(write::take_words)),
        )
        .route("/reports/{period}/paper", get().to(papers::show_paper))
        .route("/reports/{period}/summary", get().to(papers::show_summary))
        .route("/reports/{period}/report.docx", get().to(papers::show_docx))
        .route(
            "/reports/{period}/figures.xlsx",
            get().to(papers::show_table),
        );
}
