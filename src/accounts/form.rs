//! What several forms about people have in common: a full name, a login, a new password typed twice.

use rust_i18n::t;

use super::account::{Email, Login};
use super::password::{LONGEST, Password, SHORTEST, Unfit};
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// Most characters of a name.
const NAME_LIMIT: usize = 200;

/// A full name, if it is one.
pub(super) fn check_name(field: &str, typed: &str, lang: Lang, errors: &mut FieldErrors) {
    let length = typed.chars().count();
    if length == 0 {
        errors.add(field, t!("accounts.name_missing", locale = lang.code()));
    } else if length > NAME_LIMIT {
        let text = t!(
            "accounts.name_too_long",
            locale = lang.code(),
            limit = NAME_LIMIT
        );
        errors.add(field, text);
    }
}

/// The e-mail address that was typed in the field `email`, if any. One that is no address is noted.
pub(super) fn check_email(typed: &str, lang: Lang, errors: &mut FieldErrors) -> Option<Email> {
    if typed.is_empty() {
        return None;
    }
    let email = typed.parse().ok();
    if email.is_none() {
        errors.add("email", t!("accounts.email_unfit", locale = lang.code()));
    }
    email
}

/// The login that was typed.
pub(super) fn check_login(typed: &str, lang: Lang, errors: &mut FieldErrors) -> Option<Login> {
    let login = typed.parse().ok();
    if login.is_none() {
        errors.add("login", t!("accounts.login_unfit", locale = lang.code()));
    }
    login
}

/// The password that was typed twice, in the fields `new` and `repeat`.
pub(super) fn read_new_password(
    fields: &Fields,
    login: &str,
    lang: Lang,
    errors: &mut FieldErrors,
) -> Option<Password> {
    let code = lang.code();
    let typed = fields.raw("new").unwrap_or_default();
    let password = match Password::parse(typed, login) {
        Ok(password) => password,
        Err(unfit) => {
            errors.add("new", unfit_text(unfit, lang));
            return None;
        }
    };
    if fields.raw("repeat").unwrap_or_default() != typed {
        errors.add("repeat", t!("accounts.password.differs", locale = code));
        return None;
    }
    Some(password)
}

fn unfit_text(unfit: Unfit, lang: Lang) -> String {
    let lang = lang.code();
    match unfit {
        Unfit::TooShort => t!(
            "accounts.password.too_short",
            locale = lang,
            count = SHORTEST
        ),
        Unfit::TooLong => t!("accounts.password.too_long", locale = lang, count = LONGEST),
        Unfit::IsLogin => t!("accounts.password.is_login", locale = lang),
    }
    .into_owned()
}
