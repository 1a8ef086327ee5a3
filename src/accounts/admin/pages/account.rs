//! One account: who it is, how it gets in, and a new one.

use maud::{Markup, html};
use rust_i18n::t;

use super::way_back;
use crate::accounts::account::{Account, Role};
use crate::accounts::admin::form::AccountForm;
use crate::accounts::guard::{Part, Viewer};
use crate::accounts::pages::{email_field, login_field, new_password_fields, role_name};
use crate::units::{Unit, unit_choices};
use crate::web::components::{Field, FieldErrors, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Page;

/// Value that opens an account again.
pub(in crate::accounts::admin) const OPEN: &str = "open";
/// Value that closes an account.
pub(in crate::accounts::admin) const CLOSED: &str = "closed";

/// The form of a new account.
pub(in crate::accounts::admin) struct NewAccountPage<'a> {
    pub(in crate::accounts::admin) lang: Lang,
    pub(in crate::accounts::admin) viewer: &'a Viewer,
    pub(in crate::accounts::admin) units: &'a [Unit],
    pub(in crate::accounts::admin) form: &'a AccountForm,
    pub(in crate::accounts::admin) errors: &'a FieldErrors,
}

impl NewAccountPage<'_> {
    pub(in crate::accounts::admin) fn page(&self) -> Page {
        let title = t!("accounts.admin.add", locale = self.lang.code());
        self.viewer.page(self.lang, &title, Part::Admin)
    }

    pub(in crate::accounts::admin) fn body(&self) -> Markup {
        let lang = self.lang.code();
        let list = t!("accounts.admin.list", locale = lang);
        html! {
            (way_back(self.lang, &[("/admin/accounts", &list)]))
            h1 { (t!("accounts.admin.add", locale = lang)) }
            (self.errors.summary(self.lang))
            form.card.narrow method="post" action="/admin/accounts/new" novalidate {
                (csrf_field(&self.viewer.csrf))
                (identity_fields(self.form, self.units, self.errors, self.lang))
                (login_field(&self.form.login, self.errors, self.lang))
                (new_password_fields(self.errors, self.lang))
                p.hint { (t!("accounts.admin.hand_over", locale = lang)) }
                div.actions { button.button type="submit" { (t!("accounts.admin.add", locale = lang)) } }
            }
        }
    }
}

/// One account.
pub(in crate::accounts::admin) struct AccountPage<'a> {
    pub(in crate::accounts::admin) lang: Lang,
    pub(in crate::accounts::admin) viewer: &'a Viewer,
    pub(in crate::accounts::admin) account: &'a Account,
    pub(in crate::accounts::admin) units: &'a [Unit],
    pub(in crate::accounts::admin) form: &'a AccountForm,
    pub(in crate::accounts::admin) errors: &'a FieldErrors,
}

