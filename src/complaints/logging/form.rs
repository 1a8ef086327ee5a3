//! The form of a call, a visit or a letter: what was typed, and what it means (pure).

use chrono::NaiveDateTime;
use rust_i18n::t;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::choices::Choices;
use crate::complaints::report::{ADDRESS_LIMIT, NAME_LIMIT};
use crate::complaints::{Details, NewComplaint, Report, Way};
use crate::dossiers::code::{DOSSIER_LIMIT, NoCode, read_dossier};
use crate::units::fields::fields;
use crate::vietnamese::phone::{PHONE_LIMIT, is_callable};
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;
use crate::web::moment::{NoMoment, read_moment};

/// Longest account of what was said, characters: two closely written pages.
pub const TEXT_LIMIT: usize = 10_000;
/// Name of the field that carries the case that says the same.
pub const SAME_AS: &str = "same_as";
/// Name of the button that takes that choice back.
pub const APART: &str = "apart";
/// What a ticked box sends.
pub const TICKED: &str = "yes";

/// What stands in the form, as text. It is also what a draft keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CallForm {
    /// Word of a way in.
    pub way: String,
    /// Who speaks.
    pub name: String,
    /// How to call back.
    pub phone: String,
    /// Where they live.
    pub address: String,
    /// What they say.
    pub text: String,
    /// `yes` once it was read back to them.
    pub read_back: String,
    /// Code or name of the dossier.
    pub dossier: String,
    /// Code of a field of work.
    pub field: String,
    /// Word of a dimension.
    pub dimension: String,
    /// Word of a class; empty where the program shall propose.
    pub kind: String,
    /// Account of an officer who is named.
    pub officer: String,
    /// Unit, or unit and counter.
    pub place: String,
    /// Day of the call.
    pub day: String,
    /// Time of the call.
    pub time: String,
    /// Number of the earlier case that says the same; empty where none was chosen.
    pub twin: String,
}

impl CallForm {
    /// A form that nobody has typed in.
    pub fn blank(way: Way, choices: &Choices) -> Self {
        Self {
            way: way.to_string(),
            place: choices.base.id.to_string(),
            ..Self::default()
        }
    }

    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        let line = |name: &str| fields.line(name);
        Self {
            way: line("way"),
            name: line("name"),
            phone: line("phone"),
            address: line("address"),
            text: fields.text("text"),
            read_back: line("read_back"),
            dossier: line("dossier"),
            field: line("field"),
            dimension: line("dimension"),
            kind: line("kind"),
            officer: line("officer"),
            place: line("place"),
            day: line("day"),
            time: line("time"),
            twin: read_twin(fields),
        }
    }

    /// The number of the earlier case that says the same; words that are no number name none that there is.
    pub fn twin(&self) -> Option<i64> {
        (!self.twin.is_empty()).then(|| self.twin.parse().unwrap_or(0))
    }

    /// Whether anything stands in it that would be a pity to lose.
    pub fn is_worth_keeping(&self) -> bool {
        let typed = [
            &self.name,
            &self.phone,
            &self.address,
            &self.text,
            &self.dossier,
        ];
        typed.iter().any(|typed| !typed.is_empty())
    }

    /// What the form means; whatever is wrong is noted, in the order of the page.
    pub fn check(&self, asked: &Asked<'_>, errors: &mut FieldErrors) -> Option<NewComplaint> {
        let mut check = Check {
            form: self,
            asked,
            errors,
        };
        let way = check.way();
        check.contact();
        check.text(way);
        let dossier = check.dossier();
        let field = check.field();
        let dimension = check.optional("dimension", &self.dimension, "intake.no_such_dimension");
        let proposed = check.optional("kind", &self.kind, "intake.no_such_kind");
        let officers = check.officers();
        let place = check.place();
        let moment = check.moment();
        let (unit_id, counter_id) = place?;
        Some(NewComplaint {
            report: Report {
                id: asked.id,
                text: self.text.clone(),
                phone: self.phone.clone(),
                name: self.name.clone(),
            },
            unit_id,
            counter_id,
            way: way?,
            // Calls are taken in Vietnamese (NĐ 20/2008/NĐ-CP Điều 7), whatever language the screen has.
            lang: Lang::Vi.code().to_owned(),
            created_at: moment?,
            // The days run from when it reached the office, not from when somebody found time to type it.
            received_at: moment?,
            details: Details {
                address: self.address.clone(),
                dossier: dossier?,
                dimension: dimension?,
                proposed: proposed?,
                field: field?,
                recorded_by: Some(asked.account_id),
                officers: officers?,
                ..Details::default()
            },
        })
        .filter(|_| errors.is_empty())
    }
}

