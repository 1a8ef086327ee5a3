//! The facts of a case beside it: whom it is from, what it is about, its days, whom it names, its files.

use maud::{Markup, html};
use rust_i18n::t;

use super::CasePage;
use crate::clock::local_day;
use crate::complaints::pages::{class_name, score_name};
use crate::complaints::state::Step;
use crate::complaints::work::permission::may_now;
use crate::survey::questionnaire::catalogue;
use crate::units::fields::field_name;
use crate::web::components::csrf_field;

/// Bytes in a megabyte, as sizes of files are told.
const MEGABYTE: i64 = 1_000_000;

impl CasePage<'_> {
    pub(super) fn facts(&self) -> Markup {
        let (lang, desk) = (self.lang, self.desk);
        let (code, case) = (lang.code(), &desk.case);
        let label = |key: &str| t!(format!("complaints.fact.{key}"), locale = code).into_owned();
        let class = case.class();
        let assignee = case.assignee_id.and_then(|id| desk.name_of(id));
        html! {
            section.card {
                h2.visually-hidden { (t!("complaints.facts", locale = code)) }
                dl.facts {
                    @if self.with_contact { (self.contact()) }
                    dt { (label("class")) }
                    dd {
                        (class_name(case.class_or_proposed().as_str(), lang))
                        @if class.is_none() { " " span.hint { (t!("complaints.proposed", locale = code)) } }
                    }
                    @if let Some(dimension) = case.dimension() {
                        dt { (label("dimension")) }
                        dd { (catalogue().dimension_name(dimension, code)) }
                    }
                    @if !case.field.is_empty() {
                        dt { (label("field")) }
                        dd { (field_name(&case.field, lang)) }
                    }
                    @if !case.dossier.is_empty() {
                        dt { (label("dossier")) }
                        dd { (case.dossier) }
                    }
                    dt { (label("assignee")) }
                    dd { (assignee.unwrap_or(&t!("complaints.nobody_yet", locale = code))) }
                    @if let Some(day) = case.acknowledge_by {
                        dt { (label("acknowledge_by")) }
                        dd { (lang.date(day)) }
                    }
                    @if let Some(day) = case.done_on {
                        dt { (label("done_on")) }
                        dd {
                            (lang.date(day))
                            @if case.late { " " span.badge.late { (t!("complaints.was_late", locale = code)) } }
                        }
                    }
                    @if let Some(score) = case.score {
                        dt { (label("score")) }
                        dd { (score_name(score, lang)) }
                    }
                    (self.relations())
                }
                (self.named())
            }
        }
    }

    fn contact(&self) -> Markup {
        let code = self.lang.code();
        let label = |key: &str| t!(format!("complaints.fact.{key}"), locale = code).into_owned();
        html! {
            dt { (label("contact")) }
            @match &self.desk.contact {
                None => {
                    dd {
                        @match self.desk.erased_at() {
                            Some((at, step)) => {
                                (t!(format!("complaints.contact_gone.{step}"), locale = code, day = self.lang.date(local_day(at))))
                            }
                            None => { (t!("complaints.no_contact", locale = code)) }
                        }
                    }
                }
                Some(contact) => {
                    dd {
                        @if !contact.name.is_empty() { strong { (contact.name) } br; }
                        @if contact.phone.is_empty() { (t!("complaints.no_number", locale = code)) }
                        @else { a href={ "tel:" (contact.phone.replace(' ', "")) } { (contact.phone) } }
                        @if !contact.address.is_empty() { br; (contact.address) }
                        p.hint { (self.kept_until()) }
                    }
                }
            }
        }
    }

    /// Until when the contact is kept. What is past its day goes in the next look of the duties, one each day.
    fn kept_until(&self) -> String {
        let (lang, ground) = (self.lang, &self.desk.ground);
        let days = &ground.rules.days;
        let told = match self.desk.case.done_on {
            Some(done) => {
                let day = days.erase_on(done).max(ground.today);
                t!(
                    "complaints.contact_until",
                    locale = lang.code(),
                    day = lang.date(day)
                )
            }
            None => t!(
                "complaints.contact_kept",
                locale = lang.code(),
                months = days.keep_months
            ),
        };
        told.into_owned()
    }

    fn relations(&self) -> Markup {
        let code = self.lang.code();
        let link = |number: i64| html! { a href={ "/complaints/" (number) } { (number) } };
        html! {
            @if let Some(parent) = self.desk.parent {
                dt { (t!("complaints.fact.parent", locale = code)) } dd { (link(parent)) }
            }
            @if let Some(twin) = self.desk.twin {
                dt { (t!("complaints.fact.twin", locale = code)) } dd { (link(twin)) }
            }
            @if !self.desk.related.is_empty() {
                dt { (t!("complaints.fact.related", locale = code)) }
                dd { @for number in &self.desk.related { (link(*number)) " " } }
            }
        }
    }

    /// Officers whom it names, each with the way to say that it does not.
    fn named(&self) -> Markup {
        let code = self.lang.code();
        let case = &self.desk.case;
        html! {
            @if !self.desk.named.is_empty() {
                h3 { (t!("complaints.named", locale = code)) }
                ul.plain-list {
                    @for (account, name) in &self.desk.named {
                        li {
                            (name)
                            @if may_now(self.role, Step::Clear, case) {
                                form.inline method="post" action={ "/complaints/" (case.id) "/clear" } {
                                    (csrf_field(self.csrf))
                                    input type="hidden" name="version" value=(case.version);
                                    input type="hidden" name="account" value=(account);
                                    button.quiet type="submit" { (t!("complaints.form.clear.send", locale = code)) }
                                }
                            }
                        }
                    }
                }
                p.hint { (t!("complaints.named_why", locale = code)) }
            }
        }
    }

    pub(super) fn files(&self) -> Markup {
        let (lang, desk) = (self.lang, self.desk);
        let (code, case) = (lang.code(), &desk.case);
        let error = self.typed.errors.of("attach-file");
        let described_by = match error {
            Some(_) => "attach-file-error attach-file-hint",
            None => "attach-file-hint",
        };
        let may_add = may_now(self.role, Step::Attach, case);
        html! {
            @if may_add || !desk.files.is_empty() {
                section.card #files {
                    h2 { (t!("complaints.files", locale = code)) }
                    ul.plain-list {
                        @for file in &desk.files {
                            li {
                                @if may_add {
                                    a href={ "/complaints/" (case.id) "/files/" (file.id) } download { (file.name) }
                                } @else { (file.name) }
                                " " span.hint { (size(file.bytes, lang)) }
                            }
                        }
                    }
                    @if may_add {
                        form method="post" action={ "/complaints/" (case.id) "/files" } enctype="multipart/form-data" {
                            (csrf_field(self.csrf))
                            input type="hidden" name="id" value=(self.fresh_id);
                            div.field.has-error[error.is_some()] {
                                label for="attach-file" { (t!("complaints.add_file", locale = code)) }
                                p.hint #attach-file-hint { (t!("complaints.add_file_hint", locale = code)) }
                                @if let Some(error) = error { p.field-error #attach-file-error { (error) } }
                                input #attach-file type="file" name="file"
                                    accept=".pdf,.jpg,.jpeg,.png,.webp,.heic,.docx,.xlsx,.odt"
                                    aria-invalid=[error.map(|_| "true")] aria-describedby=(described_by);
                            }
                            button.secondary type="submit" { (t!("complaints.add_file_send", locale = code)) }
                        }
                    }
                }
            }
        }
    }
}

/// "1,25 MB".
fn size(bytes: i64, lang: crate::web::language::Lang) -> String {
    format!(
        "{} MB",
        lang.hundredths((bytes * 100 + MEGABYTE - 1) / MEGABYTE)
    )
}
