//! Asking with number and digits, the page of the case, and what the citizen does there. Both are posted, so that
//! neither stands in an address; from then on a cookie of this one page proves who asks.

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::web::{Data, Form, Path, Query, ServiceConfig, get, post, resource};
use actix_web::{HttpRequest, HttpResponse};
use rust_i18n::t;
use serde::Deserialize;

use super::acts::{self, Done};
use super::store::find_followed;
use super::visit::{Typed, Visit};
use crate::accounts::{ClientAddress, Throttle};
use crate::complaints::citizen::in_language;
use crate::error::AppResult;
use crate::web::answer::see_other;
use crate::web::components::FieldErrors;
use crate::web::extract::{Fields, QueryNumber};

/// Mounts the citizen's pages.
pub fn routes(app: &mut ServiceConfig) {
    app.service(
        resource("/answers/follow")
            .route(get().to(show_ask))
            .route(post().to(take_ask)),
    )
    .route("/answers/follow/{number}", get().to(show_case))
    .route("/answers/follow/{number}/reopen", post().to(take_reopen))
    .route("/answers/follow/{number}/rate", post().to(take_rate));
}

/// What the address of the form may carry: the number, which is no secret.
#[derive(Default, Deserialize)]
#[serde(default)]
struct AskQuery {
    number: QueryNumber,
}

/// Asks for number and digits.
async fn show_ask(visit: Visit, query: Query<AskQuery>) -> HttpResponse {
    let number = query.number.0.map(|number| number.to_string());
    let page = visit.ask(&number.unwrap_or_default(), &FieldErrors::default());
    page.respond(StatusCode::OK)
}

/// Holds number and digits together. What is wrong of the two is not told; guessing is slowed down.
///
/// # Errors
/// No way to the database.
async fn take_ask(
    visit: Visit,
    throttle: Data<Throttle>,
    request: HttpRequest,
    address: ClientAddress,
    fields: Form<Vec<(String, String)>>,
) -> AppResult<HttpResponse> {
    let fields = Fields::new(fields);
    let typed = fields.text("number");
    let again = |status, errors: &FieldErrors| visit.ask(&typed, errors).respond(status);
    let (number, digits) = match visit.read(&typed, &fields.text("digits")) {
        Ok(asked) => asked,
        Err(errors) => return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, &errors)),
    };
    if let Err(seconds) = throttle.count_follow(number, address) {
        let minutes = seconds.div_ceil(60);
        let text = t!("follow.wait", locale = visit.lang.code(), minutes = minutes);
        let mut answer = again(
            StatusCode::TOO_MANY_REQUESTS,
            &FieldErrors::one("digits", text),
        );
        let headers = answer.headers_mut();
        headers.insert(header::RETRY_AFTER, seconds.into());
        return Ok(answer);
    }
    let found = visit
        .db
        .read(move |conn| find_followed(conn, number))
        .await?;
    let Some(followed) = found.filter(|followed| followed.is_of(&digits)) else {
        let text = t!("follow.wrong", locale = visit.lang.code());
        let errors = FieldErrors::one("number", text);
        return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, &errors));
    };
    throttle.forgive_follow(number, address);
    Ok(visit.lets_in(&request, &followed))
}

/// The case, to whoever proved that it is theirs. Whoever comes here first is asked; whoever was let in before, and is not
/// known any more, is told why that may be.
///
/// # Errors
/// No way to the database.
async fn show_case(
    visit: Visit,
    request: HttpRequest,
    number: Path<i64>,
) -> AppResult<HttpResponse> {
    let number = number.into_inner();
    let Some(proof) = visit.proof(&request, number).await? else {
        if Visit::was_let_in(&request) {
            return Ok(visit.stranger(number, ""));
        }
        let ask = format!("/answers/follow?number={number}");
        return Ok(see_other(&in_language(visit.lang, &ask)));
    };
    visit
        .case(number, &proof, (&Typed::default(), StatusCode::OK))
        .await
}

/// Takes "not solved", and the face that was chosen beside it. Done twice it is done once.
///
/// # Errors
/// No way to the database.
async fn take_reopen(
    visit: Visit,
    request: HttpRequest,
    number: Path<i64>,
    fields: Form<Vec<(String, String)>>,
) -> AppResult<HttpResponse> {
    let (fields, number, now) = (Fields::new(fields), number.into_inner(), visit.clock.now());
    let mut typed = typed(&fields);
    let Some(form) = visit.own_form(&request, &fields, number).await? else {
        return Ok(visit.stranger(number, &typed.why));
    };
    typed.errors = visit.check_why(&typed.why);
    if !typed.errors.is_empty() {
        return visit.refuse(&form, typed).await;
    }
    let (about, why, score) = (form.about, typed.why.clone(), typed.score);
    let done = visit
        .db
        .write(move |conn| acts::reopen(conn, about, (&why, score), now))
        .await?;
    match done {
        Done::Yes => Ok(see_other(&visit.address(number))),
        refused => visit.undone(&form, typed, refused).await,
    }
}

/// Takes the rating of the handling; another one replaces it. What was written beside it stays on the page, which says that
/// it was not sent.
///
/// # Errors
/// No way to the database.
async fn take_rate(
    visit: Visit,
    request: HttpRequest,
    number: Path<i64>,
    fields: Form<Vec<(String, String)>>,
) -> AppResult<HttpResponse> {
    let (fields, number, now) = (Fields::new(fields), number.into_inner(), visit.clock.now());
    let mut typed = typed(&fields);
    let Some(form) = visit.own_form(&request, &fields, number).await? else {
        return Ok(visit.stranger(number, &typed.why));
    };
    let Some(score) = typed.score else {
        let text = t!("follow.no_score", locale = visit.lang.code());
        typed.errors.add("score", text);
        return visit.refuse(&form, typed).await;
    };
    let about = form.about;
    let done = visit
        .db
        .write(move |conn| acts::rate(conn, about, score, now))
        .await?;
    match done {
        Done::Yes if typed.why.is_empty() => {
            Ok(see_other(&format!("{}#rated", visit.address(number))))
        }
        Done::Yes => {
            let code = visit.lang.code();
            let button = t!("follow.reopen", locale = code);
            let text = t!("follow.why_unsent", locale = code, button = button);
            typed.errors.add("why", text);
            visit
                .case(number, &form.proof, (&typed, StatusCode::OK))
                .await
        }
        refused => visit.undone(&form, typed, refused).await,
    }
}

/// What the citizen filled in.
fn typed(fields: &Fields) -> Typed {
    let score = fields.text("score").parse().ok();
    Typed {
        why: fields.text("why"),
        score: score.filter(|score| (1..=5).contains(score)),
        errors: FieldErrors::default(),
    }
}
