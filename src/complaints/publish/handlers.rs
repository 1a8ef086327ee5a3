//! The publishing form, publishing, and taking back.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query, ServiceConfig, get, post, resource};
use chrono::NaiveDateTime;
use rust_i18n::t;

use super::asked::Publishable;
use super::form::PublishForm;
use super::pages::PublishPage;
use super::sheets;
use super::store::{self, Words};
use crate::accounts::tasks::PublishAnswers;
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::clock::Clock;
use crate::complaints::store::Entry;
use crate::complaints::{Sight, Step, Taken, take_step};
use crate::db::{Db, DbConn};
use crate::error::AppResult;
use crate::web::answer::{Done, html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::extract::form_limit;
use crate::web::language::Lang;

/// Largest form, bytes: a question and an answer of ten thousand letters each, and what stands beside them.
const FORM_LIMIT: usize = 512 * 1024;
/// Longest reason for taking back, characters.
const REASON_LIMIT: usize = 500;

/// Mounts the pages of staff.
pub fn routes(app: &mut ServiceConfig) {
    app.service(
        resource("/complaints/{number}/publish")
            .app_data(form_limit(FORM_LIMIT))
            .route(get().to(show_publish))
            .route(post().to(take_publish)),
    )
    .route(
        "/complaints/{number}/publish/withdraw",
        post().to(take_withdraw),
    )
    .route("/complaints/{number}/notice", get().to(sheets::show_notice))
    .route(
        "/complaints/{number}/loudspeaker",
        get().to(sheets::show_loudspeaker),
    );
}

/// The form, with everything blanked that is proposed, or with what is published.
///
/// # Errors
/// 403 for other roles, 404 for a case that the viewer may not see.
async fn show_publish(
    viewer: Allowed<PublishAnswers>,
    db: Data<Db>,
    number: Path<i64>,
    done: Query<Done>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let asked = find(&db, &viewer, number.into_inner()).await?;
    let form = PublishForm::begin(&asked.source, asked.published());
    let shown = Shown::new(form, FieldErrors::default());
    Ok(respond(
        (&viewer, &asked),
        (StatusCode::OK, &shown),
        Some(&done),
        lang,
    ))
}

/// Applies the ticks, or publishes. What is typed stays whatever happens.
///
/// # Errors
/// 403 for other roles, 404 for a case that the viewer may not see.
async fn take_publish(
    form: SignedForm<PublishAnswers>,
    db: Data<Db>,
    clock: Data<Clock>,
    number: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let number = number.into_inner();
    let asked = find(&db, &viewer, number).await?;
    let typed = PublishForm::read(&fields);
    if fields.raw("do") != Some("publish") {
        let shown = Shown::new(typed.applied_to(&asked.source), FieldErrors::default());
        return Ok(respond(
            (&viewer, &asked),
            (StatusCode::OK, &shown),
            None,
            lang,
        ));
    }
    let errors = typed.check(&asked.source, lang);
    if !errors.is_empty() || asked.barrier().is_some() {
        let shown = Shown::new(typed, errors);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(respond((&viewer, &asked), (status, &shown), None, lang));
    }
    let (sight, words, now) = (Sight::of(&viewer), typed.words.clone(), clock.now());
    let taken = db
        .write(move |conn| publish(conn, (&sight, number), &words, now))
        .await?;
    if !taken {
        let text = t!("publish.changed", locale = lang.code());
        let shown = Shown::new(typed, FieldErrors::one("title", text));
        let answer = (StatusCode::CONFLICT, &shown);
        return Ok(respond((&viewer, &asked), answer, None, lang));
    }
    Ok(see_other(&format!(
        "/complaints/{number}/publish?done=published"
    )))
}

/// Takes back what is published. What is not published stays so.
///
/// # Errors
/// 403 for other roles, 404 for a case that the viewer may not see.
async fn take_withdraw(
    form: SignedForm<PublishAnswers>,
    db: Data<Db>,
    clock: Data<Clock>,
    number: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let (number, reason) = (number.into_inner(), fields.text("reason"));
    let asked = find(&db, &viewer, number).await?;
    let mut errors = FieldErrors::default();
    if reason.is_empty() {
        errors.add("reason", t!("publish.reason_missing", locale = lang.code()));
    }
    let over = reason.chars().count().saturating_sub(REASON_LIMIT);
    if over > 0 {
        let code = lang.code();
        let text = t!(
            "report.too_long",
            locale = code,
            limit = REASON_LIMIT,
            over = over
        );
        errors.add("reason", text);
    }
    let (sight, now, why) = (Sight::of(&viewer), clock.now(), reason.clone());
    let mut taken = false;
    if errors.is_empty() {
        taken = db
            .write(move |conn| withdraw(conn, (&sight, number), &why, now))
            .await?;
    }
    if !taken {
        let mut shown = Shown::new(PublishForm::begin(&asked.source, asked.published()), errors);
        shown.reason = reason;
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(respond((&viewer, &asked), (status, &shown), None, lang));
    }
    Ok(see_other(&format!(
        "/complaints/{number}/publish?done=withdrawn"
    )))
}

/// Publishes; the same words again change nothing. False where the case was changed meanwhile.
fn publish(
    conn: &mut DbConn,
    (sight, number): (&Sight, i64),
    words: &Words,
    now: NaiveDateTime,
) -> AppResult<bool> {
    let asked = Publishable::find(conn, sight, number)?;
    if asked.barrier().is_some() {
        return Ok(false);
    }
    if asked.publication.is_some_and(|former| former.says(words)) {
        return Ok(true);
    }
    let entry = Entry {
        by: Some(sight.account_id),
        step: Step::Publish,
        note: &words.title,
        at: now,
    };
    if !matches!(
        take_step(conn, &asked.case, &entry, |_, _| ())?,
        Taken::Done(_)
    ) {
        return Ok(false);
    }
    store::replace_publication(conn, &asked.case, words, (sight.account_id, now))?;
    Ok(true)
}

/// Takes back. False where the case was changed meanwhile.
fn withdraw(
    conn: &mut DbConn,
    (sight, number): (&Sight, i64),
    reason: &str,
    now: NaiveDateTime,
) -> AppResult<bool> {
    let asked = Publishable::find(conn, sight, number)?;
    if asked.published().is_none() {
        return Ok(true);
    }
    let entry = Entry {
        by: Some(sight.account_id),
        step: Step::Withdraw,
        note: reason,
        at: now,
    };
    if !matches!(
        take_step(conn, &asked.case, &entry, |_, _| ())?,
        Taken::Done(_)
    ) {
        return Ok(false);
    }
    Ok(store::withdraw_publication(conn, &asked.case, now)?)
}

/// What the form shows, and what is wrong with it.
pub struct Shown {
    /// What is filled in.
    pub form: PublishForm,
    /// Why it is taken back, as typed.
    pub reason: String,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl Shown {
    fn new(form: PublishForm, errors: FieldErrors) -> Self {
        Self {
            form,
            reason: String::new(),
            errors,
        }
    }
}

/// The case of a number.
///
/// # Errors
/// 404 for a case that the viewer may not see.
pub async fn find(db: &Data<Db>, viewer: &Viewer, number: i64) -> AppResult<Publishable> {
    let sight = Sight::of(viewer);
    db.read(move |conn| Publishable::find(conn, &sight, number))
        .await
}

fn respond(
    (viewer, asked): (&Viewer, &Publishable),
    (status, shown): (StatusCode, &Shown),
    done: Option<&Done>,
    lang: Lang,
) -> HttpResponse {
    let body = PublishPage {
        asked,
        shown,
        csrf: &viewer.csrf,
        lang,
    }
    .render();
    let page = viewer.page(lang, &body.title, Part::Complaints);
    let page = page.with_sheet("answers.css");
    let page = match done {
        Some(done) => done.on(page, "publish", &["published", "withdrawn"]),
        None => page,
    };
    html_page(status, &page, body.markup)
}
