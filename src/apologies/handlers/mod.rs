//! What is asked of apologies over HTTP.

pub mod draft;
pub mod letter;
pub mod list;
pub mod work;
