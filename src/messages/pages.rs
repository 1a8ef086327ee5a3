//! The markup of messages.

use chrono::NaiveDateTime;
use maud::{Markup, html};
use rust_i18n::t;

use super::failure::Failure;
use super::message::{Event, Way, phone_end};
use super::state::State;
use super::store::{Counts, Listed};
use super::ways::Ways;
use crate::accounts::Viewer;
use crate::clock::local_time;
use crate::web::components::{breadcrumb, csrf_field, empty_state, pager};
use crate::web::language::Lang;

/// Messages on one page of the list.
pub(super) const PER_PAGE: i64 = 50;

/// One page of the list.
pub(super) struct ListPage<'a> {
    pub(super) viewer: &'a Viewer,
    pub(super) ways: &'a Ways,
    /// Outside working hours.
    pub(super) mail_rests: bool,
    pub(super) counts: Counts,
    /// Counted from 1.
    pub(super) number: i64,
    /// One more than a page holds says that there is a next page.
    pub(super) messages: Vec<(Listed, State)>,
    /// Of the test mail's form.
    pub(super) ticket: &'a str,
}

impl ListPage<'_> {
    pub(super) fn render(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let per_page = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
        let admin = t!("accounts.admin.title", locale = code);
        html! {
            (breadcrumb(lang, &[("/admin", &admin)]))
            h1 { (t!("messages.title", locale = code)) }
            p.lead { (t!("messages.lead", locale = code)) }
            div.counts { (self.stats(lang)) }
            section.card {
                h2 { (t!("messages.ways", locale = code)) }
                dl.facts { (self.mail(lang)) (self.hook(lang)) }
                (self.test_form(lang))
            }
            h2 { (t!("messages.list", locale = code)) }
            @if self.messages.is_empty() {
                (empty_state(&t!("messages.none", locale = code)))
            } @else {
                (self.table(per_page, lang))
            }
            (pager(lang, self.number, self.messages.len() > per_page, |number| {
                format!("/admin/messages?page={number}")
            }))
        }
    }

    fn stats(&self, lang: Lang) -> Markup {
        let kinds = [
            ("waiting", self.counts.waiting),
            ("failing", self.counts.failing),
            ("given_up", self.counts.given_up),
            ("sent", self.counts.sent),
        ];
        html! {
            @for (name, count) in kinds {
                div.card.stat {
                    span.stat-figure { (lang.number(count.unsigned_abs())) }
                    span.stat-note { (t!(format!("messages.count.{name}"), locale = lang.code())) }
                }
            }
        }
    }

    fn mail(&self, lang: Lang) -> Markup {
        let code = lang.code();
        html! {
            div {
                dt { (t!("messages.way.email", locale = code)) }
                @if let Some(mail) = &self.ways.mail {
                    dd { (t!("messages.mail_open", locale = code, host = mail.host())) }
                    dd.hint {
                        (t!("messages.sender", locale = code, sender = mail.sender())) " "
                        (t!("messages.hours", locale = code))
                        @if self.mail_rests { " " (t!("messages.rests", locale = code)) }
                    }
                } @else {
                    dd { (t!("messages.not_open", locale = code)) }
                    dd.hint { (t!("messages.open_mail", locale = code)) }
                }
            }
        }
    }

    fn hook(&self, lang: Lang) -> Markup {
        let code = lang.code();
        html! {
            div {
                dt { (t!("messages.way.hook", locale = code)) }
                @if let Some(hook) = &self.ways.hook {
                    dd { (t!("messages.hook_open", locale = code, host = hook.host())) }
                } @else {
                    dd { (t!("messages.not_open", locale = code)) }
                    dd.hint { (t!("messages.open_hook", locale = code)) }
                }
            }
        }
    }

    fn test_form(&self, lang: Lang) -> Markup {
        let (code, email) = (lang.code(), &self.viewer.account.email);
        html! {
            @if self.ways.mail.is_none() {
            } @else if email.is_empty() {
                p { a href="/password" { (t!("messages.test.no_email", locale = code)) } }
            } @else {
                form method="post" action="/admin/messages/test" {
                    (csrf_field(&self.viewer.csrf))
                    input type="hidden" name="ticket" value=(self.ticket);
                    div.actions {
                        button.button.secondary type="submit" {
                            (t!("messages.test.send", locale = code, email = email))
                        }
                    }
                }
            }
        }
    }

    fn table(&self, per_page: usize, lang: Lang) -> Markup {
        let heads = ["message", "state", "recipient", "action"];
        html! {
            div.table-wrap {
                table.data.wide {
                    thead {
                        tr {
                            @for head in heads {
                                th scope="col" { (t!(format!("messages.heads.{head}"), locale = lang.code())) }
                            }
                        }
                    }
                    tbody {
                        @for (message, state) in self.messages.iter().take(per_page) {
                            (self.row(message, *state, lang))
                        }
                    }
                }
            }
        }
    }

    fn row(&self, message: &Listed, state: State, lang: Lang) -> Markup {
        html! {
            tr id={ "message-" (message.id) } {
                td {
                    strong { (title(message, lang)) }
                    p.hint { (message.unit) " · " (lang.moment(local_time(message.created_at))) }
                }
                td { (standing(message, state, lang)) }
                td {
                    (t!(format!("messages.way.{}", message.way), locale = lang.code()))
                    br;
                    (recipient(message, lang))
                }
                td { @if may_retry(message, state) { (self.retry_form(message.id, lang)) } }
            }
        }
    }

    fn retry_form(&self, id: i64, lang: Lang) -> Markup {
        html! {
            form method="post" action={ "/admin/messages/" (id) "/retry" } {
                (csrf_field(&self.viewer.csrf))
                button.button.quiet type="submit" { (t!("messages.retry", locale = lang.code())) }
            }
        }
    }
}

