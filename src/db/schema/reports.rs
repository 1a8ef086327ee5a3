//! The tables of reports: where they end, whose figures are closed, what they say beside them.

diesel::table! {
    report_rules (unit_id) {
        unit_id -> BigInt,
        cutoff -> Text,
    }
}

diesel::table! {
    closings (id) {
        id -> BigInt,
        unit_id -> BigInt,
        year -> Integer,
        period -> Text,
        cutoff -> Text,
        first_day -> Date,
        last_day -> Date,
        closed_at -> Timestamp,
        closed_by -> BigInt,
        /// The last ballot of the box at that moment, and its link.
        last_seq -> BigInt,
        link -> Binary,
        /// JSON.
        unit_ids -> Text,
        /// JSON: ballots by channel.
        ballots -> Text,
        /// JSON of the report's figures, and its SHA-256.
        figures -> Text,
        digest -> Binary,
    }
}

diesel::table! {
    report_words (unit_id, year, period) {
        unit_id -> BigInt,
        year -> Integer,
        period -> Text,
        number -> Text,
        signed_on -> Nullable<Date>,
        recipient -> Text,
        causes -> Text,
        remedies -> Text,
        copies -> Text,
        capacity -> Text,
        signer -> Text,
        version -> BigInt,
    }
}
