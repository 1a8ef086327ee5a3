//! What scores break down into beside their criteria: counters, fields, hours, reasons.

diesel::table! {
    breakdown_months (unit_id, month, facet, channel, value, questionnaire_id, measure) {
        unit_id -> BigInt,
        /// First day of the month.
        month -> Date,
        channel -> Text,
        facet -> Text,
        value -> Text,
        questionnaire_id -> BigInt,
        measure -> Text,
        /// Ballots that answered the measure.
        persons -> Integer,
        satisfied -> Integer,
        answers -> Integer,
    }
}

diesel::table! {
    reason_months (unit_id, month, channel, reason) {
        unit_id -> BigInt,
        /// First day of the month.
        month -> Date,
        channel -> Text,
        reason -> Text,
        ballots -> Integer,
    }
}

diesel::table! {
    area_breakdown_months (unit_id, month, facet, channel, value, questionnaire_id, measure) {
        unit_id -> BigInt,
        /// First day of the month.
        month -> Date,
        channel -> Text,
        facet -> Text,
        value -> Text,
        questionnaire_id -> BigInt,
        measure -> Text,
        /// Ballots that answered the measure.
        persons -> Integer,
        satisfied -> Integer,
        answers -> Integer,
    }
}

diesel::table! {
    area_reason_months (unit_id, month, channel, reason) {
        unit_id -> BigInt,
        /// First day of the month.
        month -> Date,
        channel -> Text,
        reason -> Text,
        ballots -> Integer,
    }
}
