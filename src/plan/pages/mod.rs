//! The markup of plans: the plan at a glance, its forms, and the pages that are printed.

mod glance;
mod head;
mod item;
mod task;

use chrono::NaiveDate;
use maud::{Markup, html};
use rust_i18n::t;

use super::status::Status;
use super::store::Own;
use super::task::{Task, Urgency};
use super::whole::Whole;
use crate::units::Unit;
use crate::web::components::{Field, FieldErrors, csrf_field, empty_state};
use crate::web::language::Lang;
use crate::web::layout::Body;
use glance::Glance;

pub use head::{HeadPage, IssuePage};
pub use item::ItemPage;
pub use task::TaskPage;

/// The plan of a unit and year, or how to make one.
pub struct PlanPage {
    /// Code and name of each unit that the viewer may see.
    pub units: Vec<(String, String)>,
    /// The chosen one.
    pub unit: Unit,
    /// Years on offer, latest first.
    pub years: Vec<i32>,
    /// The year as it was typed.
    pub year: String,
    /// What is wrong with it.
    pub errors: FieldErrors,
    /// What the viewer leads or joins in.
    pub own: Vec<Own>,
    /// Whether the viewer writes plans of this unit.
    pub writes: bool,
    /// The plan; nothing where the year is wrong.
    pub shown: Option<Shown>,
    /// The day on which it is looked at.
    pub today: NaiveDate,
    /// Token of the session.
    pub csrf: String,
}

/// What is there.
pub enum Shown {
    /// No plan of this year; and whether there is one of the year before.
    Nothing {
        /// The year.
        year: i32,
        /// Whether it can be copied.
        before: bool,
    },
    /// The plan, and whether the next year has one already.
    Plan(Box<Whole>, bool),
}

impl PlanPage {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let title = t!("plan.title", locale = code, year = self.year);
        let markup = html! {
            h1 { (title) }
            p.lead { (self.unit.name) }
            (self.errors.summary(lang))
            (self.chooser(lang))
            (self.own_tasks(lang))
            @match &self.shown {
                Some(Shown::Plan(whole, has_next)) => (Glance {
                    whole,
                    has_next: *has_next,
                    writes: self.writes,
                    csrf: &self.csrf,
                }.render(lang)),
                Some(Shown::Nothing { year, before }) => (self.beginning(lang, *year, *before)),
                None => {}
            }
        };
        Body::new(self.errors.title(&title, lang), markup)
    }

    fn chooser(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(key, locale = lang.code()).into_owned();
        let mut years: Vec<String> = self.years.iter().map(ToString::to_string).collect();
        if !years.contains(&self.year) {
            years.push(self.year.clone());
        }
        let years: Vec<_> = years.into_iter().map(|year| (year.clone(), year)).collect();
        let field = |name, label: &str, value, options: &[(String, String)]| {
            Field {
                name,
                label,
                hint: "",
                value,
                errors: &self.errors,
            }
            .select(options)
        };
        html! {
            form.toolbar.no-print method="get" action="/plan" {
                @if self.units.len() > 1 {
                    (field("unit", &text("web.choose.unit"), &self.unit.code, &self.units))
                }
                (field("year", &text("web.choose.year"), &self.year, &years))
                button.secondary type="submit" { (text("web.choose.show")) }
            }
        }
    }

    /// What the viewer is to do, in whatever plan it stands; whoever writes this one sees it below anyway.
    fn own_tasks(&self, lang: Lang) -> Markup {
        let code = lang.code();
        html! {
            @if !self.own.is_empty() && !self.writes {
                section.card.narrow {
                    h2 { (t!("plan.own", locale = code)) }
                    ul.plain-list {
                        @for task in &self.own {
                            li {
                                a href={ "/plan/tasks/" (task.id) } { (task.words) }
                                p.hint {
                                    @if let Some(due) = task.due {
                                        (t!("plan.due", locale = code, day = lang.date(due)))
                                        @if due < self.today { " " span.badge.missed { (t!("plan.overdue", locale = code)) } }
                                        " · "
                                    }
                                    (t!("plan.of_plan", locale = code, unit = task.unit, year = task.year))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn beginning(&self, lang: Lang, year: i32, before: bool) -> Markup {
        let code = lang.code();
        let text = |key: &str| {
            t!(
                format!("plan.begin.{key}"),
                locale = code,
                year = year,
                before = year - 1
            )
        };
        html! {
            (empty_state(&text("nothing")))
            @if self.writes {
                section.card.narrow {
                    h2 { (text("title")) }
                    form method="post" action="/plan/new" {
                        (csrf_field(&self.csrf))
                        input type="hidden" name="unit" value=(self.unit.code);
                        input type="hidden" name="year" value=(year);
                        fieldset {
                            legend { (text("how")) }
                            @if before {
                                label { input type="radio" name="start" value="copy" checked; (text("copy")) }
                            }
                            label { input type="radio" name="start" value="filled" checked[!before]; (text("filled")) }
                            label { input type="radio" name="start" value="empty"; (text("empty")) }
                        }
                        div.actions { button type="submit" { (text("send")) } }
                    }
                }
            }
        }
    }
}

/// Where an item stands, in words.
fn status_badge(status: Status, lang: Lang) -> Markup {
    let mark = match status {
        Status::Reached => "badge met",
        Status::OnTheWay => "badge",
        Status::Behind => "badge missed",
        Status::Unknown => "badge none",
    };
    html! { span class=(mark) { (t!(format!("plan.status.{status}"), locale = lang.code())) } }
}

/// Where a task stands, in words; and how near its day is.
fn task_badge(task: &Task, today: NaiveDate, lang: Lang) -> Markup {
    let code = lang.code();
    html! {
        @match task.urgency(today) {
            Urgency::Overdue(days) => span.badge.missed { (t!("plan.overdue_by", locale = code, days = days)) },
            Urgency::Soon(0) => span.badge.soon { (t!("plan.due_today", locale = code)) },
            Urgency::Soon(days) => span.badge.soon { (t!("plan.due_in", locale = code, days = days)) },
            Urgency::Calm => span class={ "badge" @if !task.is_open() { " none" } } {
                (t!(format!("plan.task_state.{}", task.state), locale = code))
            },
        }
    }
}
