//! The tables in the types that both databases share. Kept by hand beside the migrations; a test selects every
//! column from both databases. Times are UTC; ids of 16 bytes are UUIDs.

#![expect(
    missing_docs,
    reason = "the columns are documented where their name does not say it"
)]

mod breakdowns;
mod calendar;
mod evaluation;
mod exchange;
mod one_stop;
mod outbox;
mod plan;
mod register;
mod relations;
mod reports;
mod slips;
mod tallies;
mod watch;

pub use breakdowns::*;
pub use calendar::{calendar_days, calendar_years};
pub use evaluation::{evaluation_statements, evaluation_unfounded};
pub use exchange::*;
pub use one_stop::*;
pub use outbox::messages;
pub use plan::{plan_events, plan_items, plan_joins, plan_notes, plan_readings, plan_tasks, plans};
pub use register::*;
pub use reports::{closings, report_rules, report_words};
pub use slips::{slip_tallies, slip_tokens, slip_uses};
pub use tallies::*;
pub use watch::*;

diesel::table! {
    settings (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    units (id) {
        id -> BigInt,
        code -> Text,
        name -> Text,
        parent_id -> Nullable<BigInt>,
        /// Ids of all ancestors and of the unit itself: `/1/7/`.
        path -> Text,
        hotline -> Text,
        address -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    unit_formers (unit_id, former_id) {
        unit_id -> BigInt,
        /// The unit that became part of it.
        former_id -> BigInt,
        since -> Date,
    }
}

diesel::table! {
    accounts (id) {
        id -> BigInt,
        unit_id -> BigInt,
        role -> Text,
        name -> Text,
        login -> Text,
        password_hash -> Text,
        active -> Bool,
        created_at -> Timestamp,
        email -> Text,
    }
}

diesel::table! {
    sessions (key_hash) {
        key_hash -> Text,
        account_id -> Nullable<BigInt>,
        /// JSON of what the session holds.
        state -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    counters (id) {
        id -> BigInt,
        unit_id -> BigInt,
        name -> Text,
        officer_id -> Nullable<BigInt>,
        active -> Bool,
        /// The only field that it serves; empty where there are several.
        field -> Text,
    }
}

diesel::table! {
    devices (id) {
        id -> BigInt,
        public_id -> Text,
        unit_id -> BigInt,
        counter_id -> Nullable<BigInt>,
        token_hash -> Text,
        created_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
        /// JSON of the opening hours; null: always open.
        hours -> Nullable<Text>,
        /// Salted hash of the staff's PIN on the tablet.
        pin -> Nullable<Text>,
    }
}

diesel::table! {
    device_installs (install_id) {
        /// UUID of one lifetime of a tablet's storage.
        install_id -> Binary,
        device_id -> BigInt,
        /// Ballots of it in the box.
        stored -> BigInt,
        /// What the tablet said last: records made.
        captured -> BigInt,
        waiting -> BigInt,
        /// Records that the server would not take, kept on the tablet.
        refused -> BigInt,
        /// Records that the staff threw away.
        discarded -> BigInt,
        /// When it said so.
        seen_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    device_states (device_id) {
        device_id -> BigInt,
        install_id -> Binary,
        seen_at -> Timestamp,
        /// Version of the tablet's program.
        app -> Text,
        oldest_waiting_at -> Nullable<Timestamp>,
        /// Waiting records of another unit.
        elsewhere -> BigInt,
        /// The page is a secure context: service worker, cryptography and wake lock are there.
        secure -> Bool,
        storage_works -> Bool,
        persisted -> Nullable<Bool>,
        used_bytes -> Nullable<BigInt>,
        quota_bytes -> Nullable<BigInt>,
        /// The screen is kept on.
        awake -> Nullable<Bool>,
        /// Percent.
        battery -> Nullable<Integer>,
        charging -> Nullable<Bool>,
        /// Seconds that the tablet's clock is behind ours.
        skew_s -> Integer,
        last_input_at -> Nullable<Timestamp>,
        /// When it was first heard that somebody had rated since.
        rated_at -> Nullable<Timestamp>,
        /// 631 is 6.31 CSS pixels to a millimetre.
        px_per_mm_hundredths -> Nullable<Integer>,
        screen -> Text,
        /// Where it asked from.
        address -> Text,
        model -> Text,
    }
}

diesel::table! {
    pairings (id) {
        id -> BigInt,
        code -> Text,
        secret_hash -> Text,
        install_id -> Binary,
        address -> Text,
        model -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        polled_at -> Nullable<Timestamp>,
        /// The tablet that it became.
        device_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    links (id) {
        id -> BigInt,
        code -> Text,
        unit_id -> BigInt,
        counter_id -> Nullable<BigInt>,
        channel -> Text,
        created_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    questionnaires (id) {
        id -> BigInt,
        version -> Text,
        /// JSON of the criteria.
        definition -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    ballots (seq) {
        /// Place in the chain, from 1, without gaps.
        seq -> BigInt,
        /// UUID made by the sender.
        id -> Binary,
        unit_id -> BigInt,
        channel -> Text,
        counter_id -> Nullable<BigInt>,
        device_id -> Nullable<BigInt>,
        link_id -> Nullable<BigInt>,
        questionnaire_id -> BigInt,
        /// Canonical JSON: criterion code to score, null for "không có ý kiến".
        answers -> Text,
        reasons -> Nullable<Text>,
        /// SHA-256 of salt and comment.
        comment_seal -> Nullable<Binary>,
        lang -> Text,
        partial -> Bool,
        /// When the citizen finished, corrected by the sender's clock error.
        rated_at -> Timestamp,
        /// Seconds added to the sender's clock; null where the sender told no time.
        skew_s -> Nullable<Integer>,
        /// Seconds from first touch to the end by the sender's clock.
        duration_s -> Nullable<Integer>,
        /// The same by its monotonic timer, milliseconds.
        elapsed_ms -> Nullable<Integer>,
        install_id -> Nullable<Binary>,
        install_seq -> Nullable<BigInt>,
        received_at -> Timestamp,
        /// SHA-256 of what the sender said.
        digest -> Binary,
        /// SHA-256 of the previous link, the digest and what the server noted.
        link -> Binary,
        /// Version of the scale on the screen.
        scale -> Nullable<Text>,
        /// `landscape` or `portrait`.
        layout -> Nullable<Text>,
        /// Codes of what the tablet noticed, with commas between.
        signals -> Nullable<Text>,
        /// Who was on duty at the counter.
        officer_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    ledger_head (id) {
        id -> BigInt,
        seq -> BigInt,
        link -> Binary,
    }
}

diesel::table! {
    ballot_comments (ballot_seq) {
        ballot_seq -> BigInt,
        salt -> Binary,
        comment -> Text,
        /// The unit that was rated.
        unit_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    ballot_flags (ballot_seq, flag) {
        ballot_seq -> BigInt,
        flag -> Text,
    }
}

diesel::table! {
    ballot_conflicts (id) {
        id -> BigInt,
        ballot_id -> Binary,
        unit_id -> BigInt,
        /// JSON as it came.
        payload -> Text,
        digest -> Binary,
        received_at -> Timestamp,
    }
}

diesel::table! {
    targets (unit_id, year, measure) {
        unit_id -> BigInt,
        year -> Integer,
        /// `overall` or a dimension's code.
        measure -> Text,
        /// 8250 is 82.50 %.
        hundredths -> Integer,
    }
}

diesel::table! {
    baselines (id) {
        id -> BigInt,
        unit_id -> Nullable<BigInt>,
        area -> Text,
        year -> Integer,
        measure -> Text,
        /// 8250 is 82.50 %.
        hundredths -> Integer,
        source -> Text,
        seen_in_source -> Bool,
    }
}
