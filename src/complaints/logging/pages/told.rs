//! What to tell the caller: the number, and sentences to be read out.

use maud::{Markup, html};
use rust_i18n::t;

use super::NEW;
use crate::complaints::Class;
use crate::complaints::case::Case;
use crate::complaints::proposal::propose;
use crate::complaints::store::Contact;
use crate::web::language::Lang;
use crate::web::layout::Body;

/// The page.
pub struct ToldPage<'a> {
    /// The case.
    pub case: &'a Case,
    /// How to reach whoever complained.
    pub contact: &'a Contact,
    /// Number of the earlier case that says the same, if the viewer may see that.
    pub twin: Option<i64>,
    /// Whether the viewer may open the case.
    pub may_open: bool,
    /// Address at which answers are read, as it is read aloud.
    pub answers: &'a str,
}

impl ToldPage<'_> {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let number = self.case.id;
        let title = t!("intake.told.title", locale = code, number = number);
        let markup = html! {
            div.told {
                h1 {
                    span.told-label { (t!("intake.told.number", locale = code)) }
                    span.told-number { (number) }
                }
                section.card aria-labelledby="tell" {
                    h2 #tell { (t!("intake.told.tell", locale = code)) }
                    ul.told-words { @for sentence in self.sentences(lang) { li { (sentence) } } }
                }
                div.told-aside { (self.for_staff(lang)) }
                div.actions {
                    a #next .button href={ (NEW) "?fresh" } autofocus { (t!("intake.told.next", locale = code)) }
                    @if self.may_open {
                        a.button.secondary href={ "/complaints/" (number) } { (t!("intake.told.open", locale = code)) }
                    }
                }
            }
        };
        Body::new(title, markup)
    }

    /// What is read out.
    fn sentences(&self, lang: Lang) -> Vec<String> {
        let code = lang.code();
        let number = self.case.id;
        let say = |key: &str| t!(key, locale = code).into_owned();
        let mut told = vec![t!("intake.told.logged", locale = code, number = number).into_owned()];
        let mut advice = Vec::new();
        let in_danger = "intake.told.emergency";
        if self.case.may_be_emergency() {
            advice.push(in_danger.to_owned());
        } else if propose(&self.case.text).class == Class::Emergency {
            // Whoever typed it took it for something else: it is answered as that.
            told.push(say(in_danger));
        }
        advice.extend(match self.advice() {
            Some(Class::Denunciation) => ["by_paper", "name_needed", "protected"]
                .map(|part| format!("intake.told.denunciation.{part}"))
                .to_vec(),
            Some(Class::Grievance) => ["by_paper", "what_in_it", "in_90_days"]
                .map(|part| format!("intake.told.grievance.{part}"))
                .to_vec(),
            _ => Vec::new(),
        });
        match advice.is_empty() {
            true => told.push(self.when_answered(lang)),
            false => told.extend(advice.iter().map(|key| say(key))),
        }
        told.extend(self.how_to_follow(lang));
        told
    }

    /// Where the citizen sees how it goes. Of what is confined they see there that it was received, and nobody at the
    /// hotline could tell them more. Whoever is in danger now is told nothing that can wait.
    fn how_to_follow(&self, lang: Lang) -> Option<String> {
        let code = lang.code();
        if self.case.may_be_emergency() {
            return None;
        }
        let key = match (self.case.confined, self.contact.phone.is_empty()) {
            (true, true) => return None,
            (true, false) => "intake.told.follow_confined",
            (false, true) => return Some(t!("intake.told.no_phone", locale = code).into_owned()),
            (false, false) => "intake.told.follow",
        };
        let (address, number) = (self.answers, self.case.id);
        Some(t!(key, locale = code, address = address, number = number).into_owned())
    }

    /// The class that is advised instead of answered.
    fn advice(&self) -> Option<Class> {
        match self.case.class_or_proposed() {
            _ if self.case.confined => Some(Class::Denunciation),
            class @ (Class::Grievance | Class::Denunciation) => Some(class),
            _ => None,
        }
    }

    /// By when there is an answer; of what may not be taken in, only that it is looked at again.
    fn when_answered(&self, lang: Lang) -> String {
        let code = lang.code();
        let part = match self.case.class_or_proposed() {
            _ if self.case.promises_answer() => "answered",
            Class::Elsewhere => "forwarded",
            _ => return t!("intake.told.unfit", locale = code).into_owned(),
        };
        match self.case.due.map(|due| lang.date(due)) {
            Some(day) => t!(format!("intake.told.{part}.by"), locale = code, day = day),
            None => {
                let key = format!("intake.told.{part}.within");
                t!(key, locale = code, count = self.case.days)
            }
        }
        .into_owned()
    }

    /// What is for the reader's eyes alone.
    fn for_staff(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let contact = self.contact;
        let told = [
            ("name", &contact.name),
            ("address", &contact.address),
            ("phone", &contact.phone),
        ];
        let missing: Vec<_> = told
            .into_iter()
            .filter(|(_, told)| told.is_empty())
            .map(|(part, _)| t!(format!("intake.told.part.{part}"), locale = code))
            .collect();
        html! {
            @if !self.may_open { p.notice.warning { (t!("intake.told.confined", locale = code)) } }
            @if let Some(twin) = self.twin {
                p.notice.info { (t!("intake.told.joined", locale = code, number = twin)) }
            }
            @if !missing.is_empty() {
                p.notice.info { (t!("intake.told.anonymous", locale = code, missing = missing.join(", "))) }
            }
        }
    }
}
