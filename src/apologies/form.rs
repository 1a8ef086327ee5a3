//! An apology as it is typed (pure).

use chrono::{NaiveDate, NaiveDateTime};
use rust_i18n::t;

use super::apology::{Apology, Kind, Reason};
use crate::calendar::WorkingDays;
use crate::clock::{local_day, local_time, utc_of_local};
use crate::dossiers::Dossier;
use crate::dossiers::limit::{end_of, has_hour};
use crate::rows::date_of;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// Longest own words of a reason, characters.
const WORDS_LIMIT: usize = 400;
/// Longest words about what is done, characters.
const REMEDY_LIMIT: usize = 400;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftForm {
    /// Word of what is apologised for.
    pub kind: String,
    /// Word of the reason.
    pub reason: String,
    /// Own words.
    pub words: String,
    /// What is done about an error.
    pub remedy: String,
    /// The new day.
    pub new_due: String,
    /// Version of the apology that is drafted anew; empty for a first draft.
    pub version: String,
}

/// What an apology says, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// For what.
    pub kind: Kind,
    /// Why.
    pub reason: Reason,
    /// Why, in own words.
    pub words: String,
    /// What is done about an error.
    pub remedy: String,
    /// The day that is missed, UTC.
    pub old_due_at: Option<NaiveDateTime>,
    /// The new one, UTC.
    pub new_due_at: Option<NaiveDateTime>,
}

impl DraftForm {
    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        Self {
            kind: fields.text("kind"),
            reason: fields.text("reason"),
            words: fields.line("words"),
            remedy: fields.line("remedy"),
            new_due: fields.text("new_due"),
            version: fields.text("version"),
        }
    }

    /// The form as it stands for an apology that was drafted before.
    pub fn of(apology: &Apology) -> Self {
        let new_due = apology.new_due_at.map(|due| local_day(due).to_string());
        Self {
            kind: apology.kind.as_str().to_owned(),
            reason: apology.reason.as_str().to_owned(),
            words: apology.words.clone(),
            remedy: apology.remedy.clone(),
            new_due: new_due.unwrap_or_default(),
            version: apology.version.to_string(),
        }
    }

    /// Whether it was typed from the same thoughts: an apology that was drafted says just this.
    pub fn says_what(&self, apology: &Apology) -> bool {
        let own = Self::of(apology);
        let parts =
            |form: &Self| [&form.kind, &form.reason, &form.words, &form.remedy].map(Clone::clone);
        let day = |form: &Self| date_of(&form.new_due);
        parts(self) == parts(&own) && (day(self) == day(&own) || own.new_due.is_empty())
    }

    /// What was typed, if it can be said of the dossier.
    ///
    /// # Errors
    /// Whatever is wrong with it, in the reader's language.
    pub fn check(
        &self,
        dossier: &Dossier,
        possible: &[Kind],
        (calendar, now): (&WorkingDays, NaiveDateTime),
        lang: Lang,
    ) -> Result<Draft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut wrong = |field: &str, key: &str| {
            let text = t!(format!("apologies.wrong.{key}"), locale = lang.code());
            errors.add(field, text);
        };
        let kind: Option<Kind> = self
            .kind
            .parse()
            .ok()
            .filter(|kind| possible.contains(kind));
        let reason: Option<Reason> = self.reason.parse().ok();
        let reason = reason.filter(|reason| kind.is_none_or(|kind| reason.fits(kind)));
        if kind.is_none() {
            wrong("kind", "kind");
        }
        if reason.is_none() {
            wrong("reason", "reason");
        }
        if kind == Some(Kind::Error) && self.words.is_empty() {
            wrong("words", "fault");
        } else if reason == Some(Reason::Other) && self.words.is_empty() {
            wrong("words", "words");
        }
        if kind == Some(Kind::Error) && self.remedy.is_empty() {
            wrong("remedy", "remedy");
        }
        errors.at_most("words", &self.words, WORDS_LIMIT, lang);
        errors.at_most("remedy", &self.remedy, REMEDY_LIMIT, lang);
        let new_due_at = match kind {
            Some(Kind::Late) if dossier.state.is_open() => {
                let read = read_new_day(&self.new_due, dossier, (calendar, now), lang);
                read.map_err(|why| errors.add("new_due", why)).ok()
            }
            _ => None,
        };
        match (kind, reason) {
            (Some(kind), Some(reason)) if errors.is_empty() => Ok(Draft {
                kind,
                reason,
                words: self.words.clone(),
                remedy: match kind {
                    Kind::Error => self.remedy.clone(),
                    _ => String::new(),
                },
                old_due_at: dossier.due_at.filter(|_| kind != Kind::Error),
                new_due_at,
            }),
            _ => Err(errors),
        }
    }
}

/// The new day: worked, after the one that was promised and after today; at the hour that was promised, if one was.
fn read_new_day(
    typed: &str,
    dossier: &Dossier,
    (calendar, now): (&WorkingDays, NaiveDateTime),
    lang: Lang,
) -> Result<NaiveDateTime, String> {
    let code = lang.code();
    let day =
        date_of(typed).ok_or_else(|| t!("apologies.wrong.new_due", locale = code).into_owned())?;
    let old = dossier.due_at.map(local_time);
    let earliest = old.map(|due| due.date()).max(Some(local_day(now)));
    if earliest.is_some_and(|earliest| day <= earliest) {
        let after = earliest.map(|day| lang.date(day)).unwrap_or_default();
        return Err(t!("apologies.wrong.new_due_early", locale = code, day = after).into_owned());
    }
    match calendar.is_working(day) {
        Ok(true) => {}
        Ok(false) => {
            let next = calendar.next_on_or_after(day).map(|day| lang.date(day));
            let next = next.unwrap_or_default();
            return Err(t!("apologies.wrong.new_due_off", locale = code, day = next).into_owned());
        }
        Err(missing) => {
            let year = missing.year;
            return Err(t!("apologies.wrong.no_calendar", locale = code, year = year).into_owned());
        }
    }
    let hour = old
        .filter(|due| has_hour(*due))
        .map(|due| day.and_time(due.time()));
    Ok(utc_of_local(hour.unwrap_or_else(|| end_of(day))))
}

/// A day to propose: three working days after the one that is missed, or after today.
pub fn proposed_day(
    dossier: &Dossier,
    calendar: &WorkingDays,
    now: NaiveDateTime,
) -> Option<NaiveDate> {
    let old = dossier.due_at.map(local_day);
    let from = old.max(Some(local_day(now)))?;
    calendar.after(from, 3).ok()
}

impl DraftForm {
    /// An empty form with what is most likely: what presses most, and a day some working days ahead.
    pub fn first(
        possible: &[Kind],
        dossier: &Dossier,
        (calendar, now): (&WorkingDays, NaiveDateTime),
    ) -> Self {
        let kind = possible.first().map(|kind| kind.as_str().to_owned());
        let day = proposed_day(dossier, calendar, now).map(|day| day.to_string());
        Self {
            kind: kind.unwrap_or_default(),
            new_due: day.unwrap_or_default(),
            ..Self::default()
        }
    }
}
