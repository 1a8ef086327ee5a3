//! Who hands in what, as it is typed: when a dossier is registered, and when it is put right later.

mod form;
mod pages;

pub use form::ApplicantForm;
