//! Who is on duty at a counter, and who may be (pure).

use rust_i18n::t;

use super::fields::fields;
use super::unit::{Counter, Unit};
use crate::accounts::Account;
use crate::web::components::FieldErrors;
use crate::web::language::Lang;

/// A counter and those who may be put on duty there.
pub struct Duty {
    /// The counter; it names the officer who is on duty now.
    pub counter: Counter,
    /// Its unit.
    pub unit: Unit,
    /// Who may be: accounts in use of the unit and of those above it, as far as the viewer sees them.
    pub officers: Vec<Account>,
}

/// The value of a choice that is no field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchField;

/// The value of a choice that is nobody who may be on duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchOfficer;

impl Duty {
    /// The officer that the value of the field `officer` names; `None` for nobody. An officer of a unit that the viewer
    /// does not see may stay.
    ///
    /// # Errors
    /// The value names somebody else: that is noted.
    pub fn check_officer(
        &self,
        value: &str,
        lang: Lang,
        errors: &mut FieldErrors,
    ) -> Result<Option<i64>, NoSuchOfficer> {
        if value.is_empty() {
            return Ok(None);
        }
        let seen = self.officers.iter().map(|officer| officer.id);
        let named = |id: &i64| id.to_string() == value;
        let Some(id) = seen.chain(self.counter.officer_id).find(named) else {
            errors.add("officer", t!("units.counter.nobody", locale = lang.code()));
            return Err(NoSuchOfficer);
        };
        Ok(Some(id))
    }

    /// The code of the field that the value of `field` names, empty where the counter serves several. The present one may
    /// stay.
    ///
    /// # Errors
    /// The value names another: that is noted.
    pub fn check_field(
        &self,
        value: &str,
        lang: Lang,
        errors: &mut FieldErrors,
    ) -> Result<String, NoSuchField> {
        let known = fields().iter().any(|field| field.code == value);
        if value.is_empty() || known || value == self.counter.field {
            return Ok(value.to_owned());
        }
        errors.add("field", t!("units.counter.no_field", locale = lang.code()));
        Err(NoSuchField)
    }
}
