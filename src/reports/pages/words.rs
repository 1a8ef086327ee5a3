//! The form of what a report says beside its figures.

use maud::{Markup, html};
use rust_i18n::t;

use super::name_of;
use crate::reports::form::WordsForm;
use crate::reports::handlers::address;
use crate::reports::loaded::Loaded;
use crate::web::components::{Field, FieldErrors, breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// The form.
pub struct WordsPage<'a> {
    /// The report.
    pub loaded: &'a Loaded,
    /// What was typed.
    pub form: &'a WordsForm,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
    /// Token of the session.
    pub csrf: &'a str,
}

impl WordsPage<'_> {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let Loaded {
            unit, year, period, ..
        } = self.loaded;
        let code = lang.code();
        let back = address(unit, (*year, *period), "");
        let title = t!("reports.words.title", locale = code);
        let form = self.form;
        let markup = html! {
            (breadcrumb(lang, &[(&back, &name_of(lang, *period, *year))]))
            h1 { (title) }
            (self.errors.summary(lang))
            form.card.narrow method="post" action={ "/reports/" (period) "/words" } novalidate {
                (csrf_field(self.csrf))
                input type="hidden" name="unit" value=(unit.code);
                input type="hidden" name="year" value=(year);
                input type="hidden" name="version" value=(form.version);
                (self.line(lang, "recipient", &form.recipient))
                (self.line(lang, "number", &form.number))
                (self.line(lang, "signed_on", &form.signed_on))
                (self.area(lang, "causes", &form.causes, 5))
                (self.area(lang, "remedies", &form.remedies, 6))
                (self.area(lang, "capacity", &form.capacity, 2))
                (self.line(lang, "signer", &form.signer))
                (self.area(lang, "copies", &form.copies, 4))
                div.actions {
                    button type="submit" { (t!("reports.save", locale = code)) }
                    a.button.quiet href=(back) { (t!("reports.cancel", locale = code)) }
                }
            }
        };
        Body::new(self.errors.title(&title, lang), markup)
    }

    fn line(&self, lang: Lang, name: &'static str, value: &str) -> Markup {
        self.field(lang, name, value, |field| field.input("text", "off"))
    }

    fn area(&self, lang: Lang, name: &'static str, value: &str, rows: u32) -> Markup {
        self.field(lang, name, value, |field| field.lines(rows))
    }

    fn field(
        &self,
        lang: Lang,
        name: &'static str,
        value: &str,
        draw: impl Fn(&Field) -> Markup,
    ) -> Markup {
        let label = t!(format!("reports.words.{name}"), locale = lang.code());
        let hint = t!(format!("reports.words.{name}_hint"), locale = lang.code());
        draw(&Field {
            name,
            label: &label,
            hint: &hint,
            value,
            errors: self.errors,
        })
    }
}