/// The case whose button was pressed, or the one of an earlier time that nobody has taken back.
fn read_twin(fields: &Fields) -> String {
    let chosen = fields.text("twin");
    if !chosen.is_empty() || fields.raw(APART).is_some() {
        return chosen;
    }
    fields.text(SAME_AS)
}

/// What a form is held against.
pub struct Asked<'a> {
    /// Id under which it will be stored.
    pub id: Uuid,
    /// What can be chosen.
    pub choices: &'a Choices,
    /// Who takes it in.
    pub account_id: i64,
    /// Now, UTC.
    pub now: NaiveDateTime,
    /// Language of what is said.
    pub lang: Lang,
}

struct Check<'a, 'b> {
    form: &'a CallForm,
    asked: &'a Asked<'a>,
    errors: &'b mut FieldErrors,
}

impl Check<'_, '_> {
    fn say(&mut self, field: &str, key: &str) {
        self.errors
            .add(field, t!(key, locale = self.asked.lang.code()));
    }

    fn way(&mut self) -> Option<Way> {
        let way = self.form.way.parse().ok();
        let way = way.filter(|way| Way::BY_STAFF.contains(way));
        if way.is_none() {
            self.say("way", "intake.no_such_way");
        }
        way
    }

    fn contact(&mut self) {
        let form = self.form;
        self.errors
            .at_most("name", &form.name, NAME_LIMIT, self.asked.lang);
        self.errors
            .at_most("phone", &form.phone, PHONE_LIMIT, self.asked.lang);
        if !form.phone.is_empty() && !is_callable(&form.phone) && self.errors.of("phone").is_none()
        {
            self.say("phone", "intake.no_phone");
        }
        self.errors
            .at_most("address", &form.address, ADDRESS_LIMIT, self.asked.lang);
    }

    fn text(&mut self, way: Option<Way>) {
        let form = self.form;
        if form.text.is_empty() {
            self.say("text", "intake.text_missing");
        }
        self.errors
            .at_most("text", &form.text, TEXT_LIMIT, self.asked.lang);
        if way == Some(Way::Hotline) && form.read_back != TICKED {
            self.say("read_back", "intake.not_read_back");
        }
    }

    fn dossier(&mut self) -> Option<String> {
        self.errors.at_most(
            "dossier",
            &self.form.dossier,
            DOSSIER_LIMIT,
            self.asked.lang,
        );
        let key = match read_dossier(&self.form.dossier) {
            Ok(dossier) => return Some(dossier),
            Err(NoCode::Form) => "intake.dossier_form",
            Err(NoCode::Date) => "intake.dossier_date",
        };
        self.say("dossier", key);
        None
    }

    fn field(&mut self) -> Option<String> {
        let code = &self.form.field;
        if code.is_empty() || fields().iter().any(|field| field.code == *code) {
            return Some(code.clone());
        }
        self.say("field", "intake.no_such_field");
        None
    }

    /// A word that may be missing: what is chosen, unless it is none of the choices.
    fn optional<T: std::str::FromStr>(
        &mut self,
        name: &str,
        value: &str,
        key: &str,
    ) -> Option<Option<T>> {
        if value.is_empty() {
            return Some(None);
        }
        let chosen = value.parse().ok();
        if chosen.is_none() {
            self.say(name, key);
        }
        chosen.map(Some)
    }

    fn officers(&mut self) -> Option<Vec<i64>> {
        if self.form.officer.is_empty() {
            return Some(Vec::new());
        }
        let named = self.asked.choices.colleague(&self.form.officer);
        if named.is_none() {
            self.say("officer", "intake.no_such_officer");
        }
        named.map(|id| vec![id])
    }

    fn place(&mut self) -> Option<(i64, Option<i64>)> {
        let place = self.asked.choices.place(&self.form.place);
        if place.is_none() {
            self.say("place", "intake.no_such_place");
        }
        place.map(|(unit, counter)| (unit.id, counter.map(|counter| counter.id)))
    }

    fn moment(&mut self) -> Option<NaiveDateTime> {
        let wrong = match read_moment(&self.form.day, &self.form.time, self.asked.now) {
            Ok(moment) => return Some(moment),
            Err(wrong) => wrong,
        };
        for wrong in wrong {
            let (field, key) = match wrong {
                NoMoment::Day => ("day", "intake.no_day"),
                NoMoment::Time => ("time", "intake.no_time"),
                NoMoment::Future => ("day", "intake.in_future"),
                NoMoment::TooOld => ("day", "intake.too_old"),
            };
            self.say(field, key);
        }
        None
    }
}
