//! People who sign in: accounts, roles, passwords, sessions, the first set-up, and the pages that manage accounts.
//! Every feature's pages ask here who is looking; what a unit is lives in `units`.

mod account;
mod admin;
mod form;
mod guard;
mod news;
mod own;
mod pages;
pub mod password;
mod session;
pub mod setup;
mod sign_in;
pub mod store;
pub mod tasks;
mod throttle;
mod tries;
mod upload;

pub use account::{Account, Email, Login, Role};
pub use guard::{Allowed, Part, SignedForm, Task, Viewer};
pub use news::{News, Told};
pub use pages::role_name;
pub use session::{StoredSessions, sessions};
pub use throttle::{ClientAddress, Throttle, wait_text};
pub use upload::{SignedFile, file_limit};

use actix_web::web::ServiceConfig;

/// Mounts every address of accounts.
pub fn routes(app: &mut ServiceConfig) {
    sign_in::routes(app);
    setup::routes(app);
    own::routes(app);
    admin::routes(app);
}
