//! One GET, one POST, one 303 to the number. No cookie, no session, no script.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{Data, Form, Path, ServiceConfig, get, post, resource};

use diesel::QueryResult;

use super::asked::Asked;
use super::form::ReportForm;
use crate::accounts::{ClientAddress, Throttle};
use crate::clock::Clock;
use crate::complaints::case::Case;
use crate::complaints::correct::correct;
use crate::complaints::follow::store::find_followed;
use crate::complaints::store::{
    Contact, Entry, find_contact, hold_matter, reread_case, was_corrected,
};
use crate::complaints::{NewComplaint, Step, take_in};
use crate::db::{Db, DbConn};
use crate::error::AppResult;
use crate::web::answer::see_other;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::phone::NO_REFERRER;
use crate::web::public_url::Reach;
use crate::web::ticket::Ticket;

/// Who goes back from the thanks gets the form with the ticket that was spent; whoever comes anew gets a new one.
const GOING_BACK: HeaderValue = HeaderValue::from_static("private, no-cache");

/// The form under the address of its link, in capitals, too, as the QR has it.
pub fn routes(app: &mut ServiceConfig) {
    for path in ["/q/{code}/report", "/Q/{code}/report"] {
        app.service(
            resource(path)
                .route(get().to(show_form))
                .route(post().to(take_form)),
        );
    }
    app.route("/q/{code}/report/{proof}", get().to(show_thanks));
}

/// Shows the form. Looking spends nothing: previews may look as often as they like.
///
/// # Errors
/// 404 for a code that does not exist or was withdrawn.
async fn show_form(asked: Asked, clock: Data<Clock>) -> HttpResponse {
    let ticket = Ticket::new(clock.now());
    let page = asked.page(ticket, &ReportForm::default(), &FieldErrors::default());
    let mut answer = page.respond(StatusCode::OK);
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, GOING_BACK);
    answer
}

/// Takes a report in and leads on to its number. Sent twice it is stored once; with something wrong, or when too many
/// come, it comes back filled in.
///
/// # Errors
/// 404 for an unknown code, 503 while busy.
async fn take_form(
    asked: Asked,
    db: Data<Db>,
    clock: Data<Clock>,
    throttle: Data<Throttle>,
    address: ClientAddress,
    fields: Form<Vec<(String, String)>>,
) -> AppResult<HttpResponse> {
    let (fields, now) = (Fields::new(fields), clock.now());
    let form = ReportForm::read(&fields);
    let mut errors = asked.check(&form);
    let ticket = asked.ticket(&fields, now, &mut errors);
    if !errors.is_empty() {
        let page = asked.page(ticket, &form, &errors);
        return Ok(page.respond(StatusCode::UNPROCESSABLE_ENTITY));
    }
    if let Err(seconds) = throttle.count_report(asked.link_id(), address) {
        let page = asked.too_many(ticket, &form, seconds);
        let mut answer = page.respond(StatusCode::TOO_MANY_REQUESTS);
        let headers = answer.headers_mut();
        headers.insert(header::RETRY_AFTER, seconds.into());
        return Ok(answer);
    }
    let new = asked.complaint(&form, ticket, now);
    let case = db
        .write(move |conn| take_in_or_complete(conn, &new))
        .await?;
    if case.text != form.text {
        let page = asked.sent_before(&form, case.id, now);
        return Ok(page.respond(StatusCode::CONFLICT));
    }
    let mut answer = see_other(&asked.thanks_address(case.id, now));
    let (name, value) = NO_REFERRER;
    answer
        .headers_mut()
        .insert(name, HeaderValue::from_static(value));
    Ok(answer)
}

/// Whoever goes back and sends the same words again may have added, or corrected, how to reach them. What they left out
/// stays; what somebody of the office corrected or erased meanwhile stays as well.
fn take_in_or_complete(conn: &mut DbConn, new: &NewComplaint) -> QueryResult<Case> {
    let (case, is_new) = take_in(conn, new)?;
    if is_new || case.text != new.report.text {
        return Ok(case);
    }
    hold_matter(conn, &[case.id])?;
    let case = reread_case(conn, case.id)?;
    let known = find_contact(conn, &case)?.unwrap_or_default();
    let told = |typed: &str, known: &str| if typed.is_empty() { known } else { typed }.to_owned();
    let contact = Contact {
        name: told(&new.report.name, &known.name),
        phone: told(&new.report.phone, &known.phone),
        address: known.address.clone(),
    };
    if contact != known && !was_corrected(conn, &case)? {
        let entry = Entry::by_rule(Step::Correct, "", new.received_at);
        correct(conn, &case, &contact, &entry)?;
    }
    Ok(case)
}

/// Tells the number; may be reloaded for a day. After that, whoever wrote it down goes on from there.
///
/// # Errors
/// 404 for an unknown code.
async fn show_thanks(
    asked: Asked,
    db: Data<Db>,
    clock: Data<Clock>,
    reach: Reach,
    path: Path<(String, String)>,
) -> AppResult<HttpResponse> {
    let (_, proof) = path.into_inner();
    let Some(number) = asked.number_of(&proof, clock.now()) else {
        return Ok(see_other(&asked.follow_address()));
    };
    let found = db.read(move |conn| find_followed(conn, number)).await?;
    Ok(match found {
        Some(followed) => asked
            .thanks_page(&followed, &reach.base)
            .respond(StatusCode::OK),
        None => see_other(&asked.follow_address()),
    })
}
