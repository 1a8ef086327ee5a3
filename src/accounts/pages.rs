//! Pieces of markup that several pages about people have in common.

use maud::{Markup, html};
use rust_i18n::t;

use super::account::Role;
use super::password::SHORTEST;
use crate::web::components::{Field, FieldErrors};
use crate::web::language::Lang;

/// A new password, typed twice. What was typed never comes back.
pub(super) fn new_password_fields(errors: &FieldErrors, lang: Lang) -> Markup {
    let lang = lang.code();
    let field = |name, label: &str, hint: &str| {
        Field {
            name,
            label,
            hint,
            value: "",
            errors,
        }
        .input("password", "new-password")
    };
    html! {
        (field(
            "new",
            &t!("accounts.password.new", locale = lang),
            &t!("accounts.password.hint", locale = lang, count = SHORTEST),
        ))
        (field("repeat", &t!("accounts.password.repeat", locale = lang), ""))
    }
}

/// The login of an account that is being made.
pub(super) fn login_field(value: &str, errors: &FieldErrors, lang: Lang) -> Markup {
    let lang = lang.code();
    Field {
        name: "login",
        label: &t!("accounts.login", locale = lang),
        hint: &t!("accounts.login_hint", locale = lang),
        value,
        errors,
    }
    .input("text", "off")
}

/// Where the person reads mail; may stay empty. `autocomplete` is `email` where it is whoever types.
pub(super) fn email_field(
    value: &str,
    autocomplete: &str,
    errors: &FieldErrors,
    lang: Lang,
) -> Markup {
    let lang = lang.code();
    Field {
        name: "email",
        label: &t!("accounts.email", locale = lang),
        hint: &t!("accounts.email_hint", locale = lang),
        value,
        errors,
    }
    .input("email", autocomplete)
}

/// A role's name.
pub fn role_name(role: Role, lang: Lang) -> String {
    t!(format!("accounts.role.{role}"), locale = lang.code()).into_owned()
}
