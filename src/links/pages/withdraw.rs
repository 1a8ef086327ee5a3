//! The page that asks before a link is withdrawn.

use maud::html;
use rust_i18n::t;

use super::super::link::PrintableLink;
use super::way_back;
use crate::web::components::csrf_field;
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Says what it means, and asks.
pub fn ask(link: &PrintableLink, csrf: &str, lang: Lang) -> Body {
    let code = lang.code();
    let title = t!("links.withdraw_title", locale = code, code = link.link.code);
    let markup = html! {
        (way_back(lang))
        h1 { (title) }
        p.lead {
            strong { (link.unit) }
            @if let Some(counter) = &link.counter { " · " (counter) }
        }
        p { (t!("links.withdraw_means", locale = code)) }
        form method="post" action={ "/admin/links/" (link.link.id) "/withdraw" } {
            (csrf_field(csrf))
            div.actions {
                button.danger type="submit" { (t!("links.withdraw_now", locale = code)) }
                a.button.secondary href="/admin/links" { (t!("web.keep", locale = code)) }
            }
        }
    };
    Body::new(title, markup)
}
