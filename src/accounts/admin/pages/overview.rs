//! The overview: how much there is of each thing, and what to do next.

use maud::{Markup, html};
use rust_i18n::t;

use crate::accounts::admin::store::Counts;
use crate::accounts::guard::{Part, Viewer};
use crate::web::language::Lang;
use crate::web::layout::Page;

/// What the overview shows.
pub(in crate::accounts::admin) struct OverviewPage<'a> {
    pub(in crate::accounts::admin) lang: Lang,
    pub(in crate::accounts::admin) viewer: &'a Viewer,
    pub(in crate::accounts::admin) counts: Counts,
}

/// A step until the first rating comes in: what it is called in the catalogue, where, and how much of it is done.
struct Step {
    name: &'static str,
    href: String,
    done: i64,
}

impl Step {
    /// Accounts are counted here without administrators, who see the whole number below.
    fn done_text(&self) -> &'static str {
        match self.name {
            "accounts" => "accounts.admin.step_done_without_admins",
            _ => "accounts.admin.step_done",
        }
    }
}

impl OverviewPage<'_> {
    pub(in crate::accounts::admin) fn page(&self) -> Page {
        let title = t!("accounts.admin.title", locale = self.lang.code());
        self.viewer.page(self.lang, &title, Part::Admin)
    }

    pub(in crate::accounts::admin) fn body(&self) -> Markup {
        let lang = self.lang.code();
        let steps = self.steps();
        let open = steps.iter().filter(|step| step.done == 0).count();
        html! {
            h1 { (t!("accounts.admin.title", locale = lang)) }
            p.lead {
                @if open == 0 { (t!("accounts.admin.ready", locale = lang)) }
                @else { (t!("accounts.admin.open_steps", locale = lang, count = open, all = steps.len())) }
            }
            section.card.narrow {
                h2 { (t!("accounts.admin.steps", locale = lang)) }
                ol.steps { @for step in &steps { (self.step(step)) } }
            }
            section {
                h2 { (t!("accounts.admin.what_there_is", locale = lang)) }
                div.counts { (self.stats()) }
            }
        }
    }

    fn steps(&self) -> [Step; 4] {
        let own_unit = format!("/admin/units/{}", self.viewer.unit.id);
        let step = |name, href: &str, done| Step {
            name,
            href: href.to_owned(),
            done,
        };
        [
            step("counters", &own_unit, self.counts.counters),
            step("accounts", "/admin/accounts/new", self.counts.staff),
            step("tablets", "/kiosks", self.counts.tablets),
            step("links", "/admin/links", self.counts.links),
        ]
    }

    fn step(&self, step: &Step) -> Markup {
        let lang = self.lang.code();
        let text = |part: &str| {
            let key = format!("accounts.admin.step.{}.{part}", step.name);
            t!(key, locale = lang).into_owned()
        };
        html! {
            li.done[step.done > 0] {
                a href=(step.href) { (text("title")) } " "
                @if step.done > 0 {
                    span.badge { (t!(step.done_text(), locale = lang, count = step.done)) }
                }
                p.hint { (text("why")) }
            }
        }
    }

    fn stats(&self) -> Markup {
        let counts = self.counts;
        let kinds = [
            ("units", "/admin/units", counts.units),
            ("counters", "/admin/units", counts.counters),
            ("accounts", "/admin/accounts", counts.accounts),
            ("tablets", "/kiosks", counts.tablets),
            ("links", "/admin/links", counts.links),
            ("years", "/admin/calendar", counts.years),
            ("messages", "/admin/messages", counts.messages),
        ];
        html! {
            a.card.stat href="/admin/exchange" {
                span.stat-note { (t!("accounts.admin.exchange", locale = self.lang.code())) }
            }
            @for (name, href, count) in kinds {
                a.card.stat href=(href) {
                    span.stat-figure { (self.lang.number(count.unsigned_abs())) }
                    span.stat-note {
                        (t!(format!("accounts.admin.count.{name}"), locale = self.lang.code()))
                    }
                }
            }
        }
    }
}
