//! The rules of a unit as they are typed (pure).

use chrono::NaiveTime;
use rust_i18n::t;

use crate::dossiers::code::read_dossier;
use crate::dossiers::hours::OfficeHours;
use crate::dossiers::rules::{Letterhead, Rules};
use crate::units::UnitCode;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;
use crate::web::moment::read_time;

/// Fewest and most working days from which a dossier is called soon late.
const SOON: (u32, u32) = (1, 20);
/// Fewest and most months for which applicants are kept.
const KEPT_MONTHS: (u32, u32) = (6, 120);
/// Longest line of a letterhead, characters.
const LINE_LIMIT: usize = 200;
/// What a ticked box sends.
pub const TICKED: &str = "yes";

/// Times of the day, in the order of the page.
pub const TIMES: [&str; 5] = [
    "morning_from",
    "morning_to",
    "afternoon_from",
    "afternoon_to",
    "cutoff",
];

/// What was typed, as text.
#[derive(Clone, Debug, Default)]
pub struct RulesForm {
    /// What codes begin with.
    pub agency_code: String,
    /// As `TIMES`.
    pub times: [String; 5],
    /// Ticked or empty.
    pub shift: String,
    /// Working days.
    pub soon: String,
    /// Months.
    pub keep_months: String,
    /// As it stands.
    pub letterhead: Letterhead,
}

fn tick(is_so: bool) -> String {
    if is_so { TICKED } else { "" }.to_owned()
}

impl RulesForm {
    /// The form as it stands for these rules.
    pub fn of(rules: &Rules) -> Self {
        let hours = rules.hours;
        let times = [
            hours.morning.0,
            hours.morning.1,
            hours.afternoon.0,
            hours.afternoon.1,
            rules.cutoff,
        ];
        Self {
            agency_code: rules.agency_code.clone(),
            times: times.map(|time| time.format("%H:%M").to_string()),
            shift: tick(rules.shift_after_cutoff),
            soon: rules.soon.to_string(),
            keep_months: rules.keep_months.to_string(),
            letterhead: rules.letterhead.clone(),
        }
    }

    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        let line = |name: &str| fields.line(name);
        Self {
            agency_code: line("agency_code").to_uppercase(),
            times: TIMES.map(line),
            shift: line("shift"),
            soon: line("soon"),
            keep_months: line("keep_months"),
            letterhead: Letterhead {
                parent: line("parent"),
                agency: fields.text("agency"),
                desk: line("desk"),
                place: line("place"),
                symbol: line("symbol"),
                capacity: fields.text("capacity"),
                signer: line("signer"),
            },
        }
    }

    /// The rules that were typed.
    ///
    /// # Errors
    /// Whatever is wrong with them, in the reader's language.
    pub fn check(&self, lang: Lang) -> Result<Rules, FieldErrors> {
        let mut errors = FieldErrors::default();
        let code = lang.code();
        if !self.agency_code.is_empty() && !is_agency_code(&self.agency_code) {
            errors.add(
                "agency_code",
                t!("dossier_rules.wrong.agency_code", locale = code),
            );
        }
        let mut times = [NaiveTime::MIN; 5];
        for ((name, typed), time) in TIMES.iter().zip(&self.times).zip(&mut times) {
            match read_time(typed) {
                Ok(Some(read)) => *time = read,
                _ => errors.add(*name, t!("dossier_rules.wrong.time", locale = code)),
            }
        }
        let [opens, pauses, resumes, closes, cutoff] = times;
        let hours = OfficeHours {
            morning: (opens, pauses),
            afternoon: (resumes, closes),
        };
        if errors.is_empty() && !hours.are_in_order() {
            errors.add(
                "morning_from",
                t!("dossier_rules.wrong.hours", locale = code),
            );
        }
        let soon = self.number("soon", &self.soon, SOON, lang, &mut errors);
        let months = &self.keep_months;
        let keep_months = self.number("keep_months", months, KEPT_MONTHS, lang, &mut errors);
        let letterhead = &self.letterhead;
        for (name, text) in lines_of(letterhead) {
            errors.at_most(name, text, LINE_LIMIT, lang);
        }
        match (soon, keep_months) {
            (Some(soon), Some(keep_months)) if errors.is_empty() => Ok(Rules {
                agency_code: self.agency_code.clone(),
                hours,
                cutoff,
                shift_after_cutoff: self.shift == TICKED,
                soon,
                keep_months,
                letterhead: letterhead.clone(),
            }),
            _ => Err(errors),
        }
    }

    fn number(
        &self,
        name: &str,
        typed: &str,
        (least, most): (u32, u32),
        lang: Lang,
        errors: &mut FieldErrors,
    ) -> Option<u32> {
        let number = typed.parse().ok();
        let number = number.filter(|number| (least..=most).contains(number));
        if number.is_none() {
            let key = "dossier_rules.wrong.number";
            let text = t!(key, locale = lang.code(), least = least, most = most);
            errors.add(name, text);
        }
        number
    }
}

/// The parts of a letterhead by the names of their fields.
pub fn lines_of(letterhead: &Letterhead) -> [(&'static str, &str); 7] {
    [
        ("parent", &letterhead.parent),
        ("agency", &letterhead.agency),
        ("desk", &letterhead.desk),
        ("place", &letterhead.place),
        ("symbol", &letterhead.symbol),
        ("capacity", &letterhead.capacity),
        ("signer", &letterhead.signer),
    ]
}

/// Whether codes that begin so are read again as they were given.
fn is_agency_code(typed: &str) -> bool {
    let code = format!("{typed}-260102-0001");
    typed.parse::<UnitCode>().is_ok() && read_dossier(&code).is_ok_and(|read| read == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_rules_can_be_set_as_they_are() {
        let rules = Rules::default();
        let read = RulesForm::of(&rules).check(Lang::Vi);
        assert_eq!(read.ok(), Some(rules));
    }

    #[test]
    fn what_makes_no_sense_is_said_at_its_field() {
        let mut form = RulesForm::of(&Rules::default());
        form.agency_code = "H21.1-2".to_owned();
        form.soon = "0".to_owned();
        form.times = ["13:00", "11:30", "13:00", "17:00", "trưa"].map(str::to_owned);
        let errors = form.check(Lang::Vi).expect_err("wrong");
        for name in ["agency_code", "soon", "cutoff"] {
            assert!(errors.of(name).is_some(), "{name}");
        }
        form = RulesForm::of(&Rules::default());
        form.times = ["13:00", "11:30", "13:00", "17:00", "15:00"].map(str::to_owned);
        let errors = form.check(Lang::Vi).expect_err("wrong");
        assert!(errors.of("morning_from").is_some());
    }
}
