//! What evaluations (TT 01/2018/TT-VPCP) need beside dossiers and complaints.

diesel::table! {
    evaluation_statements (id) {
        id -> BigInt,
        unit_id -> BigInt,
        /// The first day on which it holds.
        valid_from -> Date,
        board -> Bool,
        online -> Bool,
        through_desk -> Nullable<Bool>,
        stated_by -> Nullable<BigInt>,
        stated_at -> Timestamp,
    }
}

diesel::table! {
    evaluation_unfounded (complaint_id) {
        complaint_id -> BigInt,
        note -> Text,
        decided_by -> BigInt,
        decided_at -> Timestamp,
    }
}
