//! The form of a new dossier: what was typed, and what it means (pure).

use chrono::{NaiveDateTime, NaiveTime};
use rust_i18n::t;

use super::choices::Choices;
use crate::clock::utc_of_local;
use crate::dossiers::applicant::ApplicantForm;
use crate::dossiers::code::{DOSSIER_LIMIT, NoCode, read_dossier};
use crate::dossiers::dossier::{Application, Dossier, Way};
use crate::dossiers::limit::{Limit, LimitUnit, end_of};
use crate::dossiers::procedure::{MOST, NAME_LIMIT, Procedure};
use crate::units::fields::fields;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;
use crate::web::moment::{NoMoment, read_day, read_moment, read_time};

/// Procedures that are named at most where several may be meant.
const NAMED: usize = 5;

/// What stands in the form, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewForm {
    /// Name or code of the procedure.
    pub procedure: String,
    /// Who hands it in.
    pub applicant: ApplicantForm,
    /// Its code, where it has one already.
    pub code: String,
    /// Word of how it was handed in.
    pub way: String,
    /// Account of the officer, or empty.
    pub officer: String,
    /// Day of receipt, if not today.
    pub day: String,
    /// Time of receipt, if not now.
    pub time: String,
    /// Code of a field of work, where the catalogue does not tell.
    pub field: String,
    /// How many of the limit's unit, where the catalogue does not tell.
    pub limit_n: String,
    /// Word of the limit's unit.
    pub limit_unit: String,
    /// The day that is promised, where no limit is known.
    pub due_day: String,
    /// Its hour, if one is promised.
    pub due_time: String,
}

/// A dossier to be registered.
pub struct NewDossier {
    /// Without its code where it gets the next one.
    pub dossier: Dossier,
    /// Who hands in what.
    pub application: Application,
}

impl NewForm {
    /// An empty form of whoever works on dossiers.
    pub fn blank(officer: Option<i64>) -> Self {
        Self {
            officer: officer.map(|id| id.to_string()).unwrap_or_default(),
            way: Way::Desk.to_string(),
            limit_unit: LimitUnit::WorkingDay.to_string(),
            applicant: ApplicantForm::of(&Application::default()),
            ..Self::default()
        }
    }

    /// Reads a posted form.
    pub fn read(posted: &Fields) -> Self {
        let line = |name: &str| posted.line(name);
        Self {
            procedure: line("procedure"),
            applicant: ApplicantForm::read(posted),
            code: line("code"),
            way: line("way"),
            officer: line("officer"),
            day: line("day"),
            time: line("time"),
            field: line("field"),
            limit_n: line("limit_n"),
            limit_unit: line("limit_unit"),
            due_day: line("due_day"),
            due_time: line("due_time"),
        }
    }

    /// What it means; whatever is wrong with it is noted.
    pub fn check(
        &self,
        choices: &Choices,
        now: NaiveDateTime,
        lang: Lang,
        errors: &mut FieldErrors,
    ) -> Option<NewDossier> {
        let mut check = Check {
            form: self,
            choices,
            lang,
            errors,
        };
        let received_at = check.received_at(now);
        let code = check.code();
        let way = check.way();
        let officer_id = check.officer();
        let unit_id = choices.ground.unit.id;
        let received = received_at.unwrap_or(now);
        let mut dossier = Dossier::received(unit_id, code.unwrap_or_default(), received);
        check.procedure(&mut dossier);
        let application = self.applicant.check(lang, errors);
        if !errors.is_empty() {
            return None;
        }
        dossier.way = way?;
        dossier.officer_id = officer_id;
        Some(NewDossier {
            dossier,
            application,
        })
    }
}

struct Check<'a, 'b> {
    form: &'a NewForm,
    choices: &'a Choices,
    lang: Lang,
    errors: &'b mut FieldErrors,
}

impl Check<'_, '_> {
    fn say(&mut self, field: &str, key: &str) {
        let key = format!("dossiers.wrong.{key}");
        self.errors.add(field, t!(key, locale = self.lang.code()));
    }

    fn received_at(&mut self, now: NaiveDateTime) -> Option<NaiveDateTime> {
        let wrong = match read_moment(&self.form.day, &self.form.time, now) {
            Ok(moment) => return Some(moment),
            Err(wrong) => wrong,
        };
        for wrong in wrong {
            match wrong {
                NoMoment::Day => self.say("day", "day"),
                NoMoment::Time => self.say("time", "time"),
                NoMoment::Future => self.say("day", "future"),
                NoMoment::TooOld => self.say("day", "too_old"),
            }
        }
        None
    }

