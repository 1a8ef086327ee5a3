//! People who sign in: accounts, roles, passwords, sessions, the first set-up, and the pages that manage accounts.
//! Every feature's pages ask here who is looking; what a unit is lives in `units`.

mod account;
mod guard;
pub mod password;
mod session;
pub mod store;

pub use account::{Account, Role};
pub use guard::{Allowed, Part, SignedForm, Task, Viewer, tasks};
pub use session::{StoredSessions, sessions};
