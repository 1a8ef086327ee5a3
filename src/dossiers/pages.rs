//! Words and badges that every page of dossiers shares.

use chrono::{NaiveDate, NaiveDateTime};
use maud::{Markup, html};
use rust_i18n::t;

use super::limit::{Limit, LimitUnit, has_hour};
use super::outlook::{LastDay, Outlook, Standing};
use crate::web::language::Lang;

/// Working days that are left from which each has a mark of its own.
const MARKED: u32 = 3;

/// The name of where a dossier stands, by its word.
pub fn state_name(state: &str, lang: Lang) -> String {
    t!(format!("dossiers.state.{state}"), locale = lang.code()).into_owned()
}

/// The name of a step in the history, by its word.
pub fn step_name(step: &str, lang: Lang) -> String {
    t!(format!("dossiers.step.{step}"), locale = lang.code()).into_owned()
}

/// How a dossier came in, by its word.
pub fn way_name(way: &str, lang: Lang) -> String {
    t!(format!("dossiers.way.{way}"), locale = lang.code()).into_owned()
}

/// How the result reaches the applicant, by its word.
pub fn return_way_name(way: &str, lang: Lang) -> String {
    t!(format!("dossiers.return_way.{way}"), locale = lang.code()).into_owned()
}

/// "3 ngày làm việc".
pub fn limit_text(limit: Limit, lang: Lang) -> String {
    let key = format!("dossiers.limit.{}", limit.unit);
    t!(key, locale = lang.code(), n = limit.n).into_owned()
}

/// What a limit can be counted in, to be chosen from.
pub fn limit_units(lang: Lang) -> Vec<(String, String)> {
    let name = |unit: &LimitUnit| {
        let key = format!("dossiers.limit_unit.{unit}");
        (unit.to_string(), t!(key, locale = lang.code()).into_owned())
    };
    LimitUnit::ALL.iter().map(name).collect()
}

/// A day, with its hour where one was promised.
pub fn due_text(due: NaiveDateTime, lang: Lang) -> String {
    match has_hour(due) {
        true => lang.moment(due),
        false => lang.date(due.date()),
    }
}

/// "28/04": the year is told by everything around it.
pub fn short_day(day: NaiveDate) -> String {
    day.format("%d/%m").to_string()
}

/// How a dossier stands to its day, in words.
pub fn standing_text(standing: Standing, lang: Lang) -> String {
    let code = lang.code();
    match standing {
        Standing::Unknown => t!("dossiers.due.unknown", locale = code),
        Standing::Left(days) => t!("dossiers.due.left", locale = code, days = days),
        Standing::Today => t!("dossiers.due.today", locale = code),
        Standing::Still => t!("dossiers.due.still", locale = code),
        Standing::Late(Some(days)) => t!("dossiers.due.late", locale = code, days = days),
        Standing::Late(None) => t!("dossiers.due.just_late", locale = code),
        Standing::InTime => t!("dossiers.due.in_time", locale = code),
    }
    .into_owned()
}

/// The last four of an identity number, the others hidden: whole it stands on paper alone.
pub fn masked(identity: &str) -> String {
    let hidden = identity.chars().count().saturating_sub(4);
    let letters = identity.chars().enumerate();
    letters
        .map(|(at, letter)| if at < hidden { '•' } else { letter })
        .collect()
}

/// By when an apology is in time, in words.
pub fn apology_text(day: LastDay, lang: Lang) -> String {
    let code = lang.code();
    match day {
        LastDay::Until(day) => t!(
            "dossiers.due.apology_until",
            locale = code,
            day = short_day(day)
        ),
        LastDay::Over(day) => t!(
            "dossiers.due.apology_over",
            locale = code,
            day = short_day(day)
        ),
    }
    .into_owned()
}

/// By when, how it stands to it, and by when an apology must be said.
pub fn due_cell(outlook: &Outlook, lang: Lang) -> Markup {
    let late = matches!(outlook.standing, Standing::Late(_) | Standing::Today);
    let mark = match outlook.standing {
        Standing::Left(days) if days <= MARKED => Some(format!("soon soon-{days}")),
        _ => None,
    };
    html! {
        @if let Some(due) = outlook.due { span.due { (due_text(due, lang)) } " " }
        span class={ "badge" @if late { " late" } @if let Some(mark) = &mark { " " (mark) } } {
            (standing_text(outlook.standing, lang))
        }
        @if let Some(day) = outlook.apology {
            p.hint.overdue[matches!(day, LastDay::Over(_))] { (apology_text(day, lang)) }
        }
        @if outlook.is_wrong { p.hint.overdue { (t!("dossiers.due.wrong", locale = lang.code())) } }
    }
}
