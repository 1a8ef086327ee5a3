//! The tables of the working-day calendar.

diesel::table! {
    calendar_years (year) {
        year -> Integer,
        source -> Text,
        loaded_at -> Timestamp,
    }
}

diesel::table! {
    calendar_days (day) {
        day -> Date,
        /// `off` or `work`.
        kind -> Text,
        name -> Text,
    }
}
