//! The form itself: empty, filled in from a draft, wrong, or stored.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use chrono::NaiveDateTime;
use rust_i18n::t;
use serde::Deserialize;
use uuid::Uuid;

use super::super::choices::{Choices, Wanted};
use super::super::entry::{Logged, Logging, log_call};
use super::super::form::{Asked, CallForm};
use super::super::pages::{CallPage, choose_unit};
use super::super::store::{Draft, Similar};
use super::{choices_of, find_drafts, find_similar, find_wanted, id_or_fresh, seal};
use crate::accounts::tasks::LogComplaints;
use crate::accounts::{Allowed, Part, Role, SignedForm, Viewer};
use crate::clock::{Clock, local_time};
use crate::complaints::Way;
use crate::complaints::sight::Sight;
use crate::db::Db;
use crate::error::AppResult;
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::extract::{Fields, QueryNumber};
use crate::web::language::Lang;
use crate::web::layout::Body;
use crate::web::secret::SigningKey;

/// What the address of the form may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct FormQuery {
    unit: QueryNumber,
    /// Begin anew, whatever is unfinished.
    fresh: Option<String>,
    /// Go on with this draft.
    draft: String,
}

/// The form, with the newest unfinished one filled in.
///
/// # Errors
/// 401, 403, 404 for a unit that the viewer may not see, or no way to the database.
pub async fn show_form(
    viewer: Allowed<LogComplaints>,
    db: Data<Db>,
    key: Data<SigningKey>,
    clock: Data<Clock>,
    query: Query<FormQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let now = clock.now();
    let choices = match find_wanted(&db, &viewer, query.unit.0).await? {
        Wanted::Form(choices) => choices,
        Wanted::Unit(units) => {
            let body = choose_unit(&units, viewer.unit.id, lang);
            return Ok(page_of(&viewer, lang, StatusCode::OK, body));
        }
    };
    let mut shown = Shown::new(&viewer, &key, now, lang);
    shown.drafts = find_drafts(&db, &viewer, now).await?;
    let wanted = Uuid::try_parse(&query.draft).ok();
    let going_on = match (wanted, &query.fresh) {
        (Some(id), _) => shown.drafts.iter().position(|draft| draft.id == id),
        (None, Some(_)) => None,
        (None, None) => (!shown.drafts.is_empty()).then_some(0),
    };
    let (id, form) = match going_on.map(|at| shown.drafts.remove(at)) {
        Some(draft) => {
            shown.similar = Some(find_similar(&db, &viewer, &draft.form, now).await?);
            shown.draft = Some(draft.clone());
            (draft.id, draft.form)
        }
        None => (
            Uuid::new_v4(),
            CallForm::blank(usual_way(&viewer), &choices),
        ),
    };
    Ok(shown.answer(StatusCode::OK, &choices, id, &form))
}

/// Who serves at the counter hears most of it there.
fn usual_way(viewer: &Viewer) -> Way {
    match viewer.account.role {
        Role::Desk => Way::Desk,
        _ => Way::Hotline,
    }
}

