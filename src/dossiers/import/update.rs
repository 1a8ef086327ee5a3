//! What a file says otherwise than the last time, put onto a dossier that is there (pure). What was done here is never
//! undone: the first day that was promised stays, a new one that was promised with an apology stays, a state only goes
//! forward, and a file that lags behind a step taken here neither stops the clock nor starts it. Every change is told in
//! one line of history.

use chrono::NaiveDateTime;
use rust_i18n::t;

use super::fault::Fault;
use super::ground::Held;
use super::moment::Told;
use super::said::{Heard, Reported, Said};
use super::words::state_word;
use crate::dossiers::dossier::{Application, Dossier};
use crate::dossiers::state::State;

/// A dossier as it is kept, and what was said of it last.
pub struct Stored {
    /// The dossier.
    pub dossier: Dossier,
    /// Who handed it in, unless erased.
    pub application: Option<Application>,
    /// What the software said last; nothing where it was registered here.
    pub heard: Option<Heard>,
    /// When somebody here stopped its clock last or let it go on, UTC.
    pub moved_at: Option<NaiveDateTime>,
}

/// What a row brings.
pub enum Brought {
    /// Nothing: it says what was said.
    Nothing,
    /// No change, but a word to be kept.
    Word(Heard),
    /// A change.
    Change(Box<Update>),
}

/// A change of a dossier.
pub struct Update {
    /// As it is now.
    pub after: Dossier,
    /// Its application, if that changed.
    pub application: Option<Application>,
    /// What is said of it now.
    pub heard: Heard,
    /// The line of history.
    pub note: String,
    /// What is remarkable about it.
    pub remarks: Vec<Fault>,
}

/// A change that is being put together.
struct Change<'a> {
    held: &'a Held,
    stored: &'a Stored,
    before: &'a Said,
    said: &'a Said,
    after: Dossier,
    lines: Vec<String>,
    remarks: Vec<Fault>,
}

/// What changes; nothing where the file says what it said.
///
/// # Errors
/// The days that are told contradict those that are kept, or cannot be counted.
pub fn update(held: &Held, stored: &Stored, reported: &Reported) -> Result<Brought, Fault> {
    let before = match &stored.heard {
        Some(heard) => heard.said.clone(),
        None => Said::of(&stored.dossier, stored.application.as_ref()),
    };
    let heard = Heard {
        said: before.then(&reported.said),
        heard_at: Some(held.now),
    };
    let said = &heard.said;
    if *said == before {
        return Ok(match stored.is_news(held.now) {
            true => Brought::Word(heard),
            false => Brought::Nothing,
        });
    }
    let mut change = Change {
        held,
        stored,
        before: &before,
        said,
        after: stored.dossier.clone(),
        lines: Vec::new(),
        remarks: Vec::new(),
    };
    change.facts();
    change.received();
    change.due();
    change.state()?;
    change.days();
    let application = change.application(reported);
    let Change {
        mut after,
        lines,
        remarks,
        ..
    } = change;
    after.count_delay(&held.ground.calendar);
    after.settle();
    if contradicts(&after) {
        return Err(Fault::Contradicts);
    }
    if lines.is_empty() {
        return Ok(Brought::Word(heard));
    }
    Ok(Brought::Change(Box::new(Update {
        after,
        application,
        heard,
        note: lines.join("; "),
        remarks,
    })))
}

fn contradicts(dossier: &Dossier) -> bool {
    let received = dossier.received_at;
    dossier.first_due_at.is_some_and(|due| due < received)
        || dossier.ended_at.is_some_and(|ended| ended < received)
        || (dossier.returned_at.is_some() && dossier.ended_at.is_none())
}

impl Stored {
    fn heard_at(&self) -> Option<NaiveDateTime> {
        self.heard.as_ref().and_then(|heard| heard.heard_at)
    }

