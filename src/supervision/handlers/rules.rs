//! Within how many working days a unit answers.

use actix_web::HttpResponse;
use actix_web::web::Data;
use rust_i18n::t;

use crate::accounts::SignedForm;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::supervision::form::{MOST_DAYS, read_days};
use crate::supervision::store::put_days;
use crate::supervision::tasks::AnswerNotes;
use crate::web::answer::see_other;
use crate::web::language::Lang;

/// Takes the number of days of the leader's own unit.
///
/// # Errors
/// 401, 403, 422 for a number that is none or out of its bounds.
pub async fn take_rules(
    form: SignedForm<AnswerNotes>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let days = read_days(&fields.line("days")).ok_or_else(|| {
        let text = t!(
            "supervision.wrong.days",
            locale = lang.code(),
            most = MOST_DAYS
        );
        AppError::Unprocessable(text.into_owned())
    })?;
    let (unit_id, by) = (viewer.unit.id, (viewer.account.id, clock.now()));
    db.write(move |conn| put_days(conn, unit_id, days, by))
        .await?;
    Ok(see_other("/supervision?saved=days"))
}
