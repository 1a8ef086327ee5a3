//! Where a case stands and what may be done with it there (pure). Who may do it is decided by `handlers`.

crate::text_enum! {
    /// Where a case stands.
    pub enum State {
        /// In the register; nobody has decided what it is.
        Received => "received",
        /// An official decided its class.
        Classified => "classified",
        /// Somebody is to work on it.
        Assigned => "assigned",
        /// Being worked on.
        InProgress => "in_progress",
        /// The clock stands: others must act first.
        Waiting => "waiting",
        /// A leader approved the answer.
        Answered => "answered",
        /// Over: the citizen agreed, or did not object in time.
        Closed => "closed",
        /// The citizen says that it is not solved.
        Reopened => "reopened",
        /// Not taken in, for a reason in law.
        Refused => "refused",
        /// Handed to the authority that must see to it.
        Forwarded => "forwarded",
    }
}

crate::text_enum! {
    /// What was done with a case.
    pub enum Step {
        /// Came into the register.
        Receive => "receive",
        /// The citizen was told that it is being seen to.
        Acknowledge => "acknowledge",
        /// Its class was decided, or decided anew.
        Classify => "classify",
        /// Given to somebody.
        Assign => "assign",
        /// Taken from whoever had it: somebody else must be given it.
        Unassign => "unassign",
        /// Work began.
        Start => "start",
        /// The clock was stopped.
        Pause => "pause",
        /// The clock goes on.
        Resume => "resume",
        /// A note for colleagues.
        Note => "note",
        /// A file was added.
        Attach => "attach",
        /// An answer was written for the leader.
        Write => "write",
        /// The leader sent the answer back.
        Return => "return",
        /// The leader approved the answer.
        Approve => "approve",
        /// Ended.
        Close => "close",
        /// Not solved: goes on.
        Reopen => "reopen",
        /// Not taken in.
        Refuse => "refuse",
        /// Handed to another authority.
        Forward => "forward",
        /// A part became a case of its own.
        Split => "split",
        /// Found to say the same as an earlier case.
        Join => "join",
        /// An officer was named in it.
        Accuse => "accuse",
        /// An officer is not named in it after all.
        Clear => "clear",
        /// Shown to its keeper alone.
        Confine => "confine",
        /// Given to the leader who keeps it.
        Entrust => "entrust",
        /// Shown to those who usually see it.
        Release => "release",
        /// The answer is read in public.
        Publish => "publish",
        /// The answer is not read in public any more.
        Withdraw => "withdraw",
        /// The citizen rated the handling.
        Rate => "rate",
        /// Its day passed.
        Lapse => "lapse",
        /// The leader was told.
        Escalate => "escalate",
        /// Its day was counted anew after the calendar changed.
        Recount => "recount",
        /// Somebody whom it names tried to open or change it.
        Deny => "deny",
        /// Name, phone and address were erased by rule.
        Erase => "erase",
        /// Name, phone or address were corrected, or erased because the citizen asked for it.
        Correct => "correct",
    }
}

impl State {
    /// What still has to be done.
    pub const OPEN: &'static [Self] = &[
        Self::Received,
        Self::Classified,
        Self::Assigned,
        Self::InProgress,
        Self::Waiting,
        Self::Reopened,
    ];

    /// Whether something is still owed.
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }

    /// Where the case stands after a step; nothing where the step makes no sense.
    pub fn after(self, step: Step) -> Option<Self> {
        use State::{
            Answered, Assigned, Classified, Closed, Forwarded, InProgress, Received, Refused,
            Reopened, Waiting,
        };
        let decided = matches!(
            self,
            Classified | Assigned | InProgress | Waiting | Reopened
        );
        match step {
            Step::Classify if self == Received => Some(Classified),
            Step::Classify if decided => Some(self),
            Step::Assign if matches!(self, Classified | Assigned | Reopened) => Some(Assigned),
            // Work that began, and an answer that waits, stay where they are.
            Step::Assign if self == InProgress => Some(InProgress),
            // Nobody works on it, and the inbox says so.
            Step::Unassign if matches!(self, Assigned | InProgress) => Some(Classified),
            Step::Start if matches!(self, Classified | Assigned | Reopened) => Some(InProgress),
            Step::Pause if matches!(self, Classified | Assigned | InProgress | Reopened) => {
                Some(Waiting)
            }
            Step::Resume if self == Waiting => Some(InProgress),
            Step::Write if decided && self != Waiting => Some(InProgress),
            Step::Return if self == InProgress => Some(InProgress),
            Step::Approve if self == InProgress => Some(Answered),
            Step::Refuse if decided => Some(Refused),
            Step::Forward if decided => Some(Forwarded),
            Step::Close if self == Answered => Some(Closed),
            Step::Reopen if matches!(self, Answered | Closed) => Some(Reopened),
            Step::Publish | Step::Rate if matches!(self, Answered | Closed) => Some(self),
            Step::Acknowledge | Step::Split | Step::Join | Step::Lapse if self.is_open() => {
                Some(self)
            }
            // What should not be read in public is taken back wherever the case stands.
            Step::Withdraw
            | Step::Unassign
            | Step::Note
            | Step::Attach
            | Step::Accuse
            | Step::Clear
            | Step::Confine
            | Step::Entrust
            | Step::Release
            | Step::Escalate
            | Step::Recount
            | Step::Deny
            | Step::Erase
            | Step::Correct => Some(self),
            _ => None,
        }
    }

    /// Whether a step makes sense here.
    pub fn allows(self, step: Step) -> bool {
        self.after(step).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_goes_its_usual_way() {
        let way = [
            (Step::Classify, State::Classified),
            (Step::Assign, State::Assigned),
            (Step::Start, State::InProgress),
            (Step::Pause, State::Waiting),
            (Step::Resume, State::InProgress),
            (Step::Write, State::InProgress),
            (Step::Approve, State::Answered),
            (Step::Reopen, State::Reopened),
            (Step::Write, State::InProgress),
            (Step::Approve, State::Answered),
            (Step::Close, State::Closed),
            (Step::Reopen, State::Reopened),
        ];
        let mut state = State::Received;
        for (step, next) in way {
            state = state
                .after(step)
                .unwrap_or_else(|| panic!("{step} from {state}"));
            assert_eq!(state, next, "{step}");
        }
    }

    #[test]
    fn nothing_is_answered_refused_or_forwarded_before_an_official_decided_what_it_is() {
        for step in [
            Step::Approve,
            Step::Refuse,
            Step::Forward,
            Step::Assign,
            Step::Write,
        ] {
            assert_eq!(State::Received.after(step), None, "{step}");
        }
    }

    #[test]
    fn what_is_over_stays_over_but_for_the_citizen() {
        for state in [State::Refused, State::Forwarded, State::Closed] {
            for step in Step::ALL {
                let next = state.after(*step);
                let reopened = state == State::Closed && *step == Step::Reopen;
                assert!(
                    next.is_none() || next == Some(state) || reopened,
                    "{state} {step}"
                );
            }
        }
    }
}
