//! temp
use crate::db::DbConn;
use diesel::prelude::*;
/// t
pub struct LinkPlace {
    pub link_id: i64,
    pub code: String,
    pub open: bool,
    pub unit_id: i64,
    pub unit_name: String,
    pub hotline: String,
    pub counter_id: Option<i64>,
    pub counter_name: Option<String>,
}
/// t
pub fn find_place(_conn: &mut DbConn, _code: &str) -> QueryResult<Option<LinkPlace>> {
    Ok(None)
}
