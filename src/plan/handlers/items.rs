//! Items of a plan: written by its unit's leader while it is a draft, and what is entered of those that nothing measures.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use super::{address, back, conflict, hold, page_of, status_of};
use crate::accounts::tasks::{NotePlan, ReadPlan, WritePlan};
use crate::accounts::{Allowed, SignedForm, Viewer};
use crate::clock::Clock;
use crate::db::{Db, DbConn};
use crate::error::{AppError, AppResult};
use crate::indices::{list_targets, replace_targets};
use crate::plan::access::{Reader, find_written, writes};
use crate::plan::forms::{ItemForm, ReadingForm};
use crate::plan::item::Item;
use crate::plan::pages::ItemPage;
use crate::plan::record::{Plan, State};
use crate::plan::source::Source;
use crate::plan::store;
use crate::plan::whole::{Line, Whole};
use crate::units::Unit;
use crate::web::answer::see_other;
use crate::web::components::FieldErrors;
use crate::web::language::Lang;

/// A plan as its item's page needs it.
struct Found {
    whole: Whole,
    writes: bool,
}

impl Found {
    async fn of_item(db: &Db, viewer: &Viewer, clock: &Clock, item: i64) -> AppResult<Self> {
        let (who, today) = (viewer.clone(), clock.today());
        let whole = db.snapshot(move |conn| {
            let reader = Reader::of(&who);
            let found = store::find_plan_of_item(conn, &reader, item)?;
            let (plan, _) = found.ok_or(AppError::NotFound)?;
            Whole::find(conn, &reader, plan.id, today)
        });
        Self::new(whole.await?, viewer)
    }

    async fn of_plan(db: &Db, viewer: &Viewer, clock: &Clock, plan: i64) -> AppResult<Self> {
        let (who, today) = (viewer.clone(), clock.today());
        let whole = db
            .snapshot(move |conn| Whole::find(conn, &Reader::of(&who), plan, today))
            .await?;
        Self::new(whole, viewer)
    }

    fn new(whole: Whole, viewer: &Viewer) -> AppResult<Self> {
        let writes = writes(viewer, whole.plan.unit_id);
        Ok(Self { whole, writes })
    }

    fn line(&self, item: i64) -> AppResult<&Line> {
        self.whole.line(item).ok_or(AppError::NotFound)
    }

    /// Whether a viewer enters what is known of an item: its unit's leader, and who works on its tasks.
    fn enters(&self, viewer: &Viewer, line: &Line) -> bool {
        let is_theirs = line.tasks.iter().any(|task| task.is_of(viewer.account.id));
        self.whole.plan.state != State::Closed
            && line.item.source == Source::Entered
            && (self.writes || (is_theirs && viewer.may::<NotePlan>()))
    }

    fn answer(
        &self,
        viewer: &Viewer,
        line: Option<&Line>,
        (form, reading): (&ItemForm, &ReadingForm),
        errors: &FieldErrors,
        lang: Lang,
    ) -> HttpResponse {
        let page = ItemPage {
            whole: &self.whole,
            back: &back(viewer, &self.whole.unit, self.whole.plan.year),
            line,
            form,
            reading,
            errors,
            writes: self.writes && self.whole.plan.state == State::Draft,
            enters: line.is_some_and(|line| self.enters(viewer, line)),
            csrf: &viewer.csrf,
        };
        page_of(viewer, status_of(errors), page.render(lang), lang)
    }
}

/// The form of a new item.
///
/// # Errors
/// 401, 403, 404.
pub async fn show_new(
    viewer: Allowed<WritePlan>,
    plan: Path<i64>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let found = Found::of_plan(&db, &viewer, &clock, *plan).await?;
    if !found.writes {
        return Err(AppError::Forbidden);
    }
    let last = found.whole.lines.last();
    let form = ItemForm::new(last.map_or("", |line| line.item.section.as_str()));
    let typed = (&form, &ReadingForm::default());
    Ok(found.answer(&viewer, None, typed, &FieldErrors::default(), lang))
}

/// Takes a new item. With something wrong it comes back as it was typed, 422.
///
/// # Errors
/// 401, 403, 404, 409 where the plan is no draft.
pub async fn take_new(
    form: SignedForm<WritePlan>,
    plan: Path<i64>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let form = ItemForm::read(&fields);
    let item = match form.check(lang) {
        Ok(item) => item,
        Err(errors) => {
            let found = Found::of_plan(&db, &viewer, &clock, *plan).await?;
            let typed = (&form, &ReadingForm::default());
            return Ok(found.answer(&viewer, None, typed, &errors, lang));
        }
    };
    let who = Viewer::clone(&viewer);
    let back = db
        .write(move |conn| {
            let (plan, unit) = find_written(conn, &who, *plan)?;
            hold(conn, &plan, &[State::Draft], lang)?;
            let item = promised(conn, (&plan, &unit), item)?;
            store::insert_item(conn, plan.id, &item)?;
            Ok::<_, AppError>(address(&unit, plan.year))
        })
        .await?;
    Ok(see_other(&format!("{back}&done=item")))
}

/// The item as it is kept: the target of an index goes to the targets of its unit, which are the only ones.
fn promised(conn: &mut DbConn, (plan, unit): (&Plan, &Unit), item: Item) -> AppResult<Item> {
    let Source::Index(measure) = item.source else {
        return Ok(item);
    };
    let mut targets = list_targets(conn, unit.id, plan.year)?;
    match item.target.and_then(|target| target.percent()) {
        Some(target) => targets.insert(measure, target),
        None => targets.remove(&measure),
    };
    replace_targets(conn, unit.id, plan.year, &targets)?;
    Ok(Item {
        target: None,
        ..item
    })
}

