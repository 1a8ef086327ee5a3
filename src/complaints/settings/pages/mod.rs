//! The markup of settings.

pub mod rules;
pub mod templates;

use maud::Markup;
use rust_i18n::t;

use crate::web::components::breadcrumb;
use crate::web::language::Lang;

/// Way back to the inbox, and to what else was passed on the way.
fn way_back(lang: Lang, above: &[(&str, &str)]) -> Markup {
    let inbox = t!("complaints.title", locale = lang.code());
    let mut all = vec![("/complaints", &*inbox)];
    all.extend_from_slice(above);
    breadcrumb(lang, &all)
}
