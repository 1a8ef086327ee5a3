//! An item as it is typed, and what is entered of one that nothing measures.

use rust_i18n::t;

use super::{LINE, needed};
use crate::percent::Hundredths;
use crate::plan::amount::Amount;
use crate::plan::item::{Direction, Item};
use crate::plan::source::Source;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// What was typed of an item.
#[derive(Clone, Debug, Default)]
pub struct ItemForm {
    /// Its part of the plan.
    pub section: String,
    /// What is promised.
    pub name: String,
    /// Word of what measures it.
    pub source: String,
    /// What it is measured in.
    pub unit: String,
    /// Word of when it is reached.
    pub direction: String,
    /// The base year.
    pub base: String,
    /// Where that comes from.
    pub base_source: String,
    /// The target.
    pub target: String,
}

impl ItemForm {
    /// A new one in a part of the plan.
    pub fn new(section: &str) -> Self {
        Self {
            section: section.to_owned(),
            source: Source::Entered.to_string(),
            direction: Direction::AtLeast.to_string(),
            ..Self::default()
        }
    }

    /// The form as it begins; `target` is what is promised, wherever that stands.
    pub fn of(item: &Item, target: Option<Amount>) -> Self {
        let typed = |amount: Option<Amount>| {
            amount.map_or_else(String::new, |amount| amount.written(Lang::Vi))
        };
        Self {
            section: item.section.clone(),
            name: item.name.clone(),
            source: item.source.to_string(),
            unit: item.unit.clone(),
            direction: item.direction.to_string(),
            base: typed(item.base),
            base_source: item.base_source.clone(),
            target: typed(target),
        }
    }

    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        Self {
            section: fields.line("section"),
            name: fields.line("name"),
            source: fields.line("source"),
            unit: fields.line("unit"),
            direction: fields.line("direction"),
            base: fields.line("base"),
            base_source: fields.line("base_source"),
            target: fields.line("target"),
        }
    }

    /// What it says, without row and place. What is computed is a percentage, and without a name it has that of its
    /// source.
    ///
    /// # Errors
    /// What is wrong with its fields.
    pub fn check(&self, lang: Lang) -> Result<Item, FieldErrors> {
        let mut errors = FieldErrors::default();
        let source = self.source.parse().unwrap_or(Source::Entered);
        let direction = self.direction.parse().unwrap_or(Direction::AtLeast);
        needed(&mut errors, "section", &self.section, lang);
        let name = match (self.name.is_empty(), source.is_computed()) {
            (true, true) => source.name(Lang::Vi),
            _ => self.name.clone(),
        };
        needed(&mut errors, "name", &name, lang);
        for (field, text) in [
            ("section", &self.section),
            ("name", &name),
            ("base_source", &self.base_source),
        ] {
            errors.at_most(field, text, LINE, lang);
        }
        errors.at_most("unit", &self.unit, 30, lang);
        let unit = match source.is_computed() {
            true => "%".to_owned(),
            false => self.unit.clone(),
        };
        let is_share = unit == "%";
        let base = amount(&mut errors, "base", &self.base, is_share, lang);
        let target = amount(&mut errors, "target", &self.target, is_share, lang);
        if base.is_some() && self.base_source.is_empty() {
            errors.add(
                "base_source",
                t!("plan.wrong.base_source", locale = lang.code()),
            );
        }
        if source.is_computed() && direction == Direction::Done {
            errors.add(
                "direction",
                t!("plan.wrong.direction", locale = lang.code()),
            );
        }
        match errors.is_empty() {
            true => Ok(Item {
                id: 0,
                plan_id: 0,
                position: 0,
                section: self.section.clone(),
                name,
                source,
                unit,
                direction,
                base,
                base_source: self.base_source.clone(),
                target: target.filter(|_| direction != Direction::Done),
            }),
            false => Err(errors),
        }
    }
}

/// An amount that may be left out; a share is at most 100 %.
fn amount(
    errors: &mut FieldErrors,
    name: &'static str,
    typed: &str,
    is_share: bool,
    lang: Lang,
) -> Option<Amount> {
    if typed.is_empty() {
        return None;
    }
    let read = Amount::parse(typed);
    let read = read.filter(|amount| !is_share || *amount <= Hundredths::FULL.into());
    if read.is_none() {
        let key = if is_share { "share" } else { "amount" };
        errors.add(name, t!(format!("plan.wrong.{key}"), locale = lang.code()));
    }
    read
}

/// What is entered of an item.
#[derive(Clone, Debug, Default)]
pub struct ReadingForm {
    /// How much; of a thing to be done, `100` where it is done.
    pub amount: String,
    /// Where that comes from.
    pub origin: String,
}

impl ReadingForm {
    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        Self {
            amount: fields.line("amount"),
            origin: fields.line("origin"),
        }
    }

    /// How much, and where it comes from.
    ///
    /// # Errors
    /// What is wrong with its fields.
    pub fn check(&self, item: &Item, lang: Lang) -> Result<(Amount, String), FieldErrors> {
        let mut errors = FieldErrors::default();
        let read = match item.direction {
            Direction::Done => match self.amount.as_str() {
                "yes" => Some(Amount::DONE),
                "no" => Some(Amount(0)),
                _ => None,
            },
            _ => amount(&mut errors, "amount", &self.amount, item.unit == "%", lang),
        };
        if read.is_none() && errors.is_empty() {
            errors.add("amount", t!("plan.wrong.amount", locale = lang.code()));
        }
        needed(&mut errors, "origin", &self.origin, lang);
        errors.at_most("origin", &self.origin, LINE, lang);
        match read.filter(|_| errors.is_empty()) {
            Some(amount) => Ok((amount, self.origin.clone())),
            None => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_at_most_a_hundred_and_a_count_is_not() {
        let form = |unit: &str, target: &str| ItemForm {
            name: "Hội nghị".to_owned(),
            unit: unit.to_owned(),
            target: target.to_owned(),
            ..ItemForm::new("Khác")
        };
        assert!(form("%", "120").check(Lang::Vi).is_err());
        let item = form("cuộc", "120").check(Lang::Vi).expect("an item");
        assert_eq!(item.target, Some(Amount(12_000)));
    }

    #[test]
    fn a_base_without_its_source_is_not_taken() {
        let mut form = ItemForm {
            name: "Chỉ số CCHC".to_owned(),
            base: "80".to_owned(),
            ..ItemForm::new("Khác")
        };
        let errors = form.check(Lang::Vi).expect_err("no source");
        assert!(errors.of("base_source").is_some());
        form.base_source = "QĐ 677/QĐ-UBND".to_owned();
        assert!(form.check(Lang::Vi).is_ok());
    }
}
