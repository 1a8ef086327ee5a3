//! The markup of published answers.

use maud::{Markup, html};
use rust_i18n::t;

use super::store::Published;
use crate::clock::local_day;
use crate::web::language::Lang;

pub mod list;
pub mod one;
pub mod sheet;

/// When it came and was answered, and whether in time: said as it is.
pub fn days(answer: &Published, lang: Lang) -> Markup {
    let code = lang.code();
    let received = lang.date(local_day(answer.received_at));
    html! {
        p.answer-days {
            (t!("answers.received_on", locale = code, date = received))
            @match answer.done_on {
                Some(day) => {
                    " · " (t!("answers.answered_on", locale = code, date = lang.date(day))) " "
                    @if answer.late {
                        span.badge.late { (t!("answers.late", locale = code)) }
                    } @else {
                        span.badge.in-time { (t!("answers.on_time", locale = code)) }
                    }
                }
                None => { " · " (t!("answers.again", locale = code)) }
            }
        }
    }
}
