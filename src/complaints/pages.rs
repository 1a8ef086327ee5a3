//! Words and badges that every page of complaints shares, and the page of whoever is kept from a case.

use chrono::NaiveDate;
use maud::{Markup, html};
use rust_i18n::t;

use super::state::State;
use crate::calendar::WorkingDays;
use crate::survey::questionnaire::catalogue;
use crate::web::components::breadcrumb;
use crate::web::language::Lang;
use crate::web::layout::Body;

/// The day on which a page is read, and the calendar by which it counts.
#[derive(Clone, Copy)]
pub struct Now<'a> {
    /// Today, in Vietnam.
    pub today: NaiveDate,
    /// The working days that are loaded.
    pub calendar: &'a WorkingDays,
}

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

/// The name of one of the five faces.
pub fn score_name(score: i32, lang: Lang) -> &'static str {
    let levels = &catalogue().scale.levels;
    let level = levels.iter().find(|level| i32::from(level.score) == score);
    level.map_or("", |level| level.wording.in_language(lang.code()))
}

/// The name of a step in the history, by its word.
pub fn step_name(step: &str, lang: Lang) -> String {
    t!(format!("complaints.step.{step}"), locale = lang.code()).into_owned()
}

/// Asks whoever may choose a leader to do it, where cases wait for one. What they are only that leader sees.
pub fn unkept_notice(count: usize, lang: Lang) -> Markup {
    let code = lang.code();
    html! {
        @if count > 0 {
            p.notice.warning {
                (t!("complaints.unkept", locale = code, count = count)) " "
                a href="/complaints/rules" { (t!("complaints.unkept_choose", locale = code)) }
            }
        }
    }
}

/// By when: the date, and how it stands to today. What is over shows nothing but its day.
pub fn due_badge(due: Option<NaiveDate>, state: &str, now: Now<'_>, lang: Lang) -> Markup {
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
    html! {
        span.due { (lang.date(due)) }
        @if open && due < now.today {
            " " span.badge.late { (how_late(due, now, lang)) }
        } @else if open && due == now.today {
            " " span.badge.late { (t!("complaints.due.today", locale = code)) }
        }
    }
}

/// For how many working days; only that it is late before the first of them is over, or where the calendar is missing.
fn how_late(due: NaiveDate, now: Now<'_>, lang: Lang) -> String {
    let code = lang.code();
    match now.calendar.between(due, now.today) {
        Ok(days @ 1..) => t!("complaints.due.late", locale = code, days = days),
        _ => t!("complaints.due.overdue", locale = code),
    }
    .into_owned()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_weekend_makes_nothing_later_and_without_a_calendar_no_number_is_made_up() {
        let due = day("2026-06-12");
        for (today, loaded, says) in [
            ("2026-06-13", 2026, "quá hạn"),
            ("2026-06-15", 2026, "quá 1 ngày làm việc"),
            ("2026-06-22", 2026, "quá 6 ngày làm việc"),
            ("2026-06-22", 2025, "quá hạn"),
        ] {
            let now = Now {
                today: day(today),
                calendar: &WorkingDays::new([loaded], []),
            };
            assert_eq!(how_late(due, now, Lang::Vi), says, "{today}");
        }
    }
}
