//! What was told outside of the own counts, and what other installations told us.

diesel::table! {
    told_cells (unit_id, month, channel, questionnaire_id, criterion) {
        unit_id -> BigInt,
        month -> Date,
        channel -> Text,
        questionnaire_id -> BigInt,
        /// Empty where ballots are counted, in `n1`.
        criterion -> Text,
        n1 -> Integer,
        n2 -> Integer,
        n3 -> Integer,
        n4 -> Integer,
        n5 -> Integer,
        no_opinion -> Integer,
    }
}

diesel::table! {
    told_groups (unit_id, month, until, channel, questionnaire_id, criterion) {
        unit_id -> BigInt,
        month -> Date,
        until -> Date,
        /// Empty where several are told together.
        channel -> Text,
        questionnaire_id -> BigInt,
        /// Empty where ballots are counted, in `n1`.
        criterion -> Text,
        n1 -> Integer,
        n2 -> Integer,
        n3 -> Integer,
        n4 -> Integer,
        n5 -> Integer,
        no_opinion -> Integer,
    }
}

diesel::table! {
    told_years (unit_id, year) {
        unit_id -> BigInt,
        year -> Integer,
        told_at -> Timestamp,
    }
}

diesel::table! {
    foreign_files (id) {
        id -> BigInt,
        unit_id -> BigInt,
        year -> Integer,
        /// Public key, in hexadecimal.
        issuer -> Text,
        content -> Text,
        sha256 -> Text,
        made_at -> Timestamp,
        /// The last day that it counts.
        until -> Date,
        ballots -> BigInt,
        /// Ballots whose scores are too few to be told.
        untold -> BigInt,
        imported_at -> Timestamp,
        /// Null where it was taken by command.
        imported_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    foreign_tally_months (unit_id, month, channel, questionnaire_id, criterion) {
        unit_id -> BigInt,
        /// First day of the last month of the group.
        month -> Date,
        /// Empty where several are told together.
        channel -> Text,
        questionnaire_id -> BigInt,
        criterion -> Text,
        n1 -> Integer,
        n2 -> Integer,
        n3 -> Integer,
        n4 -> Integer,
        n5 -> Integer,
        no_opinion -> Integer,
    }
}

diesel::table! {
    foreign_turnout_months (unit_id, month, channel, questionnaire_id) {
        unit_id -> BigInt,
        /// First day of the last month of the group.
        month -> Date,
        /// Empty where several are told together.
        channel -> Text,
        questionnaire_id -> BigInt,
        ballots -> Integer,
    }
}
