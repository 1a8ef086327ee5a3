//! Who signs in is asked for login and password together, and is never told which of the two was wrong.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Query};
use actix_web::{HttpRequest, HttpResponse};
use rust_i18n::t;
use serde::Deserialize;

use super::pages::SignInPage;
use crate::accounts::account::{Account, Login, Role};
use crate::accounts::guard::{SignedForm, Viewer};
use crate::accounts::tasks;
use crate::accounts::throttle::{ClientAddress, Throttle, wait_text};
use crate::accounts::{password, session, store};
use crate::db::Db;
use crate::error::AppResult;
use crate::web::answer::{html_page, see_other, too_many_page};
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;
use crate::web::layout::Site;

/// Longest address that is kept, bytes.
const ADDRESS_LIMIT: usize = 2000;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    next: String,
    /// Set after sign-out.
    out: Option<String>,
}

/// The form; whoever is signed in already goes on.
pub(super) async fn show(
    viewer: Option<Viewer>,
    site: Data<Site>,
    asked: Query<Asked>,
    lang: Lang,
) -> HttpResponse {
    let next = local_address(&asked.next);
    if let Some(viewer) = viewer {
        return see_other(next.unwrap_or(landing(viewer.account.role)));
    }
    let form = SignInPage {
        lang,
        sample: site.sample,
        login: "",
        next: next.unwrap_or_default(),
        errors: &FieldErrors::default(),
        signed_out: asked.out.is_some(),
    };
    html_page(StatusCode::OK, &form.page(), form.body())
}

/// Signs in and goes on to where the person wanted to be.
pub(super) async fn sign_in(
    db: Data<Db>,
    throttle: Data<Throttle>,
    site: Data<Site>,
    address: ClientAddress,
    request: HttpRequest,
    lang: Lang,
    fields: Form<Vec<(String, String)>>,
) -> AppResult<HttpResponse> {
    let fields = Fields::new(fields);
    let typed = fields.text("login");
    let next = fields.text("next");
    let next = local_address(&next);
    let form = |errors| SignInPage {
        lang,
        sample: site.sample,
        login: &typed,
        next: next.unwrap_or_default(),
        errors,
        signed_out: false,
    };
    let errors = missing(&fields, lang);
    if !errors.is_empty() {
        return Ok(unprocessable(&form(&errors)));
    }
    let login = Login::fold(&typed);
    if let Err(seconds) = throttle.count(&login, address) {
        let errors = FieldErrors::one("login", wait_text(seconds, lang));
        let form = form(&errors);
        return Ok(too_many_page(seconds, &form.page(), form.body()));
    }
    let password = fields.raw("password").unwrap_or_default();
    let Some(account) = authenticate(&db, login, password).await? else {
        let wrong = t!("accounts.sign_in.wrong", locale = lang.code());
        return Ok(unprocessable(&form(&FieldErrors::one("login", wrong))));
    };
    session::sign_in(&request, account.id)?;
    Ok(see_other(next.unwrap_or(landing(account.role))))
}

/// Where a person begins: with what waits for them, or with how things stand.
fn landing(role: Role) -> &'static str {
    match role {
        Role::Hotline | Role::Desk => "/complaints",
        Role::Admin | Role::Leader | Role::Observer => "/indices",
    }
}

/// Ends the session.
pub(super) async fn sign_out(
    form: SignedForm<tasks::OwnAccount>,
    session: Session,
) -> HttpResponse {
    tracing::info!(account = form.viewer.account.id, "signed out");
    session.purge();
    see_other("/signin?out=1")
}

/// The account whose login and password these are.
async fn authenticate(db: &Db, login: String, password: &str) -> AppResult<Option<Account>> {
    let found = db
        .read(move |conn| store::find_credentials(conn, &login))
        .await?;
    let (account, hash) = found.unzip();
    let right = password::verify(password, hash).await?;
    Ok(account.filter(|_| right))
}

fn missing(fields: &Fields, lang: Lang) -> FieldErrors {
    let lang = lang.code();
    let mut errors = FieldErrors::default();
    if fields.text("login").is_empty() {
        errors.add("login", t!("accounts.sign_in.no_login", locale = lang));
    }
    if fields.raw("password").unwrap_or_default().is_empty() {
        errors.add(
            "password",
            t!("accounts.sign_in.no_password", locale = lang),
        );
    }
    errors
}

fn unprocessable(form: &SignInPage<'_>) -> HttpResponse {
    html_page(StatusCode::UNPROCESSABLE_ENTITY, &form.page(), form.body())
}

/// An address of this server only: one slash and then no second one, nothing that a browser reads as one.
fn local_address(text: &str) -> Option<&str> {
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    let local = text.starts_with('/') && !text.starts_with("//");
    (local && text.len() <= ADDRESS_LIMIT && text.bytes().all(plain)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_server_are_gone_on_to() {
        assert_eq!(local_address("/admin?a=%2F"), Some("/admin?a=%2F"));
        for wrong in [
            "",
            "admin",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\nLocation: x",
            "/\u{1ec7}",
            "javascript:alert(1)",
        ] {
            assert_eq!(local_address(wrong), None, "{wrong:?}");
        }
    }
}
