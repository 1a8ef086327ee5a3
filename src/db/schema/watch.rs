//! What is watched and rang, and what is supervised and was answered.

diesel::table! {
    watch_rules (unit_id, subject) {
        unit_id -> BigInt,
        subject -> Text,
        active -> Bool,
        span -> Text,
        /// In the subject's own unit.
        rings_at -> Integer,
        quiet_at -> Integer,
        told -> Text,
        changed_by -> BigInt,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    watch_alerts (id) {
        id -> BigInt,
        unit_id -> BigInt,
        subject -> Text,
        began_at -> Timestamp,
        /// JSON, as of the moment at which it began.
        evidence -> Text,
        reminded_at -> Nullable<Timestamp>,
        acknowledged_at -> Nullable<Timestamp>,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    watch_events (id) {
        id -> BigInt,
        alert_id -> BigInt,
        at -> Timestamp,
        step -> Text,
        account_id -> Nullable<BigInt>,
        name -> Text,
        note -> Text,
    }
}

diesel::table! {
    watch_letters (account_id) {
        account_id -> BigInt,
        wanted -> Bool,
    }
}

diesel::table! {
    supervision_rules (unit_id) {
        unit_id -> BigInt,
        /// Working days.
        days -> Integer,
        changed_by -> BigInt,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    supervision_notes (id) {
        id -> BigInt,
        unit_id -> BigInt,
        account_id -> BigInt,
        name -> Text,
        organisation -> Text,
        about -> Text,
        subject -> Text,
        asked_at -> Timestamp,
    }
}

diesel::table! {
    supervision_entries (id) {
        id -> BigInt,
        note_id -> BigInt,
        follows -> Nullable<BigInt>,
        step -> Text,
        account_id -> BigInt,
        name -> Text,
        at -> Timestamp,
        /// Working days.
        days -> Nullable<Integer>,
        text -> Text,
    }
}
