//! One binary of stories: what citizens, clerks, leaders and tablets do over HTTP, each story on both databases.
//! `harness` knows how to start a server and who the people are; `tidy` keeps the tree in order.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a story that cannot go on should stop where it is"
)]

mod accounts;
mod admin;
mod answers;
mod apologies;
mod areas;
mod ballot_box;
mod breakdown;
mod calendar;
mod care;
mod cases;
mod circumstances;
mod complaint_settings;
mod demo;
mod devices;
mod dossier_import;
mod dossiers;
mod duties;
mod evaluation;
mod exchange;
mod figures;
mod follow;
mod hand_over;
mod harness;
mod hostile;
mod indices;
mod languages;
mod ledger;
mod lineage;
mod links;
mod logging;
mod messages;
mod open_data;
mod operator;
mod paper;
mod parts;
mod phone;
mod plan;
mod procedures;
mod publish;
mod raw_ballots;
mod report_form;
mod reports;
mod schema;
mod setup;
mod shell;
mod slips;
mod supervision;
mod tablet;
mod tidy;
mod watch;
mod workbooks;
