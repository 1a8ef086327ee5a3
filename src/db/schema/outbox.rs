//! What leaves the server.

diesel::table! {
    messages (id) {
        id -> BigInt,
        unit_id -> BigInt,
        /// `email` or `hook`.
        way -> Text,
        /// Address of a mail; empty for the hook.
        recipient -> Text,
        subject -> Text,
        /// Plain text of a mail, JSON for the hook.
        body -> Text,
        /// What it tells of, so that it is queued once.
        once -> Text,
        created_at -> Timestamp,
        /// While a server sends it: when another may take it for forgotten.
        next_try_at -> Timestamp,
        /// Since it was queued, or since somebody asked to begin anew.
        attempts -> Integer,
        first_try_at -> Nullable<Timestamp>,
        sent_at -> Nullable<Timestamp>,
        given_up_at -> Nullable<Timestamp>,
        /// What went wrong last: a word of ours and the other side's answer.
        last_error -> Nullable<Text>,
    }
}
