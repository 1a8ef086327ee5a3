//! What is said of a note: an answer, whether it satisfies, and what is put right.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use diesel::result::{DatabaseErrorKind, Error};
use rust_i18n::t;

use crate::accounts::{Allowed, Part, SignedForm, Task, Viewer};
use crate::calendar::store::find_working_days;
use crate::clock::Clock;
use crate::db::{Db, DbConn};
use crate::error::{AppError, AppResult};
use crate::supervision::form::check_text;
use crate::supervision::note::{About, Entry, Note, Step, last};
use crate::supervision::pages::NotePage;
use crate::supervision::store::notes::{self, By};
use crate::supervision::store::{find_days, subjects};
use crate::supervision::tasks::{AnswerNotes, ReadNotes, WriteNotes};
use crate::units::Scope;
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::language::Lang;

/// What was typed, and what is wrong with it.
pub struct Said {
    /// The step it was meant as.
    pub step: Option<Step>,
    /// The words.
    pub text: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl Said {
    /// Nothing was typed.
    pub fn nothing() -> Self {
        Self {
            step: None,
            text: String::new(),
            errors: FieldErrors::default(),
        }
    }
}

/// What somebody may say of a note now.
pub fn may_say(viewer: &Viewer, note: &Note, entries: &[Entry]) -> Vec<Step> {
    let Some(last) = last(entries) else {
        return Vec::new();
    };
    let leads = viewer.may::<AnswerNotes>() && viewer.account.unit_id == note.unit_id;
    let asked = viewer.may::<WriteNotes>() && viewer.account.id == note.account_id;
    let spoke = entries.iter().any(|it| it.account_id == viewer.account.id);
    let may = |step: &Step| match step {
        Step::Ask => false,
        Step::Answer => leads && step.may_follow(last.step),
        Step::Satisfied | Step::Unsatisfied => asked && step.may_follow(last.step),
        Step::Correct => (leads || asked) && spoke,
    };
    Step::ALL.iter().copied().filter(may).collect()
}

/// The page of a note.
///
/// # Errors
/// 404 for a note of a unit that the viewer may not see, or no way to the database.
pub async fn one(
    viewer: &Viewer,
    db: &Db,
    clock: &Clock,
    (id, said): (i64, &Said),
    lang: Lang,
) -> AppResult<HttpResponse> {
    let scope = viewer.scope();
    let (note, entries, calendar, dossier) = db
        .read(move |conn| {
            let (note, entries) = notes::find_note(conn, &scope, id)?.ok_or(AppError::NotFound)?;
            let dossier = match note.about {
                About::Dossier => subjects::find_dossier(conn, &scope, &note.subject)?,
                _ => None,
            };
            let calendar = find_working_days(conn)?;
            Ok::<_, AppError>((note, entries, calendar, dossier))
        })
        .await?;
    let status = match said.errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let body = NotePage {
        may_say: &may_say(viewer, &note, &entries),
        reads_cases: viewer.may::<AnswerNotes>(),
        note: &note,
        entries: &entries,
        dossier,
        calendar: &calendar,
        today: clock.today(),
        said,
        csrf: &viewer.csrf,
    }
    .render(lang);
    let page = viewer.page(lang, &body.title, Part::Supervision);
    Ok(html_page(status, &page, body.markup))
}

/// Takes an answer of whoever leads the unit.
///
/// # Errors
/// 401, 403 for who does not lead the unit, 404, 409 if somebody was first, 422 without words.
pub async fn take_answer(
    form: SignedForm<AnswerNotes>,
    db: Data<Db>,
    clock: Data<Clock>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let text = form.fields.text("text");
    take((&form.viewer, &db, &clock), (*id, Step::Answer, text), lang).await
}

/// Takes what the observer thinks of an answer.
///
/// # Errors
/// As of an answer; 403 for who did not ask.
pub async fn take_judgement(
    form: SignedForm<WriteNotes>,
    db: Data<Db>,
    clock: Data<Clock>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let text = form.fields.text("text");
    let step = match form.fields.text("verdict").as_str() {
        "satisfied" => Step::Satisfied,
        "unsatisfied" => Step::Unsatisfied,
        _ => {
            let wrong = t!("supervision.wrong.verdict", locale = lang.code());
            let said = Said {
                step: Some(Step::Satisfied),
                text,
                errors: FieldErrors::one("verdict", wrong),
            };
            return one(&form.viewer, &db, &clock, (*id, &said), lang).await;
        }
    };
    take((&form.viewer, &db, &clock), (*id, step, text), lang).await
}

/// Takes what somebody puts right of their own words: it stands beside them.
///
/// # Errors
/// As of an answer.
pub async fn take_correction(
    form: SignedForm<ReadNotes>,
    db: Data<Db>,
    clock: Data<Clock>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let text = form.fields.text("text");
    take(
        (&form.viewer, &db, &clock),
        (*id, Step::Correct, text),
        lang,
    )
    .await
}

async fn take<T: Task>(
    (viewer, db, clock): (&Allowed<T>, &Db, &Clock),
    (id, step, text): (i64, Step, String),
    lang: Lang,
) -> AppResult<HttpResponse> {
    let mut errors = FieldErrors::default();
    check_text(&mut errors, &text, lang);
    if !errors.is_empty() {
        let said = Said {
            step: Some(step),
            text,
            errors,
        };
        return one(viewer, db, clock, (id, &said), lang).await;
    }
    let (who, now) = (Viewer::clone(viewer), clock.now());
    db.write(move |conn| say(conn, &who, (id, step, &text), now, lang))
        .await?;
    Ok(see_other(&format!("/supervision/{id}")))
}

fn say(
    conn: &mut DbConn,
    who: &Viewer,
    (id, step, text): (i64, Step, &str),
    now: chrono::NaiveDateTime,
    lang: Lang,
) -> AppResult<()> {
    let scope: Scope = who.scope();
    let (note, entries) = notes::find_note(conn, &scope, id)?.ok_or(AppError::NotFound)?;
    if !may_say(who, &note, &entries).contains(&step) {
        return Err(AppError::Forbidden);
    }
    let days = match step.asks() {
        true => Some(find_days(conn, note.unit_id)?),
        false => None,
    };
    let by = By {
        account_id: who.account.id,
        name: &who.account.name,
        at: now,
    };
    let follows = last(&entries).map(|entry| entry.id);
    let said = notes::insert_entry(conn, (id, follows), (step, days), text, by);
    said.map_err(|error| match error {
        Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => {
            let text = t!("supervision.wrong.said_before", locale = lang.code());
            AppError::Conflict(text.into_owned())
        }
        other => other.into(),
    })
}
