//! The SQL of dossiers. Every change of a dossier goes through [`insert_dossier`] or [`save_dossier`], of many at once through
//! [`insert_reported`] or [`update_reported`], which write its history in the same transaction.

mod applications;
mod catalogue;
mod dossiers;
mod events;
mod list;
mod people;
mod procedures;
mod reported;
mod rules;
mod search;
mod series;
mod tallies;
mod uploads;

pub use applications::{delete_application, find_application, replace_application};
pub use catalogue::{count_procedures, list_catalogue, update_procedure};
pub use dossiers::{
    Saved, find_by_code, find_by_form, find_dossier, hold_dossier, insert_dossier, list_received,
    note_form, save_dossier,
};
pub use events::{Entry, Event, list_events};
pub use list::{Counts, Filter, Listed, Share, Tab, Today, count_tabs, list_dossiers};
pub use people::{list_line, list_officers, list_officers_below};
pub use procedures::{find_procedure, insert_procedure, list_procedures};
pub use reported::{
    ChangedReported, Kept, NewReported, find_reported, insert_reported, note_said, refresh_plans,
    update_reported,
};
pub use rules::{delete_rules, find_own_rules, find_rules, replace_rules};
pub use search::search_dossiers;
pub use series::take_next;
pub use tallies::{
    Moves, Tally, find_years, list_tallies, list_wrong_debts, move_tallies, recount_tallies,
};
pub use uploads::{
    NewUpload, Upload, UploadKind, delete_old_uploads, delete_upload, find_mapping, find_upload,
    insert_upload, replace_mapping, update_upload,
};
