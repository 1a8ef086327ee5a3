//! The groups under which answers from slips are counted (pure).

crate::text_enum! {
    /// How a dossier was settled, as its citizen met it. Whether an apology was owed is decided where dossiers are
    /// known (NĐ 61/2018/NĐ-CP Điều 19 khoản 9).
    pub enum Timeliness {
        /// By the day that the receipt promised.
        OnTime => "on_time",
        /// Later, with an apology.
        LateApologised => "late_apologised",
        /// Later, without one.
        LateUnapologised => "late_unapologised",
    }
}
