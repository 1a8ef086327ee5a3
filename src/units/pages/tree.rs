//! The list of units.

use maud::{Markup, html};
use rust_i18n::t;

use super::super::unit::{Counter, Unit};
use crate::accounts::{Part, Viewer};
use crate::web::components::breadcrumb;
use crate::web::language::Lang;
use crate::web::layout::Page;

/// Deepest level that is set in further than the one above it; there is a class for each in the style sheet.
const DEEPEST: usize = 4;

/// What the list shows.
pub(in crate::units) struct TreePage<'a> {
    pub(in crate::units) lang: Lang,
    pub(in crate::units) viewer: &'a Viewer,
    /// In the order of the tree.
    pub(in crate::units) units: &'a [Unit],
    /// Counters of all of them.
    pub(in crate::units) counters: &'a [Counter],
}

impl TreePage<'_> {
    pub(in crate::units) fn page(&self) -> Page {
        let title = t!("units.title", locale = self.lang.code());
        self.viewer.page(self.lang, &title, Part::Admin)
    }

    pub(in crate::units) fn body(&self) -> Markup {
        let lang = self.lang.code();
        html! {
            (breadcrumb(self.lang, &[("/admin", &t!("accounts.nav.admin", locale = lang))]))
            h1 { (t!("units.title", locale = lang)) }
            p.lead { (t!("units.lead", locale = lang)) }
            div.toolbar { a.button href="/admin/units/new" { (t!("units.add", locale = lang)) } }
            div.table-wrap {
                table.data.wide {
                    thead {
                        tr {
                            th scope="col" { (t!("units.name", locale = lang)) }
                            th scope="col" { (t!("units.code", locale = lang)) }
                            th scope="col" { (t!("units.hotline", locale = lang)) }
                            th.number scope="col" { (t!("units.counters_in_use", locale = lang)) }
                        }
                    }
                    tbody { @for unit in self.units { (self.row(unit)) } }
                }
            }
        }
    }

    fn row(&self, unit: &Unit) -> Markup {
        let level = unit.depth().saturating_sub(self.viewer.unit.depth());
        let open = |counter: &&Counter| counter.unit_id == unit.id && counter.active;
        let counters = self.counters.iter().filter(open).count();
        html! {
            tr {
                th scope="row" class={ "level-" (level.min(DEEPEST)) } {
                    a href={ "/admin/units/" (unit.id) } { (unit.name) }
                }
                td { (unit.code) }
                td { (unit.hotline) }
                td.number { (counters) }
            }
        }
    }
}