/// Only where trying now is another thing than waiting, and something is left to be sent.
fn may_retry(message: &Listed, state: State) -> bool {
    matches!(state, State::GivenUp(_) | State::Again(_)) && !message.body.is_empty()
}

/// The subject of a mail; what a gateway is told of.
fn title(message: &Listed, lang: Lang) -> String {
    match message.subject.parse::<Event>() {
        Ok(event) if message.way == Way::Hook => {
            t!(format!("messages.event.{event}"), locale = lang.code()).into_owned()
        }
        _ => message.subject.clone(),
    }
}

/// The address of a mail; of a number its end alone.
fn recipient(message: &Listed, lang: Lang) -> Markup {
    match message.way {
        Way::Email => html! { (message.recipient) },
        Way::Hook => match phone_end(&message.body) {
            Some(end) => html! { (end) },
            None => html! { (t!("messages.no_number", locale = lang.code())) },
        },
    }
}

fn standing(message: &Listed, state: State, lang: Lang) -> Markup {
    let code = lang.code();
    let at = |utc: NaiveDateTime| lang.moment(local_time(utc));
    html! {
        @match state {
            State::Sent(time) => span.badge { (t!("messages.state.sent", locale = code, time = at(time))) },
            State::GivenUp(time) => strong { (t!("messages.state.given_up", locale = code, time = at(time))) },
            State::NotOpen => span.badge.none { (t!("messages.state.not_open", locale = code)) },
            State::Hours => span.badge.unsure { (t!("messages.state.hours", locale = code)) },
            State::Again(time) => span.badge.unsure { (t!("messages.state.again", locale = code, time = at(time))) },
            State::Due => span.badge.unsure { (t!("messages.state.due", locale = code)) },
        }
        @if let Some(failure) = message.last_error.as_deref().and_then(Failure::read) {
            p.hint {
                (t!(format!("messages.fault.{}", failure.fault), locale = code))
                @if !failure.answer.is_empty() {
                    " " (t!("messages.answer", locale = code, answer = failure.answer))
                }
                @if message.attempts > 1 {
                    " " (t!("messages.tries", locale = code, count = message.attempts))
                }
            }
        }
    }
}
