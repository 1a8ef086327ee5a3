//! QR links to the rating form: their codes, drawings, posters and cards. The form itself is in `survey`.

mod link;
pub mod qr;
pub mod store;

pub use link::{Link, LinkPlace};
pub use store::find_place;
