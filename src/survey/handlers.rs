//! The phone form: one GET, one POST, one 303. No cookie, no session, no script.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{Data, Form, Path, Query, ServiceConfig, get, post, resource};
use chrono::NaiveDateTime;
use rust_i18n::t;
use serde::Deserialize;

use super::ballot_box::BallotBox;
use super::form::RatingForm;
use super::phone::{PhoneForm, PhoneForms};
use super::questionnaire::{FULL, Questionnaire, TOUCH, catalogue};
use super::slips;
use super::store::Outcome;
use crate::clock::Clock;
use crate::error::{AppError, AppResult};
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;
use crate::web::phone::NO_REFERRER;
use crate::web::ticket::Ticket;

/// Who goes back from the thanks gets the form with the ticket that was spent, so that sending it again is the same
/// rating; whoever comes anew gets a new one. The blank form tells nothing about anybody.
const GOING_BACK: HeaderValue = HeaderValue::from_static("private, no-cache");

/// What the form's address may carry.
#[derive(Deserialize)]
pub struct Choices {
    full: Option<String>,
    open: Option<String>,
}

impl Choices {
    /// The code of a link, and whether its place did not lead there.
    fn of_link<'a>(&self, code: &'a str) -> (&'a str, bool) {
        (code, self.open.is_some())
    }

    /// The questions that are asked for.
    ///
    /// # Errors
    /// There is none: both are built in.
    pub(super) fn questionnaire(&self) -> AppResult<&'static Questionnaire> {
        let version = if self.full.is_some() { FULL } else { TOUCH };
        catalogue().questionnaire(version).ok_or(AppError::NotFound)
    }
}

/// `/Q/CODE`, as the QR has it (upper case makes a smaller code): the same form, without a redirect.
pub fn routes(app: &mut ServiceConfig) {
    for path in ["/q/{code}", "/Q/{code}"] {
        app.service(
            resource(path)
                .route(get().to(show_form))
                .route(post().to(take_form)),
        );
    }
    app.route("/q/{code}/thanks", get().to(show_thanks));
    slips::routes(app);
}

/// Shows the form of a QR link. Looking spends nothing: previews may look as often as they like.
///
/// # Errors
/// 404 for a code that does not exist or was withdrawn.
pub async fn show_form(
    forms: Data<PhoneForms>,
    code: Path<String>,
    choices: Query<Choices>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let asked = choices.of_link(&code);
    let form = forms.find(asked, choices.questionnaire()?, lang).await?;
    let mut answer = form.blank().respond(StatusCode::OK);
    answer
        .headers_mut()
        .insert(header::CACHE_CONTROL, GOING_BACK);
    Ok(answer)
}

/// Takes the form of a link.
///
/// # Errors
/// 404 for an unknown code, 503 while busy.
pub async fn take_form(
    forms: Data<PhoneForms>,
    ballot_box: Data<BallotBox>,
    clock: Data<Clock>,
    code: Path<String>,
    choices: Query<Choices>,
    lang: Lang,
    fields: Form<Vec<(String, String)>>,
) -> AppResult<HttpResponse> {
    let asked = choices.of_link(&code);
    let asked = forms.find(asked, choices.questionnaire()?, lang).await?;
    take(&asked, &ballot_box, clock.now(), fields).await
}

/// Takes a posted form and leads on to the thanks. Sent twice it is stored once; sent again with other answers (409) it
/// says that the first ones count; with something wrong it comes back filled in, and so it does in the form for
/// everybody where its slip rates no more.
///
/// # Errors
/// 503 while busy.
pub(super) async fn take(
    asked: &PhoneForm<'_>,
    ballot_box: &BallotBox,
    now: NaiveDateTime,
    fields: Form<Vec<(String, String)>>,
) -> AppResult<HttpResponse> {
    let fields = Fields::new(fields);
    let (form, mut errors) = RatingForm::read(&fields, asked.questionnaire, asked.lang);
    let ticket = match asked.open_ticket(&fields, now) {
        Ok(ticket) => ticket,
        Err(error) => {
            errors.add("send", t!("form.open_too_long", locale = asked.lang.code()));
            Ticket::after(error, now)
        }
    };
    if !errors.is_empty() {
        let page = asked.again(ticket, &form, &errors);
        return Ok(page.respond(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let mut incoming = ballot_box
        .prepare(asked.ballot(form.clone(), ticket), asked.source())
        .map_err(|invalid| AppError::Unprocessable(invalid.to_string()))?;
    incoming.slip = asked.claim();
    let outcomes = ballot_box.put(vec![incoming]).await?;
    if outcomes.contains(&Outcome::Spent) {
        return Ok(spent(asked, &form));
    }
    if outcomes.contains(&Outcome::Conflict) {
        return Ok(asked.thanks(true).respond(StatusCode::CONFLICT));
    }
    Ok(HttpResponse::SeeOther()
        .insert_header((header::LOCATION, asked.thanks_address()))
        .insert_header(NO_REFERRER)
        .finish())
}

/// The slip took nothing: what was typed is not lost.
fn spent(asked: &PhoneForm<'_>, form: &RatingForm) -> HttpResponse {
    let text = t!("slip.spent", locale = asked.lang.code());
    let page = asked.elsewhere(form, &FieldErrors::one("send", text));
    page.respond(StatusCode::CONFLICT)
}

/// The page after a rating; may be reloaded.
///
/// # Errors
/// 404 for an unknown code.
pub async fn show_thanks(
    forms: Data<PhoneForms>,
    code: Path<String>,
    choices: Query<Choices>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let asked = choices.of_link(&code);
    let form = forms.find(asked, choices.questionnaire()?, lang).await?;
    Ok(form.thanks(false).respond(StatusCode::OK))
}
