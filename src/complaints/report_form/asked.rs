//! The form that one request is about: its place, its language, its ticket, the complaint that it becomes.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use chrono::NaiveDateTime;
use rust_i18n::t;

use super::form::ReportForm;
use super::pages::{FormPage, ThanksPage};
use crate::complaints::citizen::in_language;
use crate::complaints::follow::store::Followed;
use crate::complaints::proof::{prove, proven};
use crate::complaints::store::find_rules;
use crate::complaints::{Details, NewComplaint, Report, Way};
use crate::db::{Db, DbConn};
use crate::dossiers::code::read_dossier;
use crate::error::{AppError, AppResult};
use crate::links::{LinkKind, LinkPlace, Places};
use crate::units::Scope;
use crate::units::store::find_unit;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::{Lang, language_of};
use crate::web::layout::Site;
use crate::web::phone::PhonePage;
use crate::web::public_url::BaseUrl;
use crate::web::secret::SigningKey;
use crate::web::ticket::Ticket;

/// What a request for the form of a link needs to know.
pub struct Asked {
    place: Arc<LinkPlace>,
    keep_months: u32,
    lang: Lang,
    sample: bool,
    key: SigningKey,
}

impl FromRequest for Asked {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = AppResult<Self>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let code = request.match_info().get("code").unwrap_or_default();
        let (code, lang) = (code.to_owned(), language_of(request));
        let places = request.app_data::<Data<Places>>().cloned();
        let db = request.app_data::<Data<Db>>().cloned();
        let key = request.app_data::<Data<SigningKey>>().cloned();
        let site = request.app_data::<Data<Site>>().map(|site| ***site);
        Box::pin(async move {
            let (Some(places), Some(db), Some(key)) = (places, db, key) else {
                return Err(AppError::NotFound);
            };
            let place = places.find(&code).await?.ok_or(AppError::NotFound)?;
            let unit_id = place.unit_id;
            Ok(Self {
                place,
                keep_months: db.read(move |conn| keep_months(conn, unit_id)).await?,
                lang,
                sample: site.unwrap_or_default().sample,
                key: SigningKey::clone(&key),
            })
        })
    }
}

fn keep_months(conn: &mut DbConn, unit_id: i64) -> AppResult<u32> {
    let unit = find_unit(conn, &Scope::everything(), unit_id)?.ok_or(AppError::NotFound)?;
    Ok(find_rules(conn, &unit)?.days.keep_months)
}

impl Asked {
    /// The link whose form it is.
    pub fn link_id(&self) -> i64 {
        self.place.link_id
    }

    /// Everything that is wrong with what was typed.
    pub fn check(&self, form: &ReportForm) -> FieldErrors {
        form.check(self.lang)
    }

    /// The page, filled in, with what is wrong.
    pub fn page(&self, ticket: Ticket, form: &ReportForm, errors: &FieldErrors) -> PhonePage {
        FormPage {
            lang: self.lang,
            place: &self.place,
            sample: self.sample,
            keep_months: self.keep_months,
            ticket: &ticket.seal(&self.key, &self.purpose()),
            form,
            errors,
        }
        .render()
    }

    /// The page where too many were sent: the words stay, and so does the ticket.
    pub fn too_many(&self, ticket: Ticket, form: &ReportForm, seconds: u64) -> PhonePage {
        let text = t!("report.wait", locale = self.lang.code(), seconds = seconds);
        self.page(ticket, form, &FieldErrors::one("send", text))
    }

    /// The page where other words were sent before from the same form: what is typed now has a ticket of its own.
    pub fn sent_before(&self, form: &ReportForm, number: i64, now: NaiveDateTime) -> PhonePage {
        let text = t!(
            "report.sent_before",
            locale = self.lang.code(),
            number = number
        );
        self.page(Ticket::new(now), form, &FieldErrors::one("send", text))
    }

    /// The ticket that the form carries. A bad one is noted; then it is one for another try.
    pub fn ticket(&self, fields: &Fields, now: NaiveDateTime, errors: &mut FieldErrors) -> Ticket {
        let sealed = fields.raw("ticket").unwrap_or_default();
        Ticket::open(sealed, &self.key, &self.purpose(), now).unwrap_or_else(|error| {
            errors.add(
                "send",
                t!("report.open_too_long", locale = self.lang.code()),
            );
            Ticket::after(error, now)
        })
    }

    /// What is taken into the register.
    pub fn complaint(&self, form: &ReportForm, ticket: Ticket, now: NaiveDateTime) -> NewComplaint {
        NewComplaint {
            report: Report {
                id: ticket.id,
                text: form.text.clone(),
                phone: form.phone.clone(),
                name: form.name.clone(),
            },
            unit_id: self.place.unit_id,
            counter_id: self.place.counter_id,
            way: match self.place.kind {
                LinkKind::Open => Way::Open,
                LinkKind::Place => Way::Place,
            },
            lang: self.lang.code().to_owned(),
            created_at: now,
            received_at: now,
            details: Details {
                // A code that is none is kept as it was typed: nobody is sent away for it.
                dossier: read_dossier(&form.dossier).unwrap_or_else(|_| form.dossier.clone()),
                ..Details::default()
            },
        }
    }

    /// Where the number is told. The number alone is no address: nobody can look at those of others.
    pub fn thanks_address(&self, number: i64, now: NaiveDateTime) -> String {
        let proof = prove(&self.key, &self.thanks(), number, now);
        let lang = match self.lang {
            Lang::Vi => String::new(),
            other => format!("?lang={other}"),
        };
        format!("/q/{}/report/{proof}{lang}", self.place.code)
    }

    /// Where whoever wrote the number down goes on, in the language of the form.
    pub fn follow_address(&self) -> String {
        in_language(self.lang, "/answers/follow")
    }

    /// The number that a thanks address tells, for a day.
    pub fn number_of(&self, proof: &str, now: NaiveDateTime) -> Option<i64> {
        proven(&self.key, &self.thanks(), proof, now)
    }

    /// The page that tells the number.
    pub fn thanks_page(&self, followed: &Followed, base: &BaseUrl) -> PhonePage {
        ThanksPage {
            lang: self.lang,
            place: &self.place,
            sample: self.sample,
            followed,
            answers: &base.spoken_address("/answers"),
        }
        .render()
    }

    /// A ticket of one link is no good for another.
    fn purpose(&self) -> String {
        format!("report {}", self.place.code)
    }

    fn thanks(&self) -> String {
        format!("reported {}", self.place.code)
    }
}
