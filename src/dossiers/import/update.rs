//! What a file says otherwise than the last time, put onto a dossier that is there (pure). What was done here is never
//! undone: the first day that was promised stays, a new one that was promised with an apology stays, a state only goes
//! forward. Every change is told in one line of history.

use rust_i18n::t;

use super::fault::Fault;
use super::ground::Held;
use super::moment::Told;
use super::said::{Reported, Said};
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
    pub said: Option<Said>,
}

/// A change of a dossier.
pub struct Update {
    /// As it is now.
    pub after: Dossier,
    /// Its application, if that changed.
    pub application: Option<Application>,
    /// What is said of it now.
    pub said: Said,
    /// The line of history.
    pub note: String,
    /// Whether a promise was moved later.
    pub due_moved: bool,
}

/// A change that is being put together.
struct Change<'a> {
    held: &'a Held,
    before: &'a Said,
    said: &'a Said,
    after: Dossier,
    lines: Vec<String>,
    due_moved: bool,
}

/// What changes; nothing where the file says what it said.
///
/// # Errors
/// The days that are told contradict those that are kept.
pub fn update(held: &Held, stored: &Stored, reported: &Reported) -> Result<Option<Update>, Fault> {
    let kept = || Said::of(&stored.dossier, stored.application.as_ref());
    let before = stored.said.clone().unwrap_or_else(kept);
    let said = before.then(&reported.said);
    if said == before {
        return Ok(None);
    }
    let mut change = Change {
        held,
        before: &before,
        said: &said,
        after: stored.dossier.clone(),
        lines: Vec::new(),
        due_moved: false,
    };
    change.facts();
    change.received();
    change.due();
    change.state();
    change.days();
    let application = change.application(stored, reported);
    let Change {
        mut after,
        lines,
        due_moved,
        ..
    } = change;
    after.count_delay(&held.ground.calendar);
    after.settle();
    if contradicts(&after) {
        return Err(Fault::Contradicts);
    }
    if lines.is_empty() {
        return Ok(None);
    }
    Ok(Some(Update {
        after,
        application,
        said: said.clone(),
        note: lines.join("; "),
        due_moved,
    }))
}

fn contradicts(dossier: &Dossier) -> bool {
    let received = dossier.received_at;
    dossier.first_due_at.is_some_and(|due| due < received)
        || dossier.ended_at.is_some_and(|ended| ended < received)
        || (dossier.returned_at.is_some() && dossier.ended_at.is_none())
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
        self.due_moved = due_at > first;
        self.tell_kept("due", &old, &due.written());
    }

    /// Goes forward: to another open state, from an open one to an end, from ready to returned. Anything else is told
    /// and not done.
    fn state(&mut self) {
        let (old, new) = (self.after.state, self.said.state);
        if new == self.before.state || new == old {
            return;
        }
        let forward = old.is_open() || (old, new) == (State::Ready, State::Returned);
        if !forward {
            self.tell_kept("state", state_word(old), state_word(new));
            return;
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
                    self.after.stop(now);
                }
                Ok(())
            }
            _ => Ok(()),
        };
        if let Err(missing) = counted {
            tracing::warn!(%missing, dossier = self.after.id, "a dossier waits for the calendar");
        }
        self.after.state = new;
        self.tell("state", state_word(old), state_word(new));
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
    fn application(&mut self, stored: &Stored, reported: &Reported) -> Option<Application> {
        if self.said.applicant == self.before.applicant {
            return None;
        }
        let known = stored.application.as_ref()?;
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
