//! Pieces of markup that several phone pages are put together from.

use std::sync::LazyLock;

use maud::{Markup, html};
use rust_i18n::t;

use crate::web::assets::InlineStyle;
use crate::web::language::Lang;

/// The style of these pages.
pub static STYLE: LazyLock<InlineStyle> =
    LazyLock::new(|| InlineStyle::of(&["tokens.css", "form.css", "citizen.css"]));

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
