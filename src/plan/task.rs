//! What is to be done for an item: who leads, who joins, by when, and how it goes on.

use chrono::{Duration, NaiveDate, NaiveDateTime};

/// Days ahead in which a task is called due soon.
const SOON: i64 = 14;

crate::text_enum! {
    /// Where a task stands.
    pub enum TaskState {
        /// Not begun.
        Open => "open",
        /// Begun.
        Doing => "doing",
        /// Done.
        Done => "done",
        /// Given up.
        Dropped => "dropped",
    }
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Row.
    pub id: i64,
    /// The item.
    pub item_id: i64,
    /// What is to be done.
    pub words: String,
    /// Account of who leads.
    pub lead_id: Option<i64>,
    /// Name of that account, or words where it is nobody who signs in.
    pub lead: String,
    /// The words alone, as they were typed.
    pub lead_words: String,
    /// Accounts and names of who joins.
    pub joins: Vec<(i64, String)>,
    /// Who else joins.
    pub join_words: String,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Where it stands.
    pub state: TaskState,
    /// How it went on, the first note first.
    pub notes: Vec<Note>,
}

/// A word on how a task goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Name of who noted it.
    pub by: String,
    /// When, UTC.
    pub at: NaiveDateTime,
    /// Where the task stood from then on.
    pub state: TaskState,
    /// What was noted.
    pub words: String,
}

/// How near the day of a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Its day has passed, by so many days.
    Overdue(i64),
    /// Its day is near: in so many days.
    Soon(i64),
    /// Neither.
    Calm,
}

impl Task {
    /// Whether something is still to be done.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, TaskState::Open | TaskState::Doing)
    }

    /// How near its day is.
    pub fn urgency(&self, today: NaiveDate) -> Urgency {
        let due = self.due.filter(|_| self.is_open());
        match due.map(|due| (due - today).num_days()) {
            Some(left) if left < 0 => Urgency::Overdue(-left),
            Some(left) if left <= Duration::days(SOON).num_days() => Urgency::Soon(left),
            _ => Urgency::Calm,
        }
    }

    /// Who joins, in words.
    pub fn joining(&self) -> String {
        let names = self.joins.iter().map(|(_, name)| name.as_str());
        let words = Some(self.join_words.as_str()).filter(|words| !words.is_empty());
        names.chain(words).collect::<Vec<_>>().join(", ")
    }

    /// Whether an account leads or joins.
    pub fn is_of(&self, account_id: i64) -> bool {
        self.lead_id == Some(account_id) || self.joins.iter().any(|(id, _)| *id == account_id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_is_never_late() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let mut task = Task {
            id: 1,
            item_id: 1,
            words: "Niêm yết".to_owned(),
            lead_id: None,
            lead: String::new(),
            lead_words: String::new(),
            joins: Vec::new(),
            join_words: String::new(),
            due: Some(day("2026-06-15")),
            state: TaskState::Open,
            notes: Vec::new(),
        };
        assert_eq!(task.urgency(day("2026-05-31")), Urgency::Calm);
        assert_eq!(task.urgency(day("2026-06-01")), Urgency::Soon(14));
        assert_eq!(task.urgency(day("2026-06-15")), Urgency::Soon(0));
        assert_eq!(task.urgency(day("2026-06-16")), Urgency::Overdue(1));
        task.state = TaskState::Done;
        assert_eq!(task.urgency(day("2026-06-16")), Urgency::Calm);
    }
}
