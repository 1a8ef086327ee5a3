//! A plan at a glance: how many targets are reached in one sentence, what is overdue, then every item with its tasks.

use maud::{Markup, html};
use rust_i18n::t;

use super::{status_badge, task_badge};
use crate::clock::local_day;
use crate::plan::paper::{base, now, target};
use crate::plan::record::State;
use crate::plan::status::{Status, Why};
use crate::plan::task::Task;
use crate::plan::whole::{Line, Whole};
use crate::web::components::{csrf_field, empty_state};
use crate::web::language::Lang;

/// A plan and what may be done with it.
pub struct Glance<'a> {
    /// The plan.
    pub whole: &'a Whole,
    /// Whether the next year has a plan already.
    pub has_next: bool,
    /// Whether the viewer writes it.
    pub writes: bool,
    /// Token of the session.
    pub csrf: &'a str,
}

impl Glance<'_> {
    /// The markup.
    pub fn render(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("plan.{key}"), locale = lang.code());
        html! {
            @if !self.whole.lines.is_empty() { p.answer { (self.sentence(lang)) } }
            (self.document(lang))
            (self.urgent(lang))
            @if self.whole.lines.is_empty() { (empty_state(&text("no_items"))) }
            @for (section, lines) in self.whole.sections() { (self.section(lang, section, &lines)) }
            (self.actions(lang))
            details {
                summary { (text("rules.title")) }
                ul {
                    @for rule in ["reached", "index", "rate", "entered", "done", "over", "unknown"] {
                        li { (text(&format!("rules.{rule}"))) }
                    }
                }
            }
            (self.history(lang))
        }
    }

    fn sentence(&self, lang: Lang) -> String {
        let count = |status| lang.number(self.whole.count(status));
        t!(
            "plan.sentence",
            locale = lang.code(),
            all = self.whole.lines.len(),
            reached = count(Status::Reached),
            on_the_way = count(Status::OnTheWay),
            behind = count(Status::Behind),
            unknown = count(Status::Unknown)
        )
        .into_owned()
    }

    /// What the document is, whether it holds, and what is printed of it.
    fn document(&self, lang: Lang) -> Markup {
        let (code, plan) = (lang.code(), &self.whole.plan);
        let text = |key: &str| t!(format!("plan.{key}"), locale = code);
        html! {
            p {
                span class={ "badge" @if plan.state == State::InForce { " met" } @else { " none" } } {
                    (t!(format!("plan.state.{}", plan.state), locale = code))
                } " "
                @if !plan.number.is_empty() { (t!("plan.number_of", locale = code, number = plan.number)) " " }
                @if let Some(day) = plan.issued_on { (t!("plan.day_of", locale = code, day = lang.date(day))) }
                " " strong { (plan.title) }
            }
            p.hint { (t!("plan.as_of", locale = code, year = plan.base_year, day = lang.date(self.whole.today))) }
            div.actions.no-print {
                a.button.secondary href={ "/plan/" (plan.id) "/paper" } { (text("print_plan")) }
                a.button.secondary href={ "/plan/" (plan.id) "/report" } { (text("print_report")) }
                a.button.quiet href={ "/plan/" (plan.id) "/table.xlsx" } download { (text("workbook")) }
                @if self.writes && plan.state == State::Draft {
                    a.button.quiet href={ "/plan/" (plan.id) "/head" } { (text("edit_head")) }
                }
            }
        }
    }

    fn urgent(&self, lang: Lang) -> Markup {
        let (overdue, soon) = self.whole.urgent();
        let list = |key: &str, tasks: &[(i64, &Task)]| {
            html! {
                @if !tasks.is_empty() {
                    h2 { (t!(format!("plan.{key}"), locale = lang.code(), count = tasks.len())) }
                    ul.plain-list { @for (_, task) in tasks { (self.task(lang, task)) } }
                }
            }
        };
        html! {
            @if !overdue.is_empty() || !soon.is_empty() {
                section.card.plan-urgent { (list("overdue_tasks", &overdue)) (list("soon_tasks", &soon)) }
            }
        }
    }

    fn section(&self, lang: Lang, section: &str, lines: &[&Line]) -> Markup {
        let code = lang.code();
        let text = |key: &str| t!(format!("plan.column.{key}"), locale = code);
        html! {
            section {
                h2 { (section) }
                div.table-wrap role="region" tabindex="0" aria-label=(section) {
                    table.data.plan {
                        thead { tr {
                            th scope="col" { (text("item")) }
                            th.number scope="col" { (text("base")) " " (self.whole.plan.base_year) }
                            th scope="col" { (text("target")) }
                            th.number scope="col" { (text("now")) }
                            th scope="col" { (text("status")) }
                        } }
                        tbody { @for line in lines { (self.line(lang, line)) } }
                    }
                }
            }
        }
    }

    fn line(&self, lang: Lang, line: &Line) -> Markup {
        let text = |key: &str| t!(format!("plan.column.{key}"), locale = lang.code());
        html! {
            tr {
                th scope="row" { a href={ "/plan/items/" (line.item.id) } { (line.item.name) } }
                td.number data-name={ (text("base")) " " (self.whole.plan.base_year) } {
                    (base(line, lang))
                    @if !line.base_origin.is_empty() { span.hint { (line.base_origin) } }
                }
                td data-name=(text("target")) { (target(line, lang)) }
                td.number.now data-name=(text("now")) { (now(line, lang)) }
                td { (status_badge(line.status, lang)) span.hint { (why(line, lang)) } }
            }
            @if !line.tasks.is_empty() {
                tr.plan-tasks { td colspan="5" {
                    ul.plain-list { @for task in &line.tasks { (self.task(lang, task)) } }
                } }
            }
        }
    }

    fn task(&self, lang: Lang, task: &Task) -> Markup {
        let code = lang.code();
        html! {
            li {
                (task_badge(task, self.whole.today, lang)) " "
                a href={ "/plan/tasks/" (task.id) } { (task.words) }
                span.hint {
                    (t!("plan.led_by", locale = code, name = task.lead))
                    @if let Some(due) = task.due { " · " (t!("plan.due", locale = code, day = lang.date(due))) }
                    @if let Some(note) = task.notes.last() {
                        " · " (lang.date(local_day(note.at))) " " (note.by) ": " (note.words)
                    }
                }
            }
        }
    }

    /// What the leader may do with the plan as it stands.
    fn actions(&self, lang: Lang) -> Markup {
        let (code, plan) = (lang.code(), &self.whole.plan);
        let text = |key: &str| {
            t!(
                format!("plan.act.{key}"),
                locale = code,
                year = plan.year + 1
            )
        };
        let step = |step: &str, look: &str| {
            html! {
                form method="post" action={ "/plan/" (plan.id) "/step" } {
                    (csrf_field(self.csrf))
                    input type="hidden" name="step" value=(step);
                    button class=(look) type="submit" { (text(step)) }
                }
            }
        };
        html! {
            @if self.writes {
                div.actions.no-print {
                    @if plan.state == State::Draft {
                        a.button href={ "/plan/" (plan.id) "/item" } { (text("add_item")) }
                        a.button.secondary href={ "/plan/" (plan.id) "/issue" } { (text("issued")) }
                    }
                    @if plan.state == State::InForce { (step("closed", "secondary")) }
                    @if plan.state != State::Draft { (step("reopened", "quiet")) }
                    @if self.has_next {
                        a.button.quiet href={ "/plan?unit=" (self.whole.unit.code) "&year=" (plan.year + 1) } { (text("next")) }
                    } @else {
                        form method="post" action={ "/plan/" (plan.id) "/copy" } {
                            (csrf_field(self.csrf))
                            button.secondary type="submit" { (text("copy")) }
                        }
                    }
                }
            }
        }
    }

    fn history(&self, lang: Lang) -> Markup {
        let code = lang.code();
        html! {
            details {
                summary { (t!("plan.history", locale = code)) }
                ul.plain-list {
                    @for (step, name, at) in &self.whole.events {
                        li { (lang.date(local_day(*at))) ": " (t!(format!("plan.step.{step}"), locale = code)) ", " (name) }
                    }
                }
            }
        }
    }
}

