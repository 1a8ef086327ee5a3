//! Requests to the administration. Whatever is outside the viewer's units is not there: 404.

pub(super) mod access;
pub(super) mod accounts;
pub(super) mod overview;

use crate::accounts::account::{Account, Role};
use crate::accounts::guard::Viewer;
use crate::accounts::store;
use crate::db::{Db, DbConn};
use crate::error::{AppError, AppResult};
use crate::units::store::list_units;
use crate::units::{Scope, Unit};

/// An account with what its page needs.
struct Found {
    account: Account,
    /// Every unit that the viewer manages.
    units: Vec<Unit>,
}

impl Found {
    async fn by_id(db: &Db, viewer: &Viewer, id: i64) -> AppResult<Self> {
        let scope = viewer.scope();
        db.read(move |conn| {
            Ok::<_, AppError>(Self {
                account: find(conn, &scope, id)?,
                units: list_units(conn, &scope)?,
            })
        })
        .await
    }
}

/// An account that the viewer manages.
fn find(conn: &mut DbConn, scope: &Scope, id: i64) -> AppResult<Account> {
    let found = store::find_account(conn, scope, id)?;
    found.map(|(account, _)| account).ok_or(AppError::NotFound)
}

/// Whether nobody could administer the whole any more without this account. Within a transaction that then changes
/// the account.
fn is_last_admin(conn: &mut DbConn, account: &Account, unit: &Unit) -> diesel::QueryResult<bool> {
    if account.role != Role::Admin || !account.active || unit.parent_id.is_some() {
        return Ok(false);
    }
    Ok(store::count_other_admins(conn, account)? == 0)
}
