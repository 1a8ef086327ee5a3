//! The plan of a unit for a year. Amounts are hundredths of what an item is measured in.

diesel::table! {
    plans (id) {
        id -> BigInt,
        unit_id -> BigInt,
        year -> Integer,
        base_year -> Integer,
        title -> Text,
        /// As it stands on the document: `49/KH-UBND`.
        number -> Text,
        issued_on -> Nullable<Date>,
        basis -> Text,
        copies -> Text,
        purpose -> Text,
        organisation -> Text,
        state -> Text,
        in_force_on -> Nullable<Date>,
    }
}

diesel::table! {
    plan_events (id) {
        id -> BigInt,
        plan_id -> BigInt,
        account_id -> BigInt,
        step -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    plan_items (id) {
        id -> BigInt,
        plan_id -> BigInt,
        position -> Integer,
        section -> Text,
        name -> Text,
        source -> Text,
        measured_in -> Text,
        direction -> Text,
        base -> Nullable<BigInt>,
        base_source -> Text,
        target -> Nullable<BigInt>,
    }
}

diesel::table! {
    plan_readings (id) {
        id -> BigInt,
        item_id -> BigInt,
        amount -> BigInt,
        origin -> Text,
        account_id -> BigInt,
        at -> Timestamp,
    }
}

diesel::table! {
    plan_tasks (id) {
        id -> BigInt,
        item_id -> BigInt,
        words -> Text,
        lead_id -> Nullable<BigInt>,
        lead_words -> Text,
        join_words -> Text,
        due -> Nullable<Date>,
        state -> Text,
    }
}

diesel::table! {
    plan_joins (task_id, account_id) {
        task_id -> BigInt,
        account_id -> BigInt,
    }
}

diesel::table! {
    plan_notes (id) {
        id -> BigInt,
        task_id -> BigInt,
        account_id -> BigInt,
        at -> Timestamp,
        /// How the task stood from then on.
        state -> Text,
        words -> Text,
    }
}