/// Stores what was said and shows what to tell the caller. Sent twice it is stored once.
///
/// # Errors
/// 404 for a unit that the viewer may not see.
pub async fn take_form(
    form: SignedForm<LogComplaints>,
    db: Data<Db>,
    key: Data<SigningKey>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let now = clock.now();
    let choices = choices_of(&db, &viewer, &fields).await?;
    let (mut shown, id, mut form) = Shown::sent(&fields, &viewer, &key, now, lang);
    let asked = Asked {
        id,
        choices: &choices,
        account_id: viewer.account.id,
        now,
        lang,
    };
    let Some(new) = form.check(&asked, &mut shown.errors) else {
        shown.similar = Some(find_similar(&db, &viewer, &form, now).await?);
        return Ok(shown.answer(StatusCode::UNPROCESSABLE_ENTITY, &choices, id, &form));
    };
    let typed_at = Lang::Vi.moment(local_time(now));
    let logging = Logging {
        new,
        twin: form.twin(),
        late_note: t!(
            "intake.typed_later",
            locale = Lang::Vi.code(),
            at = typed_at
        )
        .into_owned(),
        now,
    };
    let sight = Sight::of(&viewer);
    let logged = db
        .write(move |conn| log_call(conn, &sight, &logging))
        .await?;
    let (error, id) = match logged {
        Logged::As(number) => return Ok(see_other(&format!("/complaints/{number}/told"))),
        Logged::Otherwise(number) => {
            shown.known = String::new();
            let key = "intake.stored_otherwise";
            (
                t!(key, locale = lang.code(), number = number),
                Uuid::new_v4(),
            )
        }
        Logged::NoTwin => {
            form.twin.clear();
            (t!("intake.no_twin", locale = lang.code()), id)
        }
    };
    shown.errors.add("send", error);
    Ok(shown.answer(StatusCode::UNPROCESSABLE_ENTITY, &choices, id, &form))
}

/// The form as it was sent, with similar cases beside it: what the module does by itself while somebody types.
///
/// # Errors
/// 404 for a unit that the viewer may not see.
pub async fn show_similar(
    form: SignedForm<LogComplaints>,
    db: Data<Db>,
    key: Data<SigningKey>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let now = clock.now();
    let choices = choices_of(&db, &viewer, &fields).await?;
    let (mut shown, id, form) = Shown::sent(&fields, &viewer, &key, now, lang);
    shown.similar = Some(find_similar(&db, &viewer, &form, now).await?);
    Ok(shown.answer(StatusCode::OK, &choices, id, &form))
}

/// The page of one request.
struct Shown<'a> {
    viewer: &'a Viewer,
    key: &'a SigningKey,
    now: NaiveDateTime,
    lang: Lang,
    errors: FieldErrors,
    /// The version of its draft that the page knows of, as it was sent.
    known: String,
    draft: Option<Draft>,
    drafts: Vec<Draft>,
    similar: Option<Vec<Similar>>,
}

impl<'a> Shown<'a> {
    fn new(viewer: &'a Viewer, key: &'a SigningKey, now: NaiveDateTime, lang: Lang) -> Self {
        Self {
            viewer,
            key,
            now,
            lang,
            errors: FieldErrors::default(),
            known: String::new(),
            draft: None,
            drafts: Vec::new(),
            similar: None,
        }
    }

    /// That of a form as it was sent, with the id of what it stores and what stands in it.
    fn sent(
        fields: &Fields,
        viewer: &'a Viewer,
        key: &'a SigningKey,
        now: NaiveDateTime,
        lang: Lang,
    ) -> (Self, Uuid, CallForm) {
        let mut shown = Self::new(viewer, key, now, lang);
        let id = id_or_fresh(fields, viewer, key, (now, lang), &mut shown.errors);
        shown.known = fields.text("draft_version");
        (shown, id, CallForm::read(fields))
    }

    fn answer(
        &self,
        status: StatusCode,
        choices: &Choices,
        id: Uuid,
        form: &CallForm,
    ) -> HttpResponse {
        let version = self.draft.as_ref().map(|draft| draft.version.to_string());
        let page = CallPage {
            choices,
            form,
            errors: &self.errors,
            ticket: &seal(id, self.viewer, self.key, self.now),
            csrf: &self.viewer.csrf,
            version: version.as_deref().unwrap_or(&self.known),
            draft: self.draft.as_ref(),
            drafts: &self.drafts,
            similar: self.similar.as_deref(),
        };
        page_of(self.viewer, self.lang, status, page.render(self.lang))
    }
}

fn page_of(viewer: &Viewer, lang: Lang, status: StatusCode, body: Body) -> HttpResponse {
    let page = viewer.page(lang, &body.title, Part::Complaints);
    html_page(status, &page, body.markup)
}
