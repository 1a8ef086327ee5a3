//! The markup of the inbox.

use chrono::NaiveDate;
use maud::{Markup, html};
use rust_i18n::t;

use super::owed::Owed;
use crate::calendar::WorkingDays;
use crate::clock::local_time;
use crate::complaints::pages::{Now, class_name, due_badge, state_name, unkept_notice, way_name};
use crate::complaints::store::{Listed, Tab};
use crate::vietnamese::shorten;
use crate::web::components::{csrf_field, empty_state, pager};
use crate::web::language::Lang;
use crate::web::layout::Body;
use crate::web::searches::Search;

/// Cases on one page.
pub(super) const PER_PAGE: i64 = 50;
/// First letters of what the citizen said, as lists show them.
const EXCERPT: usize = 160;

/// One page of the inbox, or of what was found.
pub(super) struct InboxPage {
    pub(super) tab: Tab,
    /// What is looked for, if anything.
    pub(super) search: Option<Search>,
    /// Whether the address asks for a search that is kept no longer.
    pub(super) over: bool,
    /// Token of the session's forms.
    pub(super) csrf: String,
    pub(super) counts: Vec<(Tab, i64)>,
    /// One more than a page holds says that there is a next page.
    pub(super) cases: Vec<Listed>,
    pub(super) number: i64,
    pub(super) today: NaiveDate,
    /// The working days that are loaded.
    pub(super) calendar: WorkingDays,
    /// A year whose working days are not loaded, so that days in it cannot be told.
    pub(super) missing: Option<i32>,
    /// Cases that wait for a leader to keep them, as far as the viewer can choose one.
    pub(super) unkept: usize,
    /// Numbers of what may be an emergency and was seen by nobody yet.
    pub(super) emergencies: Vec<i64>,
    pub(super) may_log: bool,
    pub(super) may_set: bool,
}

