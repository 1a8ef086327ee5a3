//! Tasks of a plan: written by its unit's leader, and noted on by whoever leads one or joins in it.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use super::{address, back, conflict, hold, page_of, status_of};
use crate::accounts::tasks::{NotePlan, ReadPlan, WritePlan};
use crate::accounts::{Allowed, SignedForm, Viewer};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::plan::access::{Reader, notes, writes};
use crate::plan::forms::{NoteForm, TaskForm};
use crate::plan::item::Item;
use crate::plan::pages::TaskPage;
use crate::plan::record::{Plan, State};
use crate::plan::store::{self, Person, TaskChange};
use crate::plan::task::Task;
use crate::units::Unit;
use crate::web::answer::see_other;
use crate::web::components::FieldErrors;
use crate::web::language::Lang;

/// States in which a plan's tasks may change.
const OPEN: [State; 2] = [State::Draft, State::InForce];

/// What lies on the table while somebody works on a task.
struct Found {
    plan: Plan,
    unit: Unit,
    item: Item,
    task: Option<Task>,
    people: Vec<Person>,
    writes: bool,
}

/// Of what: an item that gets a new task, or a task.
#[derive(Clone, Copy)]
enum Of {
    Item(i64),
    Task(i64),
}

impl Found {
    async fn find(db: &Db, viewer: &Viewer, of: Of) -> AppResult<Self> {
        let who = viewer.clone();
        db.snapshot(move |conn| {
            let reader = Reader::of(&who);
            let plan = match of {
                Of::Item(id) => store::find_plan_of_item(conn, &reader, id)?,
                Of::Task(id) => store::find_plan_of_task(conn, &reader, id)?,
            };
            let (plan, unit) = plan.ok_or(AppError::NotFound)?;
            let (item_id, task) = match of {
                Of::Item(id) => (id, None),
                Of::Task(id) => {
                    let mut tasks = store::list_tasks(conn, &plan)?.into_iter();
                    let task = tasks.find(|task| task.id == id);
                    let task = task.ok_or(AppError::NotFound)?;
                    (task.item_id, Some(task))
                }
            };
            let mut items = store::list_items(conn, &plan)?.into_iter();
            let item = items.find(|item| item.id == item_id);
            Ok::<_, AppError>(Self {
                item: item.ok_or(AppError::NotFound)?,
                people: store::list_people(conn, &unit)?,
                writes: writes(&who, plan.unit_id),
                plan,
                unit,
                task,
            })
        })
        .await
    }

    fn back(&self) -> String {
        address(&self.unit, self.plan.year)
    }

    /// Who writes the plan may go on.
    fn written(self) -> AppResult<Self> {
        match self.writes {
            true => Ok(self),
            false => Err(AppError::Forbidden),
        }
    }

    fn answer(
        &self,
        viewer: &Viewer,
        (form, note): (&TaskForm, &NoteForm),
        errors: &FieldErrors,
        lang: Lang,
    ) -> HttpResponse {
        let notes = |task| notes(viewer, &self.plan, task);
        let page = TaskPage {
            back: &back(viewer, &self.unit, self.plan.year),
            plan: &self.plan,
            item: &self.item,
            task: self.task.as_ref(),
            people: &self.people,
            form,
            note,
            errors,
            writes: self.writes && OPEN.contains(&self.plan.state),
            notes: self.task.as_ref().is_some_and(notes),
            csrf: &viewer.csrf,
        };
        page_of(viewer, status_of(errors), page.render(lang), lang)
    }
}

/// The form of a new task of an item.
///
/// # Errors
/// 401, 403, 404.
pub async fn show_new(
    viewer: Allowed<WritePlan>,
    item: Path<i64>,
    db: Data<Db>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let found = Found::find(&db, &viewer, Of::Item(*item))
        .await?
        .written()?;
    let typed = (&TaskForm::default(), &NoteForm::default());
    Ok(found.answer(&viewer, typed, &FieldErrors::default(), lang))
}

