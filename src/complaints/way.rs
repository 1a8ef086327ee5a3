//! How a complaint came in (pure).

crate::text_enum! {
    /// The way in.
    pub enum Way {
        /// The paired tablet at the desk.
        Kiosk => "kiosk",
        /// The QR on one dossier's receipt slip.
        Slip => "slip",
        /// The QR of a counter or a poster.
        Place => "place",
        /// A link without a place.
        Open => "open",
        /// A call.
        Hotline => "hotline",
        /// Spoken to an officer.
        Desk => "desk",
        /// A letter.
        Paper => "paper",
    }
}

impl Way {
    /// The ways that an officer takes in.
    pub const BY_STAFF: &'static [Self] = &[Self::Hotline, Self::Desk, Self::Paper];
}
