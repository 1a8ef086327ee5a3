//! The SQL of the register. Every change of a case goes through [`insert_case`] or [`save_case`], which move its
//! counts and write its history in the same transaction.

mod answers;
mod cases;
mod contacts;
mod events;
mod keepers;
mod kin;
mod list;
mod named;
mod people;
mod rules;
mod tallies;
mod words;
mod year;

pub use answers::{Answer, approve_answer, insert_answer, list_answers, return_answers};
pub use cases::{NewCase, Saved, find_case, find_case_against, hold_case, insert_case, save_case};
pub(in crate::complaints) use cases::{not_hidden, seen_by, seen_on_a_walk_by};
pub use contacts::{Contact, find_contact, replace_contact, was_corrected};
pub use events::{
    Entry, Event, has_event_since, insert_event, list_events, list_message_keys, message_key,
};
pub use keepers::{count_unkept, entrust, entrust_confined, find_keeper, list_orphans};
pub use kin::{hold_matter, list_matter, list_naming, reread_case};
pub use list::{Listed, Tab, Today, count_tabs, list_cases, list_emergencies, search_cases};
pub use named::{is_named, keep_out, list_named, list_told, name_officer, unname_officer};
pub use people::{Colleague, list_people_of};
pub use rules::{delete_rules, find_own_rules, find_rules, replace_rules};
pub use tallies::{
    FieldTally, Tally, find_years, list_field_tallies, list_tallies, recount_tallies, sum_tallies,
};
pub use words::{index_case, newest_with_all};
pub use year::{Outline, list_outlines};
