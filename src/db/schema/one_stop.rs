//! The tables of dossiers: the catalogue, the dossiers with what lies beside each, and the apologies for them.

diesel::table! {
    procedures (id) {
        id -> BigInt,
        unit_id -> BigInt,
        code -> Text,
        name -> Text,
        field -> Text,
        limit_n -> Integer,
        limit_unit -> Text,
        /// Legal basis.
        basis -> Text,
        fee -> Text,
        valid_from -> Date,
        /// The last day on which it holds.
        valid_until -> Nullable<Date>,
        at_desk -> Bool,
        online -> Bool,
    }
}

diesel::table! {
    dossiers (id) {
        id -> BigInt,
        unit_id -> BigInt,
        code -> Text,
        procedure_id -> Nullable<BigInt>,
        procedure_name -> Text,
        field -> Text,
        officer_id -> Nullable<BigInt>,
        officer_name -> Text,
        way -> Text,
        state -> Text,
        received_at -> Timestamp,
        limit_n -> Nullable<Integer>,
        limit_unit -> Nullable<Text>,
        counted_from -> Timestamp,
        first_due_at -> Nullable<Timestamp>,
        due_at -> Nullable<Timestamp>,
        stopped_at -> Nullable<Timestamp>,
        ended_at -> Nullable<Timestamp>,
        returned_at -> Nullable<Timestamp>,
        /// Working days by which it ended late.
        days_late -> Nullable<Integer>,
        timing -> Text,
        supplements -> Integer,
        contacts -> Nullable<Integer>,
        agencies -> Nullable<Integer>,
        errors_owed -> Integer,
        error_at -> Nullable<Timestamp>,
        apologised_on -> Nullable<Date>,
        apologised_again_on -> Nullable<Date>,
        owed_from -> Nullable<Timestamp>,
        version -> BigInt,
        form_id -> Nullable<Text>,
    }
}

diesel::table! {
    dossier_applications (dossier_id) {
        dossier_id -> BigInt,
        name -> Text,
        identity -> Text,
        phone -> Text,
        email -> Text,
        address -> Text,
        agent -> Text,
        request -> Text,
        papers -> Text,
        copies -> Integer,
        return_way -> Text,
        phone_key -> Text,
    }
}

diesel::table! {
    dossier_events (id) {
        id -> BigInt,
        dossier_id -> BigInt,
        at -> Timestamp,
        noted_at -> Timestamp,
        account_id -> Nullable<BigInt>,
        action -> Text,
        note -> Text,
    }
}

diesel::table! {
    series (unit_id, name) {
        unit_id -> BigInt,
        name -> Text,
        last -> BigInt,
    }
}

diesel::table! {
    dossier_rules (unit_id) {
        unit_id -> BigInt,
        /// JSON.
        rules -> Text,
    }
}

diesel::table! {
    dossier_tallies (unit_id, year, fact, month, field, days) {
        unit_id -> BigInt,
        year -> Integer,
        fact -> Text,
        month -> Integer,
        field -> Text,
        /// Of what was late: by how many working days.
        days -> Integer,
        dossiers -> Integer,
    }
}

diesel::table! {
    apologies (id) {
        id -> BigInt,
        unit_id -> BigInt,
        dossier_id -> BigInt,
        kind -> Text,
        state -> Text,
        reason -> Text,
        words -> Text,
        remedy -> Text,
        old_due_at -> Nullable<Timestamp>,
        new_due_at -> Nullable<Timestamp>,
        drafted_by -> Nullable<BigInt>,
        drafted_at -> Timestamp,
        return_note -> Text,
        approved_by -> Nullable<BigInt>,
        issued_at -> Nullable<Timestamp>,
        year -> Nullable<Integer>,
        number -> Nullable<Integer>,
        /// JSON of the letter as it was issued.
        letter -> Text,
        handed_at -> Nullable<Timestamp>,
        handed_by -> Nullable<BigInt>,
        handed_way -> Nullable<Text>,
        handed_note -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    dossier_mappings (unit_id) {
        unit_id -> BigInt,
        /// JSON.
        mapping -> Text,
    }
}

diesel::table! {
    dossier_uploads (id) {
        id -> BigInt,
        unit_id -> BigInt,
        account_id -> BigInt,
        kind -> Text,
        name -> Text,
        sheet -> Text,
        /// JSON.
        mapping -> Text,
        uploaded_at -> Timestamp,
        content -> Binary,
    }
}

diesel::table! {
    dossier_sources (dossier_id) {
        dossier_id -> BigInt,
        /// JSON.
        said -> Text,
    }
}