impl InboxPage {
    pub(super) fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let title = t!("complaints.title", locale = code);
        let per_page = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
        let more = self.cases.len() > per_page;
        let markup = html! {
            div.inbox-head {
                div {
                    h1 { (title) }
                    @if self.search.is_none() { p.lead { (self.summary(lang)) } }
                    @if self.may_set { (settings_links(lang)) }
                }
                div.actions {
                    a.button.quiet href="/complaints/figures" { (t!("figures.link", locale = code)) }
                    @if self.may_log {
                        a.button href="/complaints/new" accesskey="n" { (t!("complaints.log", locale = code)) }
                    }
                }
            }
            @if let Some(year) = self.missing {
                p.notice.warning { (t!("complaints.no_calendar", locale = code, year = year)) }
            }
            (emergency_notice(&self.emergencies, lang))
            (unkept_notice(self.unkept, lang))
            @if self.over { p.notice role="status" { (t!("complaints.search_over", locale = code)) } }
            (self.search_form(lang))
            @if self.search.is_none() { (self.tabs(lang)) }
            @if self.cases.is_empty() {
                (empty_state(&self.nothing(lang)))
            } @else {
                (self.table(lang, per_page))
            }
            (pager(lang, self.number, more, |number| self.address(number)))
        };
        Body::new(title, markup)
    }

    fn count(&self, wanted: Tab) -> i64 {
        let found = self.counts.iter().find(|(tab, _)| *tab == wanted);
        found.map_or(0, |(_, count)| *count)
    }

    /// The answer first: is anybody waiting for too long?
    fn summary(&self, lang: Lang) -> String {
        let code = lang.code();
        let (late, today) = (self.count(Tab::Late), self.count(Tab::Today));
        let owed = match (late, today) {
            (0, 0) => t!("complaints.lead_well", locale = code),
            (0, _) => t!("complaints.lead_today", locale = code, today = today),
            (_, 0) => t!("complaints.lead_late_alone", locale = code, late = late),
            _ => t!(
                "complaints.lead_late",
                locale = code,
                late = late,
                today = today
            ),
        };
        match self.count(Tab::ToTell) {
            0 => owed.into_owned(),
            count => {
                let to_tell = t!("complaints.lead_to_tell", locale = code, count = count);
                format!("{owed} {to_tell}")
            }
        }
    }

    fn search_form(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let words = self.search.as_ref().map_or("", |search| &search.words);
        html! {
            form.inbox-search role="search" method="post" action="/complaints/search" {
                (csrf_field(&self.csrf))
                label.visually-hidden for="q" { (t!("complaints.search_label", locale = code)) }
                input #q type="search" name="q" value=(words) autocomplete="off" accesskey="f"
                    placeholder=(t!("complaints.search_hint", locale = code));
                button.secondary type="submit" { (t!("complaints.search", locale = code)) }
                @if self.search.is_some() {
                    a href="/complaints" { (t!("complaints.search_end", locale = code)) }
                }
            }
        }
    }

    fn tabs(&self, lang: Lang) -> Markup {
        let code = lang.code();
        html! {
            nav.tabs aria-label=(t!("complaints.tabs", locale = code)) {
                ul {
                    @for tab in Tab::ALL {
                        @let urgent = matches!(tab, Tab::Late | Tab::ToTell) && self.count(*tab) > 0;
                        li {
                            a href={ "/complaints?tab=" (tab) } aria-current=[(*tab == self.tab).then_some("page")]
                                .urgent[urgent] {
                                (t!(format!("complaints.tab.{tab}"), locale = code))
                                @if *tab != Tab::All { " " span.tab-count { (self.count(*tab)) } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn table(&self, lang: Lang, per_page: usize) -> Markup {
        let code = lang.code();
        let head = |key: &str| t!(format!("complaints.column.{key}"), locale = code).into_owned();
        html! {
            div.table-wrap {
                table.data.inbox {
                    thead {
                        tr {
                            @for key in ["number", "said", "class", "due", "who"] { th scope="col" { (head(key)) } }
                        }
                    }
                    tbody { @for case in self.cases.iter().take(per_page) { (self.row(case, lang)) } }
                }
            }
        }
    }

    fn row(&self, case: &Listed, lang: Lang) -> Markup {
        let class = case.class.as_deref();
        let now = Now {
            today: self.today,
            calendar: &self.calendar,
        };
        html! {
            tr.late[case.late] {
                th.number scope="row" { a href={ "/complaints/" (case.id) } { (case.id) } }
                td.inbox-said {
                    a href={ "/complaints/" (case.id) } tabindex="-1" { (shorten(&case.text, EXCERPT)) }
                    p.hint {
                        (lang.moment(local_time(case.received_at))) " · " (way_name(&case.way, lang)) " · " (case.unit)
                    }
                }
                td {
                    (class_name(class.unwrap_or(&case.proposed), lang))
                    @if class.is_none() { p.hint { (t!("complaints.proposed", locale = lang.code())) } }
                }
                td {
                    (due_badge(case.due, &case.state, now, lang))
                    @if let Some(day) = case.acknowledge_by {
                        p.hint.overdue[day < self.today] {
                            (t!("complaints.acknowledge_by", locale = lang.code(), day = lang.date(day)))
                        }
                    }
                }
                td {
                    (state_name(&case.state, lang))
                    @if let Some(assignee) = &case.assignee { p.hint { (assignee) } }
                }
            }
        }
    }

    fn nothing(&self, lang: Lang) -> String {
        let code = lang.code();
        match &self.search {
            None => t!(format!("complaints.nothing.{}", self.tab), locale = code).into_owned(),
            Some(Search { words, .. }) => {
                t!("complaints.nothing_found", locale = code, words = words).into_owned()
            }
        }
    }

    fn address(&self, number: i64) -> String {
        match &self.search {
            None => format!("/complaints?page={number}&tab={}", self.tab),
            Some(Search { key: Some(key), .. }) => format!("/complaints?found={key}&page={number}"),
            Some(Search { words, .. }) => {
                let query = serde_urlencoded::to_string([("q", words)]).unwrap_or_default();
                format!("/complaints?{query}&page={number}")
            }
        }
    }
}

impl Owed {
    /// A line with a way to each part; nothing where nothing waits.
    pub fn render(&self, lang: Lang) -> Markup {
        let code = lang.code();
        html! {
            (emergency_notice(&self.emergencies, lang))
            @if !self.parts.is_empty() {
                p.notice.warning.no-print {
                    strong { (t!("complaints.owed.title", locale = code)) }
                    @for (at, (tab, count)) in self.parts.iter().enumerate() {
                        @if at > 0 { " ·" } " "
                        a href={ "/complaints?tab=" (tab) } {
                            (t!(format!("complaints.owed.{tab}"), locale = code, count = count))
                        }
                    }
                }
            }
        }
    }
}

/// What cannot wait for its day, in whatever part of the inbox it stands.
fn emergency_notice(numbers: &[i64], lang: Lang) -> Markup {
    let code = lang.code();
    html! {
        @if !numbers.is_empty() {
            p.notice.warning.no-print {
                strong { (t!("complaints.emergency", locale = code)) }
                @for number in numbers {
                    " "
                    a href={ "/complaints/" (number) } {
                        (t!("complaints.emergency_number", locale = code, number = number))
                    }
                }
                br;
                (t!("complaints.emergency_advice", locale = code))
            }
        }
    }
}

/// The ways to what is set for complaints.
fn settings_links(lang: Lang) -> Markup {
    let code = lang.code();
    html! {
        p.inbox-settings {
            a href="/complaints/rules" { (t!("complaint_settings.rules", locale = code)) }
            " · "
            a href="/complaints/templates" { (t!("complaint_settings.templates", locale = code)) }
        }
    }
}
