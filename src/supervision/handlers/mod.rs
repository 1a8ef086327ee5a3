//! Requests for notes, for what is said of them, and for registers without persons.

pub(super) mod notes;
pub(super) mod registers;
pub(super) mod rules;
pub(super) mod steps;
