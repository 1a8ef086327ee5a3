//! The form that adds a link: first the unit, then the counter and the kind.

use maud::{Markup, html};
use rust_i18n::t;

use super::super::form::LinkForm;
use super::super::link::LinkKind;
use super::way_back;
use crate::units::{Unit, UnitPlaces, ask_unit};
use crate::web::components::{Field, FieldErrors, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Where the form is that adds a link.
const ADD: &str = "/admin/links/new";

/// Asks for the unit; `own` is chosen already.
pub fn choose_unit(units: &[Unit], own: i64, lang: Lang) -> Body {
    let code = lang.code();
    let title = t!("links.add", locale = code);
    let markup = html! {
        (way_back(lang))
        h1 { (title) }
        (ask_unit(ADD, units, own, lang))
    };
    Body::new(title, markup)
}

/// The form of one unit.
pub struct AddPage<'a> {
    /// The unit and its counters.
    pub places: &'a UnitPlaces,
    /// What is filled in.
    pub form: &'a LinkForm,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
    /// Signed ticket for the hidden field.
    pub ticket: &'a str,
    /// Token of the session.
    pub csrf: &'a str,
}

impl AddPage<'_> {
    /// The form.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let heading = t!("links.add", locale = code);
        let markup = html! {
            (way_back(lang))
            h1 { (heading) }
            p.lead { (self.places.unit.name) }
            (self.errors.summary(lang))
            form.card.narrow method="post" action=(ADD) novalidate {
                (csrf_field(self.csrf))
                input type="hidden" name="ticket" value=(self.ticket);
                input type="hidden" name="unit" value=(self.places.unit.id);
                (self.counter(lang))
                (self.kind(lang))
                div.actions {
                    button #send type="submit" { (t!("links.add", locale = code)) }
                    a.button.secondary href="/admin/links" { (t!("web.do_not_add", locale = code)) }
                }
            }
        };
        Body::new(self.errors.title(&heading, lang), markup)
    }

    fn counter(&self, lang: Lang) -> Markup {
        let hint = if self.places.counters.is_empty() {
            t!("links.no_counters", locale = lang.code())
        } else {
            t!("links.counter_hint", locale = lang.code())
        };
        self.places
            .counter_field(&self.form.counter, &hint, self.errors, lang)
    }

    fn kind(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let field = Field {
            name: "kind",
            label: &t!("links.kind", locale = code),
            hint: &t!("links.kind_hint", locale = code),
            value: &self.form.kind,
            errors: self.errors,
        };
        let choices = LinkKind::ALL.iter().map(|kind| {
            let text = t!(format!("links.kinds.{kind}"), locale = code);
            (kind.to_string(), text.into_owned())
        });
        field.select(&choices.collect::<Vec<_>>())
    }
}
