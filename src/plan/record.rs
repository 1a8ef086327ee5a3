//! A plan as it is kept: what its document says, and whether it holds.

use chrono::NaiveDate;

crate::text_enum! {
    /// Where a plan stands.
    pub enum State {
        /// It is being written.
        Draft => "draft",
        /// It was issued: tasks go on, its items stay as they are.
        InForce => "in_force",
        /// It is over: nothing is noted any more.
        Closed => "closed",
    }
}

crate::text_enum! {
    /// What somebody did to a plan.
    pub enum Step {
        /// Made it.
        Made => "made",
        /// Made it from the year before.
        Copied => "copied",
        /// Put it in force.
        Issued => "issued",
        /// Took it back to be changed.
        Reopened => "reopened",
        /// Closed it.
        Closed => "closed",
    }
}

impl Step {
    /// Where a plan stands after it, if it may be taken where it stands now.
    pub fn from(self, state: State) -> Option<State> {
        match (self, state) {
            (Self::Issued, State::Draft) => Some(State::InForce),
            (Self::Reopened, State::InForce | State::Closed) => Some(State::Draft),
            (Self::Closed, State::InForce) => Some(State::Closed),
            _ => None,
        }
    }
}

/// A plan.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::db::schema::plans)]
pub struct Plan {
    /// Row.
    pub id: i64,
    /// Whose.
    pub unit_id: i64,
    /// For which year.
    pub year: i32,
    /// Against which year.
    pub base_year: i32,
    /// What it is about, as its document says.
    pub title: String,
    /// Number and signs of the document; empty before it has one.
    pub number: String,
    /// Day of the document.
    pub issued_on: Option<NaiveDate>,
    /// Legal basis, a line each.
    pub basis: String,
    /// Who gets a copy, a line each.
    pub copies: String,
    /// What it is for.
    pub purpose: String,
    /// How it is carried out.
    pub organisation: String,
    /// Where it stands.
    #[diesel(deserialize_as = String)]
    pub state: State,
    /// Since when it holds.
    pub in_force_on: Option<NaiveDate>,
}

/// Lines that say something.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_plan_is_reopened_before_it_holds_again() {
        assert_eq!(Step::Issued.from(State::Draft), Some(State::InForce));
        assert_eq!(Step::Issued.from(State::Closed), None);
        assert_eq!(Step::Closed.from(State::Draft), None);
        assert_eq!(Step::Reopened.from(State::Closed), Some(State::Draft));
    }
}
