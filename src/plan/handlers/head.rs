//! What a plan's document says, whether it holds, and its copy for the next year. Only its unit's leader writes.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use super::{address, conflict, hold, page_of, status_of};
use crate::accounts::tasks::WritePlan;
use crate::accounts::{Allowed, SignedForm, Viewer};
use crate::clock::{Clock, local_day};
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::plan::access::{Reader, find_written};
use crate::plan::copy::copy;
use crate::plan::forms::{HeadForm, IssueForm};
use crate::plan::pages::{HeadPage, IssuePage};
use crate::plan::record::{Plan, State, Step};
use crate::plan::start::put_in_force;
use crate::plan::store;
use crate::plan::whole::Whole;
use crate::web::answer::see_other;
use crate::web::components::FieldErrors;
use crate::web::language::Lang;

/// The form of what the document says.
///
/// # Errors
/// 401, 403, 404.
pub async fn show_head(
    viewer: Allowed<WritePlan>,
    id: Path<i64>,
    db: Data<Db>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let who = Viewer::clone(&viewer);
    let (plan, unit) = db.read(move |conn| find_written(conn, &who, *id)).await?;
    let page = HeadPage {
        back: &address(&unit, plan.year),
        form: &HeadForm::of(&plan),
        plan: &plan,
        errors: &FieldErrors::default(),
        csrf: &viewer.csrf,
    };
    let body = page.render(lang);
    Ok(page_of(&viewer, status_of(page.errors), body, lang))
}

/// Takes it. With something wrong it comes back as it was typed, 422.
///
/// # Errors
/// 401, 403, 404, 409 where the plan is closed.
pub async fn take_head(
    form: SignedForm<WritePlan>,
    id: Path<i64>,
    db: Data<Db>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let who = Viewer::clone(&viewer);
    let (plan, unit) = db.read(move |conn| find_written(conn, &who, *id)).await?;
    let back = address(&unit, plan.year);
    let form = HeadForm::read(&fields);
    match form.check(&plan, lang) {
        Ok(changed) => {
            db.write(move |conn| {
                hold(conn, &plan, &[State::Draft], lang)?;
                Ok::<_, AppError>(store::save_plan(conn, &changed)?)
            })
            .await?;
            Ok(see_other(&format!("{back}&done=saved")))
        }
        Err(errors) => {
            let page = HeadPage {
                back: &back,
                form: &form,
                plan: &plan,
                errors: &errors,
                csrf: &viewer.csrf,
            };
            let body = page.render(lang);
            Ok(page_of(&viewer, status_of(&errors), body, lang))
        }
    }
}

/// Asks under which number, and from which day, a plan comes into force.
///
/// # Errors
/// 401, 403, 404.
pub async fn show_issue(
    viewer: Allowed<WritePlan>,
    id: Path<i64>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let who = Viewer::clone(&viewer);
    let (plan, unit) = db.read(move |conn| find_written(conn, &who, *id)).await?;
    let page = IssuePage {
        back: &address(&unit, plan.year),
        form: &IssueForm::of(&plan, clock.today()),
        plan: &plan,
        errors: &FieldErrors::default(),
        csrf: &viewer.csrf,
    };
    let body = page.render(lang);
    Ok(page_of(&viewer, status_of(page.errors), body, lang))
}

/// Puts a plan in force, takes it back, or closes it. A number or a day that is wrong comes back as it was typed, 422.
///
/// # Errors
/// 401, 403, 404, 409 where that makes no sense now.
pub async fn take_step(
    form: SignedForm<WritePlan>,
    id: Path<i64>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let who = Viewer::clone(&viewer);
    let (plan, unit) = db.read(move |conn| find_written(conn, &who, *id)).await?;
    let step: Step = fields
        .text("step")
        .parse()
        .map_err(|_| conflict("step", lang))?;
    let back = address(&unit, plan.year);
    let by = (viewer.account.id, clock.now());
    if step != Step::Issued {
        let state = step
            .from(plan.state)
            .ok_or_else(|| conflict("step", lang))?;
        db.write(move |conn| {
            hold(conn, &plan, State::ALL, lang)?;
            let moved = Plan { state, ..plan };
            store::save_plan(conn, &moved)?;
            Ok::<_, AppError>(store::insert_event(conn, moved.id, step, by)?)
        })
        .await?;
        return Ok(see_other(&format!("{back}&done={step}")));
    }
    let form = IssueForm::read(&fields);
    match form.check(lang) {
        Ok((number, day)) => {
            db.write(move |conn| {
                hold(conn, &plan, &[State::Draft], lang)?;
                put_in_force(conn, plan, &number, day, by)
            })
            .await?;
            Ok(see_other(&format!("{back}&done=issued")))
        }
        Err(errors) => {
            let page = IssuePage {
                back: &back,
                plan: &plan,
                form: &form,
                errors: &errors,
                csrf: &viewer.csrf,
            };
            let body = page.render(lang);
            Ok(page_of(&viewer, status_of(&errors), body, lang))
        }
    }
}

/// Copies a plan to the next year. Sent twice it is copied once.
///
/// # Errors
/// 401, 403, 404.
pub async fn take_copy(
    form: SignedForm<WritePlan>,
    id: Path<i64>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> AppResult<HttpResponse> {
    let viewer = form.viewer;
    let (who, now) = (Viewer::clone(&viewer), clock.now());
    let back = db
        .write(move |conn| {
            let (plan, unit) = find_written(conn, &who, *id)?;
            let year = plan.year + 1;
            if store::find_plan_of(conn, unit.id, year)?.is_none() {
                let whole = Whole::find(conn, &Reader::of(&who), plan.id, local_day(now))?;
                copy(conn, &whole, (who.account.id, now))?;
            }
            Ok::<_, AppError>(address(&unit, year))
        })
        .await?;
    Ok(see_other(&format!("{back}&done=copied")))
}
