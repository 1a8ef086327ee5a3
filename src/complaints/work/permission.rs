//! Which role may take which step of a case (pure). Whether the step makes sense where the case stands is decided by
//! the case itself.

use crate::accounts::{Role, Task, tasks};
use crate::complaints::case::Case;
use crate::complaints::state::Step;

/// Whether a role may take a step.
pub fn may(role: Role, step: Step) -> bool {
    let roles = match step {
        Step::Classify
        | Step::Assign
        | Step::Split
        | Step::Join
        | Step::Accuse
        | Step::Confine
        | Step::Forward => tasks::TriageComplaints::ROLES,
        Step::Acknowledge
        | Step::Start
        | Step::Pause
        | Step::Resume
        | Step::Note
        | Step::Attach
        | Step::Write
        | Step::Reopen
        | Step::Correct => tasks::HandleComplaints::ROLES,
        Step::Return | Step::Approve | Step::Refuse | Step::Close | Step::Clear | Step::Release => {
            tasks::ApproveAnswers::ROLES
        }
        Step::Publish | Step::Withdraw => tasks::PublishAnswers::ROLES,
        Step::Receive
        | Step::Unassign
        | Step::Entrust
        | Step::Rate
        | Step::Lapse
        | Step::Escalate
        | Step::Recount
        | Step::Deny
        | Step::Erase => &[],
    };
    roles.contains(&role)
}

/// Whether somebody of this role may take a step of this case now.
pub fn may_now(role: Role, step: Step, case: &Case) -> bool {
    may(role, step) && case.allows(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_but_a_leader_speaks_the_last_word() {
        for step in [
            Step::Approve,
            Step::Refuse,
            Step::Close,
            Step::Release,
            Step::Clear,
        ] {
            for role in Role::ALL {
                assert_eq!(may(*role, step), *role == Role::Leader, "{role} {step}");
            }
        }
    }

    #[test]
    fn who_supervises_or_runs_the_system_changes_no_case() {
        for step in Step::ALL {
            assert!(
                !may(Role::Observer, *step) && !may(Role::Admin, *step),
                "{step}"
            );
        }
    }
}
