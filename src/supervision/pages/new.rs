//! The form of a new note.

use maud::{Markup, html};
use rust_i18n::t;

use crate::indices::Measure;
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
        let markup = html! {
            (breadcrumb(lang, &[("/supervision", &t!("supervision.title", locale = code))]))
            (self.errors.summary(lang))
            h1 { (title) }
            p.lead { (t!("supervision.new.lead", locale = code)) }
            @if self.units.is_empty() {
                (empty_state(&t!("supervision.new.no_unit", locale = code)))
            } @else {
                form.card.narrow method="post" action="/supervision/new" novalidate {
                    (csrf_field(self.csrf))
                    (self.fields(lang))
                    div.actions { button type="submit" { (t!("supervision.new.send", locale = code)) } }
                }
            }
        };
        Body::new(self.errors.title(&title, lang), markup)
    }

    fn fields(&self, lang: Lang) -> Markup {
        let form = self.form;
        let text =
            |key: &str| t!(format!("supervision.new.{key}"), locale = lang.code()).into_owned();
        let field = |name: &str, value: &str, control: &dyn Fn(&Field<'_>) -> Markup| {
            let hint = match name {
                "unit" | "about" => String::new(),
                _ => text(&format!("{name}_hint")),
            };
            control(&Field {
                name,
                label: &text(name),
                hint: &hint,
                value,
                errors: self.errors,
            })
        };
        html! {
            @match self.units {
                [only] if self.errors.of("unit").is_none() => input type="hidden" name="unit" value=(only.code);,
                units => (field("unit", &form.unit, &|field| field.select(&names(units)))),
            }
            (field("about", &form.about, &|field| field.select(&abouts(lang))))
            (field("subject", &form.subject, &|field| field.suggesting("indices")))
            datalist #indices {
                @for measure in Measure::ALL { option value=(measure) { (measure.name(lang)) } }
            }
            (field("text", &form.text, &|field| field.lines(8)))
            (field("organisation", &form.organisation, &|field| field.input("text", "organization")))
        }
    }
}

/// What a note may be about, as a choice.
fn abouts(lang: Lang) -> Vec<(String, String)> {
    let choice = |about: &About| {
        let text = t!(format!("supervision.about.{about}"), locale = lang.code());
        (about.to_string(), text.into_owned())
    };
    About::ALL.iter().map(choice).collect()
}
