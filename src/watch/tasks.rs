//! Who may do what with alerts.

use crate::accounts::{Role, Task};

/// Reading alerts and rules.
pub struct ReadAlerts;
/// Acknowledging alerts.
pub struct AcknowledgeAlerts;
/// Setting what rings.
pub struct SetWatchRules;

impl Task for ReadAlerts {
    const ROLES: &'static [Role] = &[Role::Admin, Role::Leader, Role::Observer];
}

impl Task for AcknowledgeAlerts {
    const ROLES: &'static [Role] = &[Role::Leader];
}

impl Task for SetWatchRules {
    const ROLES: &'static [Role] = &[Role::Leader];
}
