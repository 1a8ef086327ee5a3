//! The one-time address: shown while its secret is the stored one, used by whoever takes the secret away.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDateTime;

use super::SETTING;
use super::form::SetupForm;
use super::pages::SetupPage;
use crate::accounts::account::{Login, Role};
use crate::accounts::session;
use crate::accounts::store::{self, NewAccount};
use crate::clock::Clock;
use crate::db::settings::{find_setting, take_setting};
use crate::db::{Db, DbConn};
use crate::error::{AppError, AppResult};
use crate::units::store::{NewUnit, find_unit_by_code, insert_unit, list_units, update_unit};
use crate::units::{Scope, Unit, UnitCode, UnitForm};
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;
use crate::web::secret::token_hash;

/// The form; a unit that the command line has made already is filled in.
pub(super) async fn show(token: Path<String>, db: Data<Db>, lang: Lang) -> AppResult<HttpResponse> {
    check_token(&db, &token).await?;
    let units = db
        .read(|conn| list_units(conn, &Scope::everything()))
        .await?;
    let form = SetupForm {
        unit: units.first().map(UnitForm::of).unwrap_or_default(),
        ..SetupForm::default()
    };
    let view = SetupPage {
        lang,
        token: &token,
        form: &form,
        errors: &FieldErrors::default(),
    };
    Ok(html_page(StatusCode::OK, &view.page(), view.body()))
}

/// Makes the unit and its administrator, who is signed in at once.
pub(super) async fn set_up(
    token: Path<String>,
    db: Data<Db>,
    clock: Data<Clock>,
    request: HttpRequest,
    lang: Lang,
    fields: Form<Vec<(String, String)>>,
) -> AppResult<HttpResponse> {
    check_token(&db, &token).await?;
    let fields = Fields::new(fields);
    let form = SetupForm::read(&fields);
    let checked = match form.check(&fields, lang) {
        Ok(checked) => checked,
        Err(errors) => {
            let view = SetupPage {
                lang,
                token: &token,
                form: &form,
                errors: &errors,
            };
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(html_page(status, &view.page(), view.body()));
        }
    };
    let first = First {
        form,
        code: checked.code,
        login: checked.login,
        password_hash: checked.password.hash().await?,
    };
    let (hash, now) = (token_hash(&token), clock.now());
    let account_id = db
        .write(move |conn| {
            // Taken in the same transaction: of two who send the form at once, one finds nothing to take.
            let ours = take_setting(conn, SETTING, &hash)?;
            if !ours || store::count_all_accounts(conn)? > 0 {
                return Err(AppError::NotFound);
            }
            Ok(first.insert(conn, now)?)
        })
        .await?;
    session::sign_in(&request, account_id)?;
    Ok(see_other("/admin?done=set_up"))
}

async fn check_token(db: &Db, token: &str) -> AppResult<()> {
    let hash = token_hash(token);
    let known = db
        .read(move |conn| {
            let stored = find_setting(conn, SETTING)?;
            let unused = store::count_all_accounts(conn)? == 0;
            diesel::QueryResult::Ok(unused && stored.is_some_and(|stored| stored == hash))
        })
        .await?;
    if known {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// The first unit and the first account.
struct First {
    form: SetupForm,
    code: UnitCode,
    login: Login,
    password_hash: String,
}

impl First {
    /// The id of the new account.
    fn insert(&self, conn: &mut DbConn, now: NaiveDateTime) -> diesel::QueryResult<i64> {
        let unit = self.find_or_insert_unit(conn, now)?;
        let new = NewAccount {
            unit: &unit,
            role: Role::Admin,
            name: &self.form.person,
            login: &self.login,
            password_hash: &self.password_hash,
            email: None,
        };
        Ok(store::insert_account(conn, &new, now)?.id)
    }

    fn find_or_insert_unit(
        &self,
        conn: &mut DbConn,
        now: NaiveDateTime,
    ) -> diesel::QueryResult<Unit> {
        let form = &self.form.unit;
        match find_unit_by_code(conn, &self.code)? {
            Some(unit) => {
                update_unit(conn, &unit, &form.name, &form.hotline, &form.address)?;
                Ok(unit)
            }
            None => {
                let new = NewUnit {
                    code: &self.code,
                    name: &form.name,
                    parent: None,
                    hotline: &form.hotline,
                    address: &form.address,
                };
                insert_unit(conn, &new, now)
            }
        }
    }
}
