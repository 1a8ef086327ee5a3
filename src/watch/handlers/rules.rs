//! Showing and setting what a unit watches.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use chrono::NaiveDateTime;
use rust_i18n::t;
use serde::Deserialize;

use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::AppResult;
use crate::watch::form::RulesForm;
use crate::watch::pages::RulesPage;
use crate::watch::store::rules::{self, Rules};
use crate::watch::tasks::{ReadAlerts, SetWatchRules};
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::language::Lang;
use crate::web::layout::NoticeKind;

/// What the address may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RulesQuery {
    saved: Option<String>,
}

/// Who changed the rules last, and when.
type LastChange = Option<(String, NaiveDateTime)>;

/// The rules of the viewer's own unit, as a form for whoever may set them.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn show_rules(
    viewer: Allowed<ReadAlerts>,
    db: Data<Db>,
    query: Query<RulesQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (rules, changed) = find(&db, viewer.unit.id).await?;
    let form = RulesForm::of(&rules, lang);
    let errors = FieldErrors::default();
    let saved = query.saved.is_some();
    Ok(answer(&viewer, (&form, &errors), changed, saved, lang))
}

/// Takes the form. With something wrong it comes back as it was typed; sent twice it stores the same.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn take_rules(
    form: SignedForm<SetWatchRules>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let typed = RulesForm::read(&fields);
    let (unit_id, by) = (viewer.unit.id, (viewer.account.id, clock.now()));
    let (stored, changed) = find(&db, unit_id).await?;
    let rules = match typed.check(lang) {
        Ok(rules) => rules,
        Err(errors) => return Ok(answer(&viewer, (&typed, &errors), changed, false, lang)),
    };
    db.write(move |conn| {
        let new = rules
            .iter()
            .filter(|(subject, rule)| stored.get(subject) != Some(rule));
        for (subject, rule) in new {
            rules::put_rule(conn, (unit_id, *subject), rule, by)?;
        }
        Ok::<_, diesel::result::Error>(())
    })
    .await?;
    Ok(see_other("/watch/rules?saved=1"))
}

async fn find(db: &Db, unit_id: i64) -> AppResult<(Rules, LastChange)> {
    db.read(move |conn| {
        let found = rules::find_rules(conn, unit_id)?;
        Ok::<_, diesel::result::Error>((found, rules::find_last_change(conn, unit_id)?))
    })
    .await
}

fn answer(
    viewer: &Viewer,
    (form, errors): (&RulesForm, &FieldErrors),
    changed: LastChange,
    saved: bool,
    lang: Lang,
) -> HttpResponse {
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let body = RulesPage {
        form,
        errors,
        changed,
        may_set: viewer.may::<SetWatchRules>(),
        csrf: &viewer.csrf,
    }
    .render(lang);
    let mut page = viewer.page(lang, &body.title, Part::Watch);
    if saved {
        let text = t!("watch.rules.saved", locale = lang.code());
        page = page.with_notice(NoticeKind::Success, text);
    }
    html_page(status, &page, body.markup)
}
