//! Requests for indices: the API, the leader's page, the public board, targets.

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};

use super::reading::{Question, Reading};
use crate::db::Db;
use crate::error::AppResult;

/// `GET /api/v1/indices`: the figures of a unit are public, so nobody needs to be signed in.
pub(super) async fn api(query: Query<Question>, db: Data<Db>) -> AppResult<HttpResponse> {
    let question = query.into_inner().checked()?;
    let reading = db.read(move |conn| Reading::find(conn, &question)).await?;
    Ok(HttpResponse::Ok().json(reading.report()))
}
