//! Who asks for a case by its number gets it, or is kept from it: whom it names is told so, and that they tried stands
//! in its history, once a day for each thing they tried; where a confined case of the same matter names them, in that
//! one's.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use chrono::{Duration, NaiveDateTime};
use diesel::QueryResult;
use rust_i18n::t;

use super::case::Case;
use super::pages::{against_page, step_name};
use super::sight::Sight;
use super::state::Step;
use super::store::{self, Entry};
use crate::accounts::{Part, Viewer};
use crate::clock::Clock;
use crate::db::{Db, DbConn};
use crate::error::{AppError, AppResult};
use crate::web::answer::html_page;
use crate::web::language::Lang;

/// The same try is written down once within this time: it fills no history and no disk.
const TRY_AGAIN: Duration = Duration::days(1);

/// What somebody gets who asks for a case.
pub enum Access<T> {
    /// The case, as the page needs it.
    Open(T),
    /// It names them: they are kept from it.
    Against,
    /// There is none that they may see.
    None,
}

/// A case that is asked for: by its number, when, and to take which step of it, if any.
#[derive(Clone, Copy)]
pub struct Asked {
    number: i64,
    step: Option<Step>,
    at: NaiveDateTime,
}

impl Asked {
    /// To read the case of a number now.
    pub fn to_read(number: i64, clock: &Clock) -> Self {
        let at = clock.now();
        Self {
            number,
            step: None,
            at,
        }
    }

    /// To take a step of the case of a number now.
    pub fn to_take(step: Step, number: i64, clock: &Clock) -> Self {
        Self {
            step: Some(step),
            ..Self::to_read(number, clock)
        }
    }

    /// The number of the case.
    pub fn number(self) -> i64 {
        self.number
    }

    /// When, UTC.
    pub fn at(self) -> NaiveDateTime {
        self.at
    }
}

/// Reads what a page needs of a case. A try of somebody whom it names is written down; nothing else is.
///
/// # Errors
/// No way to the database, or what `read` returns.
pub async fn ask<T, F>(viewer: &Viewer, db: &Db, asked: Asked, read: F) -> AppResult<Access<T>>
where
    T: Send + 'static,
    F: FnOnce(&mut DbConn, Case) -> AppResult<T> + Send + 'static,
{
    let sight = Sight::of(viewer);
    let found = db
        .snapshot(move |conn| find(conn, &sight, asked.number, read))
        .await?;
    let (case, by_itself) = match found {
        Found::Open(shown) => return Ok(Access::Open(shown)),
        Found::None => return Ok(Access::None),
        Found::Against(case, by_itself) => (case, by_itself),
    };
    // That there is a denunciation of somebody is no news for them.
    let access = match by_itself && !case.confined {
        true => Access::Against,
        false => Access::None,
    };
    let by = viewer.account.id;
    db.write(move |conn| {
        let naming = match by_itself {
            true => vec![*case],
            false => store::list_naming(conn, &case, by)?,
        };
        for case in &naming {
            write_down(conn, case, by, asked)?;
        }
        Ok::<_, diesel::result::Error>(())
    })
    .await?;
    Ok(access)
}

/// 404, or 403 with the reason for somebody whom the case names.
///
/// # Errors
/// 404.
pub fn refuse<T>(viewer: &Viewer, access: &Access<T>, lang: Lang) -> AppResult<HttpResponse> {
    if !matches!(access, Access::Against) {
        return Err(AppError::NotFound);
    }
    let body = against_page(lang);
    let page = viewer.page(lang, &body.title, Part::Complaints);
    Ok(html_page(StatusCode::FORBIDDEN, &page, body.markup))
}

enum Found<T> {
    Open(T),
    /// And whether it names them itself.
    Against(Box<Case>, bool),
    None,
}

fn find<T>(
    conn: &mut DbConn,
    sight: &Sight,
    number: i64,
    read: impl FnOnce(&mut DbConn, Case) -> AppResult<T>,
) -> AppResult<Found<T>> {
    if let Some(case) = store::find_case(conn, sight, number)? {
        return read(conn, case).map(Found::Open);
    }
    let against = store::find_case_against(conn, sight, number)?;
    Ok(against.map_or(Found::None, |(case, by_itself)| {
        Found::Against(Box::new(case), by_itself)
    }))
}

fn write_down(conn: &mut DbConn, case: &Case, by: i64, asked: Asked) -> QueryResult<()> {
    let number = t!("complaints.number", locale = "vi", number = asked.number);
    let other = (case.id != asked.number).then(|| number.into_owned());
    let step = asked.step.map(|step| step_name(step.as_str(), Lang::Vi));
    let note: Vec<String> = other.into_iter().chain(step).collect();
    let entry = Entry {
        by: Some(by),
        step: Step::Deny,
        note: &note.join("\n"),
        at: asked.at,
    };
    if store::has_event_since(conn, case, &entry, asked.at - TRY_AGAIN)? {
        return Ok(());
    }
    store::insert_event(conn, case, &entry)
}
