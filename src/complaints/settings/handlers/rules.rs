//! The rules of a unit: showing, setting, and going back to those of the unit above.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use rust_i18n::t;
use serde::Deserialize;

use crate::accounts::tasks::SetComplaintRules;
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::clock::Clock;
use crate::complaints::settings::pages::rules::{RulesPage, choose_unit};
use crate::complaints::settings::rules_form::RulesForm;
use crate::complaints::settings::store::{Settings, find_settings};
use crate::complaints::sight::Sight;
use crate::complaints::store;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::units::{PlaceChoice, Scope};
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::extract::{Fields, QueryNumber};
use crate::web::language::Lang;
use crate::web::layout::NoticeKind;

/// What the address may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RulesQuery {
    unit: QueryNumber,
    /// What was done just now.
    done: Option<String>,
}

/// Asks for the unit where there are several, then shows its rules.
///
/// # Errors
/// 401, 403, 404 for a unit that the viewer may not see.
pub async fn show_rules(
    viewer: Allowed<SetComplaintRules>,
    db: Data<Db>,
    query: Query<RulesQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let unit_id = match PlaceChoice::find(&db, &viewer, query.unit.0).await? {
        PlaceChoice::Counter(places) => places.unit.id,
        PlaceChoice::Unit(units) => {
            let sight = Sight::of(&viewer);
            let unkept = db
                .read(move |conn| store::count_unkept(conn, &sight))
                .await?;
            let body = choose_unit(&units, viewer.unit.id, unkept, lang);
            let page = viewer.page(lang, &body.title, Part::Complaints);
            return Ok(html_page(StatusCode::OK, &page, body.markup));
        }
    };
    let settings = settings_of(&db, &viewer, unit_id).await?;
    let form = RulesForm::of(&settings.rules(), &settings.leaders);
    let news = match query.done.as_deref() {
        Some("set") => Some(t!("complaint_settings.was_set", locale = lang.code())),
        Some("inherit") => Some(t!("complaint_settings.inherits", locale = lang.code())),
        _ => None,
    };
    let shown = (&form, &FieldErrors::default());
    let news = news.map(|text| text.into_owned());
    Ok(rules_page(&viewer, lang, &settings, shown, news))
}

/// Sets the rules of a unit. Sent twice it sets the same. Cases that nobody keeps any more get the leader.
///
/// # Errors
/// 401, 403, 404 for a unit that the viewer may not see.
pub async fn take_rules(
    form: SignedForm<SetComplaintRules>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let settings = settings_of(&db, &viewer, unit_of(&fields)?).await?;
    let form = RulesForm::read(&fields);
    let rules = match form.check(&settings.leaders, lang) {
        Ok(rules) => rules,
        Err(errors) => return Ok(rules_page(&viewer, lang, &settings, (&form, &errors), None)),
    };
    let (unit, by, now) = (settings.unit, viewer.account.id, clock.now());
    let id = unit.id;
    db.write(move |conn| {
        store::replace_rules(conn, &unit, &rules)?;
        store::entrust_confined(conn, &Scope::below(&unit), Some(by), now)
    })
    .await?;
    Ok(see_other(&format!("/complaints/rules?unit={id}&done=set")))
}

/// Takes a unit's own rules away, so that it follows the unit above. Without any it changes nothing.
///
/// # Errors
/// 401, 403, 404 for a unit that the viewer may not see.
pub async fn take_inherit(
    form: SignedForm<SetComplaintRules>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let settings = settings_of(&db, &viewer, unit_of(&fields)?).await?;
    let (unit, by, now) = (settings.unit, viewer.account.id, clock.now());
    let id = unit.id;
    db.write(move |conn| {
        store::delete_rules(conn, &unit)?;
        store::entrust_confined(conn, &Scope::below(&unit), Some(by), now)
    })
    .await?;
    Ok(see_other(&format!(
        "/complaints/rules?unit={id}&done=inherit"
    )))
}

fn unit_of(fields: &Fields) -> AppResult<i64> {
    fields.text("unit").parse().map_err(|_| AppError::NotFound)
}

async fn settings_of(db: &Db, viewer: &Viewer, unit_id: i64) -> AppResult<Settings> {
    let sight = Sight::of(viewer);
    db.read(move |conn| find_settings(conn, &sight, unit_id))
        .await?
        .ok_or(AppError::NotFound)
}

/// The page; 422 where something is wrong with what was typed.
fn rules_page(
    viewer: &Viewer,
    lang: Lang,
    settings: &Settings,
    (form, errors): (&RulesForm, &FieldErrors),
    news: Option<String>,
) -> HttpResponse {
    let shown = RulesPage {
        settings,
        form,
        errors,
        csrf: &viewer.csrf,
    };
    let body = shown.render(lang);
    let mut page = viewer.page(lang, &body.title, Part::Complaints);
    if let Some(text) = news {
        page = page.with_notice(NoticeKind::Success, text);
    }
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    html_page(status, &page, body.markup)
}
