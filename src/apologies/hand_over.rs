//! How an issued letter reaches the applicant: noted, or sent by mail or through the gateway, in one transaction with
//! the note.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::QueryResult;
use rust_i18n::t;

use super::apology::{Apology, HandedWay, State};
use super::desk::Desk;
use super::letter::Sheet;
use super::store::{self, HandOver};
use crate::clock::{local_day, utc_of_local};
use crate::db::DbConn;
use crate::dossiers::limit::end_of;
use crate::dossiers::store::{Entry, hold_dossier};
use crate::dossiers::{Step, Taken, take_step};
use crate::messages::{Event, HookEvent, NewMessage, Way, Ways, queue};
use crate::rows::date_of;
use crate::units::Scope;
use crate::units::store::find_unit;
use crate::vietnamese::phone::is_callable;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// Longest note, characters.
const NOTE_LIMIT: usize = 200;

/// How it was handed over, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandOverForm {
    /// Word of how.
    pub way: String,
    /// On which day.
    pub day: String,
    /// To whom, by which parcel.
    pub note: String,
}

/// How it is handed over, checked.
pub struct Asked {
    way: HandedWay,
    at: NaiveDateTime,
    note: String,
    sheet: Sheet,
}

impl HandOverForm {
    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        Self {
            way: fields.text("way"),
            day: fields.text("day"),
            note: fields.line("note"),
        }
    }

    /// What was typed, if the letter can reach the applicant so.
    ///
    /// # Errors
    /// Whatever is wrong with it, in the reader's language.
    pub fn check(
        &self,
        (desk, apology): (&Desk, &Apology),
        ways: &Ways,
        lang: Lang,
    ) -> Result<Asked, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut wrong = |field: &str, key: &str| {
            let text = t!(format!("apologies.wrong.{key}"), locale = lang.code());
            errors.add(field, text);
        };
        let way: Option<HandedWay> = self.way.parse().ok();
        match way {
            None => wrong("way", "way"),
            Some(HandedWay::Email) if !ways.is_open(Way::Email) => wrong("way", "mail_closed"),
            Some(HandedWay::Email) if desk.application.email.is_empty() => wrong("way", "no_email"),
            Some(HandedWay::Gateway) if !ways.is_open(Way::Hook) => wrong("way", "hook_closed"),
            Some(HandedWay::Gateway) if !is_callable(&desk.application.phone) => {
                wrong("way", "no_phone");
            }
            Some(HandedWay::InPerson | HandedWay::Phone | HandedWay::Post)
                if self.note.is_empty() =>
            {
                wrong("note", "handed_to");
            }
            Some(_) => {}
        }
        let issued = apology.issued_at.map(local_day);
        let day = self.read_day(desk.now);
        let day = day.filter(|day| issued.is_some_and(|issued| issued <= *day));
        if day.is_none() {
            wrong("day", "handed_day");
        }
        let letter = desk.letter(apology, "");
        let sheet = letter.and_then(|letter| Sheet::of(&letter).ok());
        if sheet.is_none() {
            wrong("way", "erased");
        }
        errors.at_most("note", &self.note, NOTE_LIMIT, lang);
        match (way, day, sheet) {
            (Some(way), Some(day), Some(sheet)) if errors.is_empty() => Ok(Asked {
                way,
                at: match way {
                    // What we send leaves now, whatever day was typed.
                    HandedWay::Email | HandedWay::Gateway => desk.now,
                    _ => moment_on(day, desk.now),
                },
                note: self.note.clone(),
                sheet,
            }),
            _ => Err(errors),
        }
    }

    /// Today where none was typed; none that is to come.
    fn read_day(&self, now: NaiveDateTime) -> Option<NaiveDate> {
        let today = local_day(now);
        match self.day.as_str() {
            "" => Some(today),
            typed => date_of(typed).filter(|day| *day <= today),
        }
    }
}

/// Now, or the end of a day that is over.
fn moment_on(day: NaiveDate, now: NaiveDateTime) -> NaiveDateTime {
    utc_of_local(end_of(day)).min(now)
}

