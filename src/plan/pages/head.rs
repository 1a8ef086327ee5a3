//! The forms of what a plan's document says, and of its coming into force.

use maud::html;
use rust_i18n::t;

use crate::plan::forms::{HeadForm, IssueForm};
use crate::plan::record::Plan;
use crate::web::components::{Field, FieldErrors, breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// The form of what the document says.
pub struct HeadPage<'a> {
    /// Address of the plan.
    pub back: &'a str,
    /// The plan.
    pub plan: &'a Plan,
    /// What was typed.
    pub form: &'a HeadForm,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
    /// Token of the session.
    pub csrf: &'a str,
}

impl HeadPage<'_> {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let (code, form) = (lang.code(), self.form);
        let text = |key: &str| t!(format!("plan.head.{key}"), locale = code);
        let field = |name: &'static str, value: &str| {
            let (label, hint) = (text(name), text(&format!("{name}_hint")));
            (
                label.into_owned(),
                hint.into_owned(),
                value.to_owned(),
                name,
            )
        };
        let line = |(label, hint, value, name): (String, String, String, &'static str)| {
            self.field(name, (&label, &hint, &value))
                .input("text", "off")
        };
        let area = |(label, hint, value, name): (String, String, String, &'static str), rows| {
            self.field(name, (&label, &hint, &value)).lines(rows)
        };
        let title = text("title_of_page");
        let markup = html! {
            (breadcrumb(lang, &[(self.back, &t!("plan.back", locale = code))]))
            h1 { (title) }
            (self.errors.summary(lang))
            form.card.narrow method="post" action={ "/plan/" (self.plan.id) "/head" } novalidate {
                (csrf_field(self.csrf))
                (area(field("title", &form.title), 2))
                (line(field("number", &form.number)))
                (line(field("issued_on", &form.issued_on)))
                (line(field("base_year", &form.base_year)))
                (area(field("basis", &form.basis), 5))
                (area(field("purpose", &form.purpose), 6))
                (area(field("organisation", &form.organisation), 6))
                (area(field("copies", &form.copies), 4))
                div.actions {
                    button type="submit" { (t!("plan.save", locale = code)) }
                    a.button.quiet href=(self.back) { (t!("plan.cancel", locale = code)) }
                }
            }
        };
        Body::new(self.errors.title(&title, lang), markup)
    }

    fn field<'b>(
        &'b self,
        name: &'b str,
        (label, hint, value): (&'b str, &'b str, &'b str),
    ) -> Field<'b> {
        Field {
            name,
            label,
            hint,
            value,
            errors: self.errors,
        }
    }
}

/// Asks under which number, and from which day, a plan comes into force.
pub struct IssuePage<'a> {
    /// Address of the plan.
    pub back: &'a str,
    /// The plan.
    pub plan: &'a Plan,
    /// What was typed.
    pub form: &'a IssueForm,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
    /// Token of the session.
    pub csrf: &'a str,
}

impl IssuePage<'_> {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let text = |key: &str| t!(format!("plan.issue.{key}"), locale = code);
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
        let title = text("title");
        let markup = html! {
            (breadcrumb(lang, &[(self.back, &t!("plan.back", locale = code))]))
            h1 { (title) }
            p { (text("lead")) }
            (self.errors.summary(lang))
            form.card.narrow method="post" action={ "/plan/" (self.plan.id) "/step" } novalidate {
                (csrf_field(self.csrf))
                input type="hidden" name="step" value="issued";
                (field("number", &text("number"), &text("number_hint"), &self.form.number))
                (field("day", &text("day"), &text("day_hint"), &self.form.day))
                div.actions {
                    button type="submit" { (text("send")) }
                    a.button.quiet href=(self.back) { (t!("plan.cancel", locale = code)) }
                }
            }
        };
        Body::new(self.errors.title(&title, lang), markup)
    }
}
