//! The page of what became part of a unit.

use maud::{Markup, html};
use rust_i18n::t;

use super::Former;
use super::handlers::{Known, Typed};
use crate::accounts::{Part, Viewer};
use crate::units::pages::{unit_choices, way_back};
use crate::web::components::{Field, FieldErrors, csrf_field, empty_state};
use crate::web::language::Lang;
use crate::web::layout::Page;

/// What the page shows.
pub(super) struct LineagePage<'a> {
    pub(super) lang: Lang,
    pub(super) viewer: &'a Viewer,
    pub(super) known: &'a Known,
    pub(super) typed: &'a Typed,
    pub(super) errors: &'a FieldErrors,
}

impl LineagePage<'_> {
    pub(super) fn page(&self) -> Page {
        self.viewer
            .page(self.lang, &self.text("title"), Part::Admin)
    }

    pub(super) fn body(&self) -> Markup {
        let unit = &self.known.unit;
        let above = [(format!("/admin/units/{}", unit.id), unit.name.as_str())];
        html! {
            (way_back(self.lang, &above))
            h1 { (self.text("title")) }
            p.lead { (unit.name) }
            p { (self.text("why")) }
            (self.errors.summary(self.lang))
            (self.formers())
            (self.form())
        }
    }

    fn formers(&self) -> Markup {
        html! {
            section.card.narrow {
                h2 { (self.text("formers")) }
                @if self.known.formers.is_empty() {
                    (empty_state(&self.text("none")))
                } @else {
                    ul.plain-list {
                        @for former in &self.known.formers { li { (self.former(former)) } }
                    }
                }
            }
        }
    }

    fn former(&self, former: &Former) -> Markup {
        let since = self.lang.date(former.since);
        html! {
            (former.unit.name) " " span.hint { (former.unit.code) } " – "
            (t!("units.lineage.since_day", locale = self.lang.code(), day = since))
            form.inline method="post" action={ "/admin/units/" (self.known.unit.id) "/lineage/remove" } {
                (csrf_field(&self.viewer.csrf))
                input type="hidden" name="former" value=(former.unit.id);
                button.button.quiet type="submit" { (self.text("remove")) }
            }
        }
    }

    fn form(&self) -> Markup {
        let mut choices = vec![(String::new(), self.text("choose"))];
        choices.extend(unit_choices(&self.known.candidates));
        html! {
            form.card.narrow method="post" action={ "/admin/units/" (self.known.unit.id) "/lineage" } novalidate {
                h2 { (self.text("add")) }
                (csrf_field(&self.viewer.csrf))
                (Field {
                    name: "former",
                    label: &self.text("former"),
                    hint: &self.text("former_hint"),
                    value: &self.typed.former,
                    errors: self.errors,
                }.select(&choices))
                (Field {
                    name: "since",
                    label: &self.text("since"),
                    hint: &self.text("since_hint"),
                    value: &self.typed.since,
                    errors: self.errors,
                }.input("date", "off"))
                div.actions { button.button type="submit" { (self.text("add")) } }
            }
        }
    }

    fn text(&self, key: &str) -> String {
        t!(format!("units.lineage.{key}"), locale = self.lang.code()).into_owned()
    }
}
