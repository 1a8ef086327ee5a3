//! The SQL of evaluations. Files are counted in groups of those that are alike, from an index that holds all that is
//! asked: a period costs the same work for each of its files and reads none of them.

mod conduct;
mod files;
mod grounds;
mod statements;
mod voices;

pub use conduct::{
    Against, Finding, delete_unfounded, insert_unfounded, list_against, list_against_file,
    list_findings,
};
pub use files::{Groups, Whose, is_reported, list_groups};
pub use grounds::{
    Provided, count_leaders, count_overdue, count_petitions, list_officer_names, list_provided,
};
pub use statements::{find_statements, insert_statement};
pub use voices::{Voices, count_voices};