    fn code(&mut self) -> Option<String> {
        let lang = self.lang;
        self.errors
            .at_most("code", &self.form.code, DOSSIER_LIMIT, lang);
        match read_dossier(&self.form.code) {
            Ok(code) => return Some(code),
            Err(NoCode::Form) => self.say("code", "code_form"),
            Err(NoCode::Date) => self.say("code", "code_date"),
        }
        None
    }

    fn way(&mut self) -> Option<Way> {
        let way = match self.form.way.as_str() {
            "" => Some(Way::Desk),
            typed => typed.parse().ok(),
        };
        if way.is_none() {
            self.say("way", "way");
        }
        way
    }

    fn officer(&mut self) -> Option<i64> {
        let officer = self.choices.officer(&self.form.officer);
        if officer.is_none() && !self.form.officer.is_empty() {
            self.say("officer", "officer");
        }
        officer
    }

    /// What it is, and by what its day is counted: by the catalogue where that knows it.
    fn procedure(&mut self, dossier: &mut Dossier) {
        let typed = self.form.procedure.as_str();
        if typed.is_empty() {
            self.say("procedure", "procedure");
            return;
        }
        let near = self.choices.near(typed);
        let has_own = !self.form.limit_n.is_empty() || !self.form.due_day.is_empty();
        let known = match near.as_slice() {
            // Nobody else can be meant.
            [one] if !has_own => self.choices.procedure(typed).or(Some(one)),
            _ => self.choices.procedure(typed),
        };
        if known.is_none() && !has_own && !near.is_empty() {
            self.which(&near);
            return;
        }
        if let Some(known) = known {
            dossier.procedure_id = Some(known.id);
            dossier.procedure_name.clone_from(&known.name);
            dossier.field.clone_from(&known.field);
            if let Some(limit) = known.limit() {
                dossier.set_limit(limit);
                return;
            }
        } else {
            self.errors
                .at_most("procedure", typed, NAME_LIMIT, self.lang);
            typed.clone_into(&mut dossier.procedure_name);
            dossier.field = self.field();
        }
        match (self.limit(), self.promised(dossier)) {
            (_, Some(due)) => (dossier.first_due_at, dossier.due_at) = (Some(due), Some(due)),
            (Some(limit), None) => dossier.set_limit(limit),
            (None, None) if self.errors.is_empty() => self.say("limit_n", "no_limit"),
            (None, None) => {}
        }
    }

    /// Asks which of several procedures is meant.
    fn which(&mut self, near: &[&Procedure]) {
        let names = near.iter().take(NAMED);
        let names: Vec<String> = names.map(|one| self.choices.typed_for(one)).collect();
        let key = "dossiers.wrong.which_procedure";
        let text = t!(key, locale = self.lang.code(), names = names.join("; "));
        self.errors.add("procedure", text);
    }

    fn field(&mut self) -> String {
        let code = &self.form.field;
        if !code.is_empty() && fields().iter().all(|field| field.code != *code) {
            self.say("field", "field");
        }
        code.clone()
    }

    fn limit(&mut self) -> Option<Limit> {
        let unit: Option<LimitUnit> = self.form.limit_unit.parse().ok();
        if unit == Some(LimitUnit::SameDay) {
            return Some(Limit {
                n: 0,
                unit: LimitUnit::SameDay,
            });
        }
        if self.form.limit_n.is_empty() {
            return None;
        }
        let n = self.form.limit_n.parse().ok();
        let limit = n
            .filter(|n| (1..=MOST).contains(n))
            .zip(unit)
            .map(|(n, unit)| Limit { n, unit });
        if limit.is_none() {
            self.say("limit_n", "limit");
        }
        limit
    }

    /// The moment that is promised by day and, perhaps, hour.
    fn promised(&mut self, dossier: &Dossier) -> Option<NaiveDateTime> {
        if self.form.due_day.is_empty() {
            return None;
        }
        let Ok(day) = read_day(&self.form.due_day) else {
            self.say("due_day", "day");
            return None;
        };
        match self.choices.ground.calendar.is_working(day) {
            Ok(true) => {}
            Ok(false) => {
                self.say("due_day", "due_off");
                return None;
            }
            Err(_) => {
                self.say("due_day", "due_no_calendar");
                return None;
            }
        }
        let time: Option<NaiveTime> = match read_time(&self.form.due_time) {
            Ok(time) => time,
            Err(_) => {
                self.say("due_time", "time");
                return None;
            }
        };
        let due = utc_of_local(time.map_or_else(|| end_of(day), |time| day.and_time(time)));
        if due < dossier.received_at {
            self.say("due_day", "due_before");
            return None;
        }
        Some(due)
    }
}
