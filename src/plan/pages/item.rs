//! An item: what is known of it, what was entered, and its form.

use maud::{Markup, html};
use rust_i18n::t;

use super::glance::why;
use super::{status_badge, task_badge};
use crate::clock::local_day;
use crate::plan::amount::Amount;
use crate::plan::forms::{ItemForm, ReadingForm};
use crate::plan::item::Direction;
use crate::plan::paper::{base, now, target};
use crate::plan::record::State;
use crate::plan::source::Source;
use crate::plan::whole::{Line, Whole};
use crate::web::components::{Field, FieldErrors, breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// An item, or the form of a new one.
pub struct ItemPage<'a> {
    /// Its plan.
    pub whole: &'a Whole,
    /// Address of the plan.
    pub back: &'a str,
    /// The item; nothing for a new one.
    pub line: Option<&'a Line>,
    /// What was typed of it.
    pub form: &'a ItemForm,
    /// What was typed of how much it is.
    pub reading: &'a ReadingForm,
    /// What is wrong with either.
    pub errors: &'a FieldErrors,
    /// Whether the viewer writes it now.
    pub writes: bool,
    /// Whether the viewer enters how much it is now.
    pub enters: bool,
    /// Token of the session.
    pub csrf: &'a str,
}

impl ItemPage<'_> {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let title = match self.line {
            Some(line) => line.item.name.clone(),
            None => t!("plan.item.new", locale = code).into_owned(),
        };
        let markup = html! {
            (breadcrumb(lang, &[(self.back, &t!("plan.back", locale = code))]))
            h1 { (title) }
            (self.errors.summary(lang))
            @if let Some(line) = self.line {
                (facts(line, self.whole, lang))
                (self.entering(line, lang))
                (self.tasks(line, lang))
            }
            @if self.writes { (self.form(lang)) }
            @if let Some(line) = self.line.filter(|_| self.writes) { (self.place(line, lang)) }
        };
        Body::new(self.errors.title(&title, lang), markup)
    }

    fn entering(&self, line: &Line, lang: Lang) -> Markup {
        let code = lang.code();
        let text = |key: &str| t!(format!("plan.item.{key}"), locale = code);
        let field = |name, label: &str, hint: &str, value| {
            Field {
                name,
                label,
                hint,
                value,
                errors: self.errors,
            }
            .input("text", "off")
        };
        html! {
            @if self.enters {
                section.card.narrow {
                    h2 { (text("enter")) }
                    form method="post" action={ "/plan/items/" (line.item.id) "/reading" } novalidate {
                        (csrf_field(self.csrf))
                        @if line.item.direction == Direction::Done { (self.done(lang)) } @else {
                            (field("amount", &text("amount"), &line.item.unit, &self.reading.amount))
                        }
                        (field("origin", &text("origin"), &text("origin_hint"), &self.reading.origin))
                        div.actions { button type="submit" { (text("enter_send")) } }
                    }
                }
            }
            @if !line.readings.is_empty() {
                section.card.narrow {
                    h2 { (text("entered")) }
                    ul.plain-list {
                        @for entry in line.readings.iter().rev() {
                            li {
                                strong { (shown(line, entry.amount(), lang)) } " "
                                (t!("plan.entered_by", locale = code, day = lang.date(local_day(entry.at)),
                                    name = entry.by, source = entry.origin))
                            }
                        }
                    }
                }
            }
        }
    }

    fn done(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("plan.target.{key}"), locale = lang.code()).into_owned();
        Field {
            name: "amount",
            label: &t!("plan.item.done", locale = lang.code()),
            hint: "",
            value: &self.reading.amount,
            errors: self.errors,
        }
        .select(&[
            ("yes".to_owned(), text("is_done")),
            ("no".to_owned(), text("not_done")),
        ])
    }

    fn tasks(&self, line: &Line, lang: Lang) -> Markup {
        let code = lang.code();
        let may_add = self.writes || (self.enters && self.whole.plan.state == State::InForce);
        html! {
            @if !line.tasks.is_empty() || may_add {
                section.card.narrow {
                    h2 { (t!("plan.item.tasks", locale = code)) }
                    ul.plain-list {
                        @for task in &line.tasks {
                            li {
                                (task_badge(task, self.whole.today, lang)) " "
                                a href={ "/plan/tasks/" (task.id) } { (task.words) }
                                p.hint { (t!("plan.led_by", locale = code, name = task.lead)) }
                            }
                        }
                    }
                    @if self.writes {
                        p.actions { a.button.secondary href={ "/plan/items/" (line.item.id) "/task" } { (t!("plan.item.add_task", locale = code)) } }
                    }
                }
            }
        }
    }

    fn form(&self, lang: Lang) -> Markup {
        let (code, form) = (lang.code(), self.form);
        let text = |key: &str| t!(format!("plan.item.{key}"), locale = code).into_owned();
        let field = |name, label: &str, hint: &str, value| {
            Field {
                name,
                label,
                hint,
                value,
                errors: self.errors,
            }
            .input("text", "off")
        };
        let select = |name, label: &str, hint: &str, value, options: &[(String, String)]| {
            Field {
                name,
                label,
                hint,
                value,
                errors: self.errors,
            }
            .select(options)
        };
        let sources = Source::all().into_iter();
        let sources: Vec<_> = sources.map(|it| (it.to_string(), it.name(lang))).collect();
        let direction = |it: &Direction| {
            let name = t!(format!("plan.direction.{it}"), locale = code);
            (it.to_string(), name.into_owned())
        };
        let directions: Vec<_> = Direction::ALL.iter().map(direction).collect();
        let action = match self.line {
            Some(line) => format!("/plan/items/{}", line.item.id),
            None => format!("/plan/{}/item", self.whole.plan.id),
        };
        html! {
            section.card.narrow {
                h2 { (text("form")) }
                form method="post" action=(action) novalidate {
                    (csrf_field(self.csrf))
                    (self.section_field(lang))
                    (select("source", &text("source"), &text("source_hint"), &form.source, &sources))
                    (field("name", &text("name"), &text("name_hint"), &form.name))
                    (select("direction", &text("direction"), "", &form.direction, &directions))
                    (field("target", &text("target"), &text("target_hint"), &form.target))
                    (field("unit", &text("unit"), &text("unit_hint"), &form.unit))
                    (field("base", &text("base"), &text("base_hint"), &form.base))
                    (field("base_source", &text("base_source"), &text("base_source_hint"), &form.base_source))
                    div.actions {
                        button type="submit" { (t!("plan.save", locale = code)) }
                        a.button.quiet href=(self.back) { (t!("plan.cancel", locale = code)) }
                    }
                }
            }
        }
    }

    fn section_field(&self, lang: Lang) -> Markup {
        let label = t!("plan.item.section", locale = lang.code());
        let hint = t!("plan.item.section_hint", locale = lang.code());
        let field = Field {
            name: "section",
            label: &label,
            hint: &hint,
            value: &self.form.section,
            errors: self.errors,
        };
        html! {
            (field.suggesting("sections"))
            datalist id="sections" { @for (name, _) in self.whole.sections() { option value=(name) {} } }
        }
    }

    /// Its place in the plan, and taking it out.
    fn place(&self, line: &Line, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("plan.item.{key}"), locale = lang.code());
        let button = |to: &str, key: &str| {
            html! {
                form method="post" action={ "/plan/items/" (line.item.id) "/move" } {
                    (csrf_field(self.csrf))
                    input type="hidden" name="to" value=(to);
                    button.secondary type="submit" { (text(key)) }
                }
            }
        };
        html! {
            div.actions {
                (button("up", "up"))
                (button("down", "down"))
                form method="post" action={ "/plan/items/" (line.item.id) "/remove" } {
                    (csrf_field(self.csrf))
                    button.danger type="submit" { (text("remove")) }
                }
            }
        }
    }
}

fn shown(line: &Line, amount: Amount, lang: Lang) -> String {
    match line.item.direction {
        Direction::Done => {
            let key = match amount >= Amount::DONE {
                true => "is_done",
                false => "not_done",
            };
            t!(format!("plan.target.{key}"), locale = lang.code()).into_owned()
        }
        _ => amount.with_unit(&line.item.unit, lang),
    }
}

fn facts(line: &Line, whole: &Whole, lang: Lang) -> Markup {
    let code = lang.code();
    let text = |key: &str| t!(format!("plan.column.{key}"), locale = code);
    html! {
        p { (status_badge(line.status, lang)) " " (why(line, lang)) }
        dl.facts.card {
            div { dt { (text("base")) " " (whole.plan.base_year) } dd { (base(line, lang)) }
                @if !line.base_origin.is_empty() { dd.hint { (line.base_origin) } } }
            div { dt { (text("target")) " " (whole.plan.year) } dd { (target(line, lang)) } }
            div { dt { (text("now")) } dd { (now(line, lang)) } }
            div { dt { (text("source")) } dd { (line.item.source.name(lang)) }
                @if matches!(line.item.source, Source::Index(_)) { dd.hint { (t!("plan.item.one_target", locale = code)) } } }
        }
    }
}
