//! The Vietnamese language as an office needs it: words compared without accents, numbers and notices read aloud, names
//! and personal details found in a text, its beginning for a list. Pure: no database, no request, nothing of ours is
//! imported.

pub mod aloud;
pub mod fold;
pub mod numbers;
pub mod patterns;
pub mod phone;
pub mod redaction;
pub mod said;
pub mod shorten;

pub use aloud::{aloud, unread};
pub use fold::{Word, fold, places_of, split, words};
pub use redaction::{Proposal, blank, proposals};
pub use said::Said;
pub use shorten::shorten;
