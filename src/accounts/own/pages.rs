//! The page of the own account.

use maud::{Markup, html};
use rust_i18n::t;

use super::browser::short_name;
use crate::accounts::guard::{Part, Viewer};
use crate::accounts::pages::{email_field, new_password_fields, role_name};
use crate::accounts::session::OwnSession;
use crate::clock::local_time;
use crate::web::components::{Field, FieldErrors, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Page;

/// What the page shows.
pub(super) struct OwnPage<'a> {
    pub(super) lang: Lang,
    pub(super) viewer: &'a Viewer,
    /// Where the person is signed in.
    pub(super) sessions: &'a [OwnSession],
    /// The address as it stands or was typed.
    pub(super) email: &'a str,
    /// What is wrong with the new password or the address.
    pub(super) errors: &'a FieldErrors,
}

impl OwnPage<'_> {
    pub(super) fn page(&self) -> Page {
        let title = t!("accounts.own.title", locale = self.lang.code());
        self.viewer.page(self.lang, &title, Part::Own)
    }

    pub(super) fn body(&self) -> Markup {
        let (lang, account) = (self.lang.code(), &self.viewer.account);
        html! {
            h1 { (t!("accounts.own.title", locale = lang)) }
            p.lead {
                strong { (account.name) } " · " (account.login) " · " (role_name(account.role, self.lang)) " · " (self.viewer.unit.name)
            }
            (self.errors.summary(self.lang))
            (self.email_form())
            (self.password_form())
            (self.session_list())
        }
    }

    fn email_form(&self) -> Markup {
        html! {
            form.card.narrow method="post" action="/password/email" novalidate {
                (csrf_field(&self.viewer.csrf))
                (email_field(self.email, "email", self.errors, self.lang))
                div.actions {
                    button.button.secondary type="submit" {
                        (t!("accounts.own.save_email", locale = self.lang.code()))
                    }
                }
            }
        }
    }

    fn password_form(&self) -> Markup {
        let lang = self.lang.code();
        html! {
            form.card.narrow method="post" action="/password" novalidate {
                h2 { (t!("accounts.own.change", locale = lang)) }
                (csrf_field(&self.viewer.csrf))
                // Password managers learn from it whose password this is.
                input.visually-hidden type="text" name="username" value=(self.viewer.account.login)
                    autocomplete="username" tabindex="-1" aria-hidden="true" readonly;
                (Field {
                    name: "old",
                    label: &t!("accounts.password.old", locale = lang),
                    hint: "",
                    value: "",
                    errors: self.errors,
                }.input("password", "current-password"))
                (new_password_fields(self.errors, self.lang))
                p.hint { (t!("accounts.own.change_hint", locale = lang)) }
                div.actions {
                    button.button type="submit" { (t!("accounts.own.change", locale = lang)) }
                }
            }
        }
    }

    fn session_list(&self) -> Markup {
        let lang = self.lang.code();
        html! {
            section.card.narrow {
                h2 { (t!("accounts.own.sessions", locale = lang)) }
                ul.plain-list {
                    @for session in self.sessions { li { (self.session(session)) } }
                }
                @if self.sessions.len() > 1 {
                    form method="post" action="/password/sessions" {
                        (csrf_field(&self.viewer.csrf))
                        div.actions {
                            button.button.secondary type="submit" { (t!("accounts.own.end_others", locale = lang)) }
                        }
                    }
                }
            }
        }
    }

    fn session(&self, session: &OwnSession) -> Markup {
        let lang = self.lang.code();
        let browser = short_name(&session.browser);
        let unknown = t!("accounts.own.unknown_browser", locale = lang);
        let since = self.lang.moment(local_time(session.begun));
        html! {
            strong { (browser.as_deref().unwrap_or(&unknown)) } " "
            span.hint { (t!("accounts.own.since", locale = lang, time = since)) } " "
            @if session.current { span.badge { (t!("accounts.own.this_one", locale = lang)) } }
        }
    }
}
