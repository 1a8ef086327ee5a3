//! The sheets that are hung up and stood on counters: an A4 poster, an A6 card, four cards on A4. On the screen a
//! toolbar lies above the sheet; on paper there is nothing but the sheet.

use maud::{DOCTYPE, Markup, html};
use rust_i18n::t;

use super::super::link::PrintableLink;
use crate::web::assets::asset_url;
use crate::web::faces::{face_here, sprite};
use crate::web::language::Lang;
use crate::web::public_url::Reach;

/// Letters up to which a name is set in its full size.
const SHORT_NAME: usize = 44;
/// Letters up to which a name is set smaller; beyond it, smallest.
const LONG_NAME: usize = 96;

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// For a wall: A4.
    Poster,
    /// For a counter: A6.
    Card,
    /// Four cards on A4, to be cut.
    FourCards,
}

impl Paper {
    fn name(self) -> &'static str {
        match self {
            Self::Poster => "poster",
            Self::Card => "card",
            Self::FourCards => "four_cards",
        }
    }

    /// Style sheet that holds nothing but the size of the paper: the one rule that cannot depend on a class.
    fn size_sheet(self) -> &'static str {
        match self {
            Self::Card => "paper-a6.css",
            Self::Poster | Self::FourCards => "paper-a4.css",
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Poster => "poster?",
            Self::Card => "card?",
            Self::FourCards => "card?paper=a4&",
        }
    }
}

/// A sheet to print.
pub struct PrintPage<'a> {
    /// Where its code leads.
    pub link: &'a PrintableLink,
    /// Under which address.
    pub reach: &'a Reach,
    /// What is printed.
    pub paper: Paper,
    /// The drawing of the code.
    pub qr: Markup,
    /// Language of the citizens who read the sheet.
    pub reader: Lang,
    /// Language of the person who prints it.
    pub lang: Lang,
}

impl PrintPage<'_> {
    /// The document.
    pub fn render(&self) -> Markup {
        let kind = t!(
            format!("links.papers.{}", self.paper.name()),
            locale = self.lang.code()
        );
        html! {
            (DOCTYPE)
            html lang=(self.lang.code()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (kind) " – " (self.link.place()) " – " (self.link.link.code) }
                    link rel="icon" href=(asset_url("icon.svg")) type="image/svg+xml";
                    @for name in ["fonts.css", "tokens.css", "poster.css", self.paper.size_sheet()] {
                        link rel="stylesheet" href=(asset_url(name));
                    }
                }
                body {
                    (sprite())
                    (self.tools(&kind))
                    main.desk lang=(self.reader.code()) { (self.sheet()) }
                }
            }
        }
    }

    fn tools(&self, kind: &str) -> Markup {
        let code = self.lang.code();
        html! {
            header.tools.no-print {
                h1.tools-title { a href="/admin/links" { (t!("links.title", locale = code)) } " › " (kind) }
                @if let Some(warning) = self.reach.warning(self.lang) { p.tools-warning { (warning) } }
                p.tools-how { (t!(format!("links.print.{}", self.paper.name()), locale = code)) }
                details {
                    summary { (t!("links.print.more", locale = code)) }
                    ul {
                        @for hint in ["scale", "margins", "colour", "test", "laminate"] {
                            li { (t!(format!("links.print.{hint}"), locale = code)) }
                        }
                    }
                }
                nav aria-label=(t!("links.print.other", locale = code)) { (self.other_sheets()) }
            }
        }
    }

    fn other_sheets(&self) -> Markup {
        let code = self.lang.code();
        let at = format!("/admin/links/{}/", self.link.link.id);
        html! {
            @for paper in [Paper::Poster, Paper::Card, Paper::FourCards] {
                @if paper != self.paper {
                    a href={ (at) (paper.path()) "lang=" (self.reader) } {
                        (t!(format!("links.papers.{}", paper.name()), locale = code))
                    }
                }
            }
            @for reader in Lang::ALL.iter().filter(|reader| **reader != self.reader) {
                a href={ (at) (self.paper.path()) "lang=" (reader) } lang=(reader.code()) {
                    (reader.own_name())
                }
            }
        }
    }

    fn sheet(&self) -> Markup {
        match self.paper {
            Paper::Poster => html! { article.sheet.poster { (self.notice()) } },
            Paper::Card => html! { article.sheet.card { (self.notice()) } },
            Paper::FourCards => html! {
                div.sheet.four-cards {
                    @for _ in 0..4 { article.card { (self.notice()) } }
                }
            },
        }
    }

    /// What the citizen sees.
    fn notice(&self) -> Markup {
        let reader = self.reader.code();
        html! {
            div.notice-frame {
                (self.head())
                p.headline { (t!("form.title", locale = reader)) }
                div.faces { @for score in 1..=5 { span class={ "score-" (score) } { (face_here(score)) } } }
                div.scan {
                    div.code { (self.qr) }
                    div.how {
                        p.how-title { (t!("links.sheet.scan", locale = reader)) }
                        ol {
                            @for step in ["open", "follow", "choose"] {
                                li { (t!(format!("links.sheet.{step}"), locale = reader)) }
                            }
                        }
                    }
                }
                (self.address())
                (self.foot())
            }
        }
    }

    fn head(&self) -> Markup {
        html! {
            div.head {
                p class={ "unit " (size_of(&self.link.unit)) } { (self.link.unit) }
                @if let Some(counter) = &self.link.counter {
                    p class={ "counter " (size_of(counter)) } { (counter) }
                }
            }
        }
    }

    /// Host and code may stand on two lines, but nothing is between them: who types it, types it as it stands.
    fn address(&self) -> Markup {
        let start = self.reach.base.capital_address("");
        html! {
            div.typed {
                p.typed-label { (t!("links.sheet.typed", locale = self.reader.code())) }
                p.typed-address { (start) wbr; (self.link.path()) }
            }
        }
    }

    fn foot(&self) -> Markup {
        let reader = self.reader.code();
        html! {
            div.foot {
                p.anonymous {
                    strong { (t!("links.sheet.no_name", locale = reader)) } " "
                    (t!("links.sheet.anonymous", locale = reader))
                }
                @if !self.link.hotline.is_empty() {
                    p.hotline {
                        span { (t!("links.sheet.hotline", locale = reader)) }
                        strong { (self.link.hotline) }
                    }
                }
            }
        }
    }
}

/// Class of a name by its length, so that the longest still fits.
fn size_of(name: &str) -> &'static str {
    let letters = name.chars().count();
    if letters <= SHORT_NAME {
        "short"
    } else if letters <= LONG_NAME {
        "long"
    } else {
        "longest"
    }
}
