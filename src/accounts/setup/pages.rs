//! The set-up form.

use maud::{Markup, html};
use rust_i18n::t;

use super::form::SetupForm;
use crate::accounts::pages::{login_field, new_password_fields};
use crate::units::{code_field, detail_fields};
use crate::web::components::{Field, FieldErrors};
use crate::web::language::Lang;
use crate::web::layout::Page;

/// What the form shows.
pub(super) struct SetupPage<'a> {
    pub(super) lang: Lang,
    /// The secret in its address.
    pub(super) token: &'a str,
    pub(super) form: &'a SetupForm,
    pub(super) errors: &'a FieldErrors,
}

impl SetupPage<'_> {
    pub(super) fn page(&self) -> Page {
        let title = t!("accounts.setup.title", locale = self.lang.code());
        Page::public(self.lang, &title)
    }

    pub(super) fn body(&self) -> Markup {
        let lang = self.lang.code();
        html! {
            h1 { (t!("accounts.setup.title", locale = lang)) }
            p.lead { (t!("accounts.setup.lead", locale = lang)) }
            (self.errors.summary(self.lang))
            form method="post" action={ "/setup/" (self.token) } novalidate {
                section.card.narrow {
                    h2 { (t!("accounts.setup.unit", locale = lang)) }
                    (code_field(&self.form.unit, self.errors, self.lang))
                    (detail_fields(&self.form.unit, self.errors, self.lang))
                }
                section.card.narrow {
                    h2 { (t!("accounts.setup.person", locale = lang)) }
                    (Field {
                        name: "person",
                        label: &t!("accounts.name", locale = lang),
                        hint: "",
                        value: &self.form.person,
                        errors: self.errors,
                    }.input("text", "name"))
                    (login_field(&self.form.login, self.errors, self.lang))
                    (new_password_fields(self.errors, self.lang))
                }
                div.actions {
                    button.button type="submit" { (t!("accounts.setup.send", locale = lang)) }
                }
            }
        }
    }
}
