//! Counts of ballots by days and months: of each unit by itself, and (`area_…`) of all units below one.

diesel::table! {
    tally_days (unit_id, day, channel, questionnaire_id, criterion) {
        unit_id -> BigInt,
        day -> Date,
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
    tally_months (unit_id, month, channel, questionnaire_id, criterion) {
        unit_id -> BigInt,
        /// First day of the month.
        month -> Date,
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
    suspect_tally_months (unit_id, month, channel, questionnaire_id, criterion) {
        unit_id -> BigInt,
        /// First day of the month.
        month -> Date,
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
    turnout_days (unit_id, day, channel, questionnaire_id) {
        unit_id -> BigInt,
        day -> Date,
        channel -> Text,
        questionnaire_id -> BigInt,
        ballots -> Integer,
        partial -> Integer,
        /// Ballots with a score.
        persons -> Integer,
        /// Scores of 4 and 5.
        satisfied -> Integer,
        /// Scores.
        answers -> Integer,
    }
}

diesel::table! {
    turnout_months (unit_id, month, channel, questionnaire_id) {
        unit_id -> BigInt,
        /// First day of the month.
        month -> Date,
        channel -> Text,
        questionnaire_id -> BigInt,
        ballots -> Integer,
        partial -> Integer,
        /// Ballots with a score.
        persons -> Integer,
        /// Scores of 4 and 5.
        satisfied -> Integer,
        /// Scores.
        answers -> Integer,
    }
}

diesel::table! {
    suspect_turnout_months (unit_id, month, channel, questionnaire_id) {
        unit_id -> BigInt,
        /// First day of the month.
        month -> Date,
        channel -> Text,
        questionnaire_id -> BigInt,
        ballots -> Integer,
        partial -> Integer,
        /// Ballots with a score.
        persons -> Integer,
        /// Scores of 4 and 5.
        satisfied -> Integer,
        /// Scores.
        answers -> Integer,
    }
}

diesel::table! {
    area_tally_days (unit_id, day, channel, questionnaire_id, criterion) {
        unit_id -> BigInt,
        day -> Date,
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
    area_tally_months (unit_id, month, channel, questionnaire_id, criterion) {
        unit_id -> BigInt,
        /// First day of the month.
        month -> Date,
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
    area_suspect_tally_months (unit_id, month, channel, questionnaire_id, criterion) {
        unit_id -> BigInt,
        /// First day of the month.
        month -> Date,
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
    area_turnout_days (unit_id, day, channel, questionnaire_id) {
        unit_id -> BigInt,
        day -> Date,
        channel -> Text,
        questionnaire_id -> BigInt,
        ballots -> Integer,
        partial -> Integer,
        /// Ballots with a score.
        persons -> Integer,
        /// Scores of 4 and 5.
        satisfied -> Integer,
        /// Scores.
        answers -> Integer,
    }
}

diesel::table! {
    area_turnout_months (unit_id, month, channel, questionnaire_id) {
        unit_id -> BigInt,
        /// First day of the month.
        month -> Date,
        channel -> Text,
        questionnaire_id -> BigInt,
        ballots -> Integer,
        partial -> Integer,
        /// Ballots with a score.
        persons -> Integer,
        /// Scores of 4 and 5.
        satisfied -> Integer,
        /// Scores.
        answers -> Integer,
    }
}

diesel::table! {
    area_suspect_turnout_months (unit_id, month, channel, questionnaire_id) {
        unit_id -> BigInt,
        /// First day of the month.
        month -> Date,
        channel -> Text,
        questionnaire_id -> BigInt,
        ballots -> Integer,
        partial -> Integer,
        /// Ballots with a score.
        persons -> Integer,
        /// Scores of 4 and 5.
        satisfied -> Integer,
        /// Scores.
        answers -> Integer,
    }
}