/// Takes a new task. With something wrong it comes back as it was typed, 422.
///
/// # Errors
/// 401, 403, 404, 409 where the plan is closed.
pub async fn take_new(
    form: SignedForm<WritePlan>,
    item: Path<i64>,
    db: Data<Db>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let found = Found::find(&db, &viewer, Of::Item(*item))
        .await?
        .written()?;
    let form = TaskForm::read(&fields);
    match form.check(&found.people, lang) {
        Ok(task) => keep(&db, found, task, lang).await,
        Err(errors) => Ok(found.answer(&viewer, (&form, &NoteForm::default()), &errors, lang)),
    }
}

/// A task with all that was noted, and the forms for whoever may change or note it.
///
/// # Errors
/// 401, 403, 404.
pub async fn show_task(
    viewer: Allowed<ReadPlan>,
    id: Path<i64>,
    db: Data<Db>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let found = Found::find(&db, &viewer, Of::Task(*id)).await?;
    let task = found.task.as_ref().ok_or(AppError::NotFound)?;
    let typed = (&TaskForm::of(task), &NoteForm::of(task));
    Ok(found.answer(&viewer, typed, &FieldErrors::default(), lang))
}

/// Takes a changed task. With something wrong it comes back as it was typed, 422.
///
/// # Errors
/// 401, 403, 404, 409 where the plan is closed.
pub async fn take_task(
    form: SignedForm<WritePlan>,
    id: Path<i64>,
    db: Data<Db>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let found = Found::find(&db, &viewer, Of::Task(*id)).await?.written()?;
    let form = TaskForm::read(&fields);
    match form.check(&found.people, lang) {
        Ok(change) => keep(&db, found, change, lang).await,
        Err(errors) => {
            let task = found.task.as_ref().ok_or(AppError::NotFound)?;
            Ok(found.answer(&viewer, (&form, &NoteForm::of(task)), &errors, lang))
        }
    }
}

async fn keep(db: &Db, found: Found, change: TaskChange, lang: Lang) -> AppResult<HttpResponse> {
    let back = found.back();
    db.write(move |conn| {
        hold(conn, &found.plan, &OPEN, lang)?;
        match &found.task {
            Some(task) => store::update_task(conn, task.id, &change)?,
            None => {
                store::insert_task(conn, found.item.id, &change)?;
            }
        }
        Ok::<_, AppError>(())
    })
    .await?;
    Ok(see_other(&format!("{back}&done=task")))
}

/// Takes a note on how a task goes on. With something wrong it comes back as it was typed, 422.
///
/// # Errors
/// 401, 403 for who has nothing to do with the task, 404, 409 where the plan is not in force.
pub async fn take_note(
    form: SignedForm<NotePlan>,
    id: Path<i64>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let found = Found::find(&db, &viewer, Of::Task(*id)).await?;
    let task = found.task.as_ref().ok_or(AppError::NotFound)?;
    if found.plan.state != State::InForce {
        return Err(conflict("not_in_force", lang));
    }
    if !notes(&viewer, &found.plan, task) {
        return Err(AppError::Forbidden);
    }
    let form = NoteForm::read(&fields);
    let (state, words) = match form.check(lang) {
        Ok(note) => note,
        Err(errors) => {
            return Ok(found.answer(&viewer, (&TaskForm::of(task), &form), &errors, lang));
        }
    };
    let by = (viewer.account.id, clock.now());
    let id = task.id;
    db.write(move |conn| {
        hold(conn, &found.plan, &[State::InForce], lang)?;
        Ok::<_, AppError>(store::insert_note(conn, id, (state, &words), by)?)
    })
    .await?;
    Ok(see_other(&format!("/plan/tasks/{id}")))
}

/// Removes a task of which nothing was noted.
///
/// # Errors
/// 401, 403, 404, 409 where something was noted, or the plan is closed.
pub async fn take_removal(
    form: SignedForm<WritePlan>,
    id: Path<i64>,
    db: Data<Db>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let found = Found::find(&db, &form.viewer, Of::Task(*id))
        .await?
        .written()?;
    let back = found.back();
    db.write(move |conn| {
        hold(conn, &found.plan, &OPEN, lang)?;
        match store::delete_task(conn, *id)? {
            true => Ok(()),
            false => Err(conflict("noted", lang)),
        }
    })
    .await?;
    Ok(see_other(&format!("{back}&done=removed")))
}
