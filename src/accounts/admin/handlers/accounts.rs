//! Accounts: the list, a new one, and who somebody is.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use rust_i18n::t;

use super::{Found, find, is_last_admin};
use crate::accounts::account::{Login, Role};
use crate::accounts::admin::form::{AccountForm, Checked};
use crate::accounts::admin::pages::{AccountPage, ListPage, NewAccountPage};
use crate::accounts::form::{check_login, read_new_password};
use crate::accounts::guard::{Allowed, SignedForm};
use crate::accounts::password::Password;
use crate::accounts::store::{self, Identity, NewAccount};
use crate::accounts::tasks;
use crate::clock::Clock;
use crate::db::{self, Db};
use crate::error::{AppError, AppResult};
use crate::units::UnitQuery;
use crate::units::store::{find_unit, list_units};
use crate::web::answer::{Done, html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::language::Lang;

/// Every account that the viewer manages.
pub(in crate::accounts::admin) async fn list(
    viewer: Allowed<tasks::Administer>,
    db: Data<Db>,
    done: Query<Done>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let scope = viewer.scope();
    let accounts = db
        .read(move |conn| store::list_accounts(conn, &scope))
        .await?;
    let view = ListPage {
        lang,
        viewer: &viewer,
        accounts: &accounts,
    };
    let page = done.on(view.page(), "accounts.admin", &["added"]);
    Ok(html_page(StatusCode::OK, &page, view.body()))
}

/// The form of a new account.
pub(in crate::accounts::admin) async fn show_new(
    viewer: Allowed<tasks::Administer>,
    db: Data<Db>,
    query: Query<UnitQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let scope = viewer.scope();
    let units = db.read(move |conn| list_units(conn, &scope)).await?;
    let view = NewAccountPage {
        lang,
        viewer: &viewer,
        units: &units,
        form: &AccountForm::in_unit(query.unit.0.unwrap_or(viewer.unit.id)),
        errors: &FieldErrors::default(),
    };
    Ok(html_page(StatusCode::OK, &view.page(), view.body()))
}

/// Adds an account to a unit that the viewer manages.
pub(in crate::accounts::admin) async fn add(
    form: SignedForm<tasks::Administer>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let scope = viewer.scope();
    let units = db.read(move |conn| list_units(conn, &scope)).await?;
    let typed = AccountForm::read(&fields);
    let mut errors = FieldErrors::default();
    let identity = typed.check(&units, lang, &mut errors);
    let login = check_login(&typed.login, lang, &mut errors);
    let folded = Login::fold(&typed.login);
    let password = read_new_password(&fields, &folded, lang, &mut errors);
    if let (Some(identity), Some(login), Some(password)) = (identity, login, password) {
        let new = New { identity, login };
        match new.insert(&db, &clock, password).await {
            Ok(()) => return Ok(see_other("/admin/accounts?done=added")),
            Err(AppError::Conflict(_)) => {
                errors.add(
                    "login",
                    t!("accounts.admin.login_taken", locale = lang.code()),
                );
            }
            Err(other) => return Err(other),
        }
    }
    let view = NewAccountPage {
        lang,
        viewer: &viewer,
        units: &units,
        form: &typed,
        errors: &errors,
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(html_page(status, &view.page(), view.body()))
}

/// A new account in order.
struct New {
    identity: Checked,
    login: Login,
}

impl New {
    /// A login that is taken is a conflict.
    async fn insert(self, db: &Db, clock: &Clock, password: Password) -> AppResult<()> {
        let (hash, now) = (password.hash().await?, clock.now());
        db.write(move |conn| {
            let new = NewAccount {
                unit: &self.identity.unit,
                role: self.identity.role,
                name: &self.identity.name,
                login: &self.login,
                password_hash: &hash,
                email: self.identity.email.as_ref(),
            };
            match store::insert_account(conn, &new, now) {
                Ok(_) => Ok(()),
                Err(error) => Err(db::conflict(error, || self.login.to_string())),
            }
        })
        .await
    }
}

/// One account.
pub(in crate::accounts::admin) async fn show(
    viewer: Allowed<tasks::Administer>,
    db: Data<Db>,
    id: Path<i64>,
    done: Query<Done>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let found = Found::by_id(&db, &viewer, *id).await?;
    let view = AccountPage {
        lang,
        viewer: &viewer,
        account: &found.account,
        units: &found.units,
        form: &AccountForm::of(&found.account),
        errors: &FieldErrors::default(),
    };
    let known = ["changed", "password", "closed", "reopened", "ended"];
    let page = done.on(view.page(), "accounts.admin", &known);
    Ok(html_page(StatusCode::OK, &page, view.body()))
}

/// Changes name, role, unit or e-mail address.
pub(in crate::accounts::admin) async fn change(
    form: SignedForm<tasks::Administer>,
    db: Data<Db>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let found = Found::by_id(&db, &viewer, *id).await?;
    let typed = AccountForm::read(&fields);
    let mut errors = FieldErrors::default();
    if let Some(checked) = typed.check(&found.units, lang, &mut errors) {
        let (scope, id) = (viewer.scope(), *id);
        let changed = db
            .write(move |conn| {
                let account = find(conn, &scope, id)?;
                let home = find_unit(conn, &scope, account.unit_id)?.ok_or(AppError::NotFound)?;
                let stays = checked.role == Role::Admin && checked.unit.id == home.id;
                if !stays && is_last_admin(conn, &account, &home)? {
                    return Ok(false);
                }
                let new = Identity {
                    name: &checked.name,
                    role: checked.role,
                    unit: &checked.unit,
                    email: checked.email.as_ref(),
                };
                store::update_account(conn, &account, &new)?;
                Ok::<_, AppError>(true)
            })
            .await?;
        if changed {
            return Ok(see_other(&format!("/admin/accounts/{id}?done=changed")));
        }
        errors.add(
            "role",
            t!("accounts.admin.last_admin", locale = lang.code()),
        );
    }
    let view = AccountPage {
        lang,
        viewer: &viewer,
        account: &found.account,
        units: &found.units,
        form: &typed,
        errors: &errors,
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(html_page(status, &view.page(), view.body()))
}
