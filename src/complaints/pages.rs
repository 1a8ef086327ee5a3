//! Words and badges that every page of complaints shares, and the page of whoever is kept from a case.

use chrono::NaiveDate;
use maud::{Markup, html};
use rust_i18n::t;

use super::state::State;
use crate::web::components::breadcrumb;
use crate::web::language::Lang;
use crate::web::layout::Body;

/// The name of a class, by its word.
pub fn class_name(class: &str, lang: Lang) -> String {
    t!(format!("complaints.class.{class}"), locale = lang.code()).into_owned()
}

/// The name of where a case stands, by its word.
pub fn state_name(state: &str, lang: Lang) -> String {
    t!(format!("complaints.state.{state}"), locale = lang.code()).into_owned()
}

/// How a complaint came in, by its word.
pub fn way_name(way: &str, lang: Lang) -> String {
    t!(format!("complaints.way.{way}"), locale = lang.code()).into_owned()
}

/// The name of a step in the history, by its word.
pub fn step_name(step: &str, lang: Lang) -> String {
    t!(format!("complaints.step.{step}"), locale = lang.code()).into_owned()
}

/// By when: the date, and how it stands to today. What is over shows nothing but its day.
pub fn due_badge(due: Option<NaiveDate>, state: &str, today: NaiveDate, lang: Lang) -> Markup {
    let code = lang.code();
    let open = state.parse::<State>().is_ok_and(State::is_open);
    let Some(due) = due else {
        let key = match state.parse() {
            Ok(State::Waiting) => "complaints.due.paused",
            _ if open => "complaints.due.unknown",
            _ => "complaints.due.none",
        };
        return html! { span.hint { (t!(key, locale = code)) } };
    };
    let days = (today - due).num_days();
    html! {
        span.due { (lang.date(due)) }
        @if open && days > 0 {
            " " span.badge.late { (t!("complaints.due.late", locale = code, days = days)) }
        } @else if open && days == 0 {
            " " span.badge.late { (t!("complaints.due.today", locale = code)) }
        }
    }
}

/// What somebody reads who is kept from a case that names them.
pub fn against_page(lang: Lang) -> Body {
    let code = lang.code();
    let title = t!("complaints.against.title", locale = code);
    let markup = html! {
        (breadcrumb(lang, &[("/complaints", &t!("complaints.title", locale = code))]))
        div.error-page {
            h1 { (title) }
            p.lead { (t!("complaints.against.lead", locale = code)) }
            p { (t!("complaints.against.what_now", locale = code)) }
        }
    };
    Body::new(title, markup)
}
