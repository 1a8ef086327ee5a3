//! The markup of the list.

use chrono::NaiveDateTime;
use maud::{Markup, html};
use rust_i18n::t;

use super::shares::{Load, loads};
use crate::dossiers::outlook::{Days, Outlook};
use crate::dossiers::pages::{due_cell, state_name};
use crate::dossiers::steps::Ground;
use crate::dossiers::store::{Counts, Filter, Listed, Tab};
use crate::units::fields::{field_name, fields};
use crate::vietnamese::shorten;
use crate::web::components::{Field, FieldErrors, csrf_field, empty_state, pager};
use crate::web::language::Lang;
use crate::web::layout::Body;
use crate::web::searches::Search;

/// Dossiers on one page.
pub(super) const PER_PAGE: i64 = 50;
/// Counts end here.
const COUNTED: usize = 1_000;
/// Letters of a procedure's name, as lists show it.
const EXCERPT: usize = 120;

/// What the viewer may do beside reading.
#[derive(Clone, Copy)]
pub(super) struct May {
    pub(super) register: bool,
    pub(super) set: bool,
    pub(super) draft: bool,
    pub(super) read_evaluation: bool,
}

/// One page of the list, or of what was found.
pub(super) struct ListPage {
    pub(super) tab: Tab,
    pub(super) filter: Filter,
    /// What is looked for, if anything.
    pub(super) search: Option<Search>,
    /// Whether the address asks for a search that is kept no longer.
    pub(super) over: bool,
    /// Token of the session's forms.
    pub(super) csrf: String,
    pub(super) counts: Counts,
    /// One more than a page holds says that there is a next page.
    pub(super) dossiers: Vec<Listed>,
    /// Account and name of whoever works on dossiers here.
    pub(super) officers: Vec<(i64, String)>,
    pub(super) number: i64,
    pub(super) now: NaiveDateTime,
    /// What the days are counted by.
    pub(super) ground: Ground,
    /// A year whose working days are not loaded.
    pub(super) missing: Option<i32>,
    pub(super) may: May,
}

