//! Reading complaints.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use serde::Deserialize;

use super::pages::{ListPage, PER_PAGE};
use super::store;
use crate::accounts::tasks::{ReadComplaints, ReadContacts};
use crate::accounts::{Allowed, Part};
use crate::db::Db;
use crate::error::AppResult;
use crate::web::answer::html_page;
use crate::web::extract::QueryNumber;
use crate::web::language::Lang;

/// What the address of the list may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    page: QueryNumber,
}

/// The complaints of the units that the viewer may see. Who need not call back does not see whom.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn show_list(
    viewer: Allowed<ReadComplaints>,
    db: Data<Db>,
    query: Query<ListQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (scope, page) = (viewer.scope(), query.page.as_page());
    let complaints = db
        .read(move |conn| {
            let skip = (page - 1) * PER_PAGE;
            store::list_complaints(conn, &scope, skip, PER_PAGE + 1)
        })
        .await?;
    let with_contacts = viewer.may::<ReadContacts>();
    let body = ListPage::new(page, complaints, with_contacts).render(lang);
    let page = viewer.page(lang, &body.title, Part::Complaints);
    Ok(html_page(StatusCode::OK, &page, body.markup))
}
