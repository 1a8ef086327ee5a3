//! The form that one phone is shown: which place and questions it is about, its ticket, its page, its ballot.
//! A blank page of a link is drawn once while its place is remembered: from phone to phone only the ticket differs.

use std::sync::Arc;

use chrono::NaiveDateTime;
use moka::sync::Cache;

use super::ballot::{Ballot, Circumstances, Source};
use super::form::RatingForm;
use super::pages::{RatingPage, ThanksPage};
use super::questionnaire::Questionnaire;
use super::slips::store::Claim;
use super::slips::{SlipPlace, slip_page};
use super::subject::Subject;
use crate::clock::Clock;
use crate::error::{AppError, AppResult};
use crate::links::{LinkPlace, Places};
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;
use crate::web::layout::Site;
use crate::web::phone::{PhonePage, in_language};
use crate::web::secret::{SigningKey, random_code};
use crate::web::ticket::{Ticket, TicketError};

/// Blank pages kept at most, of about 20 KB each.
const BLANKS: u64 = 500;

/// All phone forms of this server.
#[derive(Clone)]
pub struct PhoneForms {
    places: Places,
    blanks: Cache<(i64, bool, &'static str, Lang), Arc<Blank>>,
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
    subject: Subject,
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

    /// The form of a link; `open` where its place did not lead there.
    ///
    /// # Errors
    /// 404 for a code that does not exist or was withdrawn.
    pub async fn find(
        &self,
        (code, open): (&str, bool),
        questionnaire: &'static Questionnaire,
        lang: Lang,
    ) -> AppResult<PhoneForm<'_>> {
        let place = self.places.find(code).await?.ok_or(AppError::NotFound)?;
        Ok(self.about(Subject::Link { place, open }, questionnaire, lang))
    }

    /// The form of a receipt slip.
    pub fn of_slip(
        &self,
        slip: Arc<SlipPlace>,
        questionnaire: &'static Questionnaire,
        lang: Lang,
    ) -> PhoneForm<'_> {
        self.about(Subject::Slip(slip), questionnaire, lang)
    }

    fn about(
        &self,
        subject: Subject,
        questionnaire: &'static Questionnaire,
        lang: Lang,
    ) -> PhoneForm<'_> {
        PhoneForm {
            forms: self,
            questionnaire,
            lang,
            subject,
        }
    }
}

impl PhoneForm<'_> {
    /// The page with nothing filled in and a ticket of its own.
    pub fn blank(&self) -> PhonePage {
        let ticket = self.seal(Ticket::new(self.forms.clock.now()));
        match &self.subject {
            Subject::Link { place, open } => {
                let blank = self.drawn(place, *open);
                PhonePage {
                    document: [&blank.before, ticket.as_str(), &blank.after].concat(),
                    policy: blank.policy,
                }
            }
            Subject::Slip(_) => self.page(ticket, &RatingForm::default(), &FieldErrors::default()),
        }
    }

    /// The blank page of a link, drawn before or now.
    fn drawn(&self, place: &Arc<LinkPlace>, open: bool) -> Arc<Blank> {
        let version = self.questionnaire.version.as_str();
        let key = (place.link_id, open, version, self.lang);
        let drawn = self.forms.blanks.get(&key);
        if let Some(blank) = drawn.filter(|blank| Arc::ptr_eq(&blank.place, place)) {
            return blank;
        }
        let blank = Arc::new(self.draw_blank(place));
        self.forms.blanks.insert(key, Arc::clone(&blank));
        blank
    }

    fn draw_blank(&self, place: &Arc<LinkPlace>) -> Blank {
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
            place: Arc::clone(place),
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
            subject: &self.subject,
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
            subject: &self.subject,
            sample: self.forms.site.sample,
            rated_before,
        }
        .render()
    }

    /// What was filled in, for a slip that did not take it: in the unit's form for everybody, where one more press sends
    /// it. Where the unit has none, what is to be said of the slip.
    pub fn elsewhere(&self, form: &RatingForm, errors: &FieldErrors) -> PhonePage {
        let general = match &self.subject {
            Subject::Slip(slip) => match &slip.general {
                None => return slip_page(self.lang, self.forms.site.sample, slip),
                Some(place) => {
                    let place = Arc::clone(place);
                    let subject = Subject::Link { place, open: true };
                    &self.forms.about(subject, self.questionnaire, self.lang)
                }
            },
            Subject::Link { .. } => self,
        };
        general.again(Ticket::new(self.forms.clock.now()), form, errors)
    }

    /// Address of the page after a rating.
    pub fn thanks_address(&self) -> String {
        in_language(self.lang, &format!("{}/thanks", self.subject.path().path))
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
        format!(
            "rate {} {}",
            self.subject.path().path,
            self.questionnaire.version
        )
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
        self.subject.source()
    }

    /// The slip that the ballot is to redeem today, if it is about one.
    pub fn claim(&self) -> Option<Claim> {
        match &self.subject {
            Subject::Slip(slip) => Some(Claim::of(&slip.token, self.forms.clock.today())),
            Subject::Link { .. } => None,
        }
    }
}
