//! Importing tables of other programs: dossiers of the one-stop software here, procedures of the catalogue by the same
//! way. A file is tried first and says what would change; one transaction takes it, or nothing of it.

mod column;
mod dossiers;
mod fault;
mod ground;
mod handlers;
mod head;
mod moment;
mod pages;
mod report;
mod row;
mod run;
mod said;
mod sheet;
mod update;
mod words;

use actix_web::web::{ServiceConfig, get, post, resource};
use chrono::{Duration, NaiveDateTime};
use diesel::QueryResult;

pub use dossiers::{Dossiers, Order, import_file};
pub use fault::Fault;
pub use head::{Column, Head, Mapping};
pub use moment::moment_of;
pub use report::{Outcome, Remark};
pub use run::Hand;
pub use sheet::{Sheet, Sight, Wanted, read};
pub use words::field_of;

use super::store::{UploadKind, delete_old_uploads};
use crate::accounts::file_limit;
use crate::db::DbConn;
use crate::error::AppResult;

/// Largest file, bytes: two hundred thousand rows of a workbook, or a hundred thousand of text.
const FILE_LIMIT: usize = 40 * 1024 * 1024;
/// So long a file waits between its trial and its import.
const KEPT: Duration = Duration::days(1);

/// A kind of table that can be imported.
pub trait Import: 'static {
    /// What its columns may mean.
    type Target: Column + Send;
    /// A file that was read.
    type File: Send + 'static;
    /// By what its files are kept.
    const KIND: UploadKind;
    /// Where its pages are.
    const BASE: &'static str;
    /// Where its texts lie in the catalogue of texts.
    const AREA: &'static str;
    /// Address and text of the pages above it.
    const ABOVE: &'static [(&'static str, &'static str)];

    /// Reads a file: its header, its rows, what is wrong with them.
    ///
    /// # Errors
    /// It cannot be read as a whole.
    fn read(bytes: Vec<u8>, wanted: &Wanted, now: NaiveDateTime) -> Result<Self::File, Fault>;

    /// What it is.
    fn sheet(file: &Self::File) -> &Sheet<Self::Target>;

    /// What would become of it in a unit, or, with a hand, what becomes of it.
    ///
    /// # Errors
    /// The database refuses, or somebody wrote in between.
    fn carry(
        conn: &mut DbConn,
        unit_id: i64,
        file: &Self::File,
        now: NaiveDateTime,
        hand: Option<&Hand<'_>>,
    ) -> AppResult<Outcome>;
}

/// Deletes the files that waited for a day.
///
/// # Errors
/// The database refuses.
pub fn forget_uploads(conn: &mut DbConn, now: NaiveDateTime) -> QueryResult<()> {
    delete_old_uploads(conn, now - KEPT)
}

/// Mounts the pages of an import.
pub fn routes<I: Import>(app: &mut ServiceConfig) {
    let at = |rest: &str| format!("{}{rest}", I::BASE);
    app.route(I::BASE, get().to(handlers::show_start::<I>))
        .service(
            resource(at("/file"))
                .app_data(file_limit(FILE_LIMIT))
                .route(get().to(handlers::back::<I>))
                .route(post().to(handlers::take_upload::<I>)),
        )
        .route(&at("/{id:\\d+}"), get().to(handlers::show_trial::<I>))
        .route(
            &at("/{id:\\d+}/columns"),
            post().to(handlers::take_columns::<I>),
        )
        .route(&at("/{id:\\d+}/take"), post().to(handlers::take::<I>))
        .route(&at("/{id:\\d+}/discard"), post().to(handlers::discard::<I>))
        .route(
            &at("/{id:\\d+}/refused.{format:csv|xlsx}"),
            get().to(handlers::hand_out_refused::<I>),
        );
}
