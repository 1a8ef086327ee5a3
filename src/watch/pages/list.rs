//! What rings and what is over, and the wish for the letter of the week.

use maud::{Markup, html};
use rust_i18n::t;

use super::state_badge;
use crate::clock::local_time;
use crate::watch::form::TICKED;
use crate::watch::store::alerts::Alert;
use crate::watch::words::headline;
use crate::web::components::{csrf_field, empty_state, pager};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Alerts that are over on one page.
pub const PER_PAGE: i64 = 30;

/// The list.
pub struct ListPage {
    /// What rings, acknowledged or not.
    pub open: Vec<Alert>,
    /// What is over; one more than a page holds says that there is a next page.
    pub over: Vec<Alert>,
    /// Number of the page.
    pub number: i64,
    /// Whether the viewer may set the rules.
    pub may_set: bool,
    /// Whether they get the letter of the week; nothing for whoever gets none.
    pub wants_letter: Option<bool>,
    /// Whether there is an address for it.
    pub has_email: bool,
    /// Token of the session's forms.
    pub csrf: String,
}

impl ListPage {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let title = t!("watch.title", locale = code);
        let per_page = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
        let link = match self.may_set {
            true => "watch.rules.link_set",
            false => "watch.rules.link_read",
        };
        let over: Vec<&Alert> = self.over.iter().take(per_page).collect();
        let open: Vec<&Alert> = self.open.iter().collect();
        let markup = html! {
            div.inbox-head {
                div { h1 { (title) } p.lead { (self.lead(lang)) } }
                div.actions { a.button.secondary href="/watch/rules" { (t!(link, locale = code)) } }
            }
            @if self.open.is_empty() {
                (empty_state(&t!("watch.quiet", locale = code)))
            } @else {
                (table(&open, false, lang))
            }
            section {
                h2 { (t!("watch.history", locale = code)) }
                @if over.is_empty() {
                    (empty_state(&t!("watch.no_history", locale = code)))
                } @else {
                    (table(&over, true, lang))
                }
                (pager(lang, self.number, self.over.len() > per_page, |number| format!("/watch?page={number}")))
            }
            @if let Some(wanted) = self.wants_letter { (self.letter(wanted, lang)) }
        };
        Body::new(title, markup)
    }

    fn lead(&self, lang: Lang) -> String {
        let waits = |alert: &&Alert| alert.acknowledged_at.is_none();
        let rings = self.open.iter().filter(waits).count();
        let code = lang.code();
        match (rings, self.open.len() - rings) {
            (0, 0) => t!("watch.lead_quiet", locale = code),
            (0, known) => t!("watch.lead_known", locale = code, count = known),
            (rings, _) => t!("watch.lead_rings", locale = code, count = rings),
        }
        .into_owned()
    }

    fn letter(&self, wanted: bool, lang: Lang) -> Markup {
        let code = lang.code();
        html! {
            section #letter {
                h2 { (t!("watch.letter.title", locale = code)) }
                p.hint { (t!("watch.letter.hint", locale = code)) }
                @if !self.has_email {
                    p.hint { (t!("watch.letter.no_email", locale = code)) " " a href="/password" { (t!("watch.letter.to_email", locale = code)) } }
                }
                form method="post" action="/watch/letter" {
                    (csrf_field(&self.csrf))
                    label {
                        input type="checkbox" name="wanted" value=(TICKED) checked[wanted];
                        (t!("watch.letter.wanted", locale = code))
                    }
                    div.actions { button.secondary type="submit" { (t!("watch.letter.save", locale = code)) } }
                }
            }
        }
    }
}

fn table(alerts: &[&Alert], over: bool, lang: Lang) -> Markup {
    let code = lang.code();
    let head = |key: &str| t!(format!("watch.column.{key}"), locale = code).into_owned();
    let moment = |utc| lang.moment(local_time(utc));
    html! {
        div.table-wrap {
            table.data.inbox.alerts {
                thead { tr {
                    th scope="col" { (head("what")) }
                    th scope="col" { (head("unit")) }
                    th scope="col" { (head("began")) }
                    @if over { th scope="col" { (head("ended")) } }
                    th scope="col" { (head("state")) }
                } }
                tbody { @for alert in alerts {
                    tr.late[!over && alert.acknowledged_at.is_none()] {
                        th scope="row" {
                            a href={ "/watch/" (alert.id) } { (headline(alert.subject, &alert.evidence, lang)) }
                        }
                        td { (alert.unit) }
                        td { (moment(alert.began_at)) }
                        @if let Some(ended) = alert.ended_at { td { (moment(ended)) } }
                        td { (state_badge(alert, lang)) }
                    }
                } }
            }
        }
    }
}
