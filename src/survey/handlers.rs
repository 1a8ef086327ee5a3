//! The phone form: one GET, one POST, one 303. No cookie, no session, no script.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{Data, Form, Path, Query, ServiceConfig, get, post, resource};
use rust_i18n::t;
use serde::Deserialize;

use super::ballot_box::BallotBox;
use super::form::RatingForm;
use super::phone::PhoneForms;
use super::questionnaire::{FULL, Questionnaire, TOUCH, catalogue};
use super::store::Outcome;
use crate::clock::Clock;
use crate::error::{AppError, AppResult};
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
}

impl Choices {
    fn questionnaire(&self) -> AppResult<&'static Questionnaire> {
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
    let form = forms.find(&code, choices.questionnaire()?, lang).await?;
    let mut answer = form.blank().respond(StatusCode::OK);
    answer
        .headers_mut()
        .insert(header::CACHE_CONTROL, GOING_BACK);
    Ok(answer)
}

/// Takes the form and leads on to the thanks. Sent twice it is stored once; sent again with other answers (409) it
/// says that the first ones count; with something wrong it comes back filled in.
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
    let asked = forms.find(&code, choices.questionnaire()?, lang).await?;
    let fields = Fields::new(fields);
    let (form, mut errors) = RatingForm::read(&fields, asked.questionnaire, lang);
    let now = clock.now();
    let ticket = match asked.open_ticket(&fields, now) {
        Ok(ticket) => ticket,
        Err(error) => {
            errors.add("send", t!("form.open_too_long", locale = lang.code()));
            Ticket::after(error, now)
        }
    };
    if !errors.is_empty() {
        let page = asked.again(ticket, &form, &errors);
        return Ok(page.respond(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let incoming = ballot_box
        .prepare(asked.ballot(form, ticket), asked.source())
        .map_err(|invalid| AppError::Unprocessable(invalid.to_string()))?;
    let outcomes = ballot_box.put(vec![incoming]).await?;
    if outcomes.contains(&Outcome::Conflict) {
        return Ok(asked.thanks(true).respond(StatusCode::CONFLICT));
    }
    Ok(HttpResponse::SeeOther()
        .insert_header((header::LOCATION, asked.thanks_address()))
        .insert_header(NO_REFERRER)
        .finish())
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
    let form = forms.find(&code, choices.questionnaire()?, lang).await?;
    Ok(form.thanks(false).respond(StatusCode::OK))
}
