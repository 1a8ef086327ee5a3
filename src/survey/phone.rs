//! The form that one phone is shown: which place and questions it is about, its ticket, its page, its ballot.
//! A blank page is drawn once while its place is remembered: from phone to phone only the ticket differs.

use std::sync::Arc;

use chrono::NaiveDateTime;
use moka::sync::Cache;

use super::ballot::{Ballot, Channel, Circumstances, Source};
use super::form::RatingForm;
use super::pages::{RatingPage, ThanksPage};
use super::questionnaire::Questionnaire;
use crate::clock::Clock;
use crate::error::{AppError, AppResult};
use crate::links::{LinkKind, LinkPlace, Places};
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;
use crate::web::layout::Site;
use crate::web::phone::PhonePage;
use crate::web::secret::{SigningKey, random_code};
use crate::web::ticket::{Ticket, TicketError};

/// Blank pages kept at most, of about 20 KB each.
const BLANKS: u64 = 500;

/// All phone forms of this server.
#[derive(Clone)]
pub struct PhoneForms {
    places: Places,
    blanks: Cache<(i64, &'static str, Lang), Arc<Blank>>,
    key: SigningKey,
    clock: Clock,
    site: Site,
    /// Stands for the ticket while a blank page is drawn: random, so that no text of a page can hold it.
    mark: String,
}

/// A blank page, cut where its ticket belongs.
struct Blank {
    place: Arc<LinkPlace>,
    before: String,
    after: String,
    policy: &'static str,
}

/// The form that one request is about.
pub struct PhoneForm<'a> {
    forms: &'a PhoneForms,
    /// What is asked.
    pub questionnaire: &'static Questionnaire,
    /// The language it is asked in.
    pub lang: Lang,
    place: Arc<LinkPlace>,
}

impl PhoneForms {
    /// Forms of these places; tickets are signed with the key.
    pub fn new(places: Places, key: SigningKey, clock: Clock, site: Site) -> Self {
        Self {
            places,
            blanks: Cache::new(BLANKS),
            key,
            clock,
            site,
            mark: random_code(20),
        }
    }

    /// The form of a link.
    ///
    /// # Errors
    /// 404 for a code that does not exist or was withdrawn.
    pub async fn find(
        &self,
        code: &str,
        questionnaire: &'static Questionnaire,
        lang: Lang,
    ) -> AppResult<PhoneForm<'_>> {
        let place = self.places.find(code).await?.ok_or(AppError::NotFound)?;
        Ok(PhoneForm {
            forms: self,
            questionnaire,
            lang,
            place,
        })
    }
}

impl PhoneForm<'_> {
    /// The page with nothing filled in and a ticket of its own.
    pub fn blank(&self) -> PhonePage {
        let key = (
            self.place.link_id,
            self.questionnaire.version.as_str(),
            self.lang,
        );
        let drawn = self.forms.blanks.get(&key);
        let blank = match drawn.filter(|blank| Arc::ptr_eq(&blank.place, &self.place)) {
            Some(blank) => blank,
            None => {
                let blank = Arc::new(self.draw_blank());
                self.forms.blanks.insert(key, Arc::clone(&blank));
                blank
            }
        };
        let ticket = self.seal(Ticket::new(self.forms.clock.now()));
        PhonePage {
            document: [&blank.before, ticket.as_str(), &blank.after].concat(),
            policy: blank.policy,
        }
    }

    fn draw_blank(&self) -> Blank {
        let mark = &self.forms.mark;
        let page = self.page(
            mark.clone(),
            &RatingForm::default(),
            &FieldErrors::default(),
        );
        let (before, after) = page
            .document
            .split_once(mark)
            .unwrap_or((&page.document, ""));
        Blank {
            place: Arc::clone(&self.place),
            before: before.to_owned(),
            after: after.to_owned(),
            policy: page.policy,
        }
    }

    /// The page again, filled in, with what is wrong. It keeps its ticket: a correction is still the same rating.
    pub fn again(&self, ticket: Ticket, form: &RatingForm, errors: &FieldErrors) -> PhonePage {
        self.page(self.seal(ticket), form, errors)
    }

    fn page(&self, ticket: String, form: &RatingForm, errors: &FieldErrors) -> PhonePage {
        RatingPage {
            lang: self.lang,
            unit: &self.place.unit_name,
            counter: self.place.counter_name.as_deref(),
            code: &self.place.code,
            questionnaire: self.questionnaire,
            ticket,
            sample: self.forms.site.sample,
            form,
            errors,
        }
        .render()
    }

    /// The page after a rating; `rated_before` where an earlier one counts instead.
    pub fn thanks(&self, rated_before: bool) -> PhonePage {
        ThanksPage {
            lang: self.lang,
            unit: &self.place.unit_name,
            counter: self.place.counter_name.as_deref(),
            code: &self.place.code,
            hotline: &self.place.hotline,
            sample: self.forms.site.sample,
            rated_before,
        }
        .render()
    }

    /// Address of the page after a rating.
    pub fn thanks_address(&self) -> String {
        let lang = match self.lang {
            Lang::Vi => String::new(),
            other => format!("?lang={other}"),
        };
        format!("/q/{}/thanks{lang}", self.place.code)
    }

    /// The ticket that a posted form carries.
    ///
    /// # Errors
    /// It is not ours, or the form was open for too long.
    pub fn open_ticket(&self, fields: &Fields, now: NaiveDateTime) -> Result<Ticket, TicketError> {
        let text = fields.raw("ticket").unwrap_or_default();
        Ticket::open(text, &self.forms.key, &self.purpose(), now)
    }

    fn seal(&self, ticket: Ticket) -> String {
        ticket.seal(&self.forms.key, &self.purpose())
    }

    /// A ticket of one link and questionnaire is no good for another.
    fn purpose(&self) -> String {
        format!("rate {} {}", self.place.code, self.questionnaire.version)
    }

    /// What the citizen gave, under the ticket's id.
    pub fn ballot(&self, form: RatingForm, ticket: Ticket) -> Ballot {
        Ballot {
            id: ticket.id,
            questionnaire: self.questionnaire.version.clone(),
            answers: form.answers,
            reasons: Vec::new(),
            comment: (!form.comment.is_empty()).then_some(form.comment),
            lang: self.lang.code().to_owned(),
            partial: false,
            times: None,
            elapsed_ms: None,
            origin: None,
            circumstances: Circumstances::default(),
        }
    }

    /// Where the ballot belongs.
    pub fn source(&self) -> Source {
        let channel = match self.place.kind {
            LinkKind::Open => Channel::Open,
            LinkKind::Place => Channel::Place,
        };
        Source {
            unit_id: self.place.unit_id,
            channel,
            counter_id: self.place.counter_id,
            device_id: None,
            link_id: Some(self.place.link_id),
            officer_id: None,
        }
    }
}