/// An item with all that is known of it; the form of it for whoever writes the plan.
///
/// # Errors
/// 401, 403, 404.
pub async fn show_item(
    viewer: Allowed<ReadPlan>,
    id: Path<i64>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let found = Found::of_item(&db, &viewer, &clock, *id).await?;
    let line = found.line(*id)?;
    let form = ItemForm::of(&line.item, line.target);
    let typed = (&form, &ReadingForm::default());
    Ok(found.answer(&viewer, Some(line), typed, &FieldErrors::default(), lang))
}

/// Takes a changed item. With something wrong it comes back as it was typed, 422.
///
/// # Errors
/// 401, 403, 404, 409 where the plan is no draft.
pub async fn take_item(
    form: SignedForm<WritePlan>,
    id: Path<i64>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let found = Found::of_item(&db, &viewer, &clock, *id).await?;
    if !found.writes {
        return Err(AppError::Forbidden);
    }
    let line = found.line(*id)?;
    let form = ItemForm::read(&fields);
    let changed = match form.check(lang) {
        Ok(changed) => Item {
            id: line.item.id,
            plan_id: line.item.plan_id,
            position: line.item.position,
            ..changed
        },
        Err(errors) => {
            let typed = (&form, &ReadingForm::default());
            return Ok(found.answer(&viewer, Some(line), typed, &errors, lang));
        }
    };
    let Whole { plan, unit, .. } = found.whole;
    let back = address(&unit, plan.year);
    db.write(move |conn| {
        hold(conn, &plan, &[State::Draft], lang)?;
        let item = promised(conn, (&plan, &unit), changed)?;
        Ok::<_, AppError>(store::update_item(conn, &item)?)
    })
    .await?;
    Ok(see_other(&format!("{back}&done=item")))
}

/// Takes what somebody enters of an item. With something wrong it comes back as it was typed, 422.
///
/// # Errors
/// 401, 403 for who neither writes the plan nor works on the item, 404, 409 where the plan is closed.
pub async fn take_reading(
    form: SignedForm<NotePlan>,
    id: Path<i64>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let found = Found::of_item(&db, &viewer, &clock, *id).await?;
    let line = found.line(*id)?;
    if !found.enters(&viewer, line) {
        return Err(AppError::Forbidden);
    }
    let form = ReadingForm::read(&fields);
    let (amount, origin) = match form.check(&line.item, lang) {
        Ok(read) => read,
        Err(errors) => {
            let stored = ItemForm::of(&line.item, line.target);
            return Ok(found.answer(&viewer, Some(line), (&stored, &form), &errors, lang));
        }
    };
    let by = (viewer.account.id, clock.now());
    let item = line.item.clone();
    let Whole { plan, unit, .. } = found.whole;
    let back = back(&viewer, &unit, plan.year);
    db.write(move |conn| {
        hold(conn, &plan, &[State::Draft, State::InForce], lang)?;
        Ok::<_, AppError>(store::insert_reading(conn, &item, (amount, &origin), by)?)
    })
    .await?;
    Ok(see_other(&format!("{back}&done=reading")))
}

/// Moves an item one place up or down within its plan.
///
/// # Errors
/// 401, 403, 404, 409 where the plan is no draft.
pub async fn take_move(
    form: SignedForm<WritePlan>,
    id: Path<i64>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let found = Found::of_item(&db, &viewer, &clock, *id).await?;
    if !found.writes {
        return Err(AppError::Forbidden);
    }
    let own = found.line(*id)?.item.clone();
    let items = found.whole.lines.iter().map(|line| &line.item);
    let mut of_section = items.filter(|item| item.section == own.section);
    let other = match fields.text("to").as_str() {
        "up" => of_section.take_while(|item| item.id != own.id).last(),
        _ => {
            of_section.find(|item| item.id == own.id);
            of_section.next()
        }
    };
    let other = other.cloned();
    let Whole { plan, unit, .. } = found.whole;
    let back = address(&unit, plan.year);
    if let Some(other) = other {
        db.write(move |conn| {
            hold(conn, &plan, &[State::Draft], lang)?;
            Ok::<_, AppError>(store::swap_items(conn, &own, &other)?)
        })
        .await?;
    }
    Ok(see_other(&format!("{back}&done=moved")))
}

/// Removes an item of which nothing was noted or entered, with its tasks.
///
/// # Errors
/// 401, 403, 404, 409 where something was noted, or the plan is no draft.
pub async fn take_removal(
    form: SignedForm<WritePlan>,
    id: Path<i64>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let viewer = form.viewer;
    let found = Found::of_item(&db, &viewer, &clock, *id).await?;
    if !found.writes {
        return Err(AppError::Forbidden);
    }
    let line = found.line(*id)?;
    let item = line.item.clone();
    let tasks: Vec<i64> = line.tasks.iter().map(|task| task.id).collect();
    let Whole { plan, unit, .. } = found.whole;
    let back = address(&unit, plan.year);
    db.write(move |conn| {
        hold(conn, &plan, &[State::Draft], lang)?;
        for task in tasks {
            if !store::delete_task(conn, task)? {
                return Err(conflict("noted", lang));
            }
        }
        if store::has_readings(conn, &item)? {
            return Err(conflict("noted", lang));
        }
        Ok::<_, AppError>(store::delete_item(conn, &item)?)
    })
    .await?;
    Ok(see_other(&format!("{back}&done=removed")))
}
