//! The markup of links: their list, the forms that add and withdraw one, and the printed sheets.

pub mod add;
pub mod list;
pub mod print;
pub mod withdraw;

use maud::Markup;
use rust_i18n::t;

use crate::web::components::breadcrumb;
use crate::web::language::Lang;

/// Way back to the list.
fn way_back(lang: Lang) -> Markup {
    breadcrumb(
        lang,
        &[("/admin/links", &t!("links.title", locale = lang.code()))],
    )
}
