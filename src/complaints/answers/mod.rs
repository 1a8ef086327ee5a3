//! What anybody may read: the answers that officers published, as a list, one by one, as a feed and on paper. How one is
//! made fit for it is `publish`; one's own report is `follow`.

mod asked;
mod feed;
mod handlers;
mod pages;
pub mod store;

pub use handlers::routes;
pub use pages::sheet::{Notice, notice_sheet};
