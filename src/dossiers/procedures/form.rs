//! A procedure as it is typed: what was typed, and what is wrong with it (pure).

use chrono::NaiveDate;
use rust_i18n::t;

use super::table::WORDS_LIMIT;
use super::words::{limit_of, limit_words};
use crate::dossiers::procedure::{CODE_LIMIT, NAME_LIMIT, Procedure};
use crate::rows::date_of;
use crate::units::fields::fields;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// What is typed of a procedure.
#[derive(Clone, Debug, Default)]
pub struct ProcedureForm {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Code of the field, or empty.
    pub field: String,
    /// Its limit in words.
    pub limit: String,
    /// The law.
    pub basis: String,
    /// What it costs.
    pub fee: String,
    /// From when.
    pub valid_from: String,
    /// Until when, or empty.
    pub valid_until: String,
    /// Done at the desk itself.
    pub at_desk: bool,
    /// Can be handed in online.
    pub online: bool,
}

impl ProcedureForm {
    /// That of a procedure.
    pub fn of(procedure: &Procedure) -> Self {
        let limit = procedure.limit();
        let written = |day: NaiveDate| Lang::Vi.date(day);
        Self {
            code: procedure.code.clone(),
            name: procedure.name.clone(),
            field: procedure.field.clone(),
            limit: limit
                .map(|limit| limit_words(limit, Lang::Vi))
                .unwrap_or_default(),
            basis: procedure.basis.clone(),
            fee: procedure.fee.clone(),
            valid_from: written(procedure.valid_from),
            valid_until: procedure.valid_until.map(written).unwrap_or_default(),
            at_desk: procedure.at_desk,
            online: procedure.online,
        }
    }

    /// What was sent.
    pub fn read(fields: &Fields) -> Self {
        Self {
            code: fields.line("code"),
            name: fields.line("name"),
            field: fields.line("field"),
            limit: fields.line("limit"),
            basis: fields.line("basis"),
            fee: fields.line("fee"),
            valid_from: fields.line("valid_from"),
            valid_until: fields.line("valid_until"),
            at_desk: fields.raw("at_desk").is_some(),
            online: fields.raw("online").is_some(),
        }
    }

    /// The procedure, if nothing is wrong.
    pub fn check(&self, unit_id: i64, lang: Lang, errors: &mut FieldErrors) -> Option<Procedure> {
        let wrong = |key: &str| t!(format!("procedures.wrong.{key}"), locale = lang.code());
        for (name, text, limit) in [
            ("code", &self.code, CODE_LIMIT),
            ("name", &self.name, NAME_LIMIT),
            ("basis", &self.basis, WORDS_LIMIT),
            ("fee", &self.fee, WORDS_LIMIT),
        ] {
            errors.at_most(name, text, limit, lang);
        }
        if self.code.is_empty() {
            errors.add("code", wrong("code"));
        }
        if self.name.is_empty() {
            errors.add("name", wrong("name"));
        }
        if !self.field.is_empty() && !fields().iter().any(|field| field.code == self.field) {
            errors.add("field", wrong("field"));
        }
        let limit = limit_of(&self.limit, None);
        if limit.is_none() {
            errors.add("limit", wrong("limit"));
        }
        let valid_from = date_of(&self.valid_from);
        if valid_from.is_none() {
            errors.add("valid_from", wrong("day"));
        }
        let valid_until = date_of(&self.valid_until);
        if valid_until.is_none() && !self.valid_until.is_empty() {
            errors.add("valid_until", wrong("day"));
        }
        if matches!((valid_from, valid_until), (Some(from), Some(until)) if until < from) {
            errors.add("valid_until", wrong("ends_before"));
        }
        if !errors.is_empty() {
            return None;
        }
        let limit = limit?;
        Some(Procedure {
            id: 0,
            unit_id,
            code: self.code.clone(),
            name: self.name.clone(),
            field: self.field.clone(),
            limit_n: i32::try_from(limit.n).ok()?,
            limit_unit: limit.unit.as_str().to_owned(),
            basis: self.basis.clone(),
            fee: self.fee.clone(),
            valid_from: valid_from?,
            valid_until,
            at_desk: self.at_desk,
            online: self.online,
        })
    }
}