/// Why an item stands where it stands; of a rate with its part and whole, of an index with how sure it is.
pub fn why(line: &Line, lang: Lang) -> String {
    let code = lang.code();
    let reason = t!(format!("plan.why.{}", line.why), locale = code);
    let interval = line.found.figure.and_then(|figure| {
        let interval = figure.interval_of_persons()?;
        let is_shown = line.why != Why::NoTarget && line.status != Status::Unknown;
        is_shown.then(|| {
            t!(
                "plan.interval",
                locale = code,
                low = lang.percent(interval.low),
                high = lang.percent(interval.high)
            )
        })
    });
    let ratio = line.found.ratio.filter(|(_, whole)| *whole > 0);
    let ratio = ratio.map(|(part, whole)| {
        t!(
            "plan.ratio",
            locale = code,
            part = lang.number(part),
            whole = lang.number(whole)
        )
    });
    let imported = line.found.imported.as_ref();
    let imported = imported.map(|from| t!("plan.imported", locale = code, source = from));
    let origin = line.readings.last().map(|entry| {
        t!(
            "plan.entered_by",
            locale = code,
            day = lang.date(local_day(entry.at)),
            name = entry.by,
            source = entry.origin
        )
    });
    let beside = interval.or(ratio).or(imported).or(origin);
    match beside {
        Some(beside) => format!("{reason} {beside}"),
        None => reason.into_owned(),
    }
}
