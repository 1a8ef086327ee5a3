//! Who may see which cases: those of the units below, but for what may be a denunciation, which its keeper alone sees,
//! and for those that name the viewer (pure; the queries are in `store`).

use crate::accounts::Viewer;
use crate::accounts::tasks::ReadContacts;
use crate::units::Scope;

/// What every query of cases is limited to.
#[derive(Clone, Debug)]
pub struct Sight {
    /// The units.
    pub scope: Scope,
    /// The account that looks.
    pub account_id: i64,
    /// Whether it may find cases by whom to call.
    pub contacts: bool,
}

impl Sight {
    /// What this person may see.
    pub fn of(viewer: &Viewer) -> Self {
        Self {
            scope: viewer.scope(),
            account_id: viewer.account.id,
            contacts: viewer.may::<ReadContacts>(),
        }
    }
}
