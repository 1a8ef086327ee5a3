//! What a request for a citizen's page knows: who it is by cookie, in which language, and the page it leads to.

use std::future::{Ready, ready};

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use rust_i18n::t;
use subtle::ConstantTimeEq;

use super::acts::{About, Done, is_open};
use super::pages::{AskPage, CasePage};
use super::store::{Followed, find_followed, find_phone};
use super::view::asked_digits;
use crate::clock::Clock;
use crate::complaints::citizen::in_language;
use crate::complaints::proof::{prove, proven};
use crate::complaints::report::TEXT_LIMIT;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::vietnamese::phone::phone_key;
use crate::web::answer::see_other;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::{Lang, language_of};
use crate::web::layout::Site;
use crate::web::phone::PhonePage;
use crate::web::secret::SigningKey;

/// The cookie that proves that number and digits were right, and what its proof is good for.
const COOKIE: &str = "follow";

/// How long a browser keeps it. Its proof is over sooner: whoever comes back with an old one is told so.
const KEPT: Duration = Duration::days(7);
/// What the address says right after the cookie was given: a browser that comes there without it does not keep any.
const LET_IN: &str = "entered=1";

/// What a proof is good for: looking, for whoever knew the end of this number, while it is the one left with the case. It
/// is signed and never told.
fn purpose(phone: &str) -> String {
    format!("{COOKIE} {}", phone_key(phone))
}

/// Address of the page of a case.
pub fn case_address(number: i64) -> String {
    format!("/answers/follow/{number}")
}

/// What was typed on the page of a case, and what is wrong with it.
#[derive(Default)]
pub struct Typed {
    /// Why it is not solved.
    pub why: String,
    /// The face that was chosen.
    pub score: Option<i32>,
    /// What is wrong.
    pub errors: FieldErrors,
}

/// A form of the page that the cookie opened.
pub struct OwnForm {
    /// The proof that it carries.
    pub proof: String,
    /// What it is about.
    pub about: About,
}

/// What every request here needs.
pub struct Visit {
    /// The database.
    pub db: Data<Db>,
    /// The time.
    pub clock: Data<Clock>,
    /// Language of the page.
    pub lang: Lang,
    key: Data<SigningKey>,
    sample: bool,
}

impl FromRequest for Visit {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let parts = || {
            Some(Self {
                db: request.app_data::<Data<Db>>()?.clone(),
                clock: request.app_data::<Data<Clock>>()?.clone(),
                lang: language_of(request),
                key: request.app_data::<Data<SigningKey>>()?.clone(),
                sample: request.app_data::<Data<Site>>()?.sample,
            })
        };
        ready(parts().ok_or(AppError::NotFound))
    }
}

impl Visit {
    /// The form, filled in, with what is wrong.
    pub fn ask(&self, number: &str, errors: &FieldErrors) -> PhonePage {
        AskPage {
            lang: self.lang,
            sample: self.sample,
            number,
            errors,
            shut_out: None,
        }
        .render()
    }

    /// Number and digits as they were typed.
    ///
    /// # Errors
    /// They cannot be such, whatever is in the register.
    pub fn read(&self, number: &str, digits: &str) -> Result<(i64, String), FieldErrors> {
        let (mut errors, code) = (FieldErrors::default(), self.lang.code());
        let number = number.trim_start_matches('#').replace([' ', '.'], "");
        let number: Option<i64> = number.parse().ok().filter(|number| *number > 0);
        if number.is_none() {
            errors.add("number", t!("follow.number_unfit", locale = code));
        }
        let digits = asked_digits(digits);
        if digits.is_none() {
            errors.add("digits", t!("follow.digits_unfit", locale = code));
        }
        number.zip(digits).ok_or(errors)
    }

    /// What is wrong with the words why it is not solved.
    pub fn check_why(&self, why: &str) -> FieldErrors {
        let (mut errors, code) = (FieldErrors::default(), self.lang.code());
        if why.is_empty() {
            errors.add("why", t!("follow.why_missing", locale = code));
        }
        errors.at_most("why", why, TEXT_LIMIT, self.lang);
        errors
    }

    /// Leads to the page of a case, with the proof in a cookie that no script reads and no other site sends along. Where
    /// it came without HTTPS, whatever the public address is, a cookie for HTTPS alone would lock the citizen out.
    pub fn lets_in(&self, request: &HttpRequest, followed: &Followed) -> HttpResponse {
        let (number, purpose) = (followed.case.id, purpose(&followed.phone));
        let proof = prove(&self.key, &purpose, number, self.clock.now());
        let cookie = Cookie::build(COOKIE, proof)
            .path(case_address(number))
            .max_age(KEPT)
            .same_site(SameSite::Strict)
            .http_only(true)
            .secure(request.connection_info().scheme() == "https")
            .finish();
        let address = format!("{}?{LET_IN}", case_address(number));
        let mut answer = see_other(&in_language(self.lang, &address));
        // A cookie that cannot be written is one that is not there.
        let _ = answer.add_cookie(&cookie);
        answer
    }

