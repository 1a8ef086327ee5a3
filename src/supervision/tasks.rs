//! Who may do what in supervision.

use crate::accounts::{Role, Task};

/// Reading notes and their answers.
pub struct ReadNotes;
/// Writing notes, and judging their answers.
pub struct WriteNotes;
/// Answering notes, and setting within how many days.
pub struct AnswerNotes;
/// Reading registers without persons.
pub struct ReadRegisters;

impl Task for ReadNotes {
    const ROLES: &'static [Role] = &[Role::Leader, Role::Observer];
}

impl Task for WriteNotes {
    const ROLES: &'static [Role] = &[Role::Observer];
}

impl Task for AnswerNotes {
    const ROLES: &'static [Role] = &[Role::Leader];
}

impl Task for ReadRegisters {
    const ROLES: &'static [Role] = &[Role::Leader, Role::Observer];
}
