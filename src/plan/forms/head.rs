//! What a plan's document says, as it is typed; and under which number it comes into force.

use chrono::NaiveDate;
use rust_i18n::t;

use super::{LINE, TEXT, day, needed, typed_day};
use crate::plan::record::Plan;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;
use crate::web::years::read_year;

/// What was typed of a plan.
#[derive(Clone, Debug, Default)]
pub struct HeadForm {
    /// What it is about.
    pub title: String,
    /// Number of the document.
    pub number: String,
    /// Its day.
    pub issued_on: String,
    /// The base year.
    pub base_year: String,
    /// Legal basis.
    pub basis: String,
    /// Who gets a copy.
    pub copies: String,
    /// What it is for.
    pub purpose: String,
    /// How it is carried out.
    pub organisation: String,
}

impl HeadForm {
    /// The form as it begins.
    pub fn of(plan: &Plan) -> Self {
        Self {
            title: plan.title.clone(),
            number: plan.number.clone(),
            issued_on: typed_day(plan.issued_on),
            base_year: plan.base_year.to_string(),
            basis: plan.basis.clone(),
            copies: plan.copies.clone(),
            purpose: plan.purpose.clone(),
            organisation: plan.organisation.clone(),
        }
    }

    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        Self {
            title: fields.line("title"),
            number: fields.line("number"),
            issued_on: fields.line("issued_on"),
            base_year: fields.line("base_year"),
            basis: fields.text("basis"),
            copies: fields.text("copies"),
            purpose: fields.text("purpose"),
            organisation: fields.text("organisation"),
        }
    }

    /// The plan with what it says.
    ///
    /// # Errors
    /// What is wrong with its fields.
    pub fn check(&self, plan: &Plan, lang: Lang) -> Result<Plan, FieldErrors> {
        let mut errors = FieldErrors::default();
        needed(&mut errors, "title", &self.title, lang);
        errors.at_most("title", &self.title, LINE, lang);
        errors.at_most("number", &self.number, 40, lang);
        let issued_on = day(&mut errors, "issued_on", &self.issued_on, lang);
        let base_year = read_year(&self.base_year).filter(|year| *year < plan.year);
        if base_year.is_none() {
            let text = t!(
                "plan.wrong.base_year",
                locale = lang.code(),
                year = plan.year
            );
            errors.add("base_year", text);
        }
        for (name, text) in [
            ("basis", &self.basis),
            ("copies", &self.copies),
            ("purpose", &self.purpose),
            ("organisation", &self.organisation),
        ] {
            errors.at_most(name, text, TEXT, lang);
        }
        match base_year.filter(|_| errors.is_empty()) {
            Some(base_year) => Ok(Plan {
                title: self.title.clone(),
                number: self.number.clone(),
                issued_on,
                base_year,
                basis: self.basis.clone(),
                copies: self.copies.clone(),
                purpose: self.purpose.clone(),
                organisation: self.organisation.clone(),
                ..plan.clone()
            }),
            None => Err(errors),
        }
    }
}

/// Under which number, and from which day, a plan comes into force.
#[derive(Clone, Debug, Default)]
pub struct IssueForm {
    /// Number of the document.
    pub number: String,
    /// The day.
    pub day: String,
}

impl IssueForm {
    /// The form as it begins.
    pub fn of(plan: &Plan, today: NaiveDate) -> Self {
        Self {
            number: plan.number.clone(),
            day: typed_day(plan.issued_on.or(Some(today))),
        }
    }

    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        Self {
            number: fields.line("number"),
            day: fields.line("day"),
        }
    }

    /// Number and day.
    ///
    /// # Errors
    /// What is wrong with its fields.
    pub fn check(&self, lang: Lang) -> Result<(String, NaiveDate), FieldErrors> {
        let mut errors = FieldErrors::default();
        needed(&mut errors, "number", &self.number, lang);
        errors.at_most("number", &self.number, 40, lang);
        let read = day(&mut errors, "day", &self.day, lang);
        if self.day.is_empty() {
            errors.add("day", t!("plan.wrong.day", locale = lang.code()));
        }
        match read.filter(|_| errors.is_empty()) {
            Some(day) => Ok((self.number.clone(), day)),
            None => Err(errors),
        }
    }
}
