//! The QR of dossiers' receipt slips, and what came of it.

diesel::table! {
    slip_tokens (token_hash) {
        /// SHA-256 of the token, in hexadecimal.
        token_hash -> Text,
        unit_id -> BigInt,
        counter_id -> Nullable<BigInt>,
        /// The dossier, whatever that is to others.
        dossier_id -> BigInt,
        /// How the dossier was settled; null until the result was returned.
        timeliness -> Nullable<Text>,
        /// The last day in Vietnam on which it may be used; null together with `timeliness`.
        valid_until -> Nullable<Date>,
        /// Field of the dossier; empty until the result was returned.
        field -> Text,
    }
}

diesel::table! {
    slip_uses (use_hash) {
        /// Another SHA-256 of a token that has rated, in hexadecimal.
        use_hash -> Text,
        unit_id -> BigInt,
        /// First day of the month in which it rated.
        month -> Date,
    }
}

diesel::table! {
    slip_tallies (unit_id, month, timeliness, questionnaire_id, criterion) {
        unit_id -> BigInt,
        month -> Date,
        timeliness -> Text,
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
