//! What a case counts as, and under what (pure). The counts themselves are moved by `store`.

use chrono::Datelike;

use super::case::Case;
use super::class::Class;
use super::state::State;
use crate::clock::local_day;

crate::text_enum! {
    /// What a case counts as.
    pub enum Fact {
        /// Every case.
        Received => "received",
        /// Something is still owed.
        Open => "open",
        /// Done by its day.
        OnTime => "on_time",
        /// Its day passed first.
        Late => "late",
        /// A leader approved an answer.
        Answered => "answered",
        /// The citizen said at least once that it was not solved.
        Reopened => "reopened",
        /// The citizen rated the handling.
        Rated => "rated",
        /// With 4 or 5.
        Satisfied => "satisfied",
        /// With 1 or 2.
        Unsatisfied => "unsatisfied",
        /// A petition within competence: the whole of the first rate of QĐ 766/QĐ-TTg.
        Competent => "competent",
        /// Its part: handled by its day.
        CompetentOnTime => "competent_on_time",
        /// A petition: the whole of the second rate of QĐ 766/QĐ-TTg.
        Petition => "petition",
        /// What the second rate takes off: answered "không hài lòng" or "chưa giải quyết", or late.
        Marred => "marred",
    }
}

/// Under what a case is counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TallyKey {
    /// The unit.
    pub unit_id: i64,
    /// Year in which it was received, in Vietnam.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: i32,
    /// Word of its class, empty while not decided.
    pub class: String,
    /// Its field, may be empty.
    pub field: String,
}

impl Case {
    /// Under what it is counted. What its keeper alone sees is counted as not decided, so that no figure tells of it.
    pub fn tally_key(&self) -> TallyKey {
        let day = local_day(self.received_at);
        let shown = |word: &&str| !word.is_empty() && !self.confined;
        let word = |word: Option<&str>| word.filter(shown).unwrap_or_default().to_owned();
        TallyKey {
            unit_id: self.unit_id,
            year: day.year(),
            month: day.month().cast_signed(),
            class: word(self.class().map(Class::as_str)),
            field: word(Some(&self.field)),
        }
    }

    /// What it counts as. One that says the same as an earlier case is still a citizen who was answered or not. Until
    /// somebody decides, it counts for the rates as what it is taken for: leaving cases undecided betters no rate.
    pub fn facts(&self) -> Vec<Fact> {
        // Hiding a case betters no rate either; by what it was taken for, so that nothing is told of what was decided.
        let class = match self.confined {
            true => self.proposed,
            false => self.class_or_proposed(),
        };
        let done_in_time = self.done_on.is_some() && !self.late;
        let petition = class.is_petition();
        let competent = class.is_competent();
        let unsatisfied = self.score.is_some_and(|score| score <= 2);
        // "Chưa giải quyết" is dissatisfaction, too, unless the citizen says otherwise in the end.
        let unsolved = self.score.is_none() && self.reopened > 0;
        let holds = |fact: &Fact| match fact {
            Fact::Received => true,
            Fact::Open => self.state.is_open(),
            Fact::OnTime => done_in_time,
            Fact::Late => self.late,
            Fact::Answered => matches!(self.state, State::Answered | State::Closed),
            Fact::Reopened => self.reopened > 0,
            Fact::Rated => self.score.is_some(),
            Fact::Satisfied => self.score.is_some_and(|score| score >= 4),
            Fact::Unsatisfied => unsatisfied,
            Fact::Competent => competent,
            Fact::CompetentOnTime => competent && done_in_time,
            Fact::Petition => petition,
            Fact::Marred => petition && (unsatisfied || unsolved || self.late),
        };
        Fact::ALL.iter().copied().filter(holds).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::complaints::case::tests::case_of_december;

    fn marred(case: &Case) -> bool {
        case.facts().contains(&Fact::Marred)
    }

    #[test]
    fn what_the_citizen_calls_unsolved_is_no_satisfaction() {
        let mut case = case_of_december();
        assert!(!marred(&case));
        case.reopened = 1;
        assert!(marred(&case));
        case.score = Some(5);
        assert!(!marred(&case), "in the end it was");
        case.score = Some(2);
        assert!(marred(&case));
    }

    #[test]
    fn what_nobody_has_decided_counts_as_what_it_is_taken_for() {
        let mut case = case_of_december();
        assert_eq!(case.class(), None);
        assert!(case.facts().contains(&Fact::Competent));
        assert_eq!(case.tally_key().class, "");
        case.decide(Class::Elsewhere, None, "");
        let facts = case.facts();
        assert!(facts.contains(&Fact::Petition) && !facts.contains(&Fact::Competent));
        // What it was decided to be is told by nothing; what it was taken for goes on counting.
        case.confined = true;
        assert!(case.facts().contains(&Fact::Competent));
        assert_eq!(case.tally_key().class, "");
    }
}
