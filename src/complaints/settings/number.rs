//! The numbers that a unit may set, and between what bounds (pure).

use rust_i18n::t;

use crate::complaints::pages::class_name;
use crate::complaints::rules::Days;
use crate::web::language::Lang;

/// Most working days that anything may take.
const MOST_DAYS: u32 = 60;
/// Most working days until what is another authority's is forwarded (NĐ 20/2008/NĐ-CP Điều 9) and until what may be a
/// denunciation is handed up (Luật Tố cáo 2018).
const MOST_TO_HAND_ON: u32 = 5;
/// Most working days until it is told that something is not taken in (NĐ 154/2026/NĐ-CP).
const MOST_TO_REFUSE: u32 = 3;
/// Fewest and most months for which name, phone and address are kept.
const KEPT_MONTHS: (u32, u32) = (6, 120);

crate::text_enum! {
    /// A number of the rules.
    pub enum Number {
        /// Working days to tell the citizen that it is being seen to.
        Acknowledge => "acknowledge",
        /// Working days to answer what officers did.
        Conduct => "conduct",
        /// Working days to answer about a regulation.
        Regulation => "regulation",
        /// Working days to answer a question.
        Question => "question",
        /// Working days to forward what is another authority's.
        Elsewhere => "elsewhere",
        /// Working days to tell that it is not taken in.
        Unfit => "unfit",
        /// Working days to advise and hand up a grievance.
        Grievance => "grievance",
        /// Working days to hand up what may be a denunciation.
        Denunciation => "denunciation",
        /// Working days to note what was an emergency.
        Emergency => "emergency",
        /// Working days before its day from which a case is called soon.
        Soon => "soon",
        /// Months after its end for which name, phone and address are kept.
        KeepMonths => "keep_months",
    }
}

impl Number {
    /// What it is called: days of a class by the name of the class.
    pub fn name(self, lang: Lang) -> String {
        match self {
            Self::Acknowledge | Self::Soon | Self::KeepMonths => {
                let key = format!("complaint_settings.number.{self}.label");
                t!(key, locale = lang.code()).into_owned()
            }
            _ => class_name(self.as_str(), lang),
        }
    }

    /// What stands in the rules.
    pub const fn of(self, days: &Days) -> u32 {
        match self {
            Self::Acknowledge => days.acknowledge,
            Self::Conduct => days.conduct,
            Self::Regulation => days.regulation,
            Self::Question => days.question,
            Self::Elsewhere => days.elsewhere,
            Self::Unfit => days.unfit,
            Self::Grievance => days.grievance,
            Self::Denunciation => days.denunciation,
            Self::Emergency => days.emergency,
            Self::Soon => days.soon,
            Self::KeepMonths => days.keep_months,
        }
    }

    /// Puts it into the rules.
    pub const fn set(self, days: &mut Days, value: u32) {
        let place = match self {
            Self::Acknowledge => &mut days.acknowledge,
            Self::Conduct => &mut days.conduct,
            Self::Regulation => &mut days.regulation,
            Self::Question => &mut days.question,
            Self::Elsewhere => &mut days.elsewhere,
            Self::Unfit => &mut days.unfit,
            Self::Grievance => &mut days.grievance,
            Self::Denunciation => &mut days.denunciation,
            Self::Emergency => &mut days.emergency,
            Self::Soon => &mut days.soon,
            Self::KeepMonths => &mut days.keep_months,
        };
        *place = value;
    }

    /// The least and the most that is allowed.
    pub const fn bounds(self) -> (u32, u32) {
        match self {
            Self::KeepMonths => KEPT_MONTHS,
            Self::Elsewhere | Self::Denunciation => (1, MOST_TO_HAND_ON),
            Self::Unfit => (1, MOST_TO_REFUSE),
            _ => (1, MOST_DAYS),
        }
    }

    /// Reads a number as it was typed; nothing unless it is within the bounds.
    pub fn parse(self, typed: &str) -> Option<u32> {
        let (least, most) = self.bounds();
        let digits = !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit());
        let value: u32 = digits.then(|| typed.parse().ok()).flatten()?;
        (least..=most).contains(&value).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_rules_are_within_the_bounds() {
        let usual = Days::default();
        for number in Number::ALL {
            let value = number.of(&usual);
            assert_eq!(
                number.parse(&value.to_string()),
                Some(value),
                "{number}: {value}"
            );
        }
    }

    #[test]
    fn each_number_has_a_place_of_its_own() {
        let mut days = Days::default();
        for (value, number) in (100..).zip(Number::ALL) {
            number.set(&mut days, value);
        }
        for (value, number) in (100..).zip(Number::ALL) {
            assert_eq!(number.of(&days), value, "{number}");
        }
    }

    #[test]
    fn the_law_bounds_what_is_handed_on_and_words_are_no_numbers() {
        for number in [Number::Elsewhere, Number::Denunciation] {
            assert_eq!((number.parse("5"), number.parse("6")), (Some(5), None));
        }
        let unfit = Number::Unfit;
        assert_eq!((unfit.parse("3"), unfit.parse("4")), (Some(3), None));
        for wrong in [
            "",
            "0",
            "61",
            "-1",
            "+5",
            "5,5",
            "năm",
            "5 ngày",
            "99999999999",
        ] {
            assert_eq!(Number::Conduct.parse(wrong), None, "{wrong:?}");
        }
        assert_eq!(Number::KeepMonths.parse("5"), None);
        assert_eq!(Number::KeepMonths.parse("120"), Some(120));
    }
}