/// Notes that the letter reached the applicant, and sends it where the way is one of ours. False if the apology was
/// changed meanwhile: nothing is kept then.
///
/// # Errors
/// The database refuses.
pub fn hand_over(
    conn: &mut DbConn,
    (desk, apology): (&Desk, &Apology),
    asked: &Asked,
    by: i64,
) -> QueryResult<bool> {
    if apology.state != State::Issued || !hold_dossier(conn, &desk.dossier)? {
        return Ok(false);
    }
    let noted = HandOver {
        by,
        at: asked.at,
        way: asked.way,
        note: &asked.note,
    };
    if !store::mark_handed_over(conn, apology, &noted)? {
        return Ok(false);
    }
    match asked.way {
        HandedWay::Email => mail(conn, (desk, apology), &asked.sheet)?,
        HandedWay::Gateway => call(conn, (desk, apology))?,
        HandedWay::InPerson | HandedWay::Post | HandedWay::Phone => {}
    }
    let entry = Entry {
        by: Some(by),
        step: Step::HandOver,
        note: asked.way.as_str(),
        at: asked.at,
        noted_at: desk.now,
    };
    match take_step(conn, &desk.dossier, &entry, |_| {})? {
        Taken::Done(_) => Ok(true),
        Taken::Stale | Taken::NotNow | Taken::NoCalendar(_) => {
            Err(diesel::result::Error::RollbackTransaction)
        }
    }
}

/// The whole letter as a mail to the applicant. Its subject says nothing of whom it is about.
fn mail(conn: &mut DbConn, (desk, apology): (&Desk, &Apology), sheet: &Sheet) -> QueryResult<()> {
    let message = NewMessage {
        unit_id: apology.unit_id,
        way: Way::Email,
        recipient: &desk.application.email,
        subject: &t!("apologies.mail.subject", locale = "vi"),
        body: &plain_text(sheet),
        once: &format!("apology {} email", apology.id),
    };
    queue(conn, &message, desk.now).map(|_| ())
}

/// The letter without its layout.
pub fn plain_text(sheet: &Sheet) -> String {
    let body = sheet.body.iter().map(|part| part.text());
    let head = sheet.above.iter().chain(&sheet.issuer).map(String::as_str);
    let foot = sheet.capacity.iter().map(String::as_str);
    let parts: Vec<String> = [
        head.collect::<Vec<_>>().join("\n"),
        format!("{}\n{}", sheet.number, sheet.place_and_day),
        sheet.title.to_owned(),
    ]
    .into_iter()
    .chain(body.map(str::to_owned))
    .chain([foot
        .chain([sheet.signer.as_str()])
        .collect::<Vec<_>>()
        .join("\n")])
    .collect();
    parts.join("\n\n")
}

/// Few words through the gateway: that the office is sorry, the new day, whom to ask. No name, no procedure.
fn call(conn: &mut DbConn, (desk, apology): (&Desk, &Apology)) -> QueryResult<()> {
    let unit = find_unit(conn, &Scope::everything(), apology.unit_id)?
        .ok_or(diesel::result::Error::NotFound)?;
    let day = apology.new_due_at.map(|due| Lang::Vi.date(local_day(due)));
    let key = match &day {
        Some(_) => "apologies.sms.new_day",
        None => "apologies.sms.plain",
    };
    let text = t!(
        key,
        locale = "vi",
        unit = unit.name,
        code = desk.dossier.code,
        day = day.unwrap_or_default()
    );
    let event = HookEvent {
        event: Event::Apologised,
        unit: &unit.code,
        created_at: desk.now,
        phone: &desk.application.phone,
        text: &text,
        number: &desk.dossier.code,
    };
    let once = format!("apology {} hook", apology.id);
    let message = NewMessage {
        unit_id: apology.unit_id,
        way: Way::Hook,
        recipient: "",
        subject: Event::Apologised.as_str(),
        body: &event.body(&once),
        once: &once,
    };
    queue(conn, &message, desk.now).map(|_| ())
}
