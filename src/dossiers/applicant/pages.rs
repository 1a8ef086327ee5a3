//! The fields of an applicant: first what everybody is asked, then what is needed now and then.

use maud::{Markup, html};
use rust_i18n::t;

use super::form::ApplicantForm;
use crate::dossiers::dossier::ReturnWay;
use crate::dossiers::pages::return_way_name;
use crate::web::components::{Field, FieldErrors};
use crate::web::language::Lang;

/// Calls `show` with a field labelled `dossiers.field.NAME`.
fn with_field(
    (name, value): (&str, &str),
    errors: &FieldErrors,
    lang: Lang,
    show: impl FnOnce(&Field<'_>) -> Markup,
) -> Markup {
    let label = t!(format!("dossiers.field.{name}"), locale = lang.code());
    let hint = match name {
        "papers" => t!("dossiers.field.papers_hint", locale = lang.code()).into_owned(),
        "agent" => t!("dossiers.field.agent_hint", locale = lang.code()).into_owned(),
        _ => String::new(),
    };
    show(&Field {
        name,
        label: &label,
        hint: &hint,
        value,
        errors,
    })
}

impl ApplicantForm {
    /// Name and phone.
    pub fn first_fields(&self, errors: &FieldErrors, lang: Lang) -> Markup {
        html! {
            (with_field(("name", &self.name), errors, lang, |field| field.input("text", "off")))
            (with_field(("phone", &self.phone), errors, lang, |field| field.input("tel", "off")))
        }
    }

    /// Everything else.
    pub fn other_fields(&self, errors: &FieldErrors, lang: Lang) -> Markup {
        let ways: Vec<_> = ReturnWay::ALL
            .iter()
            .map(|way| (way.to_string(), return_way_name(way.as_str(), lang)))
            .collect();
        html! {
            (with_field(("identity", &self.identity), errors, lang, |field| field.input("text", "off")))
            (with_field(("email", &self.email), errors, lang, |field| field.input("email", "off")))
            (with_field(("address", &self.address), errors, lang, |field| field.input("text", "off")))
            (with_field(("agent", &self.agent), errors, lang, |field| field.input("text", "off")))
            (with_field(("request", &self.request), errors, lang, |field| field.lines(2)))
            (with_field(("papers", &self.papers), errors, lang, |field| field.lines(4)))
            (with_field(("copies", &self.copies), errors, lang, |field| field.input("text", "off")))
            (with_field(("return_way", &self.return_way), errors, lang, |field| field.select(&ways)))
        }
    }
}
