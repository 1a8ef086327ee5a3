//! Pieces of markup that several phone pages are put together from.

use std::sync::LazyLock;

use maud::{Markup, html};
use rust_i18n::t;

use crate::web::assets::InlineStyle;
use crate::web::components::{Field, FieldErrors};
use crate::web::language::Lang;

/// The style of these pages.
pub static STYLE: LazyLock<InlineStyle> =
    LazyLock::new(|| InlineStyle::of(&["tokens.css", "form.css", "citizen.css"]));

/// A field of many words: its name, what it is called, and how many letters it takes.
pub struct Words<'a> {
    /// Name and id.
    pub name: &'a str,
    /// Label.
    pub label: &'a str,
    /// A sentence of help, may be empty.
    pub hint: &'a str,
    /// What is in it.
    pub value: &'a str,
    /// Lines that are shown.
    pub rows: u8,
}

impl Words<'_> {
    /// The field with what is wrong with it.
    pub fn field(&self, errors: &FieldErrors) -> Markup {
        let field = Field {
            name: self.name,
            label: self.label,
            hint: self.hint,
            value: self.value,
            errors,
        };
        field.lines(self.rows.into())
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

/// A number that can be called.
pub fn telephone(number: &str) -> Markup {
    let dialled: String = number
        .chars()
        .filter(|letter| letter.is_ascii_digit() || *letter == '+')
        .collect();
    html! { a href={ "tel:" (dialled) } { (number) } }
}
