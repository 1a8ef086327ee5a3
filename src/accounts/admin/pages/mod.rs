//! The pages of the administration.

mod account;
mod list;
mod overview;

pub(super) use account::{AccountPage, CLOSED, NewAccountPage, OPEN, PasswordPage};
pub(super) use list::ListPage;
pub(super) use overview::OverviewPage;

use maud::{Markup, html};
use rust_i18n::t;

use crate::web::language::Lang;

/// The way back from a page of accounts.
fn breadcrumb(lang: Lang, above: &[(String, &str)]) -> Markup {
    let lang = lang.code();
    html! {
        nav.breadcrumb aria-label=(t!("units.way_back", locale = lang)) {
            ol {
                li { a href="/admin" { (t!("accounts.nav.admin", locale = lang)) } }
                @for (href, text) in above { li { a href=(href) { (text) } } }
            }
        }
    }
}
