//! Where a dossier stands, and what may happen to it (pure).

crate::text_enum! {
    /// Where a dossier stands.
    pub enum State {
        /// Being worked on.
        Working => "working",
        /// The applicant was asked in writing for what is missing; the clock stands.
        Supplement => "supplement",
        /// It waits for another body, or for a payment; the clock stands.
        Suspended => "suspended",
        /// The result lies ready.
        Ready => "ready",
        /// The applicant has the result.
        Returned => "returned",
        /// Not taken in, or refused, in writing.
        Refused => "refused",
        /// The applicant took it back.
        Withdrawn => "withdrawn",
    }
}

crate::text_enum! {
    /// What happens to a dossier.
    pub enum Step {
        /// It came in.
        Receive => "receive",
        /// The applicant is asked in writing for what is missing: once (NĐ 61/2018/NĐ-CP Điều 17, 19).
        AskSupplement => "ask_supplement",
        /// What was missing came: the period begins anew (NĐ 61/2018/NĐ-CP Điều 19 khoản 4).
        TakeSupplement => "take_supplement",
        /// The clock is stopped.
        Suspend => "suspend",
        /// It goes on.
        Resume => "resume",
        /// The result is ready.
        Finish => "finish",
        /// The applicant got it.
        Return => "return",
        /// It is refused in writing.
        Refuse => "refuse",
        /// The applicant takes it back.
        Withdraw => "withdraw",
        /// Something is wrong, lost or damaged (NĐ 61/2018/NĐ-CP Điều 21 khoản 2).
        FindError => "find_error",
        /// Somebody else works on it.
        Assign => "assign",
        /// A remark.
        Note => "note",
        /// A letter of apology was issued.
        Apologise => "apologise",
        /// The letter reached the applicant.
        HandOver => "hand_over",
        /// The one-stop software said something else than before.
        Update => "update",
        /// The working days of its year were loaded, or another calendar was.
        Recount => "recount",
        /// The applicant's data were erased.
        Erase => "erase",
    }
}

impl Step {
    /// Those by which somebody stops the clock or lets it go on.
    pub const CLOCK: [Self; 4] = [
        Self::AskSupplement,
        Self::TakeSupplement,
        Self::Suspend,
        Self::Resume,
    ];
}

impl State {
    /// Whether the result is still owed.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Working | Self::Supplement | Self::Suspended)
    }

    /// Whether the clock stands.
    pub const fn stands_still(self) -> bool {
        matches!(self, Self::Supplement | Self::Suspended)
    }

    /// Where a dossier stands after a step; nothing if the step makes no sense here.
    pub fn after(self, step: Step) -> Option<Self> {
        let next = match step {
            Step::AskSupplement if self == Self::Working => Self::Supplement,
            Step::TakeSupplement if self == Self::Supplement => Self::Working,
            Step::Suspend if self == Self::Working => Self::Suspended,
            Step::Resume if self == Self::Suspended => Self::Working,
            Step::Finish if self.is_open() => Self::Ready,
            Step::Return if self == Self::Ready => Self::Returned,
            Step::Refuse if self.is_open() => Self::Refused,
            Step::Withdraw if self.is_open() => Self::Withdrawn,
            Step::FindError if self != Self::Withdrawn => self,
            Step::Assign if self.is_open() => self,
            Step::Note | Step::Apologise | Step::HandOver | Step::Recount | Step::Erase => self,
            _ => return None,
        };
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_returned_after_it_was_ready_and_never_twice() {
        assert_eq!(State::Working.after(Step::Return), None);
        let ready = State::Working.after(Step::Finish).expect("ready");
        let returned = ready.after(Step::Return).expect("returned");
        assert_eq!(returned.after(Step::Return), None);
        assert_eq!(returned.after(Step::FindError), Some(State::Returned));
        assert!(!returned.is_open() && !ready.is_open());
    }
}
