//! The form of a new note.

use maud::html;
use rust_i18n::t;

use crate::supervision::form::NoteForm;
use crate::supervision::note::About;
use crate::units::{Unit, names};
use crate::web::components::{Field, FieldErrors, breadcrumb, csrf_field, empty_state};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// The page.
pub struct NewPage<'a> {
    /// The units that somebody leads.
    pub units: &'a [Unit],
    /// What was typed.
    pub form: &'a NoteForm,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
    /// Token of the session's forms.
    pub csrf: &'a str,
}

impl NewPage<'_> {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let title = t!("supervision.new.title", locale = code);
        let text = |key: &str| t!(format!("supervision.new.{key}"), locale = code).into_owned();
        let (form, errors) = (self.form, self.errors);
        let abouts: Vec<(String, String)> = About::ALL
            .iter()
            .map(|about| {
                let key = format!("supervision.about.{about}");
                (about.to_string(), t!(key, locale = code).into_owned())
            })
            .collect();
        let labels = [
            "unit",
            "about",
            "subject",
            "subject_hint",
            "organisation",
            "organisation_hint",
            "text",
            "text_hint",
        ]
        .map(text);
        let [
            unit,
            about,
            subject,
            subject_hint,
            organisation,
            organisation_hint,
            words,
            hint,
        ] = &labels;
        let field = |name: &'static str, label, hint, value| Field {
            name,
            label,
            hint,
            value,
            errors,
        };
        let markup = html! {
            (breadcrumb(lang, &[("/supervision", &t!("supervision.title", locale = code))]))
            (errors.summary(lang))
            h1 { (title) }
            p.lead { (t!("supervision.new.lead", locale = code)) }
            @if self.units.is_empty() {
                (empty_state(&t!("supervision.new.no_unit", locale = code)))
            } @else {
                form.card.narrow method="post" action="/supervision/new" novalidate {
                    (csrf_field(self.csrf))
                    @match self.units {
                        [only] if errors.of("unit").is_none() => input type="hidden" name="unit" value=(only.code);,
                        units => (field("unit", unit, "", &form.unit).select(&names(units))),
                    }
                    (field("about", about, "", &form.about).select(&abouts))
                    (field("subject", subject, subject_hint, &form.subject).suggesting("indices"))
                    datalist #indices {
                        @for measure in crate::indices::Measure::ALL { option value=(measure) { (measure.name(lang)) } }
                    }
                    (field("text", words, hint, &form.text).lines(8))
                    (field("organisation", organisation, organisation_hint, &form.organisation).input("text", "organization"))
                    div.actions { button type="submit" { (t!("supervision.new.send", locale = code)) } }
                }
            }
        };
        Body::new(errors.title(&title, lang), markup)
    }
}
