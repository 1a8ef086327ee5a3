//! The form of an account.

use rust_i18n::t;

use crate::accounts::account::{Account, Email, Role};
use crate::accounts::form::{check_email, check_name};
use crate::units::Unit;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// What was typed, without the password.
#[derive(Clone, Debug, Default)]
pub(super) struct AccountForm {
    pub(super) name: String,
    pub(super) login: String,
    pub(super) role: String,
    /// Id of the unit.
    pub(super) unit: String,
    /// May be empty.
    pub(super) email: String,
}

impl AccountForm {
    /// An empty form that suggests the most common role in a unit.
    pub(super) fn in_unit(unit_id: i64) -> Self {
        Self {
            role: Role::Desk.to_string(),
            unit: unit_id.to_string(),
            ..Self::default()
        }
    }

    pub(super) fn read(fields: &Fields) -> Self {
        Self {
            name: fields.text("person"),
            login: fields.text("login"),
            role: fields.text("role"),
            unit: fields.text("unit"),
            email: fields.text("email"),
        }
    }

    /// The form as it stands for an account.
    pub(super) fn of(account: &Account) -> Self {
        Self {
            name: account.name.clone(),
            login: account.login.clone(),
            role: account.role.to_string(),
            unit: account.unit_id.to_string(),
            email: account.email.clone(),
        }
    }

    /// Who the account is to be, if all is in order. `units` are those that the viewer manages.
    pub(super) fn check(
        &self,
        units: &[Unit],
        lang: Lang,
        errors: &mut FieldErrors,
    ) -> Option<Checked> {
        check_name("person", &self.name, lang, errors);
        let role: Option<Role> = self.role.parse().ok();
        if role.is_none() {
            errors.add("role", t!("accounts.admin.no_role", locale = lang.code()));
        }
        let unit = units.iter().find(|unit| unit.id.to_string() == self.unit);
        if unit.is_none() {
            errors.add("unit", t!("accounts.admin.no_unit", locale = lang.code()));
        }
        let email = check_email(&self.email, lang, errors);
        let (role, unit) = role.zip(unit.cloned()).filter(|_| errors.is_empty())?;
        Some(Checked {
            name: self.name.clone(),
            role,
            unit,
            email,
        })
    }
}

/// A form in order.
pub(super) struct Checked {
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) unit: Unit,
    pub(super) email: Option<Email>,
}
