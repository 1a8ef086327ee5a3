//! One apology: how far it is, what the letter says, what comes next.

use maud::{Markup, html};
use rust_i18n::t;

use super::{dossier_facts, kind_name, reason_name, state_name, way_name};
use crate::apologies::apology::{Apology, HandedWay, State};
use crate::apologies::desk::Desk;
use crate::apologies::handlers::work::Typed;
use crate::apologies::letter::{Paragraph, Sheet};
use crate::clock::{local_day, local_time};
use crate::dossiers::pages::masked;
use crate::messages::{Way, Ways};
use crate::web::components::{Field, breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// The page of an apology.
pub struct ApologyPage<'a> {
    /// Language of the page.
    pub lang: Lang,
    /// The dossier.
    pub desk: &'a Desk,
    /// The apology.
    pub apology: &'a Apology,
    /// How messages leave.
    pub ways: &'a Ways,
    /// What came back with a form.
    pub typed: &'a Typed,
    /// Token of the session.
    pub csrf: &'a str,
    /// Whether the viewer writes apologies.
    pub may_draft: bool,
    /// Whether the viewer approves them.
    pub may_approve: bool,
    /// Name of the viewer: it stands under the letter once they approve.
    pub reader: &'a str,
}

impl ApologyPage<'_> {
    /// The page's own part.
    pub fn render(&self) -> Body {
        let (lang, code, apology) = (self.lang, self.lang.code(), self.apology);
        let heading = match apology.number {
            Some(number) => t!(
                "apologies.one.numbered",
                locale = code,
                number = format!("{number:02}"),
                year = apology.year.unwrap_or_default()
            ),
            None => t!("apologies.one.draft", locale = code),
        };
        let markup = html! {
            (breadcrumb(lang, &[("/apologies", &t!("apologies.title", locale = code))]))
            (self.typed.errors.summary(lang))
            div.case-head {
                h1 { (heading) }
                p.case-state {
                    span.badge { (state_name(apology.state.as_str(), lang)) }
                    " " (kind_name(apology.kind.as_str(), lang))
                }
            }
            div.case {
                div.case-main {
                    @if !apology.return_note.is_empty() && apology.number.is_none() {
                        p.notice.warning {
                            strong { (self.text(&format!("why_{}", apology.state))) } " " (apology.return_note)
                        }
                    }
                    (self.next())
                    (self.letter())
                }
                div.case-side {
                    (dossier_facts(self.desk, lang))
                    (self.course())
                }
            }
        };
        Body::new(self.typed.errors.title(&heading, lang), markup)
    }

    fn text(&self, key: &str) -> String {
        t!(format!("apologies.one.{key}"), locale = self.lang.code()).into_owned()
    }

    fn next(&self) -> Markup {
        html! {
            @match self.apology.state {
                State::Waiting => {
                    @if self.may_approve { (self.approval()) }
                    @else { p.notice { (self.text("waits")) } }
                    @if self.may_draft { (self.rewriting()) }
                }
                State::Returned => { @if self.may_draft { (self.rewriting()) } }
                State::Issued => { @if self.may_draft { (self.hand_over()) } }
                State::HandedOver | State::Withdrawn => {}
            }
        }
    }

    fn approval(&self) -> Markup {
        html! {
            section.card.next-steps {
                h2 { (self.text("approve_title")) }
                p { (self.text("approve_lead")) }
                @if let Some(error) = self.typed.errors.of("approve") {
                    p.field-error #approve { (error) }
                }
                (self.form("approve", html! { button type="submit" { (self.text("approve")) } }))
                details open[self.typed.errors.of("returned-note").is_some()] {
                    summary { (self.text("return_title")) }
                    (self.noted("return", "returned"))
                }
            }
        }
    }

    fn rewriting(&self) -> Markup {
        html! {
            section.card {
                h2 { (self.text("change_title")) }
                div.actions {
                    a.button.secondary href={ "/apologies/" (self.apology.id) "/draft" } { (self.text("change")) }
                }
                details open[self.typed.errors.of("withdrawn-note").is_some()] {
                    summary { (self.text("withdraw_title")) }
                    (self.noted("withdraw", "withdrawn"))
                }
            }
        }
    }

    /// A form that asks why.
    fn noted(&self, step: &str, state: &str) -> Markup {
        let name = format!("{state}-note");
        let came_back = self.typed.errors.of(&name).is_some();
        let label = self.text(&format!("{step}_why"));
        let field = Field {
            name: &name,
            label: &label,
            hint: "",
            value: if came_back { &self.typed.note } else { "" },
            errors: &self.typed.errors,
        };
        self.form(
            step,
            html! {
                (field.sent_as("note").lines(2))
                button.secondary type="submit" { (self.text(step)) }
            },
        )
    }

    fn form(&self, step: &str, controls: Markup) -> Markup {
        html! {
            form method="post" action={ "/apologies/" (self.apology.id) "/" (step) } novalidate {
                (csrf_field(self.csrf))
                input type="hidden" name="version" value=(self.apology.version);
                (controls)
            }
        }
    }

    fn hand_over(&self) -> Markup {
        let typed = &self.typed.hand_over;
        let errors = &self.typed.errors;
        let today = local_day(self.desk.now).to_string();
        let day = match typed.day.is_empty() {
            true => &today,
            false => &typed.day,
        };
        let field = |name, label: &str, hint: &str, value: &str| {
            Field {
                name,
                label,
                hint,
                value,
                errors,
            }
            .frame(html! {
                input id=(name) name=(name) type=(if name == "day" { "date" } else { "text" }) value=(value)
                    autocomplete="off" aria-invalid=[errors.of(name).map(|_| "true")];
            })
        };
        html! {
            section.card.next-steps {
                h2 { (self.text("hand_over_title")) }
                p { (self.text("hand_over_lead")) }
                @if let Some(error) = errors.of("hand_over") { p.field-error #hand_over { (error) } }
                (self.form("hand-over", html! {
                    (self.ways_to_hand_over())
                    (field("day", &self.text("day"), "", day))
                    (field("note", &self.text("note"), &self.text("note_hint"), &typed.note))
                    button type="submit" { (self.text("hand_over")) }
                }))
            }
        }
    }

    /// The ways, each with where it would reach the applicant; one that is closed says why.
    fn ways_to_hand_over(&self) -> Markup {
        let errors = &self.typed.errors;
        let application = &self.desk.application;
        let reach = |way: HandedWay| match way {
            HandedWay::Email => application.email.clone(),
            HandedWay::Gateway | HandedWay::Phone => application.phone.clone(),
            HandedWay::Post => application.address.clone(),
            HandedWay::InPerson => String::new(),
        };
        let is_open = |way: HandedWay| match way {
            HandedWay::Email => self.ways.is_open(Way::Email) && !application.email.is_empty(),
            HandedWay::Gateway => self.ways.is_open(Way::Hook) && !application.phone.is_empty(),
            _ => true,
        };
        let open: Vec<HandedWay> = HandedWay::ALL
            .iter()
            .copied()
            .filter(|way| is_open(*way))
            .collect();
        html! {
            fieldset.field.hand-ways #way .has-error[errors.of("way").is_some()] {
                legend { (self.text("way")) }
                @if let Some(error) = errors.of("way") { p.field-error { (error) } }
                @for way in &open {
                    label {
                        input type="radio" name="way" value=(way) checked[self.typed.hand_over.way == way.as_str()];
                        span { (way_name(way.as_str(), self.lang)) }
                        @let at = reach(*way);
                        @if !at.is_empty() { " " span.hint { (at) } }
                    }
                }
            }
        }
    }

    /// What the letter says, as it will be printed; to be read out on the telephone, too.
    fn letter(&self) -> Markup {
        let address = format!("/apologies/{}/letter", self.apology.id);
        let signer = if self.may_approve { self.reader } else { "" };
        let letter = self.desk.letter(self.apology, signer).map(|mut letter| {
            letter.recipient.identity = masked(&letter.recipient.identity);
            letter
        });
        let sheet = letter.and_then(|letter| Sheet::of(&letter).ok());
        html! {
            @if let Some(sheet) = sheet {
                section.card {
                    h2 { (self.text("letter")) }
                    div.actions {
                        a.button.secondary href=(address) { (self.text("print")) }
                        a.button.quiet href={ (address) ".docx" } download { (self.text("docx")) }
                    }
                    div.letter-text lang="vi" {
                        p.letter-title { (sheet.title) }
                        @for part in &sheet.body {
                            p.letter-promise[matches!(part, Paragraph::Promise(_))] { (part.text()) }
                        }
                    }
                }
            } @else {
                p.notice { (self.text("erased")) }
            }
        }
    }

    fn course(&self) -> Markup {
        let (apology, lang) = (self.apology, self.lang);
        let moment = |utc| lang.moment(local_time(utc));
        html! {
            section.card {
                h2 { (self.text("course")) }
                dl.facts {
                    dt { (self.text("reason")) }
                    dd { (reason_name(apology.reason.as_str(), lang)) }
                    dt { (self.text("drafted")) }
                    dd { (moment(apology.drafted_at)) }
                    @if let Some(issued) = apology.issued_at {
                        dt { (self.text("issued")) }
                        dd { (moment(issued)) }
                    }
                    @if let (Some(at), Some(way)) = (apology.handed_at, apology.handed_way()) {
                        dt { (self.text("handed")) }
                        dd { (way_name(way.as_str(), lang)) ", " (lang.date(local_day(at))) }
                        @if !apology.handed_note.is_empty() { dd.hint { (apology.handed_note) } }
                    }
                }
                p { a href={ "/apologies?dossier=" (apology.dossier_id) } { (self.text("all_of_dossier")) } }
            }
        }
    }
}
