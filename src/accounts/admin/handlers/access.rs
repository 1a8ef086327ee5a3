//! Whether and how somebody gets in: a new password, closing and reopening, ending sessions.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use rust_i18n::t;

use super::{Found, find, is_last_admin};
use crate::accounts::admin::form::AccountForm;
use crate::accounts::admin::pages::{AccountPage, CLOSED, OPEN, PasswordPage};
use crate::accounts::form::read_new_password;
use crate::accounts::guard::{Allowed, SignedForm};
use crate::accounts::store::{self, sessions};
use crate::accounts::tasks;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::units::store::find_unit;
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::language::Lang;

/// The form of a new password; one's own is changed on one's own page, which asks for the old one.
pub(in crate::accounts::admin) async fn show_password(
    viewer: Allowed<tasks::Administer>,
    db: Data<Db>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    if viewer.account.id == *id {
        return Ok(see_other("/password"));
    }
    let (scope, id) = (viewer.scope(), *id);
    let account = db.read(move |conn| find(conn, &scope, id)).await?;
    let view = PasswordPage {
        lang,
        viewer: &viewer,
        account: &account,
        errors: &FieldErrors::default(),
    };
    Ok(html_page(StatusCode::OK, &view.page(), view.body()))
}

/// Sets a password and ends every session that the old one began.
pub(in crate::accounts::admin) async fn set_password(
    form: SignedForm<tasks::Administer>,
    db: Data<Db>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    if viewer.account.id == *id {
        return Ok(see_other("/password"));
    }
    let (scope, id) = (viewer.scope(), *id);
    let account = db.read(move |conn| find(conn, &scope, id)).await?;
    let mut errors = FieldErrors::default();
    let Some(password) = read_new_password(&fields, &account.login, lang, &mut errors) else {
        let view = PasswordPage {
            lang,
            viewer: &viewer,
            account: &account,
            errors: &errors,
        };
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(html_page(status, &view.page(), view.body()));
    };
    let hash = password.hash().await?;
    db.write(move |conn| {
        store::update_password(conn, account.id, &hash)?;
        sessions::delete_sessions_of(conn, account.id)
    })
    .await?;
    Ok(see_other(&format!("/admin/accounts/{id}?done=password")))
}

/// Closes an account, which signs its person out at once, or opens it again.
pub(in crate::accounts::admin) async fn set_state(
    form: SignedForm<tasks::Administer>,
    db: Data<Db>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let (scope, id) = (viewer.scope(), *id);
    let to = fields.text("to");
    let done = match to.as_str() {
        OPEN => "reopened",
        CLOSED => "closed",
        _ => return Err(AppError::Unprocessable("to: open or closed".to_owned())),
    };
    let changed = db
        .write(move |conn| {
            let account = find(conn, &scope, id)?;
            let unit = find_unit(conn, &scope, account.unit_id)?.ok_or(AppError::NotFound)?;
            if to == OPEN {
                store::reopen_account(conn, &account)?;
            } else if is_last_admin(conn, &account, &unit)? {
                return Ok(false);
            } else {
                store::close_account(conn, &account)?;
            }
            Ok::<_, AppError>(true)
        })
        .await?;
    if changed {
        return Ok(see_other(&format!("/admin/accounts/{id}?done={done}")));
    }
    let found = Found::by_id(&db, &viewer, id).await?;
    let last = t!("accounts.admin.last_admin", locale = lang.code());
    let view = AccountPage {
        lang,
        viewer: &viewer,
        account: &found.account,
        units: &found.units,
        form: &AccountForm::of(&found.account),
        errors: &FieldErrors::one("access", last),
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(html_page(status, &view.page(), view.body()))
}

/// Signs somebody out everywhere.
pub(in crate::accounts::admin) async fn end_sessions(
    form: SignedForm<tasks::Administer>,
    db: Data<Db>,
    id: Path<i64>,
) -> AppResult<HttpResponse> {
    let (scope, id) = (form.viewer.scope(), *id);
    db.write(move |conn| {
        let account = find(conn, &scope, id)?;
        sessions::delete_sessions_of(conn, account.id).map_err(AppError::from)
    })
    .await?;
    Ok(see_other(&format!("/admin/accounts/{id}?done=ended")))
}

/// Whoever looks at an address that only takes forms is led to the page with the form.
pub(in crate::accounts::admin) async fn back(
    _: Allowed<tasks::Administer>,
    id: Path<i64>,
) -> HttpResponse {
    see_other(&format!("/admin/accounts/{id}"))
}
