//! The requests of plans: looking at one, writing it, its items, its tasks, and what is printed of it.

pub mod head;
pub mod items;
pub mod papers;
pub mod show;
pub mod tasks;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use rust_i18n::t;

use super::record::{Plan, State};
use super::store::hold_plan;
use crate::accounts::{Part, Viewer};
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::units::Unit;
use crate::web::answer::html_page;
use crate::web::components::FieldErrors;
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Address of a unit's plan.
fn address(unit: &Unit, year: i32) -> String {
    format!("/plan?unit={}&year={year}", unit.code)
}

/// Where somebody goes back to: the plan of the unit, or their own page where they see the unit's by their name alone.
fn back(viewer: &Viewer, unit: &Unit, year: i32) -> String {
    match viewer.scope().covers(unit) {
        true => address(unit, year),
        false => "/plan?".to_owned(),
    }
}

/// A page of plans.
fn page_of(viewer: &Viewer, status: StatusCode, body: Body, lang: Lang) -> HttpResponse {
    let page = viewer.page(lang, &body.title, Part::Plan);
    html_page(status, &page, body.markup)
}

/// 422 where something is wrong.
fn status_of(errors: &FieldErrors) -> StatusCode {
    match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// What contradicts where a plan stands, told in the reader's language.
fn conflict(key: &str, lang: Lang) -> AppError {
    let text = t!(format!("plan.conflict.{key}"), locale = lang.code());
    AppError::Conflict(text.into_owned())
}

/// Holds a plan that may be written to now: `states` says where it may stand.
fn hold(conn: &mut DbConn, plan: &Plan, states: &[State], lang: Lang) -> AppResult<()> {
    if !states.contains(&plan.state) {
        return Err(conflict(plan.state.as_str(), lang));
    }
    match hold_plan(conn, plan)? {
        true => Ok(()),
        false => Err(conflict("changed", lang)),
    }
}
