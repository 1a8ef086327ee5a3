//! Server-side sessions in our own database: the cookie carries a signed random key, the database keeps its hash,
//! and closing an account or signing out ends the session at once.

use std::collections::HashMap;

use actix_session::config::{CookieContentSecurity, PersistentSession};
use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_session::{Session, SessionExt, SessionMiddleware};
use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Key, SameSite};
use actix_web::http::header;
use chrono::NaiveDateTime;

use super::store::sessions as store;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::web::secret::{SigningKey, random_token, token_hash};

/// A working day from sign-in, so that reading a page writes nothing.
const LIFETIME: Duration = Duration::hours(10);
const ACCOUNT: &str = "account";
const CSRF: &str = "csrf";
const BROWSER: &str = "browser";

/// Sessions as middleware. `secure` cookies travel over HTTPS only.
pub fn sessions(
    db: &Db,
    clock: &Clock,
    key: &SigningKey,
    secure: bool,
) -> SessionMiddleware<StoredSessions> {
    let store = StoredSessions {
        db: db.clone(),
        clock: clock.clone(),
    };
    SessionMiddleware::builder(store, Key::from(&key.derive_64("session")))
        .cookie_name("hailong_session".to_owned())
        .cookie_secure(secure)
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Lax)
        .cookie_content_security(CookieContentSecurity::Signed)
        .session_lifecycle(PersistentSession::default().session_ttl(LIFETIME))
        .build()
}

/// What a session says of its person.
pub(super) struct SignedIn {
    pub(super) account_id: i64,
    pub(super) csrf: String,
}

/// Who is signed in, if anybody.
pub(super) fn signed_in(session: &Session) -> Option<SignedIn> {
    Some(SignedIn {
        account_id: session.get(ACCOUNT).ok().flatten()?,
        csrf: session.get(CSRF).ok().flatten()?,
    })
}

/// Begins a session under a new key, so that a key known before is worth nothing.
///
/// # Errors
/// The state cannot be written down.
pub(super) fn sign_in(request: &HttpRequest, account_id: i64) -> AppResult<()> {
    let session = request.get_session();
    session.clear();
    session.renew();
    session
        .insert(ACCOUNT, account_id)
        .and_then(|()| session.insert(CSRF, random_token()))
        .and_then(|()| session.insert(BROWSER, browser(request)))
        .map_err(AppError::internal)
}

/// What the browser calls itself.
fn browser(request: &HttpRequest) -> String {
    let name = request.headers().get(header::USER_AGENT);
    let name = name.and_then(|value| value.to_str().ok());
    name.unwrap_or_default().chars().take(200).collect()
}

/// Keeps only this session of its account: all rows go, and this one is written anew under another key.
///
/// # Errors
/// The database refuses.
pub(super) async fn end_others(db: &Db, session: &Session, account_id: i64) -> AppResult<()> {
    db.write(move |conn| store::delete_sessions_of(conn, account_id))
        .await?;
    session.renew();
    Ok(())
}

/// A session as its owner sees it in a list.
pub(super) struct OwnSession {
    /// When it began, UTC.
    pub(super) begun: NaiveDateTime,
    /// What the browser called itself at sign-in.
    pub(super) browser: String,
    /// Whether it is the one that asks.
    pub(super) current: bool,
}

impl OwnSession {
    /// Reads a stored session; `csrf` is the token of the one that asks.
    pub(super) fn read(begun: NaiveDateTime, state: &str, csrf: &str) -> Self {
        let state: State = serde_json::from_str(state).unwrap_or_default();
        let text = |name: &str| -> String {
            let value = state.get(name).map(|json| serde_json::from_str(json));
            value.and_then(Result::ok).unwrap_or_default()
        };
        Self {
            begun,
            browser: text(BROWSER),
            current: text(CSRF) == csrf,
        }
    }
}

/// The session table as the middleware uses it.
#[derive(Clone)]
pub struct StoredSessions {
    db: Db,
    clock: Clock,
}

type State = HashMap<String, String>;

impl StoredSessions {
    fn expiry(&self, ttl: &Duration) -> NaiveDateTime {
        self.clock.now() + chrono::Duration::seconds(ttl.whole_seconds())
    }

    fn text(state: &State) -> AppResult<String> {
        serde_json::to_string(state).map_err(AppError::internal)
    }

    async fn insert(&self, key: &str, state: &State, ttl: &Duration) -> AppResult<()> {
        let row = store::SessionRow {
            key_hash: token_hash(key),
            account_id: state.get(ACCOUNT).and_then(|id| id.parse().ok()),
            state: Self::text(state)?,
            created_at: self.clock.now(),
            expires_at: self.expiry(ttl),
        };
        self.db
            .write(move |conn| store::insert_session(conn, &row))
            .await
    }

    /// A session that was ended meanwhile stays ended, and none lasts longer for what it holds.
    async fn replace(&self, key: &str, state: &State) -> AppResult<()> {
        let (hash, text) = (token_hash(key), Self::text(state)?);
        self.db
            .write(move |conn| store::update_session(conn, &hash, &text))
            .await
    }
}

impl SessionStore for StoredSessions {
    async fn load(&self, key: &SessionKey) -> Result<Option<State>, LoadError> {
        let (hash, now) = (token_hash(key.as_ref()), self.clock.now());
        let state = self
            .db
            .read(move |conn| store::find_session(conn, &hash, now))
            .await
            .map_err(|error| LoadError::Other(error.into()))?;
        Ok(state.and_then(|state| serde_json::from_str(&state).ok()))
    }

    async fn save(&self, state: State, ttl: &Duration) -> Result<SessionKey, SaveError> {
        let key = random_token();
        self.insert(&key, &state, ttl)
            .await
            .map_err(|error| SaveError::Other(error.into()))?;
        SessionKey::try_from(key)
            .map_err(|error| SaveError::Other(anyhow::Error::msg(error.to_string())))
    }

    async fn update(
        &self,
        key: SessionKey,
        state: State,
        _: &Duration,
    ) -> Result<SessionKey, UpdateError> {
        self.replace(key.as_ref(), &state)
            .await
            .map_err(|error| UpdateError::Other(error.into()))?;
        Ok(key)
    }

    async fn update_ttl(&self, key: &SessionKey, ttl: &Duration) -> Result<(), anyhow::Error> {
        let (hash, expiry) = (token_hash(key.as_ref()), self.expiry(ttl));
        self.db
            .write(move |conn| store::extend_session(conn, &hash, expiry))
            .await?;
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), anyhow::Error> {
        let hash = token_hash(key.as_ref());
        self.db
            .write(move |conn| store::delete_session(conn, &hash))
            .await?;
        Ok(())
    }
}
