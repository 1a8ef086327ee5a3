//! The page that takes a hand-over file and tells what became of each record in it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use rust_i18n::t;
use serde_json::value::RawValue;

use super::file::{Elsewhere, Opened, Sealed, Unopened, seq_of};
use super::key::HandOverKey;
use super::pages::{self, Refused, Report};
use super::store::{self, Proven};
use crate::accounts::tasks::TakeHandOver;
use crate::accounts::{Allowed, Part, SignedFile, Viewer};
use crate::db::Db;
use crate::error::AppResult;
use crate::kiosk::ballots::{BALLOTS_LIMIT, Intake, Way};
use crate::kiosk::device::Device;
use crate::survey::ReceiptStatus;
use crate::units::{Scope, UnitCode, store as units};
use crate::web::answer::html_page;
use crate::web::components::FieldErrors;
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Asks for the file.
///
/// # Errors
/// 401 or 403.
pub async fn show(viewer: Allowed<TakeHandOver>, lang: Lang) -> AppResult<HttpResponse> {
    let body = pages::ask_file(&FieldErrors::default(), &viewer.csrf, lang);
    Ok(page_of(&viewer, lang, StatusCode::OK, body))
}

/// Takes in what is in the file, and tells. Sent twice it changes nothing: every record is known by its id.
///
/// # Errors
/// 401, 403, 413, or 503 while busy; then what was taken is taken, and the file can be sent again.
pub async fn take(
    file: SignedFile<TakeHandOver>,
    db: Data<Db>,
    key: Data<HandOverKey>,
    intake: Data<Intake>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedFile { viewer, bytes, .. } = file;
    let (Proven { tablet, clock }, opened) = match open(&db, &key, viewer.scope(), &bytes).await? {
        Ok(found) => found,
        Err(why) => {
            let text = t!(format!("care.hand_over.{why}"), locale = lang.code());
            let errors = FieldErrors::one("file", text);
            let body = pages::ask_file(&errors, &viewer.csrf, lang);
            return Ok(page_of(
                &viewer,
                lang,
                StatusCode::UNPROCESSABLE_ENTITY,
                body,
            ));
        }
    };
    let way = Way::HandedOver {
        revoked_at: tablet.revoked_at,
        clock,
    };
    let mut report = Report::default();
    put(&intake, way, &tablet.device, &opened.ballots, &mut report).await?;
    for group in &opened.elsewhere {
        match find_elsewhere(&db, viewer.scope(), &tablet.device, group).await? {
            Some(device) => put(&intake, way, &device, &group.ballots, &mut report).await?,
            None => report.refuse_all(&group.ballots, &no_such_unit(&group.unit, lang)),
        }
    }
    let body = pages::report(&tablet, &report, lang);
    Ok(page_of(&viewer, lang, StatusCode::OK, body))
}

/// The tablet that the file comes from and what it holds, or the name of what is wrong with it.
async fn open(
    db: &Db,
    key: &HandOverKey,
    scope: Scope,
    bytes: &[u8],
) -> AppResult<Result<(Proven, Opened), &'static str>> {
    if bytes.is_empty() {
        return Ok(Err("no_file"));
    }
    let opened = Sealed::read(bytes).and_then(|sealed| Ok((sealed.open(key)?, sealed.device)));
    let (opened, public_id) = match opened {
        Ok(both) => both,
        Err(Unopened::Foreign) => return Ok(Err("foreign")),
        Err(Unopened::Damaged) => return Ok(Err("damaged")),
    };
    let token = opened.token.clone();
    let tablet = db
        .read(move |conn| store::find_proven(conn, &scope, &public_id, &token))
        .await?;
    Ok(tablet
        .map(|tablet| (tablet, opened))
        .ok_or("unknown_tablet"))
}

/// The tablet as it stood in another unit, if the viewer may speak for that unit too.
async fn find_elsewhere(
    db: &Db,
    scope: Scope,
    device: &Device,
    group: &Elsewhere,
) -> AppResult<Option<Device>> {
    let Ok(code) = group.unit.parse::<UnitCode>() else {
        return Ok(None);
    };
    let unit = db
        .read(move |conn| units::find_unit_by_code(conn, &code))
        .await?
        .filter(|unit| scope.covers(unit));
    Ok(unit.map(|unit| Device {
        unit_id: unit.id,
        counter_id: None,
        ..device.clone()
    }))
}

async fn put(
    intake: &Intake,
    way: Way,
    device: &Device,
    records: &[Box<RawValue>],
    report: &mut Report,
) -> AppResult<()> {
    for piece in records.chunks(BALLOTS_LIMIT) {
        let piece: Vec<&RawValue> = piece.iter().map(AsRef::as_ref).collect();
        let receipts = intake.take(device, &piece, way).await?;
        for (receipt, record) in receipts.into_iter().zip(piece) {
            match receipt.status {
                ReceiptStatus::Stored => report.taken += 1,
                ReceiptStatus::Duplicate => report.known += 1,
                ReceiptStatus::Conflict | ReceiptStatus::Rejected => report.refused.push(Refused {
                    seq: seq_of(record),
                    id: receipt.id,
                    reason: receipt.reason.unwrap_or_default(),
                }),
            }
        }
    }
    Ok(())
}

fn no_such_unit(code: &str, lang: Lang) -> String {
    let shown: String = code.chars().take(40).collect();
    t!(
        "care.hand_over.other_unit",
        locale = lang.code(),
        unit = shown
    )
    .into_owned()
}

fn page_of(viewer: &Viewer, lang: Lang, status: StatusCode, body: Body) -> HttpResponse {
    let page = viewer.page(lang, &body.title, Part::Tablets);
    html_page(status, &page, body.markup)
}
