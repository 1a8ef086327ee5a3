//! Keeping the form while it is typed, and dropping it. The answer is a piece of the page: whether the draft is kept,
//! and which cases are similar.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use chrono::NaiveDateTime;
use maud::Markup;

use super::super::form::CallForm;
use super::super::pages::{Saved, draft_answer};
use super::super::store::{self, Keep, Kept};
use super::{find_similar, id_of};
use crate::accounts::SignedForm;
use crate::accounts::tasks::LogComplaints;
use crate::clock::{Clock, local_time};
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::web::answer::see_other;
use crate::web::language::Lang;
use crate::web::secret::SigningKey;

/// Keeps the form as it stands. 409 where another page changed the same draft meanwhile, unless this one is told to
/// take it over; 410 where it is stored already.
///
/// # Errors
/// 422 for a form that is not ours; no way to the database.
pub async fn take_draft(
    form: SignedForm<LogComplaints>,
    db: Data<Db>,
    key: Data<SigningKey>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let (form, now) = (CallForm::read(&fields), clock.now());
    let id = id_of(&fields, &viewer, &key, now)
        .ok_or_else(|| AppError::Unprocessable("ticket: not ours".into()))?;
    let similar = find_similar(&db, &viewer, &form, now).await?;
    let known = fields.text("draft_version").parse().ok();
    let known = known.filter(|version| (0..i64::MAX).contains(version));
    if known.is_none() && !form.is_worth_keeping() {
        let body = draft_answer(Saved::Nothing, &similar, lang);
        return Ok(piece(StatusCode::OK, body));
    }
    let account_id = viewer.account.id;
    let kept = db
        .write(move |conn| {
            let keep = Keep {
                id,
                form: &form,
                known,
                now,
            };
            store::keep_draft(conn, account_id, &keep)
        })
        .await?;
    let (status, saved) = saved(kept, now);
    Ok(piece(status, draft_answer(saved, &similar, lang)))
}

fn saved(kept: Kept, now: NaiveDateTime) -> (StatusCode, Saved) {
    match kept {
        Kept::As(version) => (
            StatusCode::OK,
            Saved::At {
                version,
                time: local_time(now).time(),
            },
        ),
        Kept::Elsewhere(version) => (StatusCode::CONFLICT, Saved::Elsewhere { version }),
        Kept::Stored => (StatusCode::GONE, Saved::Stored),
    }
}

fn piece(status: StatusCode, body: Markup) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .body(body.into_string())
}

/// Drops a draft of the viewer and begins anew. Doing it again changes nothing.
///
/// # Errors
/// 422 for a form that is not ours.
pub async fn drop_draft(
    form: SignedForm<LogComplaints>,
    db: Data<Db>,
    key: Data<SigningKey>,
    clock: Data<Clock>,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let id = id_of(&fields, &viewer, &key, clock.now())
        .ok_or_else(|| AppError::Unprocessable("ticket: not ours".into()))?;
    let account_id = viewer.account.id;
    db.write(move |conn| store::delete_draft(conn, account_id, id))
        .await?;
    Ok(see_other("/complaints/new?fresh"))
}
