//! The publishing form, publishing, and taking back.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query, ServiceConfig, get, post, resource};
use rust_i18n::t;

use super::change::Change;
use super::form::PublishForm;
use super::pages::PublishPage;
use super::publishable::Publishable;
use super::sheets;
use crate::accounts::tasks::PublishAnswers;
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::clock::Clock;
use crate::complaints::access::{Access, Asked, ask, refuse};
use crate::complaints::{Sight, Step};
use crate::db::Db;
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
    clock: Data<Clock>,
    number: Path<i64>,
    done: Query<Done>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let wanted = Asked::to_read(number.into_inner(), &clock);
    let asked = match find(&db, &viewer, wanted).await? {
        Access::Open(asked) => asked,
        other => return refuse(&viewer, &other, lang),
    };
    let shown = Shown::begin(&asked, FieldErrors::default());
    let answer = (StatusCode::OK, &shown);
    Ok(respond((&viewer, &asked), answer, Some(&done), lang))
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
    let wanted = Asked::to_take(Step::Publish, number, &clock);
    let asked = match find(&db, &viewer, wanted).await? {
        Access::Open(asked) => asked,
        other => return refuse(&viewer, &other, lang),
    };
    let answer = |status, shown: &Shown| respond((&viewer, &asked), (status, shown), None, lang);
    let typed = PublishForm::read(&fields);
    if fields.raw("do") != Some("publish") {
        let shown = Shown::new(typed.applied_to(&asked.source), FieldErrors::default());
        return Ok(answer(StatusCode::OK, &shown));
    }
    let errors = typed.check(&asked.source, lang);
    if !errors.is_empty() || asked.barrier().is_some() {
        let shown = Shown::new(typed, errors);
        return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &shown));
    }
    let change = Change::Publish(typed.words.clone(), typed.version);
    if carry_out(&db, &viewer, change, wanted).await? {
        return Ok(see_other(&format!(
            "/complaints/{number}/publish?done=published"
        )));
    }
    let text = t!("publish.changed", locale = lang.code());
    let shown = Shown::new(typed, FieldErrors::one("title", text));
    Ok(answer(StatusCode::CONFLICT, &shown))
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
    let wanted = Asked::to_take(Step::Withdraw, number, &clock);
    let asked = match find(&db, &viewer, wanted).await? {
        Access::Open(asked) => asked,
        other => return refuse(&viewer, &other, lang),
    };
    let mut errors = check_reason(&reason, lang);
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if errors.is_empty() {
        let change = Change::Withdraw(reason.clone());
        if carry_out(&db, &viewer, change, wanted).await? {
            return Ok(see_other(&format!(
                "/complaints/{number}/publish?done=withdrawn"
            )));
        }
        errors.add("reason", t!("publish.changed", locale = lang.code()));
        status = StatusCode::CONFLICT;
    }
    let mut shown = Shown::begin(&asked, errors);
    shown.reason = reason;
    Ok(respond((&viewer, &asked), (status, &shown), None, lang))
}

/// What is wrong with a reason for taking back.
fn check_reason(reason: &str, lang: Lang) -> FieldErrors {
    let (mut errors, code) = (FieldErrors::default(), lang.code());
    if reason.is_empty() {
        errors.add("reason", t!("publish.reason_missing", locale = code));
    }
    errors.at_most("reason", reason, REASON_LIMIT, lang);
    errors
}

async fn carry_out(db: &Db, viewer: &Viewer, change: Change, asked: Asked) -> AppResult<bool> {
    let sight = Sight::of(viewer);
    db.write(move |conn| change.carry_out(conn, &sight, asked))
        .await
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

    fn begin(asked: &Publishable, errors: FieldErrors) -> Self {
        Self::new(PublishForm::begin(&asked.source, asked.published()), errors)
    }
}

/// The case that is asked for.
///
/// # Errors
/// No way to the database.
async fn find(db: &Db, viewer: &Viewer, asked: Asked) -> AppResult<Access<Publishable>> {
    ask(viewer, db, asked, |conn, case| {
        Publishable::read(conn, case)
    })
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
