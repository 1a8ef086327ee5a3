//! The page of one counter.

use maud::{Markup, html};
use rust_i18n::t;

use super::super::form::{CLOSED, CounterForm, OPEN};
use super::super::unit::{Counter, Unit};
use super::way_back;
use crate::accounts::{Account, Part, Viewer};
use crate::web::components::{Field, FieldErrors, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Page;

/// What the page shows.
pub(in crate::units) struct CounterPage<'a> {
    pub(in crate::units) lang: Lang,
    pub(in crate::units) viewer: &'a Viewer,
    pub(in crate::units) counter: &'a Counter,
    pub(in crate::units) unit: &'a Unit,
    /// Who may be put on it.
    pub(in crate::units) officers: &'a [Account],
    pub(in crate::units) form: &'a CounterForm,
    pub(in crate::units) errors: &'a FieldErrors,
}

impl CounterPage<'_> {
    pub(in crate::units) fn page(&self) -> Page {
        self.viewer.page(self.lang, &self.counter.name, Part::Admin)
    }

    pub(in crate::units) fn body(&self) -> Markup {
        let lang = self.lang.code();
        let unit = format!("/admin/units/{}", self.unit.id);
        html! {
            (way_back(self.lang, &[(unit, &self.unit.name)]))
            h1 { (self.counter.name) }
            (self.errors.summary(self.lang))
            form.card.narrow method="post" action={ "/admin/counters/" (self.counter.id) } novalidate {
                (csrf_field(&self.viewer.csrf))
                (self.name())
                (self.officer())
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

    fn officer(&self) -> Markup {
        let lang = self.lang.code();
        let nobody = t!("units.counter.no_officer", locale = lang).into_owned();
        let mut choices = vec![(String::new(), nobody)];
        let named = |officer: &Account| (officer.id.to_string(), officer.name.clone());
        choices.extend(self.officers.iter().map(named));
        if let Some(id) = self.counter.officer_id {
            let id = id.to_string();
            if !choices.iter().any(|(known, _)| *known == id) {
                let text = t!("units.counter.officer_elsewhere", locale = lang);
                choices.push((id, text.into_owned()));
            }
        }
        Field {
            name: "officer",
            label: &t!("units.counter.officer", locale = lang),
            hint: &t!("units.counter.officer_hint", locale = lang),
            value: &self.form.officer,
            errors: self.errors,
        }
        .select(&choices)
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
