//! The form that loads a year: typed, or as a file. Each bad line is named where it stands.

use maud::{Markup, html};
use rust_i18n::t;

use super::super::form::{NAMED, YearForm};
use super::super::table::COLUMNS;
use crate::rows::Refusal;
use crate::web::components::{Field, FieldErrors, breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// What a file looks like.
const HEADS: [&str; 5] = ["year", "day", "kind", "name", "source"];
const EXAMPLE: [[&str; 5]; 2] = [
    [
        "2026",
        "01/01/2026",
        "off",
        "Tết Dương lịch",
        "12729/VPCP-KGVX",
    ],
    [
        "2026",
        "10/01/2026",
        "work",
        "Làm bù cho ngày 02/01",
        "12729/VPCP-KGVX",
    ],
];

/// The form, perhaps after it came back.
pub struct LoadPage<'a> {
    /// What is typed.
    pub form: &'a YearForm,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
    /// What is wrong with the file that was sent.
    pub refused: &'a [Refusal],
    /// Token of the session.
    pub csrf: &'a str,
}

impl LoadPage<'_> {
    /// The page's own part.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let heading = t!("calendar.load", locale = code);
        let file_errors = self.file_errors(lang);
        let errors = if self.refused.is_empty() {
            self.errors
        } else {
            &file_errors
        };
        let (admin, list) = (
            t!("accounts.admin.title", locale = code),
            t!("calendar.title", locale = code),
        );
        let markup = html! {
            (breadcrumb(lang, &[("/admin", &admin), ("/admin/calendar", &list)]))
            h1 { (heading) }
            p.lead { (t!("calendar.load_lead", locale = code)) }
            (errors.summary(lang))
            (self.typed(lang))
            (self.file(&file_errors, lang))
        };
        Body::new(errors.title(&heading, lang), markup)
    }

    fn typed(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let form = self.form;
        let input = |name: &str, value: &str, label: &str, hint: &str| {
            let field = Field {
                name,
                label,
                hint,
                value,
                errors: self.errors,
            };
            field.input("text", "off")
        };
        html! {
            form.card.narrow method="post" action="/admin/calendar/load" novalidate {
                h2 { (t!("calendar.typed", locale = code)) }
                (csrf_field(self.csrf))
                (input("year", &form.year, &t!("calendar.year", locale = code), &t!("calendar.year_hint", locale = code)))
                (input("source", &form.source, &t!("calendar.source", locale = code), &t!("calendar.source_hint", locale = code)))
                (self.lines("off", &form.off, &t!("calendar.off_days", locale = code), &t!("calendar.off_hint", locale = code)))
                (self.lines("work", &form.work, &t!("calendar.work_days", locale = code), &t!("calendar.work_hint", locale = code)))
                div.actions {
                    button type="submit" { (t!("calendar.save", locale = code)) }
                    a.button.secondary href="/admin/calendar" { (t!("calendar.do_not_load", locale = code)) }
                }
            }
        }
    }

    fn lines(&self, name: &str, value: &str, label: &str, hint: &str) -> Markup {
        let wrong = self.errors.of(name).is_some();
        html! {
            div.field.has-error[wrong] {
                label for=(name) { (label) }
                p.hint id={ (name) "-hint" } { (hint) }
                div id={ (name) "-error" } {
                    @for message in self.errors.all_of(name) { p.field-error { (message) } }
                }
                textarea id=(name) name=(name) rows=(value.lines().count().clamp(4, 20)) spellcheck="false"
                    aria-invalid=[wrong.then_some("true")] aria-describedby={ (name) "-error " (name) "-hint" } {
                    // A browser drops the first line break.
                    "\n" (value)
                }
            }
        }
    }

    fn file(&self, errors: &FieldErrors, lang: Lang) -> Markup {
        let code = lang.code();
        let wrong = !errors.is_empty();
        let columns = COLUMNS.join(", ");
        html! {
            form.card.narrow method="post" action="/admin/calendar/file" enctype="multipart/form-data" novalidate {
                h2 { (t!("calendar.by_file", locale = code)) }
                p { (t!("calendar.file_lead", locale = code, columns = columns)) }
                div.table-wrap tabindex="0" role="group" aria-label=(t!("calendar.example", locale = code)) {
                    table.data {
                        thead { tr { @for head in HEADS { th scope="col" { (head) } } } }
                        tbody { @for row in EXAMPLE { tr { @for cell in row { td { (cell) } } } } }
                    }
                }
                (csrf_field(self.csrf))
                div.field.has-error[wrong] {
                    label for="file" { (t!("calendar.file", locale = code)) }
                    p.hint #file-hint { (t!("calendar.file_hint", locale = code)) }
                    div #file-error {
                        @for message in errors.all_of("file") { p.field-error { (message) } }
                    }
                    input #file name="file" type="file" required accept=".csv,.tsv,.txt,.xlsx"
                        aria-describedby="file-error file-hint";
                }
                div.actions { button type="submit" { (t!("calendar.send", locale = code)) } }
            }
        }
    }

    /// What is wrong with the file, each with its place.
    fn file_errors(&self, lang: Lang) -> FieldErrors {
        let mut errors = FieldErrors::default();
        for refusal in self.refused.iter().take(NAMED) {
            errors.add("file", placed(refusal, lang));
        }
        let rest = self.refused.len().saturating_sub(NAMED);
        if rest > 0 {
            errors.add(
                "file",
                t!("calendar.more_lines", locale = lang.code(), count = rest),
            );
        }
        errors
    }
}

fn placed(refusal: &Refusal, lang: Lang) -> String {
    let (code, text) = (lang.code(), &refusal.reason);
    let told = match &refusal.cell {
        Some(cell) => t!("calendar.cell", locale = code, cell = cell, text = text),
        None if refusal.line > 0 => {
            t!(
                "calendar.line",
                locale = code,
                line = refusal.line,
                text = text
            )
        }
        None => text.into(),
    };
    told.into_owned()
}
