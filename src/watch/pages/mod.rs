//! The markup of alerts and rules.

mod alert;
mod list;
mod rules;

use maud::{Markup, html};
use rust_i18n::t;

pub use alert::AlertPage;
pub use list::{ListPage, PER_PAGE};
pub use rules::RulesPage;

use super::store::alerts::Alert;
use crate::web::language::Lang;

/// Where an alert stands: "Chưa xác nhận", "Đã xác nhận", "Đã hết".
fn state_badge(alert: &Alert, lang: Lang) -> Markup {
    let (key, class) = match (alert.ended_at, alert.acknowledged_at) {
        (Some(_), _) => ("over", "badge none"),
        (None, Some(_)) => ("acknowledged", "badge unsure"),
        (None, None) => ("rings", "badge late"),
    };
    html! {
        span class=(class) { (t!(format!("watch.state.{key}"), locale = lang.code())) }
    }
}
