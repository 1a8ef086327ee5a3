//! The page on which a code is typed, and the one of a slip that does not rate: neither is a dead end (kiosk.md M14).

use std::sync::LazyLock;

use maud::{Markup, html};
use rust_i18n::t;

use super::place::{SlipPlace, SlipState};
use crate::links::{LinkKind, LinkPlace};
use crate::web::assets::InlineStyle;
use crate::web::components::{Field, FieldErrors};
use crate::web::language::Lang;
use crate::web::phone::{PhonePage, Top, in_language, languages, phone_document};

static STYLE: LazyLock<InlineStyle> =
    LazyLock::new(|| InlineStyle::of(&["tokens.css", "form.css", "citizen.css"]));

/// Where a code is typed by hand.
pub const TYPE_PATH: &str = "/d";

/// The page on which a code is typed.
pub struct TypePage<'a> {
    /// Language of the page.
    pub lang: Lang,
    /// True where the data are generated samples.
    pub sample: bool,
    /// What was typed; may be empty.
    pub typed: &'a str,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
    /// A form that needs no code.
    pub general: Option<&'a LinkPlace>,
}

impl TypePage<'_> {
    /// The page.
    pub fn render(&self) -> PhonePage {
        let text = |key: &str| t!(format!("slip.{key}"), locale = self.lang.code()).into_owned();
        let field = Field {
            name: "code",
            label: &text("code"),
            hint: &text("code_hint"),
            value: self.typed,
            errors: self.errors,
        };
        let heading = text("title");
        let body = html! {
            h1 { (heading) }
            (self.errors.summary(self.lang))
            p.lead { (text("lead")) }
            form.slip-code method="post" action=(in_language(self.lang, TYPE_PATH)) novalidate {
                (field.frame(html! {
                    input #code name="code" type="text" value=(self.typed) autocomplete="off"
                        autocapitalize="characters" autocorrect="off" spellcheck="false"
                        aria-invalid=[field.invalid()] aria-describedby=[field.described_by()];
                }))
                button type="submit" { (text("go_on")) }
            }
            p.privacy { (text("privacy")) }
            (ways_on(self.lang, self.general))
        };
        let top = Top {
            unit: self.general.map_or("", |place| &place.unit_name),
            counter: None,
            sample: self.sample,
            languages: Some(languages(self.lang, TYPE_PATH)),
        };
        let title = self.errors.title(&heading, self.lang);
        phone_document(self.lang, (&title, &STYLE), &top, body)
    }
}

/// The page of a slip that does not rate. One that was open a moment ago has just been used. `sample` where the data are
/// generated.
pub fn slip_page(lang: Lang, sample: bool, slip: &SlipPlace) -> PhonePage {
    let known = &slip.slip;
    let state = match known.state {
        SlipState::NotYet => "not_yet",
        SlipState::Used | SlipState::Open => "used",
        SlipState::Over => "over",
    };
    let text = |part: &str| t!(format!("slip.{state}.{part}"), locale = lang.code());
    let title = text("title");
    let body = html! {
        h1 { (title) }
        p.lead { (text("lead")) }
        @if !known.hotline.is_empty() {
            div.hotline {
                (t!("form.hotline", locale = lang.code()))
                a href={ "tel:" (known.hotline.replace(' ', "")) } { (known.hotline) }
            }
        }
        (ways_on(lang, slip.general.as_deref()))
        ul.ways {
            li { a href=(in_language(lang, TYPE_PATH)) { (t!("slip.again", locale = lang.code())) } }
        }
    };
    let top = Top {
        unit: &known.unit_name,
        counter: known.counter_name.as_deref(),
        sample,
        languages: Some(languages(lang, &slip.token.form_path())),
    };
    phone_document(lang, (&title, &STYLE), &top, body)
}

/// What can be done without a code. A place that did not lead here is no evidence: its form is asked for as an open one.
fn ways_on(lang: Lang, general: Option<&LinkPlace>) -> Markup {
    let text = |key: &str| t!(format!("slip.{key}"), locale = lang.code()).into_owned();
    let address = |place: &LinkPlace| match place.kind {
        LinkKind::Open => format!("/q/{}", place.code),
        LinkKind::Place => format!("/q/{}?open=1", place.code),
    };
    html! {
        @if let Some(place) = general {
            p { (text("general_lead")) }
            p { a.button.secondary href=(in_language(lang, &address(place))) { (text("general")) } }
        }
        p { a.button.secondary href=(in_language(lang, "/")) { (text("results")) } }
    }
}
