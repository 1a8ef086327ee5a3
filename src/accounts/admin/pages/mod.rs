//! The pages of the administration.

mod account;
mod list;
mod overview;

pub(super) use account::{AccountPage, CLOSED, NewAccountPage, OPEN, PasswordPage};
pub(super) use list::ListPage;
pub(super) use overview::OverviewPage;

use maud::Markup;
use rust_i18n::t;

use crate::web::components::breadcrumb;
use crate::web::language::Lang;

/// The way back to the administration and to further pages.
fn way_back(lang: Lang, above: &[(&str, &str)]) -> Markup {
    let admin = t!("accounts.nav.admin", locale = lang.code());
    let mut line: Vec<(&str, &str)> = vec![("/admin", &admin)];
    line.extend(above);
    breadcrumb(lang, &line)
}
