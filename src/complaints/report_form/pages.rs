//! The report form and the page that tells the number: one document each, readable after one request.

use maud::{Markup, html};
use rust_i18n::t;

use super::form::ReportForm;
use crate::complaints::citizen::{STYLE, in_language, languages, telephone, urgent};
use crate::complaints::follow::advised;
use crate::complaints::follow::store::Followed;
use crate::links::LinkPlace;
use crate::web::components::{Field, FieldErrors};
use crate::web::language::Lang;
use crate::web::phone::{PhonePage, Top, phone_document};

/// What the form shows.
pub struct FormPage<'a> {
    /// Language of the page.
    pub lang: Lang,
    /// The place of the link.
    pub place: &'a LinkPlace,
    /// True where the data are generated samples.
    pub sample: bool,
    /// Months after the end of a case for which name and phone are kept.
    pub keep_months: u32,
    /// Signed ticket for the hidden field.
    pub ticket: &'a str,
    /// What is filled in.
    pub form: &'a ReportForm,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
}

impl FormPage<'_> {
    /// The form.
    pub fn render(&self) -> PhonePage {
        let heading = self.text("title");
        let address = format!("/q/{}/report", self.place.code);
        // A browser forgets what it has of an address that something was sent to; so that the blank form stays for
        // whoever goes back, its ticket with it, this is another address.
        let action = in_language(self.lang, &format!("{address}?sent"));
        let body = html! {
            h1 { (heading) }
            (self.errors.summary(self.lang))
            p.lead { (t!("report.lead", locale = self.lang.code(), unit = self.place.unit_name)) }
            (urgent(self.lang, &self.text("urgent")))
            form method="post" action=(action) novalidate {
                input type="hidden" name="ticket" value=(self.ticket);
                (self.fields())
                button #send type="submit" { (self.text("send")) }
            }
            (self.notice())
            ul.ways {
                li { a href=(in_language(self.lang, "/answers/follow")) { (self.text("follow")) } }
                li { a href=(in_language(self.lang, &format!("/q/{}", self.place.code))) { (self.text("rate")) } }
            }
        };
        let top = Top {
            unit: &self.place.unit_name,
            counter: self.place.counter_name.as_deref(),
            sample: self.sample,
            languages: Some(languages(self.lang, &address)),
        };
        let title = self.errors.title(&heading, self.lang);
        phone_document(self.lang, (&title, &STYLE), &top, body)
    }

    fn fields(&self) -> Markup {
        html! {
            (self.field("text", &self.form.text, |field| field.lines(6)))
            h2 { (self.text("contact")) }
            p.hint { (self.text("contact_why")) }
            (self.field("phone", &self.form.phone, |field| field.input("tel", "tel")))
            (self.field("name", &self.form.name, |field| field.input("text", "name")))
            (self.field("dossier", &self.form.dossier, |field| field.input("text", "off")))
        }
    }

    fn field(&self, name: &str, value: &str, show: impl Fn(&Field<'_>) -> Markup) -> Markup {
        show(&Field {
            name,
            label: &self.text(name),
            hint: &self.text(&format!("{name}_hint")),
            value,
            errors: self.errors,
        })
    }

    /// A notice and no consent: taking reports in is a duty of the office (NĐ 20/2008/NĐ-CP Điều 7).
    fn notice(&self) -> Markup {
        html! {
            p.privacy { (self.text("notice")) }
            details {
                summary { (self.text("notice_more")) }
                @for part in ["duty", "readers", "rights"] { p { (self.text(&format!("notice_{part}"))) } }
                p { (t!("report.notice_kept", locale = self.lang.code(), months = self.keep_months)) }
            }
        }
    }

    fn text(&self, key: &str) -> String {
        t!(format!("report.{key}"), locale = self.lang.code()).into_owned()
    }
}

/// What the page after a report shows.
pub struct ThanksPage<'a> {
    /// Language of the page.
    pub lang: Lang,
    /// The place of the link.
    pub place: &'a LinkPlace,
    /// True where the data are generated samples.
    pub sample: bool,
    /// The case.
    pub followed: &'a Followed,
    /// Address of all answers, as it is written down and typed.
    pub answers: &'a str,
}

impl ThanksPage<'_> {
    /// The number, by when an answer comes, and how to follow it.
    pub fn render(&self) -> PhonePage {
        let title = self.text("thanks");
        let number = self.followed.case.id;
        let body = html! {
            h1 { (title) }
            p.number-box {
                (self.text("number"))
                strong.number { (number) }
                (self.text("write_down"))
            }
            (self.answer_by())
            (self.how_to_follow(number))
            @if !self.place.hotline.is_empty() {
                div.hotline { (self.text("call")) (telephone(&self.place.hotline)) }
            }
            ul.ways {
                li { a href=(in_language(self.lang, "/answers")) { (self.text("see_answers")) } }
                li {
                    a href=(in_language(self.lang, &format!("/q/{}/report", self.place.code))) { (self.text("another")) }
                }
            }
        };
        let top = Top {
            unit: &self.place.unit_name,
            counter: self.place.counter_name.as_deref(),
            sample: self.sample,
            languages: None,
        };
        phone_document(self.lang, (&title, &STYLE), &top, body)
    }

    /// No day is promised for what is kept secret, as another procedure counts its days, nor for what gets no answer.
    fn answer_by(&self) -> Markup {
        let case = &self.followed.case;
        html! {
            @match (advised(case, self.lang), case.due) {
                (Some(advice), _) if case.may_be_emergency() => (advice),
                _ if case.confined => p { (self.text("confined")) },
                (Some(advice), _) => (advice),
                _ if !case.promises_answer() => {},
                (None, Some(day)) => p.lead {
                    (t!("report.answer_by", locale = self.lang.code(), date = self.lang.date(day)))
                },
                (None, None) => p.lead { (self.text("answer_soon")) },
            }
        }
    }

    fn how_to_follow(&self, number: i64) -> Markup {
        let address = format!("/answers/follow?number={number}");
        html! {
            @if self.followed.phone.is_empty() {
                p { (self.text("no_phone")) }
            } @else {
                h2 { (self.text("how_to_follow")) }
                ol.told-steps {
                    li { (t!("report.step_open", locale = self.lang.code(), address = self.answers)) }
                    li { (t!("report.step_number", locale = self.lang.code(), number = number)) }
                    li { (self.text("step_digits")) }
                }
                p { a.button.secondary href=(in_language(self.lang, &address)) { (self.text("follow_now")) } }
            }
        }
    }

    fn text(&self, key: &str) -> String {
        t!(format!("report.{key}"), locale = self.lang.code()).into_owned()
    }
}
