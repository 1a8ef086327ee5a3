//! The sign-in form.

use maud::{Markup, html};
use rust_i18n::t;

use crate::web::components::{Field, FieldErrors};
use crate::web::language::Lang;
use crate::web::layout::{NoticeKind, Page};

/// What the form shows.
pub(super) struct SignInPage<'a> {
    pub(super) lang: Lang,
    pub(super) sample: bool,
    /// What was typed as login.
    pub(super) login: &'a str,
    /// Where to go on to; may be empty.
    pub(super) next: &'a str,
    pub(super) errors: &'a FieldErrors,
    /// Whether the person has just signed out.
    pub(super) signed_out: bool,
}

impl SignInPage<'_> {
    pub(super) fn page(&self) -> Page {
        let lang = self.lang.code();
        let mut page = Page::public(self.lang, &t!("accounts.sign_in.title", locale = lang));
        page.sample = self.sample;
        if self.signed_out {
            let text = t!("accounts.sign_in.signed_out", locale = lang);
            page = page.with_notice(NoticeKind::Success, text);
        }
        page
    }

    pub(super) fn body(&self) -> Markup {
        let lang = self.lang.code();
        html! {
            h1 { (t!("accounts.sign_in.title", locale = lang)) }
            (self.errors.summary(self.lang))
            form.card.narrow method="post" action="/signin" novalidate {
                @if !self.next.is_empty() { input type="hidden" name="next" value=(self.next); }
                (Field {
                    name: "login",
                    label: &t!("accounts.login", locale = lang),
                    hint: "",
                    value: self.login,
                    errors: self.errors,
                }.input("text", "username"))
                (Field {
                    name: "password",
                    label: &t!("accounts.password.label", locale = lang),
                    hint: "",
                    value: "",
                    errors: self.errors,
                }.input("password", "current-password"))
                div.actions {
                    button.button type="submit" { (t!("accounts.sign_in.send", locale = lang)) }
                }
            }
            p.hint { (t!("accounts.sign_in.forgotten", locale = lang)) }
        }
    }
}
