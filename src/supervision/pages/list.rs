//! The list of notes, with the ways to what observers read.

use chrono::NaiveDate;
use maud::{Markup, html};
use rust_i18n::t;

use super::{PER_PAGE, about_text, due_badge, observer_text};
use crate::calendar::WorkingDays;
use crate::clock::{local_day, local_time};
use crate::supervision::form::MOST_DAYS;
use crate::supervision::store::notes::{Listed, Tab};
use crate::vietnamese::shorten;
use crate::web::components::{Field, FieldErrors, csrf_field, empty_state, pager};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// First letters of what was said last.
const EXCERPT: usize = 140;
/// What observers read, by address and key.
const PLACES: [(&str, &str); 10] = [
    ("/indices", "indices"),
    ("/plan", "plan"),
    ("/reports", "reports"),
    ("/complaints/figures", "complaint_figures"),
    ("/apologies/figures", "apology_figures"),
    ("/evaluation", "evaluation"),
    ("/watch", "alerts"),
    ("/supervision/complaints", "complaints"),
    ("/supervision/dossiers", "dossiers"),
    ("/supervision/apologies", "apologies"),
];

/// One part of the notes.
pub struct ListPage {
    /// One more than a page holds says that there is a next page.
    pub notes: Vec<Listed>,
    /// How many each part holds.
    pub counts: Vec<(Tab, i64)>,
    /// The part.
    pub tab: Tab,
    /// Number of the page.
    pub number: i64,
    /// The working days that are loaded.
    pub calendar: WorkingDays,
    /// Today.
    pub today: NaiveDate,
    /// Within how many working days the viewer's unit answers.
    pub days: i32,
    /// Whether the viewer writes notes.
    pub may_write: bool,
    /// Whether the viewer sets the days.
    pub may_set: bool,
    /// Token of the session's forms.
    pub csrf: String,
}

impl ListPage {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let title = t!("supervision.title", locale = code);
        let per_page = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
        let shown: Vec<&Listed> = self.notes.iter().take(per_page).collect();
        let markup = html! {
            div.inbox-head {
                div {
                    h1 { (title) }
                    p.lead { (t!("supervision.lead", locale = code, open = self.count(Tab::Open), answered = self.count(Tab::Answered))) }
                }
                div.actions {
                    a.button.secondary href="/supervision/report" { (t!("supervision.report.link", locale = code)) }
                    @if self.may_write {
                        a.button href="/supervision/new" accesskey="n" { (t!("supervision.write", locale = code)) }
                    }
                }
            }
            (self.tabs(lang))
            @if shown.is_empty() {
                (empty_state(&t!(format!("supervision.nothing.{}", self.tab), locale = code)))
            } @else {
                (self.table(&shown, lang))
            }
            (pager(lang, self.number, self.notes.len() > per_page, |number| format!("/supervision?tab={}&page={number}", self.tab)))
            (places(lang))
            @if self.may_set { (self.days_form(lang)) }
        };
        Body::new(title, markup)
    }

    fn count(&self, wanted: Tab) -> i64 {
        let found = self.counts.iter().find(|(tab, _)| *tab == wanted);
        found.map_or(0, |(_, count)| *count)
    }

    fn tabs(&self, lang: Lang) -> Markup {
        let code = lang.code();
        html! {
            nav.tabs aria-label=(t!("supervision.tabs", locale = code)) {
                ul {
                    @for (tab, count) in &self.counts {
                        li {
                            a href={ "/supervision?tab=" (tab) } aria-current=[(*tab == self.tab).then_some("page")]
                                .urgent[*tab == Tab::Open && *count > 0] {
                                (t!(format!("supervision.tab.{tab}"), locale = code)) " " span.tab-count { (count) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn table(&self, shown: &[&Listed], lang: Lang) -> Markup {
        let code = lang.code();
        let head = |key: &str| t!(format!("supervision.column.{key}"), locale = code).into_owned();
        html! {
            div.table-wrap {
                table.data.inbox.notes {
                    thead { tr {
                        @for key in ["number", "about", "observer", "said", "due"] { th scope="col" { (head(key)) } }
                    } }
                    tbody { @for listed in shown { (self.row(listed, lang)) } }
                }
            }
        }
    }

    fn row(&self, Listed { note, last }: &Listed, lang: Lang) -> Markup {
        let late = last
            .due(&self.calendar)
            .is_some_and(|due| due.is_ok_and(|due| due < self.today));
        let address = format!("/supervision/{}", note.id);
        html! {
            tr.late[late] {
                th.number scope="row" { a href=(address) { (note.id) } }
                td {
                    a href=(address) tabindex="-1" { (about_text(note, lang)) }
                    p.hint { (note.unit) }
                }
                td {
                    (observer_text(note))
                    p.hint { (lang.date(local_day(note.asked_at))) }
                }
                td {
                    strong { (t!(format!("supervision.step.{}", last.step), locale = lang.code())) }
                    p.hint { (lang.moment(local_time(last.at))) ": " (shorten(&last.text, EXCERPT)) }
                }
                td { (due_badge(last, &self.calendar, self.today, lang)) }
            }
        }
    }

    fn days_form(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let (label, hint) = (
            t!("supervision.days.label", locale = code),
            t!("supervision.days.hint", locale = code, most = MOST_DAYS),
        );
        let errors = FieldErrors::default();
        let days = Field {
            name: "days",
            label: &label,
            hint: &hint,
            value: &self.days.to_string(),
            errors: &errors,
        };
        html! {
            section #days {
                h2 { (t!("supervision.days.title", locale = code)) }
                form.card.narrow method="post" action="/supervision/rules" novalidate {
                    (csrf_field(&self.csrf))
                    (days.input("text", "off"))
                    div.actions { button.secondary type="submit" { (t!("supervision.days.save", locale = code)) } }
                }
            }
        }
    }
}

fn places(lang: Lang) -> Markup {
    let code = lang.code();
    html! {
        section {
            h2 { (t!("supervision.places.title", locale = code)) }
            p.hint { (t!("supervision.places.hint", locale = code)) }
            ul.plain-list {
                @for (href, key) in PLACES {
                    li { a href=(href) { (t!(format!("supervision.places.{key}"), locale = code)) } }
                }
            }
        }
    }
}
