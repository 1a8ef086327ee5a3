//! The first set-up: while nobody can sign in, the server prints a one-time address at each start; whoever opens it
//! names the unit and becomes its administrator.

mod form;
mod handlers;
mod pages;

use actix_web::web::{ServiceConfig, get, post, resource};

use super::store;
use crate::db::{Db, settings};
use crate::error::AppResult;
use crate::web::secret::{random_token, token_hash};

/// Name of the setting that holds the hash of the secret.
const SETTING: &str = "setup_token";

/// Mounts `/setup/{token}`.
pub(super) fn routes(app: &mut ServiceConfig) {
    app.service(
        resource("/setup/{token}")
            .route(get().to(handlers::show))
            .route(post().to(handlers::set_up)),
    );
}

/// A new secret while there is no account; the one printed before is worth nothing from now on.
///
/// # Errors
/// The database refuses.
pub fn fresh_token(db: &Db) -> AppResult<Option<String>> {
    let token = random_token();
    let needed = db.write_blocking(|conn| {
        let needed = store::count_all_accounts(conn)? == 0;
        if needed {
            settings::replace_setting(conn, SETTING, &token_hash(&token))?;
        }
        diesel::QueryResult::Ok(needed)
    })?;
    Ok(needed.then_some(token))
}
