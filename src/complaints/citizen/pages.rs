//! Pieces of markup that several phone pages are put together from.

use std::sync::LazyLock;

use maud::{Markup, html};
use rust_i18n::t;

use crate::web::assets::InlineStyle;
use crate::web::language::Lang;

/// The style of these pages.
pub static STYLE: LazyLock<InlineStyle> =
    LazyLock::new(|| InlineStyle::of(&["tokens.css", "form.css", "citizen.css"]));

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

/// Whom to call when it cannot wait, and the word of whom one reaches there.
const EMERGENCY: [(&str, &str); 3] = [("113", "police"), ("114", "fire"), ("115", "ambulance")];

/// The numbers to call when it cannot wait, after these words.
pub fn urgent(lang: Lang, words: &str) -> Markup {
    let whom = |whom: &str| t!(format!("report.emergency.{whom}"), locale = lang.code());
    html! {
        div.urgent {
            p { (words) }
            ul {
                @for (number, reached) in EMERGENCY {
                    li { a href={ "tel:" (number) } { (number) } (whom(reached)) }
                }
            }
        }
    }
}

/// A number that can be called.
pub fn telephone(number: &str) -> Markup {
    let dialled: String = number
        .chars()
        .filter(|letter| letter.is_ascii_digit() || *letter == '+')
        .collect();
    html! { a href={ "tel:" (dialled) } { (number) } }
}
