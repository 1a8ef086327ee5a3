//! The page of one unit, and the form of a new one.

use maud::{Markup, html};
use rust_i18n::t;

use super::super::form::UnitForm;
use super::super::store::CounterRow;
use super::super::unit::Unit;
use super::{code_field, detail_fields, unit_choices, way_back};
use crate::accounts::{Part, Viewer};
use crate::web::components::{Field, FieldErrors, csrf_field, empty_state};
use crate::web::language::Lang;
use crate::web::layout::Page;

/// The form of a new unit.
pub(in crate::units) struct NewUnitPage<'a> {
    pub(in crate::units) lang: Lang,
    pub(in crate::units) viewer: &'a Viewer,
    /// Below which it may come.
    pub(in crate::units) units: &'a [Unit],
    /// Id of the chosen one.
    pub(in crate::units) parent: &'a str,
    pub(in crate::units) form: &'a UnitForm,
    pub(in crate::units) errors: &'a FieldErrors,
}

impl NewUnitPage<'_> {
    pub(in crate::units) fn page(&self) -> Page {
        let title = t!("units.add", locale = self.lang.code());
        self.viewer.page(self.lang, &title, Part::Admin)
    }

    pub(in crate::units) fn body(&self) -> Markup {
        let lang = self.lang.code();
        html! {
            (way_back(self.lang, &[]))
            h1 { (t!("units.add", locale = lang)) }
            (self.errors.summary(self.lang))
            form.card.narrow method="post" action="/admin/units/new" novalidate {
                (csrf_field(&self.viewer.csrf))
                (Field {
                    name: "parent",
                    label: &t!("units.parent", locale = lang),
                    hint: "",
                    value: self.parent,
                    errors: self.errors,
                }.select(&unit_choices(self.units)))
                (code_field(self.form, self.errors, self.lang))
                (detail_fields(self.form, self.errors, self.lang))
                div.actions { button.button type="submit" { (t!("units.add", locale = lang)) } }
            }
        }
    }
}

/// One unit.
pub(in crate::units) struct UnitPage<'a> {
    pub(in crate::units) lang: Lang,
    pub(in crate::units) viewer: &'a Viewer,
    pub(in crate::units) unit: &'a Unit,
    /// The visible units above it, and those right below it, in the order of the tree.
    pub(in crate::units) family: &'a [Unit],
    pub(in crate::units) counters: &'a [CounterRow],
    pub(in crate::units) form: &'a UnitForm,
    /// What was typed as the name of a new counter.
    pub(in crate::units) counter: String,
    /// Of either form.
    pub(in crate::units) errors: FieldErrors,
}

impl UnitPage<'_> {
    pub(in crate::units) fn page(&self) -> Page {
        self.viewer.page(self.lang, &self.unit.name, Part::Admin)
    }

    pub(in crate::units) fn body(&self) -> Markup {
        let above: Vec<(String, &str)> = self
            .family
            .iter()
            .filter(|other| other.parent_id != Some(self.unit.id))
            .map(|other| (format!("/admin/units/{}", other.id), other.name.as_str()))
            .collect();
        html! {
            (way_back(self.lang, &above))
            h1 { (self.unit.name) }
            p.lead { (t!("units.code", locale = self.lang.code())) ": " (self.unit.code) }
            div.toolbar {
                a.button.secondary href={ "/admin/accounts/new?unit=" (self.unit.id) } {
                    (t!("units.add_account", locale = self.lang.code()))
                }
                a.button.quiet href={ "/admin/units/" (self.unit.id) "/lineage" } {
                    (t!("units.lineage.title", locale = self.lang.code()))
                }
            }
            (self.errors.summary(self.lang))
            (self.counter_list())
            (self.details())
            (self.below())
        }
    }

    fn counter_list(&self) -> Markup {
        let lang = self.lang.code();
        html! {
            section.card.narrow {
                h2 { (t!("units.counters", locale = lang)) }
                @if self.counters.is_empty() {
                    (empty_state(&t!("units.no_counters", locale = lang)))
                } @else {
                    div.table-wrap {
                        table.data {
                            thead {
                                tr {
                                    th scope="col" { (t!("units.counter.name", locale = lang)) }
                                    th scope="col" { (t!("units.counter.officer", locale = lang)) }
                                }
                            }
                            tbody { @for row in self.counters { (self.counter_row(row)) } }
                        }
                    }
                }
                (self.new_counter())
            }
        }
    }

    fn counter_row(&self, row: &CounterRow) -> Markup {
        let lang = self.lang.code();
        html! {
            tr {
                th scope="row" {
                    a href={ "/admin/counters/" (row.counter.id) } { (row.counter.name) }
                    @if !row.counter.active {
                        " " span.badge.none { (t!("units.counter.closed", locale = lang)) }
                    }
                }
                td {
                    @match &row.officer {
                        Some(officer) => (officer),
                        None => span.hint { (t!("units.counter.no_officer", locale = lang)) },
                    }
                }
            }
        }
    }

    fn new_counter(&self) -> Markup {
        let lang = self.lang.code();
        html! {
            form method="post" action={ "/admin/units/" (self.unit.id) "/counters" } novalidate {
                (csrf_field(&self.viewer.csrf))
                (Field {
                    name: "counter",
                    label: &t!("units.counter.new", locale = lang),
                    hint: &t!("units.counter.new_hint", locale = lang),
                    value: &self.counter,
                    errors: &self.errors,
                }.input("text", "off"))
                div.actions {
                    button.button.secondary type="submit" { (t!("units.counter.add", locale = lang)) }
                }
            }
        }
    }

    fn details(&self) -> Markup {
        let lang = self.lang.code();
        html! {
            form.card.narrow method="post" action={ "/admin/units/" (self.unit.id) } novalidate {
                h2 { (t!("units.details", locale = lang)) }
                (csrf_field(&self.viewer.csrf))
                (detail_fields(self.form, &self.errors, self.lang))
                div.actions { button.button type="submit" { (t!("units.save", locale = lang)) } }
            }
        }
    }

    fn below(&self) -> Markup {
        let lang = self.lang.code();
        let below = || {
            let own = |other: &&Unit| other.parent_id == Some(self.unit.id);
            self.family.iter().filter(own)
        };
        html! {
            section.card.narrow {
                h2 { (t!("units.below", locale = lang)) }
                @if below().next().is_some() {
                    ul.plain-list {
                        @for unit in below() {
                            li { a href={ "/admin/units/" (unit.id) } { (unit.name) } " " span.hint { (unit.code) } }
                        }
                    }
                } @else {
                    (empty_state(&t!("units.nothing_below", locale = lang)))
                }
                div.actions {
                    a.button.secondary href={ "/admin/units/new?parent=" (self.unit.id) } {
                        (t!("units.add_below", locale = lang))
                    }
                }
            }
        }
    }
}
