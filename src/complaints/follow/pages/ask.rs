//! The form that asks for number and digits, on a page of its own and on that of all answers.

use maud::{Markup, html};
use rust_i18n::t;

use crate::complaints::citizen::{STYLE, in_language, languages};
use crate::web::components::{Field, FieldErrors};
use crate::web::language::Lang;
use crate::web::phone::{PhonePage, Top, phone_document};

/// What the page shows.
pub struct AskPage<'a> {
    /// Language of the page.
    pub lang: Lang,
    /// True where the data are generated samples.
    pub sample: bool,
    /// The number that was typed; may be empty.
    pub number: &'a str,
    /// What is wrong.
    pub errors: &'a FieldErrors,
    /// For whoever was let in before and is not known any more: the words that could not be taken, given back; may be
    /// empty.
    pub shut_out: Option<&'a str>,
}

impl AskPage<'_> {
    /// The page.
    pub fn render(&self) -> PhonePage {
        let lang = self.lang;
        let heading = t!("follow.title", locale = lang.code());
        let answers = in_language(lang, "/answers");
        let body = html! {
            h1 { (heading) }
            (self.errors.summary(lang))
            @if self.shut_out.is_some() { (shut_out(lang)) }
            p.lead { (t!("follow.lead", locale = lang.code())) }
            (follow_form(lang, self.number, self.errors))
            p.privacy { (t!("follow.no_phone", locale = lang.code())) }
            @if let Some(kept) = self.shut_out.filter(|kept| !kept.is_empty()) {
                section.block {
                    h2 { (t!("follow.kept", locale = lang.code())) }
                    p.words { (kept) }
                }
            }
            ul.ways {
                li { a href={ (answers) "#call" } { (t!("follow.see_hotline", locale = lang.code())) } }
                li { a href=(answers) { (t!("follow.see_answers", locale = lang.code())) } }
            }
        };
        let top = Top {
            unit: "",
            counter: None,
            sample: self.sample,
            languages: Some(languages(lang, "/answers/follow")),
        };
        let title = self.errors.title(&heading, lang);
        phone_document(lang, (&title, &STYLE), &top, body)
    }
}

/// Why somebody who was let in before is not any more, and what to do.
fn shut_out(lang: Lang) -> Markup {
    let text = |key: &str| t!(format!("follow.shut_out.{key}"), locale = lang.code()).into_owned();
    html! {
        section.block role="alert" {
            h2 { (text("title")) }
            p { (text("perhaps")) }
            ul { @for why in ["day", "phone", "cookie"] { li { (text(why)) } } }
            p { (text("then")) }
        }
    }
}

/// The form: number and the last three digits of the phone. Never in an address.
pub fn follow_form(lang: Lang, number: &str, errors: &FieldErrors) -> Markup {
    html! {
        form.follow-form method="post" action=(in_language(lang, "/answers/follow")) novalidate {
            (digits(lang, ("number", number), errors))
            (digits(lang, ("digits", ""), errors))
            button type="submit" { (t!("follow.see", locale = lang.code())) }
        }
    }
}

fn digits(lang: Lang, (name, value): (&str, &str), errors: &FieldErrors) -> Markup {
    let text = |key: &str| t!(format!("follow.{key}"), locale = lang.code()).into_owned();
    let field = Field {
        name,
        label: &text(name),
        hint: &text(&format!("{name}_hint")),
        value,
        errors,
    };
    field.frame(html! {
        input id=(name) name=(name) type="text" inputmode="numeric" autocomplete="off" value=(value)
            aria-invalid=[field.invalid()] aria-describedby=[field.described_by()];
    })
}
