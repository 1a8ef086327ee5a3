//! Counts that leave an installation, and counts that come to it: a commune that runs alone hands a signed file of
//! aggregates to its province, where it then appears. No ballot travels. What may be told is decided in `pool`; what was
//! told is remembered, so that no two editions differ by a few people. `open_data` publishes the same.

mod export;
mod file;
mod import;
mod key;
pub mod pool;
mod refused;
pub mod store;
mod telling;
mod verify;

pub use export::{export, seal};
pub use import::{Order, Outcome, import};
pub use key::{OwnKey, PublicKey};
pub use refused::Refused;
pub use telling::{SETTLING, Told, is_over, list_due, tell};
pub use verify::verify;
