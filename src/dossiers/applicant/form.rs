//! What was typed of an applicant, and what it means (pure).

use rust_i18n::t;

use crate::accounts::Email;
use crate::dossiers::dossier::{Application, ReturnWay};
use crate::vietnamese::phone::{PHONE_LIMIT, is_callable};
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// Longest name of a person or an organisation, characters.
const NAME_LIMIT: usize = 200;
/// Longest identity number, characters.
const IDENTITY_LIMIT: usize = 20;
/// Longest address, and longest word on who acts for somebody, characters.
const LINE_LIMIT: usize = 300;
/// Longest request, and longest list of papers, characters.
const TEXT_LIMIT: usize = 4_000;
/// Most sets of papers.
const MOST_COPIES: i32 = 99;

/// What stands in the fields, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApplicantForm {
    /// Name of the person or organisation.
    pub name: String,
    /// Số định danh.
    pub identity: String,
    /// To call.
    pub phone: String,
    /// To write to.
    pub email: String,
    /// Where they live.
    pub address: String,
    /// Who acts for them.
    pub agent: String,
    /// What they ask for.
    pub request: String,
    /// What they handed in, one paper a line.
    pub papers: String,
    /// Sets of papers.
    pub copies: String,
    /// Word of the way in which the result reaches them.
    pub return_way: String,
}

impl ApplicantForm {
    /// That of what is known.
    pub fn of(known: &Application) -> Self {
        Self {
            name: known.name.clone(),
            identity: known.identity.clone(),
            phone: known.phone.clone(),
            email: known.email.clone(),
            address: known.address.clone(),
            agent: known.agent.clone(),
            request: known.request.clone(),
            papers: known.papers.clone(),
            copies: known.copies.to_string(),
            return_way: known.return_way.to_string(),
        }
    }

    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        Self {
            name: fields.line("name"),
            identity: fields.line("identity").replace(' ', ""),
            phone: fields.line("phone"),
            email: fields.line("email"),
            address: fields.line("address"),
            agent: fields.line("agent"),
            request: fields.text("request"),
            papers: fields.text("papers"),
            copies: fields.line("copies"),
            return_way: fields.line("return_way"),
        }
    }

    /// Whether anything stands in the fields that are folded away.
    pub fn has_more(&self) -> bool {
        let usual = Self::of(&Application::default());
        let more = [
            &self.identity,
            &self.email,
            &self.address,
            &self.agent,
            &self.request,
            &self.papers,
        ];
        more.iter().any(|text| !text.is_empty())
            || (self.copies != usual.copies && !self.copies.is_empty())
            || (self.return_way != usual.return_way && !self.return_way.is_empty())
    }

    /// What it means; what is wrong with it is noted.
    pub fn check(&self, lang: Lang, errors: &mut FieldErrors) -> Application {
        let say = |errors: &mut FieldErrors, field: &str, key: &str| {
            errors.add(
                field,
                t!(format!("dossiers.wrong.{key}"), locale = lang.code()),
            );
        };
        if self.name.is_empty() {
            say(errors, "name", "name");
        }
        for (field, typed, limit) in [
            ("name", &self.name, NAME_LIMIT),
            ("identity", &self.identity, IDENTITY_LIMIT),
            ("phone", &self.phone, PHONE_LIMIT),
            ("address", &self.address, LINE_LIMIT),
            ("agent", &self.agent, LINE_LIMIT),
            ("request", &self.request, TEXT_LIMIT),
            ("papers", &self.papers, TEXT_LIMIT),
        ] {
            errors.at_most(field, typed, limit, lang);
        }
        if !self.phone.is_empty() && errors.of("phone").is_none() && !is_callable(&self.phone) {
            say(errors, "phone", "phone");
        }
        if !self.email.is_empty() && self.email.parse::<Email>().is_err() {
            say(errors, "email", "email");
        }
        let copies = match self.copies.as_str() {
            "" => Some(1),
            typed => typed.parse().ok().filter(|n| (1..=MOST_COPIES).contains(n)),
        };
        if copies.is_none() {
            say(errors, "copies", "copies");
        }
        let return_way = match self.return_way.as_str() {
            "" => Some(ReturnWay::Desk),
            typed => typed.parse().ok(),
        };
        if return_way.is_none() {
            say(errors, "return_way", "return_way");
        }
        Application {
            name: self.name.clone(),
            identity: self.identity.clone(),
            phone: self.phone.clone(),
            email: self.email.clone(),
            address: self.address.clone(),
            agent: self.agent.clone(),
            request: self.request.clone(),
            papers: self.papers.clone(),
            copies: copies.unwrap_or(1),
            return_way: return_way.unwrap_or(ReturnWay::Desk),
        }
    }
}