impl AccountPage<'_> {
    pub(in crate::accounts::admin) fn page(&self) -> Page {
        self.viewer.page(self.lang, &self.account.name, Part::Admin)
    }

    pub(in crate::accounts::admin) fn body(&self) -> Markup {
        let lang = self.lang.code();
        let list = t!("accounts.admin.list", locale = lang);
        html! {
            (way_back(self.lang, &[("/admin/accounts", &list)]))
            h1 { (self.account.name) }
            p.lead {
                (t!("accounts.login", locale = lang)) ": " (self.account.login)
                @if !self.account.active {
                    " " span.badge.none { (t!("accounts.admin.closed", locale = lang)) }
                }
            }
            (self.errors.summary(self.lang))
            form.card.narrow method="post" action=(self.address("")) novalidate {
                h2 { (t!("accounts.admin.identity", locale = lang)) }
                (csrf_field(&self.viewer.csrf))
                (identity_fields(self.form, self.units, self.errors, self.lang))
                div.actions { button.button type="submit" { (t!("accounts.admin.save", locale = lang)) } }
            }
            (self.access())
        }
    }

    fn access(&self) -> Markup {
        let lang = self.lang.code();
        let (to, key, class) = if self.account.active {
            (CLOSED, "accounts.admin.close", "button danger")
        } else {
            (OPEN, "accounts.admin.reopen", "button secondary")
        };
        html! {
            section.card.narrow #access tabindex="-1" {
                h2 { (t!("accounts.admin.access", locale = lang)) }
                @if let Some(error) = self.errors.of("access") { p.field-error { (error) } }
                p.hint { (t!("accounts.admin.access_hint", locale = lang)) }
                div.actions {
                    a.button.secondary href=(self.address("/password")) {
                        (t!("accounts.admin.set_password", locale = lang))
                    }
                    @if self.account.active {
                        form method="post" action=(self.address("/sessions")) {
                            (csrf_field(&self.viewer.csrf))
                            button.button.secondary type="submit" { (t!("accounts.admin.end_sessions", locale = lang)) }
                        }
                    }
                    form method="post" action=(self.address("/state")) {
                        (csrf_field(&self.viewer.csrf))
                        input type="hidden" name="to" value=(to);
                        button class=(class) type="submit" { (t!(key, locale = lang)) }
                    }
                }
            }
        }
    }

    fn address(&self, rest: &str) -> String {
        format!("/admin/accounts/{}{rest}", self.account.id)
    }
}

/// The form of a new password for somebody else.
pub(in crate::accounts::admin) struct PasswordPage<'a> {
    pub(in crate::accounts::admin) lang: Lang,
    pub(in crate::accounts::admin) viewer: &'a Viewer,
    pub(in crate::accounts::admin) account: &'a Account,
    pub(in crate::accounts::admin) errors: &'a FieldErrors,
}

impl PasswordPage<'_> {
    pub(in crate::accounts::admin) fn page(&self) -> Page {
        let title = t!("accounts.admin.set_password", locale = self.lang.code());
        self.viewer.page(self.lang, &title, Part::Admin)
    }

    pub(in crate::accounts::admin) fn body(&self) -> Markup {
        let lang = self.lang.code();
        let list = t!("accounts.admin.list", locale = lang);
        let account = format!("/admin/accounts/{}", self.account.id);
        let above = [
            ("/admin/accounts", list.as_ref()),
            (account.as_str(), self.account.name.as_str()),
        ];
        html! {
            (way_back(self.lang, &above))
            h1 { (t!("accounts.admin.set_password", locale = lang)) }
            p.lead { (self.account.name) " · " (self.account.login) }
            (self.errors.summary(self.lang))
            form.card.narrow method="post" action={ (account) "/password" } novalidate {
                (csrf_field(&self.viewer.csrf))
                (new_password_fields(self.errors, self.lang))
                p.hint { (t!("accounts.admin.hand_over", locale = lang)) }
                div.actions {
                    button.button type="submit" { (t!("accounts.admin.set_password", locale = lang)) }
                }
            }
        }
    }
}

/// Name, role, unit and e-mail address.
fn identity_fields(form: &AccountForm, units: &[Unit], errors: &FieldErrors, lang: Lang) -> Markup {
    let code = lang.code();
    let roles: Vec<(String, String)> = Role::ALL
        .iter()
        .map(|role| (role.to_string(), role_name(*role, lang)))
        .collect();
    let name = Field {
        name: "person",
        label: &t!("accounts.name", locale = code),
        hint: "",
        value: &form.name,
        errors,
    }
    .input("text", "off");
    let role = Field {
        name: "role",
        label: &t!("accounts.role_label", locale = code),
        hint: &t!("accounts.admin.role_hint", locale = code),
        value: &form.role,
        errors,
    }
    .select(&roles);
    let unit = Field {
        name: "unit",
        label: &t!("accounts.unit", locale = code),
        hint: &t!("accounts.admin.unit_hint", locale = code),
        value: &form.unit,
        errors,
    }
    .select(&unit_choices(units));
    html! { (name) (role) (unit) (email_field(&form.email, "off", errors, lang)) }
}
