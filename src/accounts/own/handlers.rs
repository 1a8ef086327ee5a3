//! The own password, e-mail address and sessions.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use rust_i18n::t;

use super::pages::OwnPage;
use crate::accounts::form::{check_email, read_new_password};
use crate::accounts::guard::{Allowed, SignedForm, Viewer};
use crate::accounts::password::{self, Password};
use crate::accounts::session::{OwnSession, end_others};
use crate::accounts::store;
use crate::accounts::tasks;
use crate::accounts::throttle::{ClientAddress, Throttle, wait_text};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::AppResult;
use crate::web::answer::{Done, html_page, see_other, too_many_page};
use crate::web::components::FieldErrors;
use crate::web::language::Lang;

/// The own account.
pub(super) async fn show(
    viewer: Allowed<tasks::OwnAccount>,
    db: Data<Db>,
    clock: Data<Clock>,
    done: Query<Done>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let sessions = own_sessions(&db, &clock, &viewer).await?;
    let view = OwnPage {
        lang,
        viewer: &viewer,
        sessions: &sessions,
        email: &viewer.account.email,
        errors: &FieldErrors::default(),
    };
    let known = ["changed", "email", "ended"];
    let page = done.on(view.page(), "accounts.own", &known);
    Ok(html_page(StatusCode::OK, &page, view.body()))
}

/// A new password: whoever is signed in with the old one elsewhere is signed out.
pub(super) async fn change_password(
    form: SignedForm<tasks::OwnAccount>,
    db: Data<Db>,
    (clock, throttle): (Data<Clock>, Data<Throttle>),
    address: ClientAddress,
    session: Session,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let viewer: &Viewer = &form.viewer;
    let sessions = own_sessions(&db, &clock, viewer).await?;
    let view = |errors| OwnPage {
        lang,
        viewer,
        sessions: &sessions,
        email: &viewer.account.email,
        errors,
    };
    if let Err(seconds) = throttle.count(&viewer.account.login, address) {
        let errors = FieldErrors::one("old", wait_text(seconds, lang));
        let view = view(&errors);
        return Ok(too_many_page(seconds, &view.page(), view.body()));
    }
    let mut errors = FieldErrors::default();
    let Some(new) = read_change(&form, &db, lang, &mut errors).await? else {
        let (view, status) = (view(&errors), StatusCode::UNPROCESSABLE_ENTITY);
        return Ok(html_page(status, &view.page(), view.body()));
    };
    let (id, hash) = (viewer.account.id, new.hash().await?);
    db.write(move |conn| store::update_password(conn, id, &hash))
        .await?;
    end_others(&db, &session, id).await?;
    Ok(see_other("/password?done=changed"))
}

/// Another e-mail address, or none.
pub(super) async fn change_email(
    form: SignedForm<tasks::OwnAccount>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let (typed, mut errors) = (fields.text("email"), FieldErrors::default());
    let email = check_email(&typed, lang, &mut errors);
    if !errors.is_empty() {
        let view = OwnPage {
            lang,
            viewer: &viewer,
            sessions: &own_sessions(&db, &clock, &viewer).await?,
            email: &typed,
            errors: &errors,
        };
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(html_page(status, &view.page(), view.body()));
    }
    let id = viewer.account.id;
    db.write(move |conn| store::update_email(conn, id, email.as_ref()))
        .await?;
    Ok(see_other("/password?done=email"))
}

/// Signs the person out everywhere but here.
pub(super) async fn end_other_sessions(
    form: SignedForm<tasks::OwnAccount>,
    db: Data<Db>,
    session: Session,
) -> AppResult<HttpResponse> {
    end_others(&db, &session, form.viewer.account.id).await?;
    Ok(see_other("/password?done=ended"))
}

/// Whoever looks at an address that only takes forms is led to the page with the form.
pub(super) async fn back(_: Allowed<tasks::OwnAccount>) -> HttpResponse {
    see_other("/password")
}

/// The new password, if it is fit and the old one is right.
async fn read_change(
    form: &SignedForm<tasks::OwnAccount>,
    db: &Db,
    lang: Lang,
    errors: &mut FieldErrors,
) -> AppResult<Option<Password>> {
    let SignedForm { viewer, fields } = form;
    let id = viewer.account.id;
    let hash = db
        .read(move |conn| store::find_password_hash(conn, id))
        .await?;
    let old = fields.raw("old").unwrap_or_default();
    let right = password::verify(old, hash).await?;
    if !right {
        errors.add(
            "old",
            t!("accounts.password.old_wrong", locale = lang.code()),
        );
    }
    let new = read_new_password(fields, &viewer.account.login, lang, errors);
    Ok(new.filter(|_| right))
}

async fn own_sessions(db: &Db, clock: &Clock, viewer: &Viewer) -> AppResult<Vec<OwnSession>> {
    let (id, now) = (viewer.account.id, clock.now());
    let rows = db
        .read(move |conn| store::sessions::list_sessions_of(conn, id, now))
        .await?;
    let read = |(begun, state): (_, String)| OwnSession::read(begun, &state, &viewer.csrf);
    Ok(rows.into_iter().map(read).collect())
}