impl ListPage {
    pub(super) fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let title = t!("dossiers.title", locale = code);
        let per_page = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
        let more = self.search.is_none() && self.dossiers.len() > per_page;
        let markup = html! {
            (self.head(&title, lang))
            @if let Some(year) = self.missing {
                p.notice.warning { (t!("dossiers.no_calendar", locale = code, year = year)) }
            }
            @if self.over { p.notice role="status" { (t!("dossiers.search_over", locale = code)) } }
            (self.search_form(lang))
            @if self.search.is_none() { (self.tabs(lang)) (self.filters(lang)) }
            @if self.dossiers.is_empty() {
                (empty_state(&self.nothing(lang)))
            } @else {
                (self.table(lang, per_page))
            }
            (pager(lang, self.number, more, |number| self.address(self.tab, number)))
            @if self.search.is_none() && !self.counts.shares.is_empty() { (self.shares(lang)) }
        };
        Body::new(title, markup)
    }

    fn head(&self, title: &str, lang: Lang) -> Markup {
        let code = lang.code();
        let link = |href: &str, key: &str| html! { a href=(href) { (t!(key, locale = code)) } };
        html! {
            div.inbox-head {
                div {
                    h1 { (title) }
                    @if self.search.is_none() { p.lead { (self.summary(lang)) } }
                    p.inbox-settings {
                        (link("/apologies", "dossiers.link.apologies"))
                        " · " (link("/apologies/figures", "dossiers.link.figures"))
                        @if self.may.read_evaluation { " · " (link("/evaluation", "dossiers.link.evaluation")) }
                        " · " (link("/dossiers/procedures", "dossiers.link.procedures"))
                        @if self.may.set {
                            " · " (link("/dossiers/import", "dossiers.link.import"))
                            " · " (link("/dossiers/rules", "dossiers.link.rules"))
                        }
                    }
                }
                @if self.may.register {
                    div.actions {
                        a.button href="/dossiers/new" accesskey="n" { (t!("dossiers.register", locale = code)) }
                    }
                }
            }
        }
    }

    /// What matters, in one sentence.
    fn summary(&self, lang: Lang) -> String {
        let code = lang.code();
        let parts: Vec<String> = [Tab::Owed, Tab::Late, Tab::Soon]
            .into_iter()
            .filter(|tab| self.counts.of(*tab) > 0)
            .map(|tab| {
                let key = format!("dossiers.lead.{tab}");
                t!(key, locale = code, count = count_text(self.counts.of(tab))).into_owned()
            })
            .collect();
        match parts.is_empty() {
            true => t!("dossiers.lead.well", locale = code).into_owned(),
            false => {
                let parts = parts.join(", ");
                t!("dossiers.lead.pressing", locale = code, parts = parts).into_owned()
            }
        }
    }

    fn search_form(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let words = self.search.as_ref().map_or("", |search| &search.words);
        html! {
            form.inbox-search role="search" method="post" action="/dossiers/search" {
                (csrf_field(&self.csrf))
                label.visually-hidden for="q" { (t!("dossiers.search_label", locale = code)) }
                input #q type="search" name="q" value=(words) autocomplete="off" accesskey="f"
                    placeholder=(t!("dossiers.search_hint", locale = code));
                button.secondary type="submit" { (t!("dossiers.search", locale = code)) }
                @if self.search.is_some() {
                    a href="/dossiers" { (t!("dossiers.search_end", locale = code)) }
                }
            }
        }
    }

    fn tabs(&self, lang: Lang) -> Markup {
        let code = lang.code();
        html! {
            nav.tabs aria-label=(t!("dossiers.tabs", locale = code)) {
                ul {
                    @for tab in Tab::ALL {
                        @let count = self.counts.of(*tab);
                        li {
                            a href=(self.address(*tab, 1)) aria-current=[(*tab == self.tab).then_some("page")]
                                .urgent[matches!(tab, Tab::Owed | Tab::Late) && count > 0] {
                                (t!(format!("dossiers.tab.{tab}"), locale = code))
                                @if *tab != Tab::All { " " span.tab-count { (count_text(count)) } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn filters(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let errors = FieldErrors::default();
        let every = |key: &str| (String::new(), t!(key, locale = code).into_owned());
        let officer = self.filter.officer_id.map(|id| id.to_string());
        let officers = self
            .officers
            .iter()
            .map(|(id, name)| (id.to_string(), name.clone()));
        let officers: Vec<_> = [every("dossiers.filter.every_officer")]
            .into_iter()
            .chain(officers)
            .collect();
        let known = fields()
            .iter()
            .map(|field| (field.code.clone(), field.name(lang).to_owned()));
        let known: Vec<_> = [every("dossiers.filter.every_field")]
            .into_iter()
            .chain(known)
            .collect();
        let choice = |name: &'static str, value: &str, choices: &[(String, String)]| {
            Field {
                name,
                label: &t!(format!("dossiers.filter.{name}"), locale = code),
                hint: "",
                value,
                errors: &errors,
            }
            .select(choices)
        };
        html! {
            form.dossier-filters method="get" action="/dossiers" {
                input type="hidden" name="tab" value=(self.tab);
                (choice("officer", officer.as_deref().unwrap_or_default(), &officers))
                (choice("field", self.filter.field.as_deref().unwrap_or_default(), &known))
                button.secondary type="submit" { (t!("dossiers.filter.go", locale = code)) }
                @if self.filter != Filter::default() {
                    a href={ "/dossiers?tab=" (self.tab) } { (t!("dossiers.filter.end", locale = code)) }
                }
            }
        }
    }

    fn table(&self, lang: Lang, per_page: usize) -> Markup {
        let code = lang.code();
        let head = |key: &str| t!(format!("dossiers.column.{key}"), locale = code).into_owned();
        html! {
            div.table-wrap {
                table.data.inbox.dossiers {
                    thead {
                        tr {
                            @for key in ["code", "procedure", "applicant", "officer", "due"] { th scope="col" { (head(key)) } }
                        }
                    }
                    tbody { @for dossier in self.dossiers.iter().take(per_page) { (self.row(dossier, lang)) } }
                }
            }
        }
    }

    fn row(&self, dossier: &Listed, lang: Lang) -> Markup {
        let code = lang.code();
        let owed = dossier.owed_from.is_some_and(|from| from <= self.now);
        let outlook = Outlook::of(Days::from(dossier), self.now, self.ground.counting());
        let drafts = self.may.draft && (owed || outlook.apology.is_some());
        let applicant = dossier.applicant.clone();
        let officer = dossier.officer.as_deref().unwrap_or(&dossier.officer_name);
        html! {
            tr.late[owed] {
                th.dossier-code scope="row" { a href={ "/dossiers/" (dossier.id) } { (dossier.code) } }
                td {
                    (shorten(&dossier.procedure, EXCERPT))
                    p.hint {
                        (state_name(&dossier.state, lang))
                        @if !dossier.field.is_empty() { " · " (field_name(&dossier.field, lang)) }
                        " · " (dossier.unit)
                    }
                }
                td { (applicant.unwrap_or_else(|| t!("dossiers.erased", locale = code).into_owned())) }
                td { @if officer.is_empty() { (t!("dossiers.nobody_yet", locale = code)) } @else { (officer) } }
                td {
                    (due_cell(&outlook, lang))
                    @if drafts {
                        p.dossier-do {
                            a href={ "/apologies/new?dossier=" (dossier.id) } { (t!("dossiers.draft_apology", locale = code)) }
                        }
                    }
                }
            }
        }
    }

    /// Who has how much of it, and in which field; each leads to its part of the list.
    fn shares(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let officers = loads(&self.counts.shares, |share| share.officer_id);
        let fields = loads(&self.counts.shares, |share| share.field.clone());
        let name = |id: Option<i64>| {
            let known = self.officers.iter().find(|(known, _)| Some(*known) == id);
            known.map(|(_, name)| name.clone())
        };
        let officers = officers.into_iter().map(|(id, load)| {
            let text = name(id)
                .unwrap_or_else(|| t!("dossiers.other_officer", locale = code).into_owned());
            (id.map(|id| format!("officer={id}")), text, load)
        });
        let fields = fields
            .into_iter()
            .map(|(field, load)| match field.is_empty() {
                true => (
                    None,
                    t!("dossiers.no_field", locale = code).into_owned(),
                    load,
                ),
                false => (
                    Some(format!("field={field}")),
                    field_name(&field, lang).to_owned(),
                    load,
                ),
            });
        let counted = self
            .counts
            .tabs
            .iter()
            .any(|(tab, count)| tab.is_pressing() && *count >= COUNTED);
        html! {
            section.card.dossier-shares {
                h2 { (t!("dossiers.shares.title", locale = code)) }
                @if counted { p.hint { (t!("dossiers.shares.some", locale = code, count = lang.number(1_000))) } }
                div {
                    (share_table("dossiers.shares.officer", officers.collect(), lang))
                    (share_table("dossiers.shares.field", fields.collect(), lang))
                }
            }
        }
    }

    fn nothing(&self, lang: Lang) -> String {
        let code = lang.code();
        match &self.search {
            None => t!(format!("dossiers.nothing.{}", self.tab), locale = code).into_owned(),
            Some(Search { words, .. }) => {
                t!("dossiers.nothing_found", locale = code, words = words).into_owned()
            }
        }
    }

    /// The address of a page of a part, filtered as it is.
    fn address(&self, tab: Tab, number: i64) -> String {
        let mut query = vec![("tab", tab.to_string())];
        query.extend(self.filter.officer_id.map(|id| ("officer", id.to_string())));
        query.extend(self.filter.field.clone().map(|field| ("field", field)));
        query.extend((number > 1).then(|| ("page", number.to_string())));
        format!(
            "/dossiers?{}",
            serde_urlencoded::to_string(query).unwrap_or_default()
        )
    }
}

fn share_table(head: &str, rows: Vec<(Option<String>, String, Load)>, lang: Lang) -> Markup {
    let code = lang.code();
    let tabs = [Tab::Owed, Tab::Late, Tab::Soon];
    html! {
        table.data {
            thead {
                tr {
                    th scope="col" { (t!(head, locale = code)) }
                    @for tab in tabs { th.number scope="col" { (t!(format!("dossiers.tab.{tab}"), locale = code)) } }
                }
            }
            tbody {
                @for (query, name, load) in rows {
                    tr {
                        th scope="row" {
                            @match query {
                                Some(query) => a href={ "/dossiers?" (query) } { (name) },
                                None => (name),
                            }
                        }
                        @for count in [load.owed, load.late, load.soon] { td.number { (count) } }
                    }
                }
            }
        }
    }
}

/// A count as it is shown: a thousand and more are not counted on.
fn count_text(count: usize) -> String {
    match count < COUNTED {
        true => count.to_string(),
        false => "999+".to_owned(),
    }
}
