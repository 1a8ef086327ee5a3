//! The overview.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};

use crate::accounts::admin::pages::OverviewPage;
use crate::accounts::admin::store::count_in_use;
use crate::accounts::guard::Allowed;
use crate::accounts::tasks;
use crate::db::Db;
use crate::error::AppResult;
use crate::web::answer::{Done, html_page};
use crate::web::language::Lang;

/// What exists, and what to do next.
pub(in crate::accounts::admin) async fn show(
    viewer: Allowed<tasks::Administer>,
    db: Data<Db>,
    done: Query<Done>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let scope = viewer.scope();
    let counts = db.read(move |conn| count_in_use(conn, &scope)).await?;
    let view = OverviewPage {
        lang,
        viewer: &viewer,
        counts,
    };
    let page = done.on(view.page(), "accounts.admin", &["set_up"]);
    Ok(html_page(StatusCode::OK, &page, view.body()))
}
