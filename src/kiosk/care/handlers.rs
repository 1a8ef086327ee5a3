//! The pages of tablets in care.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use chrono::NaiveDateTime;
use rust_i18n::t;
use serde::Deserialize;

use super::alarms::{Alarm, Known, Program};
use super::pages::{ListPage, OnePage};
use super::state::Install;
use super::store::{self, CaredFor};
use crate::accounts::tasks::{Administer, CareForTablets, TakeHandOver};
use crate::accounts::{Allowed, Part};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::kiosk::settings::hours::Hours;
use crate::kiosk::store as devices;
use crate::web::answer::html_page;
use crate::web::extract::QueryNumber;
use crate::web::language::Lang;
use crate::web::layout::NoticeKind;

/// Gaps shown at most.
const GAPS: usize = 200;

/// What the address of the list may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    page: QueryNumber,
    revoked: QueryNumber,
}

/// A tablet and what of it needs somebody.
pub(super) struct Seen {
    pub(super) tablet: CaredFor,
    pub(super) alarms: Vec<Alarm>,
}

impl Seen {
    pub(super) fn new(tablet: CaredFor, program: &Program, now: NaiveDateTime) -> Self {
        let hours = tablet.hours.as_deref().and_then(Hours::parse);
        let known = Known {
            now,
            paired_at: tablet.placed.created_at,
            hours: hours.as_ref(),
            state: tablet.state.as_ref(),
            rated_at: tablet.rated_at,
            program,
            missing: tablet.installs.iter().map(Install::missing).sum(),
        };
        let alarms = known.alarms();
        Self { tablet, alarms }
    }
}

/// Every tablet in use that the viewer may see, those that need somebody first.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn show_list(
    viewer: Allowed<CareForTablets>,
    db: Data<Db>,
    (clock, program): (Data<Clock>, Data<Program>),
    query: Query<ListQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (scope, now) = (viewer.scope(), clock.now());
    let (number, revoked) = (query.page.as_page(), query.revoked.0);
    let (tablets, news) = db
        .read(move |conn| {
            let tablets = store::list_cared_for(conn, &scope)?;
            let news = match revoked {
                Some(id) => devices::find_placed(conn, &scope, id)?,
                None => None,
            };
            Ok::<_, diesel::result::Error>((tablets, news))
        })
        .await?;
    let mut seen: Vec<_> = tablets
        .into_iter()
        .map(|tablet| Seen::new(tablet, &program, now))
        .collect();
    seen.sort_by_key(|seen| {
        seen.alarms
            .first()
            .copied()
            .map_or((true, None), |worst| (false, Some(worst)))
    });
    let body = ListPage {
        seen: &seen,
        number,
        now,
        may_add: viewer.may::<Administer>(),
        may_take: viewer.may::<TakeHandOver>(),
    }
    .render(lang);
    let mut page = viewer.page(lang, &body.title, Part::Tablets);
    if let Some(device) = news.filter(|device| device.revoked_at.is_some()) {
        let (place, id) = (device.place(), device.short_id());
        let text = t!(
            "devices.was_revoked",
            locale = lang.code(),
            place = place,
            id = id
        );
        page = page.with_notice(NoticeKind::Success, text);
    }
    Ok(html_page(StatusCode::OK, &page, body.markup))
}

/// Everything that is known of one tablet.
///
/// # Errors
/// 404 for a tablet that the viewer may not see.
pub async fn show_one(
    viewer: Allowed<CareForTablets>,
    db: Data<Db>,
    (clock, program): (Data<Clock>, Data<Program>),
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (scope, now, id) = (viewer.scope(), clock.now(), id.into_inner());
    let (tablet, gaps) = db
        .read(move |conn| {
            let tablet = store::find_cared_for(conn, &scope, id)?;
            let mut gaps = Vec::new();
            for install in tablet.iter().flat_map(|tablet| &tablet.installs) {
                if install.missing() > 0 {
                    let (id, last) = (install.counts.install_id, install.counts.captured);
                    gaps.extend(store::list_gaps(conn, id, last, GAPS)?);
                }
            }
            Ok::<_, diesel::result::Error>((tablet, gaps))
        })
        .await?;
    let seen = Seen::new(tablet.ok_or(AppError::NotFound)?, &program, now);
    let body = OnePage {
        seen: &seen,
        gaps: &gaps,
        now,
        may_change: viewer.may::<Administer>(),
    }
    .render(lang);
    let page = viewer.page(lang, &body.title, Part::Tablets);
    Ok(html_page(StatusCode::OK, &page, body.markup))
}