    /// Whether this browser was let in before, as far as the request says, whatever became of it.
    pub fn was_let_in(request: &HttpRequest) -> bool {
        let mut query = request.query_string().split('&');
        request.cookie(COOKIE).is_some() || query.any(|pair| pair == LET_IN)
    }

    /// Address of the page of a case in the language of the visit.
    pub fn address(&self, number: i64) -> String {
        in_language(self.lang, &case_address(number))
    }

    /// The proof in the request's cookie, if it is good for this case, and its number still that of whoever complained: one
    /// that was corrected or erased meanwhile opens nothing any more.
    ///
    /// # Errors
    /// No way to the database.
    pub async fn proof(&self, request: &HttpRequest, number: i64) -> AppResult<Option<String>> {
        let Some(cookie) = request.cookie(COOKIE) else {
            return Ok(None);
        };
        let phone = self.db.read(move |conn| find_phone(conn, number)).await?;
        let (proof, now) = (cookie.value(), self.clock.now());
        let good = phone
            .is_some_and(|phone| proven(&self.key, &purpose(&phone), proof, now) == Some(number));
        Ok(good.then(|| proof.to_owned()))
    }

    /// The same for a form that carries it as well: it came from the page that the cookie opened.
    ///
    /// # Errors
    /// No way to the database.
    pub async fn own_form(
        &self,
        request: &HttpRequest,
        fields: &Fields,
        number: i64,
    ) -> AppResult<Option<OwnForm>> {
        let carried = fields.raw("proof").unwrap_or_default().as_bytes();
        let proof = self.proof(request, number).await?;
        let own = proof.filter(|proof| bool::from(proof.as_bytes().ct_eq(carried)));
        Ok(own.map(|proof| {
            let round = self.unseal(fields.raw("answer").unwrap_or_default(), &proof);
            let about = About { number, round };
            OwnForm { proof, about }
        }))
    }

    /// Which answer a page shows, as its forms carry it: for this proof alone.
    fn seal(&self, round: i32, proof: &str) -> String {
        let round = round.to_string();
        let signature = self.key.sign(&["answer", proof, &round]);
        format!("{round}.{signature}")
    }

    fn unseal(&self, sealed: &str, proof: &str) -> Option<i32> {
        let (round, signature) = sealed.split_once('.')?;
        let good = self.key.verify(&["answer", proof, round], signature);
        good.then(|| round.parse().ok()).flatten()
    }

    /// Asks again whoever has no good proof, and says why that may be; the words that they typed stay on the page.
    pub fn stranger(&self, number: i64, kept: &str) -> HttpResponse {
        let page = AskPage {
            lang: self.lang,
            sample: self.sample,
            number: &number.to_string(),
            errors: &FieldErrors::default(),
            shut_out: Some(kept),
        };
        page.render().respond(StatusCode::FORBIDDEN)
    }

    /// The page again for a form that is not filled in as it must be.
    ///
    /// # Errors
    /// No way to the database.
    pub async fn refuse(&self, form: &OwnForm, typed: Typed) -> AppResult<HttpResponse> {
        let shown = (&typed, StatusCode::UNPROCESSABLE_ENTITY);
        self.case(form.about.number, &form.proof, shown).await
    }

    /// The page as it is now for a form that came too late, with why nothing was done.
    ///
    /// # Errors
    /// No way to the database.
    pub async fn undone(
        &self,
        form: &OwnForm,
        mut typed: Typed,
        why: Done,
    ) -> AppResult<HttpResponse> {
        let key = match why {
            Done::Again => "again_already",
            Done::Stale => "newer_answer",
            Done::Yes | Done::NotNow => "not_now",
        };
        let text = t!(format!("follow.{key}"), locale = self.lang.code());
        typed.errors.add("state", text);
        let shown = (&typed, StatusCode::CONFLICT);
        self.case(form.about.number, &form.proof, shown).await
    }

    /// The page of a case whose proof was given, with what was typed there.
    ///
    /// # Errors
    /// No way to the database.
    pub async fn case(
        &self,
        number: i64,
        proof: &str,
        (typed, status): (&Typed, StatusCode),
    ) -> AppResult<HttpResponse> {
        let found = self
            .db
            .read(move |conn| find_followed(conn, number))
            .await?;
        let followed = found.ok_or(AppError::NotFound)?;
        let page = CasePage {
            lang: self.lang,
            sample: self.sample,
            followed: &followed,
            proof,
            answer: &self.seal(followed.round(), proof),
            is_open: is_open(&followed, self.clock.now()),
            today: self.clock.today(),
            typed,
        };
        Ok(page.render().respond(status))
    }
}
