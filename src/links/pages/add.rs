//! The form that adds a link: first the unit, then the counter and the kind.

use maud::html;
use rust_i18n::t;

use super::super::form::LinkForm;
use super::super::link::LinkKind;
use super::{Body, way_back};
use crate::units::{Unit, UnitPlaces, unit_choices};
use crate::web::components::{Field, FieldErrors, ask_first, csrf_field};
use crate::web::language::Lang;

/// Asks for the unit; `own` is chosen already.
pub fn choose_unit(units: &[Unit], own: i64, lang: Lang) -> Body {
    let code = lang.code();
    let title = t!("links.add", locale = code);
    let field = Field {
        name: "unit",
        label: &t!("links.unit", locale = code),
        hint: "",
        value: &own.to_string(),
        errors: &FieldErrors::default(),
    };
    let field = field.select(&unit_choices(units));
    let go_on = t!("links.go_on", locale = code);
    let markup = html! {
        (way_back(lang))
        h1 { (title) }
        (ask_first("/admin/links/new", field, &go_on))
    };
    Body {
        title: title.into_owned(),
        markup,
    }
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
        let title = if self.errors.is_empty() {
            heading.clone()
        } else {
            t!("web.error_title", locale = code, title = heading)
        };
        let markup = html! {
            (way_back(lang))
            h1 { (heading) }
            p.lead { (self.places.unit.name) }
            (self.errors.summary(lang))
            form method="post" action="/admin/links/new" novalidate {
                (csrf_field(self.csrf))
                input type="hidden" name="ticket" value=(self.ticket);
                input type="hidden" name="unit" value=(self.places.unit.id);
                (self.counter(lang))
                (self.kind(lang))
                div.actions {
                    button #send type="submit" { (t!("links.add", locale = code)) }
                    a.button.secondary href="/admin/links" { (t!("links.cancel", locale = code)) }
                }
            }
        };
        Body {
            title: title.into_owned(),
            markup,
        }
    }

    fn counter(&self, lang: Lang) -> maud::Markup {
        let code = lang.code();
        let hint = if self.places.counters.is_empty() {
            t!("links.no_counters", locale = code)
        } else {
            t!("links.counter_hint", locale = code)
        };
        let field = Field {
            name: "counter",
            label: &t!("links.counter", locale = code),
            hint: &hint,
            value: &self.form.counter,
            errors: self.errors,
        };
        field.select(&self.places.options(&t!("links.whole_unit", locale = code)))
    }

    fn kind(&self, lang: Lang) -> maud::Markup {
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
