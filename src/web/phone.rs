//! Pages for a citizen's phone: one document each with styles and faces inside, readable after one request.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName};
use maud::{DOCTYPE, Markup, html};
use rust_i18n::t;

use super::assets::InlineStyle;
use super::faces::sprite;
use super::language::Lang;

/// The address of such a page names a place or a matter: no other page is told where a citizen came from.
pub const NO_REFERRER: (HeaderName, &str) = (header::REFERRER_POLICY, "no-referrer");

/// A page with the policy that allows its own style element.
pub struct PhonePage {
    /// The document.
    pub document: String,
    /// Value of its Content-Security-Policy.
    pub policy: &'static str,
}

impl PhonePage {
    /// The answer with this page.
    pub fn respond(self, status: StatusCode) -> HttpResponse {
        HttpResponse::build(status)
            .content_type("text/html; charset=utf-8")
            .insert_header((header::CONTENT_SECURITY_POLICY, self.policy))
            .insert_header(NO_REFERRER)
            .body(self.document)
    }
}

/// The band that says in whose name the page speaks.
pub struct Top<'a> {
    /// The unit; may be empty.
    pub unit: &'a str,
    /// The counter, where the page belongs to one.
    pub counter: Option<&'a str>,
    /// True where the data are generated samples.
    pub sample: bool,
    /// Ways to the same page in other languages.
    pub languages: Option<Markup>,
}

impl Top<'_> {
    fn render(&self, lang: Lang) -> Markup {
        let name = t!("web.name", locale = lang.code());
        html! {
            @if self.sample { aside.sample-banner { (t!("web.sample", locale = lang.code())) } }
            header.top {
                div.top-inner {
                    p.place {
                        strong { (if self.unit.is_empty() { &name } else { self.unit }) }
                        @if let Some(counter) = self.counter { span { (counter) } }
                    }
                    @if let Some(languages) = &self.languages { (languages) }
                }
            }
        }
    }
}

/// The whole document of a page with this title and style.
pub fn phone_document(
    lang: Lang,
    (title, style): (&str, &'static InlineStyle),
    top: &Top<'_>,
    body: Markup,
) -> PhonePage {
    let markup = html! {
        (DOCTYPE)
        html lang=(lang.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="theme-color" content="#0f5f57";
                title { (title) }
                link rel="icon" href="data:,";
                (style.element)
            }
            body {
                (sprite())
                (top.render(lang))
                main { (body) }
            }
        }
    };
    PhonePage {
        document: markup.into_string(),
        policy: &style.policy,
    }
}

/// Ways to the same page in the other languages; `address` has no language of its own.
pub fn languages(lang: Lang, address: &str) -> Markup {
    let joint = if address.contains('?') { '&' } else { '?' };
    html! {
        nav.languages aria-label=(t!("web.languages", locale = lang.code())) {
            @for other in Lang::ALL.iter().filter(|other| **other != lang) {
                a href={ (address) (joint) "lang=" (other) } lang=(other.code()) hreflang=(other.code()) {
                    (other.own_name())
                }
            }
        }
    }
}

/// An address in the language of the page, where that is not the usual one.
pub fn in_language(lang: Lang, address: &str) -> String {
    let joint = if address.contains('?') { '&' } else { '?' };
    match lang {
        Lang::Vi => address.to_owned(),
        other => format!("{address}{joint}lang={other}"),
    }
}
