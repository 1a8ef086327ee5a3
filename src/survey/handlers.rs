//! The phone form: one GET, one POST, one 303. No cookie, no session, no script.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::{Data, Form, Path, Query};
use chrono::NaiveDateTime;
use rust_i18n::t;
use serde::Deserialize;

use super::ballot::{Ballot, Channel, Source};
use super::ballot_box::BallotBox;
use super::form::RatingForm;
use super::pages::{PhonePage, RatingPage, ThanksPage};
use super::questionnaire::{FULL, Questionnaire, TOUCH, catalogue};
use super::store::Outcome;
use crate::clock::Clock;
use crate::error::{AppError, AppResult};
use crate::links::{LinkPlace, Places};
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;
use crate::web::layout::Site;
use crate::web::secret::SigningKey;
use crate::web::ticket::{Ticket, TicketError};

/// The address of a form names a place: no other page is told where a citizen came from.
const NO_REFERRER: (header::HeaderName, &str) = (header::REFERRER_POLICY, "no-referrer");

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

/// Shows the form of a QR link. Looking spends nothing: previews may look as often as they like.
///
/// # Errors
/// 404 for a code that does not exist or was withdrawn.
pub async fn show_form(
    places: Data<Places>,
    site: Data<Site>,
    key: Data<SigningKey>,
    clock: Data<Clock>,
    code: Path<String>,
    choices: Query<Choices>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let place = find_place(&places, &code).await?;
    let form = RatingForm::default();
    let errors = FieldErrors::default();
    let asked = Asked {
        place: &place,
        sample: site.sample,
        questionnaire: choices.questionnaire()?,
        lang,
    };
    Ok(asked.page(StatusCode::OK, &key, clock.now(), None, (&form, &errors)))
}

/// Takes the form and leads on to the thanks. Sent twice it is stored once; with something wrong it comes back
/// filled in.
///
/// # Errors
/// 404 for an unknown code, 409 where the same form was sent before with other answers, 503 while busy.
#[expect(clippy::too_many_arguments, reason = "each is an extractor")]
pub async fn take_form(
    places: Data<Places>,
    site: Data<Site>,
    ballot_box: Data<BallotBox>,
    key: Data<SigningKey>,
    clock: Data<Clock>,
    code: Path<String>,
    choices: Query<Choices>,
    lang: Lang,
    fields: Form<Vec<(String, String)>>,
) -> AppResult<HttpResponse> {
    let place = find_place(&places, &code).await?;
    let asked = Asked {
        place: &place,
        sample: site.sample,
        questionnaire: choices.questionnaire()?,
        lang,
    };
    let fields = Fields::new(fields);
    let (form, mut errors) = RatingForm::read(&fields, asked.questionnaire, lang);
    let now = clock.now();
    let ticket = match asked.open_ticket(&fields, &key, now) {
        Ok(ticket) => ticket,
        Err(error) => {
            errors.add("send", t!("form.open_too_long", locale = lang.code()));
            Ticket::after(error, now)
        }
    };
    if !errors.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(asked.page(status, &key, now, Some(ticket), (&form, &errors)));
    }
    let ballot = asked.ballot(form, ticket);
    let incoming = ballot_box
        .prepare(ballot, asked.source())
        .map_err(|invalid| AppError::Unprocessable(invalid.to_string()))?;
    if ballot_box
        .put(vec![incoming])
        .await?
        .contains(&Outcome::Conflict)
    {
        let first_counts = t!("form.already_rated", locale = lang.code());
        return Err(AppError::Conflict(first_counts.into_owned()));
    }
    Ok(asked.see_thanks())
}

/// The page after a rating; may be reloaded.
///
/// # Errors
/// 404 for an unknown code.
pub async fn show_thanks(
    places: Data<Places>,
    site: Data<Site>,
    code: Path<String>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let place = find_place(&places, &code).await?;
    let page = ThanksPage {
        lang,
        unit: &place.unit_name,
        counter: place.counter_name.as_deref(),
        hotline: &place.hotline,
        sample: site.sample,
    };
    Ok(respond(StatusCode::OK, page.render()))
}

/// `/Q/CODE`, as the QR has it (upper case makes a smaller code): the same form, without a redirect.
pub fn routes(app: &mut actix_web::web::ServiceConfig) {
    use actix_web::web::{get, post, resource};
    for path in ["/q/{code}", "/Q/{code}"] {
        app.service(
            resource(path)
                .route(get().to(show_form))
                .route(post().to(take_form)),
        );
    }
    app.route("/q/{code}/thanks", get().to(show_thanks));
}

async fn find_place(places: &Places, code: &str) -> AppResult<Arc<LinkPlace>> {
    places.find(code).await?.ok_or(AppError::NotFound)
}

/// The form that one request is about.
struct Asked<'a> {
    place: &'a LinkPlace,
    sample: bool,
    questionnaire: &'static Questionnaire,
    lang: Lang,
}

impl Asked<'_> {
    /// A ticket of one link and questionnaire is no good for another.
    fn purpose(&self) -> String {
        format!("rate {} {}", self.place.code, self.questionnaire.version)
    }

    fn open_ticket(
        &self,
        fields: &Fields,
        key: &SigningKey,
        now: NaiveDateTime,
    ) -> Result<Ticket, TicketError> {
        let text = fields.raw("ticket").unwrap_or_default();
        Ticket::open(text, key, &self.purpose(), now)
    }

    /// The form again keeps its ticket, so that a correction is still the same rating.
    fn page(
        &self,
        status: StatusCode,
        key: &SigningKey,
        now: NaiveDateTime,
        ticket: Option<Ticket>,
        (form, errors): (&RatingForm, &FieldErrors),
    ) -> HttpResponse {
        let page = RatingPage {
            lang: self.lang,
            unit: &self.place.unit_name,
            counter: self.place.counter_name.as_deref(),
            code: &self.place.code,
            questionnaire: self.questionnaire,
            ticket: ticket
                .unwrap_or_else(|| Ticket::new(now))
                .seal(key, &self.purpose()),
            sample: self.sample,
            form,
            errors,
        };
        respond(status, page.render())
    }

    fn ballot(&self, form: RatingForm, ticket: Ticket) -> Ballot {
        Ballot {
            id: ticket.id,
            questionnaire: self.questionnaire.version.clone(),
            answers: form.answers,
            reasons: Vec::new(),
            comment: (!form.comment.is_empty()).then_some(form.comment),
            lang: self.lang.code().to_owned(),
            partial: false,
            times: None,
            elapsed_ms: None,
            origin: None,
        }
    }

    fn source(&self) -> Source {
        let channel = if self.place.open {
            Channel::Open
        } else {
            Channel::Place
        };
        Source {
            unit_id: self.place.unit_id,
            channel,
            counter_id: self.place.counter_id,
            device_id: None,
            link_id: Some(self.place.link_id),
        }
    }

    fn see_thanks(&self) -> HttpResponse {
        let lang = match self.lang {
            Lang::Vi => String::new(),
            other => format!("?lang={other}"),
        };
        HttpResponse::SeeOther()
            .insert_header((
                header::LOCATION,
                format!("/q/{}/thanks{lang}", self.place.code),
            ))
            .insert_header(NO_REFERRER)
            .finish()
    }
}

fn respond(status: StatusCode, page: PhonePage) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, page.policy))
        .insert_header(NO_REFERRER)
        .body(page.markup.into_string())
}
