//! The set-up form: the unit, and the person who will run it.

use crate::accounts::account::Login;
use crate::accounts::form::{check_login, check_name, read_new_password};
use crate::accounts::password::Password;
use crate::units::{UnitCode, UnitForm};
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// What was typed, without the password.
#[derive(Clone, Debug, Default)]
pub(super) struct SetupForm {
    pub(super) unit: UnitForm,
    /// Full name of the administrator.
    pub(super) person: String,
    pub(super) login: String,
}

/// What a form in order says beside its texts.
pub(super) struct Checked {
    pub(super) code: UnitCode,
    pub(super) login: Login,
    pub(super) password: Password,
}

impl SetupForm {
    pub(super) fn read(fields: &Fields) -> Self {
        Self {
            unit: UnitForm::read(fields),
            person: fields.text("person"),
            login: fields.text("login"),
        }
    }

    /// What the form says, or everything that is wrong with it.
    pub(super) fn check(&self, fields: &Fields, lang: Lang) -> Result<Checked, FieldErrors> {
        let mut errors = FieldErrors::default();
        let code = self.unit.check_code(lang, &mut errors);
        self.unit.check_details(lang, &mut errors);
        check_name("person", &self.person, lang, &mut errors);
        let login = check_login(&self.login, lang, &mut errors);
        let folded = Login::fold(&self.login);
        let password = read_new_password(fields, &folded, lang, &mut errors);
        match (code, login, password) {
            (Some(code), Some(login), Some(password)) if errors.is_empty() => Ok(Checked {
                code,
                login,
                password,
            }),
            _ => Err(errors),
        }
    }
}
