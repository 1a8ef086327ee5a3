//! The page of one counter.

use maud::{Markup, html};
use rust_i18n::t;

use super::super::duty::Duty;
use super::super::fields::fields;
use super::super::form::{CLOSED, CounterForm, OPEN};
use super::way_back;
use crate::accounts::{Part, Viewer};
use crate::web::components::{Field, FieldErrors, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Page;

/// What the page shows.
pub(in crate::units) struct CounterPage<'a> {
    pub(in crate::units) lang: Lang,
    pub(in crate::units) viewer: &'a Viewer,
    pub(in crate::units) duty: &'a Duty,
    pub(in crate::units) form: &'a CounterForm,
    pub(in crate::units) errors: &'a FieldErrors,
}

impl CounterPage<'_> {
    pub(in crate::units) fn page(&self) -> Page {
        self.viewer
            .page(self.lang, &self.duty.counter.name, Part::Admin)
    }

    pub(in crate::units) fn body(&self) -> Markup {
        let lang = self.lang.code();
        let unit = format!("/admin/units/{}", self.duty.unit.id);
        html! {
            (way_back(self.lang, &[(unit, &self.duty.unit.name)]))
            h1 { (self.duty.counter.name) }
            (self.errors.summary(self.lang))
            form.card.narrow method="post" action={ "/admin/counters/" (self.duty.counter.id) } novalidate {
                (csrf_field(&self.viewer.csrf))
                (self.name())
                (self.duty.officer_field(&self.form.officer, self.errors, self.lang))
                (self.field())
                (self.state())
                div.actions { button.button type="submit" { (t!("units.save", locale = lang)) } }
            }
        }
    }

    fn name(&self) -> Markup {
        Field {
            name: "name",
            label: &t!("units.counter.name", locale = self.lang.code()),
            hint: "",
            value: &self.form.name,
            errors: self.errors,
        }
        .input("text", "off")
    }

    fn field(&self) -> Markup {
        let text = |key: &str| t!(format!("units.counter.{key}"), locale = self.lang.code());
        let known = fields().iter();
        let choices = known.map(|field| (field.code.clone(), field.name(self.lang).to_owned()));
        let several = (String::new(), text("several_fields").into_owned());
        let options: Vec<_> = std::iter::once(several).chain(choices).collect();
        Field {
            name: "field",
            label: &text("field"),
            hint: &text("field_hint"),
            value: &self.form.field,
            errors: self.errors,
        }
        .select(&options)
    }

    fn state(&self) -> Markup {
        let lang = self.lang.code();
        let open = t!("units.counter.open", locale = lang).into_owned();
        let closed = t!("units.counter.closed", locale = lang).into_owned();
        Field {
            name: "state",
            label: &t!("units.counter.state", locale = lang),
            hint: "",
            value: &self.form.state,
            errors: self.errors,
        }
        .select(&[(OPEN.to_owned(), open), (CLOSED.to_owned(), closed)])
    }
}
