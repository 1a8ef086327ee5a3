//! The markup of apologies, but for the letter itself.

mod apology;
mod draft;
mod list;
mod register;

use chrono::NaiveDateTime;
use maud::{Markup, html};
use rust_i18n::t;

pub use apology::ApologyPage;
pub use draft::DraftPage;
pub use list::{ListPage, PER_PAGE};
pub use register::RegisterPage;

use super::desk::Desk;
use crate::clock::{local_day, local_time};
use crate::dossiers::limit::{Counting, has_hour};
use crate::dossiers::rules::Rules;
use crate::web::language::Lang;

/// What a kind is called.
pub fn kind_name(word: &str, lang: Lang) -> String {
    t!(format!("apologies.kind.{word}"), locale = lang.code()).into_owned()
}

/// What a reason is called.
pub fn reason_name(word: &str, lang: Lang) -> String {
    t!(format!("apologies.reason.{word}"), locale = lang.code()).into_owned()
}

/// What a way of handing over is called.
pub fn way_name(word: &str, lang: Lang) -> String {
    t!(format!("apologies.way.{word}"), locale = lang.code()).into_owned()
}

/// How far an apology is.
fn state_name(word: &str, lang: Lang) -> String {
    t!(format!("apologies.state.{word}"), locale = lang.code()).into_owned()
}

/// A promised moment: the day, and the hour where one was promised.
fn moment(utc: NaiveDateTime, lang: Lang) -> String {
    let local = local_time(utc);
    match has_hour(local) {
        true => lang.moment(local),
        false => lang.date(local.date()),
    }
}

/// What an apology is about: the dossier and its days.
fn dossier_facts(desk: &Desk, lang: Lang) -> Markup {
    let (dossier, code) = (&desk.dossier, lang.code());
    let text = |key: &str| t!(format!("apologies.fact.{key}"), locale = code).into_owned();
    let counting = Counting {
        calendar: &desk.calendar,
        rules: &Rules::default(),
    };
    let due = dossier.first_due_at.map(local_time);
    let last = due.and_then(|due| counting.last_day_to_apologise(due).ok());
    let today = local_day(desk.now);
    html! {
        section.card {
            h2 { (text("title")) }
            dl.facts {
                dt { (text("code")) }
                dd { a href={ "/dossiers/" (dossier.id) } { (dossier.code) } }
                dt { (text("procedure")) }
                dd { (dossier.procedure_name) }
                dt { (text("applicant")) }
                dd { (desk.application.name) }
                dt { (text("received")) }
                dd { (lang.moment(local_time(dossier.received_at))) }
                @if let Some(due) = dossier.first_due_at {
                    dt { (text("promised")) }
                    dd { (moment(due, lang)) }
                }
                @if let Some(last) = last && dossier.apologised_on.is_none() {
                    dt { (text("last_day")) }
                    dd {
                        (lang.date(last))
                        @if last < today { " " span.badge.late { (text("last_day_over")) } }
                    }
                }
                @if let Some(due) = dossier.due_at.filter(|_| dossier.is_rescheduled()) {
                    dt { (text("promised_again")) }
                    dd { (moment(due, lang)) }
                }
                @if let Some(ended) = dossier.ended_at {
                    dt { (text("ended")) }
                    dd { (lang.moment(local_time(ended))) }
                }
            }
        }
    }
}
