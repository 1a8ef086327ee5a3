//! The administrators' page: what waits, what failed and why; trying again by hand; a mail to oneself.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use rust_i18n::t;
use serde::Deserialize;

use super::hours::MailTime;
use super::message::{NewMessage, Way};
use super::pages::{ListPage, PER_PAGE};
use super::state::State;
use super::store;
use super::ways::Ways;
use crate::accounts::tasks::Administer;
use crate::accounts::{Allowed, Part, SignedForm};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::web::answer::{Done, html_page, see_other};
use crate::web::extract::QueryNumber;
use crate::web::language::Lang;
use crate::web::secret::SigningKey;
use crate::web::ticket::Ticket;

/// Names the form of a test mail.
const TEST: &str = "test mail";

/// What the address of the list may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    page: QueryNumber,
}

/// What waits, what failed and what left, of the units that the viewer manages.
pub(super) async fn show_list(
    viewer: Allowed<Administer>,
    db: Data<Db>,
    ways: Data<Ways>,
    (key, clock): (Data<SigningKey>, Data<Clock>),
    (query, done): (Query<ListQuery>, Query<Done>),
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (scope, number, now) = (viewer.scope(), query.page.as_page(), clock.now());
    let skip = (number - 1) * PER_PAGE;
    let (messages, counts, mail) = db
        .read(move |conn| {
            let messages = store::list_messages(conn, &scope, skip, PER_PAGE + 1)?;
            let counts = store::count_messages(conn, &scope)?;
            Ok::<_, diesel::result::Error>((messages, counts, MailTime::find(conn)?))
        })
        .await?;
    let stated = messages.into_iter().map(|message| {
        let state = State::of(&message, &ways, &mail, now);
        (message, state)
    });
    let view = ListPage {
        viewer: &viewer,
        ways: &ways,
        mail_rests: !mail.may_leave(now),
        counts,
        number,
        messages: stated.collect(),
        ticket: &Ticket::new(now).seal(&key, TEST),
    };
    let title = t!("messages.title", locale = lang.code());
    let page = viewer.page(lang, &title, Part::Admin);
    let page = done.on(page, "messages", &["retried", "tested"]);
    Ok(html_page(StatusCode::OK, &page, view.render(lang)))
}

/// Makes a message due now. One that left stays as it is.
pub(super) async fn take_retry(
    form: SignedForm<Administer>,
    db: Data<Db>,
    clock: Data<Clock>,
    id: Path<i64>,
) -> AppResult<HttpResponse> {
    let (scope, id, now) = (form.viewer.scope(), id.into_inner(), clock.now());
    let seen = db
        .write(move |conn| store::retry_now(conn, &scope, id, now))
        .await?;
    if !seen {
        return Err(AppError::NotFound);
    }
    Ok(see_other("/admin/messages?done=retried"))
}

/// Queues a mail to whoever asks. Sent twice it is one mail: it belongs to the form's ticket. Without an own address
/// there is nowhere to send it: the page says what to do.
pub(super) async fn take_test(
    form: SignedForm<Administer>,
    db: Data<Db>,
    (key, clock): (Data<SigningKey>, Data<Clock>),
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let now = clock.now();
    let sealed = fields.raw("ticket").unwrap_or_default();
    let ticket = Ticket::open(sealed, &key, TEST, now);
    let ticket = ticket.unwrap_or_else(|error| Ticket::after(error, now));
    let (unit_id, recipient) = (viewer.unit.id, viewer.account.email.clone());
    if recipient.is_empty() {
        return Ok(see_other("/admin/messages"));
    }
    db.write(move |conn| {
        let new = NewMessage {
            unit_id,
            way: Way::Email,
            recipient: &recipient,
            subject: &t!("messages.test.subject", locale = lang.code()),
            body: &t!("messages.test.body", locale = lang.code()),
            once: &format!("test {}", ticket.id),
        };
        store::queue(conn, &new, now)
    })
    .await?;
    Ok(see_other("/admin/messages?done=tested"))
}

/// Whoever looks at an address that only takes forms is led to the page with the form.
pub(super) async fn back(_: Allowed<Administer>) -> HttpResponse {
    see_other("/admin/messages")
}
