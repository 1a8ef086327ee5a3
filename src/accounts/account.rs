//! An account and its role (pure).

crate::text_enum! {
    /// What a person may do, within one unit and below it.
    pub enum Role {
        /// Runs the system: units, counters, accounts, tablets, links.
        Admin => "admin",
        /// Answers for the unit: reads everything, sets targets.
        Leader => "leader",
        /// Serves at a counter.
        Desk => "desk",
        /// Takes calls.
        Hotline => "hotline",
        /// Supervises (Fatherland Front, mass organisations): reads only.
        Observer => "observer",
    }
}

/// A person who signs in. The password's hash never leaves `store`.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::db::schema::accounts)]
pub struct Account {
    /// Row.
    pub id: i64,
    /// The unit within which, and below which, the role holds.
    pub unit_id: i64,
    /// What the person may do.
    #[diesel(deserialize_as = String)]
    pub role: Role,
    /// Full name.
    pub name: String,
    /// What is typed to sign in.
    pub login: String,
    /// False once the account is closed.
    pub active: bool,
}
