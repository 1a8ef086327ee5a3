//! The publishing form: the words, what is proposed to be blanked, what a person confirms; and taking back.

use maud::{Markup, html};
use rust_i18n::t;

use crate::clock::{local_day, local_time};
use crate::complaints::publish::draft::{Found, Part};
use crate::complaints::publish::form::{PublishForm, kind_name};
use crate::complaints::publish::handlers::Shown;
use crate::complaints::publish::publishable::{Barrier, Publishable};
use crate::vietnamese::redaction::Kind;
use crate::web::components::{Field, breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Letters that stand in one line of a field, about.
const LETTERS_OF_LINE: usize = 70;
/// Lines of a field at least and at most; what is longer is scrolled.
const FEWEST_LINES: u32 = 4;
const MOST_LINES: u32 = 16;

/// What the page shows.
pub struct PublishPage<'a> {
    /// The case.
    pub asked: &'a Publishable,
    /// What is filled in.
    pub shown: &'a Shown,
    /// The session's token.
    pub csrf: &'a str,
    /// Language of the page.
    pub lang: Lang,
}

impl PublishPage<'_> {
    /// The page.
    pub fn render(&self) -> Body {
        let code = self.lang.code();
        let number = self.asked.case.id;
        let title = t!("publish.title", locale = code, number = number);
        let case = t!("complaints.number", locale = code, number = number);
        let back = format!("/complaints/{number}");
        let list = t!("complaints.title", locale = code);
        let markup = html! {
            (breadcrumb(self.lang, &[("/complaints", &list), (&back, &case)]))
            h1 { (title) }
            (self.shown.errors.summary(self.lang))
            (self.now())
            @match self.asked.barrier() {
                Some(barrier) => p.notice.warning { (self.text(barrier_key(barrier))) },
                None => (self.form()),
            }
            @if self.asked.published().is_some() { (self.withdrawing()) }
        };
        Body::new(self.shown.errors.title(&title, self.lang), markup)
    }

    /// What is read in public now, and where.
    fn now(&self) -> Markup {
        let number = self.asked.case.id;
        let code = self.lang.code();
        html! {
            @match self.asked.publication.as_ref().map(|former| (former.withdrawn_at, former)) {
                None => p.lead { (self.text("lead")) },
                Some((Some(at), _)) => {
                    @let date = self.lang.date(local_day(at));
                    p.lead { (t!("publish.withdrawn_on", locale = code, date = date)) }
                }
                Some((None, former)) => {
                    @let at = self.lang.moment(local_time(former.published_at));
                    p.lead { (t!("publish.published_at", locale = code, moment = at)) }
                    p.actions {
                        a.button.secondary href={ "/answers/" (number) } { (self.text("see")) }
                        a.button.secondary href={ "/complaints/" (number) "/notice" } { (self.text("notice")) }
                        a.button.secondary href={ "/complaints/" (number) "/loudspeaker" } { (self.text("loudspeaker")) }
                    }
                }
            }
        }
    }

    fn form(&self) -> Markup {
        let form = &self.shown.form;
        let action = format!("/complaints/{}/publish", self.asked.case.id);
        let applied: Vec<&str> = form.applied.iter().map(String::as_str).collect();
        html! {
            form method="post" action=(action) novalidate {
                (csrf_field(self.csrf))
                input type="hidden" name="version" value=(self.asked.case.version);
                input type="hidden" name="applied" value=(applied.join(" "));
                div.publish-columns {
                    div {
                        (self.title())
                        (self.words("question", &form.words.question))
                        (self.words("answer", &form.words.answer))
                    }
                    section.card aria-labelledby="blanks" {
                        h2 #blanks { (self.text("blanks")) }
                        (self.blanks())
                    }
                }
                (self.confirming())
            }
        }
    }

    fn title(&self) -> Markup {
        Field {
            name: "title",
            label: &self.text("title_label"),
            hint: &self.text("title_hint"),
            value: &self.shown.form.words.title,
            errors: &self.shown.errors,
        }
        .input("text", "off")
    }

    fn words(&self, name: &str, value: &str) -> Markup {
        let lines = value.chars().count() / LETTERS_OF_LINE + value.lines().count();
        let rows = u32::try_from(lines).unwrap_or(MOST_LINES);
        Field {
            name,
            label: &self.text(&format!("{name}_label")),
            hint: &self.text(&format!("{name}_hint")),
            value,
            errors: &self.shown.errors,
        }
        .lines(rows.clamp(FEWEST_LINES, MOST_LINES))
    }

    fn blanks(&self) -> Markup {
        let found = self.asked.source.found();
        html! {
            @if found.is_empty() {
                p.hint { (self.text("no_blanks")) }
            } @else {
                p.hint { (self.text("blanks_hint")) }
                @for part in Part::ALL {
                    @let of_part: Vec<&Found> = found.iter().filter(|found| found.part == *part).collect();
                    @if !of_part.is_empty() {
                        h3 { (self.text(&format!("{part}_label"))) }
                        ul.blanks { @for found in of_part { (self.blank(found)) } }
                    }
                }
                button.secondary type="submit" name="do" value="apply" { (self.text("apply")) }
            }
        }
    }

    fn blank(&self, found: &Found) -> Markup {
        let ticked = self.shown.form.blanks.contains(&found.id);
        html! {
            li {
                label {
                    input type="checkbox" name=(PublishForm::tick(&found.id)) value="1" checked[ticked];
                    span { (found.text) }
                    span.kind { (kind_name(found.kind, self.lang)) }
                }
            }
        }
    }

    /// What is left is named before anybody confirms.
    fn confirming(&self) -> Markup {
        let form = &self.shown.form;
        let doubtful = form.remains(&self.asked.source).doubtful;
        html! {
            section.card.publish-ticks {
                @if self.asked.source.is_forgotten { p.notice { (self.text("forgotten")) } }
                @if !doubtful.is_empty() {
                    h2 { (self.text("left")) }
                    (self.left(&doubtful))
                }
                @if let Some(label) = self.looked_at(doubtful.is_empty()) {
                    (self.tick("names_looked_at", label, form.names_looked_at))
                }
                (self.tick("confirmed", "confirmed", form.confirmed))
                div.actions {
                    button type="submit" name="do" value="publish" { (self.text("publish")) }
                }
            }
        }
    }

    /// What somebody confirms to have looked at, if anything is to be looked at.
    fn looked_at(&self, nothing_left: bool) -> Option<&'static str> {
        match (nothing_left, self.asked.source.is_forgotten) {
            (false, false) => Some("names_looked_at"),
            (false, true) => Some("both_looked_at"),
            (true, true) => Some("sender_looked_for"),
            (true, false) => None,
        }
    }

    fn left(&self, doubtful: &[(Kind, String)]) -> Markup {
        html! {
            ul {
                @for (kind, piece) in doubtful {
                    li { (piece) " " span.hint { "(" (kind_name(*kind, self.lang)) ")" } }
                }
            }
        }
    }

    fn tick(&self, name: &str, label: &str, ticked: bool) -> Markup {
        let error = self.shown.errors.of(name);
        let error_id = format!("{name}-error");
        html! {
            div.field.has-error[error.is_some()] {
                @if let Some(error) = error { p.field-error id=(error_id) { (error) } }
                label {
                    input type="checkbox" id=(name) name=(name) value="1" checked[ticked]
                        aria-describedby=[error.map(|_| &error_id)];
                    span { (self.text(label)) }
                }
            }
        }
    }

    fn withdrawing(&self) -> Markup {
        let action = format!("/complaints/{}/publish/withdraw", self.asked.case.id);
        html! {
            details.no-print open[self.shown.errors.of("reason").is_some()] {
                summary { (self.text("withdraw")) }
                form.card.narrow method="post" action=(action) novalidate {
                    (csrf_field(self.csrf))
                    (Field {
                        name: "reason",
                        label: &self.text("reason"),
                        hint: &self.text("reason_hint"),
                        value: &self.shown.reason,
                        errors: &self.shown.errors,
                    }
                    .input("text", "off"))
                    button.danger type="submit" { (self.text("withdraw_now")) }
                }
            }
        }
    }

    fn text(&self, key: &str) -> String {
        t!(format!("publish.{key}"), locale = self.lang.code()).into_owned()
    }
}

fn barrier_key(barrier: Barrier) -> &'static str {
    match barrier {
        Barrier::Confined => "confined",
        Barrier::NotAnswered => "not_answered",
    }
}
