//! The markup of links: their list, the forms that add and withdraw one, and the printed sheets.

pub mod add;
pub mod list;
pub mod print;
pub mod withdraw;

use maud::{Markup, html};
use rust_i18n::t;

use crate::web::language::Lang;

/// A page's own part, to be put into the shell.
pub struct Body {
    /// Title of the document.
    pub title: String,
    /// What stands in it.
    pub markup: Markup,
}

/// Way back to the list.
fn breadcrumb(lang: Lang, here: &str) -> Markup {
    html! {
        nav.breadcrumb aria-label=(t!("links.way_back", locale = lang.code())) {
            a href="/admin/links" { (t!("links.title", locale = lang.code())) }
            " › "
            span aria-current="page" { (here) }
        }
    }
}
