//! The facts of a dossier beside it: its days, who handed in what, what can be printed.

use chrono::NaiveDateTime;
use maud::{Markup, html};
use rust_i18n::t;

use super::DossierPage;
use crate::clock::local_time;
use crate::dossiers::dossier::Application;
use crate::dossiers::outlook::LastDay;
use crate::dossiers::pages::{due_text, limit_text, masked, return_way_name, way_name};
use crate::dossiers::papers::Paper;
use crate::units::fields::field_name;
use crate::web::components::csrf_field;

impl DossierPage<'_> {
    pub(super) fn facts(&self) -> Markup {
        html! {
            section.card {
                h2 { (t!("dossiers.fact.days", locale = self.lang.code())) }
                dl.facts { (self.days()) }
            }
            section.card {
                h2 { (t!("dossiers.fact.applicant", locale = self.lang.code())) }
                (self.applicant())
            }
        }
    }

    fn label(&self, key: &str) -> String {
        t!(format!("dossiers.fact.{key}"), locale = self.lang.code()).into_owned()
    }

    /// A labelled line, where there is something to say.
    fn line(&self, key: &str, text: Option<String>) -> Markup {
        html! {
            @if let Some(text) = text.filter(|text| !text.is_empty()) {
                dt { (self.label(key)) } dd { (text) }
            }
        }
    }

    fn days(&self) -> Markup {
        let (lang, desk) = (self.lang, self.desk);
        let dossier = &desk.dossier;
        let moment = |at: NaiveDateTime| lang.moment(local_time(at));
        let due = |at: NaiveDateTime| due_text(local_time(at), lang);
        let anew = (dossier.counted_from != dossier.received_at).then_some(dossier.counted_from);
        let moved = dossier.due_at.filter(|_| dossier.is_rescheduled());
        let last = desk.outlook().apology.map(|last| match last {
            LastDay::Until(day) | LastDay::Over(day) => lang.date(day),
        });
        html! {
            (self.line("received", Some(moment(dossier.received_at))))
            (self.line("way", Some(way_name(dossier.way.as_str(), lang))))
            (self.line("limit", dossier.limit().map(|limit| limit_text(limit, lang))))
            (self.line("counted_from", anew.map(moment)))
            (self.line("due", dossier.first_due_at.map(due)))
            (self.line("rescheduled", moved.map(due)))
            (self.line("last_day", last))
            (self.line("stopped", dossier.stopped_at.filter(|_| dossier.state.stands_still()).map(moment)))
            (self.line("ended", dossier.ended_at.map(moment)))
            (self.line("returned", dossier.returned_at.map(moment)))
            (self.line("apologised", dossier.apologised_on.map(|day| lang.date(day))))
            (self.line("officer", Some(desk.officer().to_owned())))
            (self.line("field", Some(field_name(&dossier.field, lang).to_owned())))
            (self.line("unit", Some(desk.ground.unit.name.clone())))
        }
    }

    fn applicant(&self) -> Markup {
        let code = self.lang.code();
        let id = self.desk.dossier.id;
        html! {
            @match &self.desk.application {
                None => p { (t!("dossiers.erased", locale = code)) },
                Some(application) => {
                    dl.facts { (self.known(application)) }
                    @if self.may.handle {
                        p { a href={ "/dossiers/" (id) "/applicant" } { (t!("dossiers.correct", locale = code)) } }
                    }
                }
            }
        }
    }

    /// An identity number is masked on the screen: the slip has it whole.
    fn known(&self, known: &Application) -> Markup {
        let lang = self.lang;
        html! {
            (self.line("name", Some(known.name.clone())))
            @if !known.phone.is_empty() {
                dt { (self.label("phone")) }
                dd { a href={ "tel:" (known.phone.replace(' ', "")) } { (known.phone) } }
            }
            (self.line("identity", Some(masked(&known.identity))))
            (self.line("email", Some(known.email.clone())))
            (self.line("address", Some(known.address.clone())))
            (self.line("agent", Some(known.agent.clone())))
            (self.line("request", Some(known.request.clone())))
            (self.line("papers", Some(known.papers.clone())))
            (self.line("copies", (known.copies != 1).then(|| known.copies.to_string())))
            (self.line("return_way", Some(return_way_name(known.return_way.as_str(), lang))))
        }
    }

    /// What can be printed.
    pub(super) fn papers(&self) -> Markup {
        let code = self.lang.code();
        let id = self.desk.dossier.id;
        html! {
            @if self.may.handle && self.desk.application.is_some() {
                section.card {
                    h2 { (t!("dossiers.papers.title", locale = code)) }
                    ul.plain-list {
                        @for paper in Paper::ALL.iter().filter(|paper| self.desk.last(paper.step()).is_some()) {
                            li {
                                @if *paper == Paper::Receipt { (self.receipt()) } @else {
                                    a href={ "/dossiers/" (id) "/papers/" (paper) } {
                                        (t!(format!("dossiers.papers.{paper}"), locale = code))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl DossierPage<'_> {
    /// The receipt is made with a new code each time it is printed.
    fn receipt(&self) -> Markup {
        let code = self.lang.code();
        html! {
            form method="post" action={ "/dossiers/" (self.desk.dossier.id) "/papers/receipt" } {
                (csrf_field(self.csrf))
                button.secondary type="submit" { (t!("dossiers.papers.receipt", locale = code)) }
                " "
                button.quiet type="submit" formaction={ "/dossiers/" (self.desk.dossier.id) "/papers/receipt?size=a4" } {
                    (t!("dossiers.papers.a4", locale = code))
                }
            }
        }
    }
}
