//! The tables of complaints: the register and what lies beside each case.

diesel::table! {
    complaints (id) {
        id -> BigInt,
        /// UUID made by the sender.
        public_id -> Binary,
        unit_id -> BigInt,
        counter_id -> Nullable<BigInt>,
        channel -> Text,
        lang -> Text,
        text -> Text,
        created_at -> Timestamp,
        received_at -> Timestamp,
        recorded_by -> Nullable<BigInt>,
        /// Grows with every change.
        version -> BigInt,
        state -> Text,
        proposed -> Text,
        class -> Nullable<Text>,
        dimension -> Nullable<Text>,
        /// Code of a field of work, or empty.
        field -> Text,
        /// Code or name of a dossier, or empty.
        dossier -> Text,
        assignee_id -> Nullable<BigInt>,
        /// Nobody but the keeper sees it.
        confined -> Bool,
        keeper_id -> Nullable<BigInt>,
        acknowledge_by -> Nullable<Date>,
        due -> Nullable<Date>,
        counted_from -> Date,
        /// Working days from there.
        days -> Integer,
        paused_on -> Nullable<Date>,
        acknowledged_on -> Nullable<Date>,
        done_on -> Nullable<Date>,
        late -> Bool,
        reopened -> Integer,
        score -> Nullable<Integer>,
        parent_id -> Nullable<BigInt>,
        twin_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    complaint_contacts (complaint_id) {
        complaint_id -> BigInt,
        name -> Text,
        phone -> Text,
        /// Digits alone, as they are dialled.
        phone_key -> Text,
        address -> Text,
    }
}

diesel::table! {
    complaint_events (id) {
        id -> BigInt,
        complaint_id -> BigInt,
        at -> Timestamp,
        account_id -> Nullable<BigInt>,
        action -> Text,
        state -> Text,
        note -> Text,
    }
}

diesel::table! {
    complaint_officers (complaint_id, account_id) {
        complaint_id -> BigInt,
        account_id -> BigInt,
        silent -> Bool,
    }
}

diesel::table! {
    complaint_files (id) {
        id -> BigInt,
        public_id -> Binary,
        complaint_id -> BigInt,
        name -> Text,
        media_type -> Text,
        bytes -> BigInt,
        content -> Binary,
        added_by -> Nullable<BigInt>,
        added_at -> Timestamp,
    }
}

diesel::table! {
    complaint_answers (id) {
        id -> BigInt,
        complaint_id -> BigInt,
        text -> Text,
        written_by -> BigInt,
        written_at -> Timestamp,
        approved_by -> Nullable<BigInt>,
        approved_at -> Nullable<Timestamp>,
        returned_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    publications (complaint_id) {
        complaint_id -> BigInt,
        unit_id -> BigInt,
        title -> Text,
        question -> Text,
        answer -> Text,
        published_by -> BigInt,
        published_at -> Timestamp,
        updated_at -> Timestamp,
        withdrawn_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    complaint_words (complaint_id, word) {
        complaint_id -> BigInt,
        word -> Text,
        of_contact -> Bool,
    }
}

diesel::table! {
    publication_words (word, complaint_id) {
        word -> Text,
        complaint_id -> BigInt,
    }
}

diesel::table! {
    complaint_tallies (unit_id, year, fact, month, class, field) {
        unit_id -> BigInt,
        year -> Integer,
        month -> Integer,
        class -> Text,
        field -> Text,
        fact -> Text,
        cases -> Integer,
    }
}

diesel::table! {
    complaint_drafts (public_id) {
        public_id -> Binary,
        account_id -> BigInt,
        /// JSON of what is filled in.
        fields -> Text,
        version -> BigInt,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    complaint_templates (id) {
        id -> BigInt,
        unit_id -> BigInt,
        title -> Text,
        text -> Text,
    }
}

diesel::table! {
    complaint_rules (unit_id) {
        unit_id -> BigInt,
        leader_id -> Nullable<BigInt>,
        /// JSON of numbers of working days.
        days -> Text,
    }
}