    /// Whether its clock was moved here since the software was heard last, or the software was never heard: the file may
    /// not know of it yet.
    fn is_ahead(&self) -> bool {
        self.heard.is_none() || self.moved_at > self.heard_at()
    }

    /// Whether it was seen late before.
    fn was_late(&self) -> bool {
        let due = self.dossier.first_due_at;
        due.is_some() && self.heard_at() > due
    }

    /// Whether it must be known that the software says the same still: something was done here, or its day passed.
    fn is_news(&self, now: NaiveDateTime) -> bool {
        let is_late = self.dossier.first_due_at.is_some_and(|due| now > due);
        let is_open = self.dossier.state.is_open();
        is_open && (self.is_ahead() || is_late && !self.was_late())
    }
}

impl Change<'_> {
    /// "Hạn trả: 01/12/2026 → 05/12/2026". History is kept in the language of the office.
    fn tell(&mut self, what: &str, from: &str, to: &str) {
        let what = t!(format!("dossier_import.column.{what}"), locale = "vi");
        let from = if from.is_empty() { "–" } else { from };
        self.lines.push(format!("{what}: {from} → {to}"));
    }

    /// The same, where it stays as it is here.
    fn tell_kept(&mut self, what: &str, from: &str, to: &str) {
        self.tell(what, from, to);
        if let Some(line) = self.lines.last_mut() {
            line.push_str(&t!("dossier_import.kept", locale = "vi"));
        }
    }

    fn facts(&mut self) {
        let (before, said) = (self.before, self.said);
        if said.procedure != before.procedure || said.field != before.field {
            let old = self.after.procedure_name.clone();
            self.after.field.clear();
            self.held.name_procedure(&mut self.after, said);
            let new = self.after.procedure_name.clone();
            if old != new || said.field != before.field {
                self.tell("procedure", &old, &new);
            }
        }
        if said.officer != before.officer {
            let (old, new) = (words(before.officer.as_ref()), words(said.officer.as_ref()));
            let was = (self.after.officer_id, self.after.officer_name.clone());
            self.held.name_officer(&mut self.after, said);
            if was.0.is_some() && self.after.officer_id.is_none() {
                // Nobody here has that name: whoever works on it goes on.
                (self.after.officer_id, self.after.officer_name) = was;
                self.tell_kept("officer", &old, &new);
            } else if was != (self.after.officer_id, self.after.officer_name.clone()) {
                self.tell("officer", &old, &new);
            }
        }
        if let Some(way) = said.way.filter(|way| *way != self.after.way) {
            let old = self.after.way;
            self.after.way = way;
            self.tell("way", old.as_str(), way.as_str());
        }
        if said.contacts != before.contacts {
            self.after.contacts = said.contacts;
            self.tell("contacts", &words(before.contacts), &words(said.contacts));
        }
        if said.agencies != before.agencies {
            self.after.agencies = said.agencies;
            self.tell("agencies", &words(before.agencies), &words(said.agencies));
        }
    }

    fn received(&mut self) {
        if is_other(Some(self.before.received), Some(self.said.received)) {
            let (old, new) = (self.before.received, self.said.received);
            self.after.received_at = self.held.received_at(new);
            self.tell("received", &old.written(), &new.written());
        }
    }

    /// The day that was promised first stays, however often the software moves it: lateness is not edited away.
    fn due(&mut self) {
        let Some(due) = self.said.due else { return };
        if !is_other(self.before.due, Some(due)) {
            return;
        }
        let old = self.before.due.map(Told::written).unwrap_or_default();
        let due_at = self.held.due_at(due);
        let Some(first) = self.after.first_due_at else {
            self.after.first_due_at = Some(due_at);
            self.after.due_at = Some(due_at);
            self.tell("due", &old, &due.written());
            return;
        };
        if due_at > first {
            self.remarks.push(Fault::DueMoved);
        }
        self.tell_kept("due", &old, &due.written());
    }

    /// Whether a dossier goes where the software says: to another open state where the software knows what was done
    /// here, from an open state to an end, from ready to returned. A supplement is asked for once
    /// (NĐ 61/2018/NĐ-CP Điều 19 khoản 4).
    fn goes(&mut self, old: State, new: State) -> bool {
        if !(old.is_open() && new.is_open()) {
            return old.is_open() || (old, new) == (State::Ready, State::Returned);
        }
        if self.stored.is_ahead() {
            return false;
        }
        let again = new == State::Supplement && self.after.supplements > 0;
        if again {
            self.remarks.push(Fault::SupplementAgain);
        }
        !again
    }

    /// Goes forward; anything else is told and not done.
    fn state(&mut self) -> Result<(), Fault> {
        let (old, new) = (self.after.state, self.said.state);
        if new == self.before.state || new == old {
            return Ok(());
        }
        if !self.goes(old, new) {
            self.tell_kept("state", state_word(old), state_word(new));
            return Ok(());
        }
        let (now, counting) = (self.held.now, self.held.ground.counting());
        let counted = match (old, new) {
            (State::Supplement, State::Working) => self.after.complete(now, counting),
            (State::Suspended, State::Working) => self.after.go_on(now, counting),
            // A result that is ready while the clock stands ended the wait as well.
            (_, State::Ready | State::Returned) => {
                let ended = self
                    .said
                    .ended
                    .map_or(now, |told| self.held.ended_at(told, self.said));
                self.after.go_on(ended, counting)
            }
            (_, new) if new.stands_still() => {
                self.after.supplements |= i32::from(new == State::Supplement);
                if self.after.stopped_at.is_none() {
                    let seen = match self.stored.was_late() {
                        true => now,
                        false => self.held.stood_from(&self.after),
                    };
                    self.after.stop(seen);
                }
                Ok(())
            }
            _ => Ok(()),
        };
        counted.map_err(|missing| Fault::NoCalendar(missing.year))?;
        self.after.state = new;
        self.tell("state", state_word(old), state_word(new));
        Ok(())
    }

    /// When it was over. What was noted here stays.
    fn days(&mut self) {
        let (before, said) = (self.before, self.said);
        if let Some(told) = said
            .ended
            .filter(|told| is_other(before.ended, Some(*told)))
        {
            let old = before.ended.map(Told::written).unwrap_or_default();
            if self.after.state.is_open()
                || (self.after.ended_at.is_some() && before.ended.is_none())
            {
                self.tell_kept("ended", &old, &told.written());
            } else {
                let at = self.held.ended_at(told, said).max(self.after.received_at);
                self.after.end(at);
                self.tell("ended", &old, &told.written());
            }
        }
        if let Some(told) = said
            .returned
            .filter(|told| is_other(before.returned, Some(*told)))
        {
            let old = before.returned.map(Told::written).unwrap_or_default();
            let noted_here = self.after.returned_at.is_some() && before.returned.is_none();
            if self.after.state != State::Returned || noted_here {
                self.tell_kept("returned", &old, &told.written());
            } else {
                let at = self.held.ended_at(told, said);
                self.after.returned_at = Some(at).max(self.after.ended_at);
                self.tell("returned", &old, &told.written());
            }
        }
    }

    /// Whose it is. History says that it changed, not from what: it outlives the data. What was erased stays erased.
    fn application(&mut self, reported: &Reported) -> Option<Application> {
        if self.said.applicant == self.before.applicant {
            return None;
        }
        let known = self.stored.application.as_ref()?;
        let mut new = known.clone();
        reported.applicant.put_into(&mut new);
        if new == *known {
            return None;
        }
        let text = t!("dossier_import.applicant_changed", locale = "vi");
        self.lines.push(text.into_owned());
        Some(new)
    }
}

/// Another moment; a day without a time is none other than a moment of that day.
fn is_other(old: Option<Told>, new: Option<Told>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) if old.time.is_none() || new.time.is_none() => old.day != new.day,
        (old, new) => old != new,
    }
}

fn words(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
