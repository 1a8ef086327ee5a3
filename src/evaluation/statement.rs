//! What a unit says of its own desk where nothing else tells it: from which day on, by whom, and when it was said. On a
//! page it stands as what it is, a word of the unit about itself.

use chrono::{NaiveDate, NaiveDateTime};
use rust_i18n::t;

use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;
use crate::web::moment::read_day;

/// What a ticked box sends.
pub const TICKED: &str = "yes";

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, diesel::Queryable)]
pub struct Said {
    /// The first day on which it holds.
    pub valid_from: NaiveDate,
    /// The list of procedures hangs on a board at the office (indicator 6).
    pub board: bool,
    /// It can be read online (indicator 6).
    pub online: bool,
    /// Every procedure is received and its result returned at the desk, but for what the law excepts (indicator 5);
    /// nothing where nobody said.
    pub through_desk: Option<bool>,
}

/// What was said, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable)]
pub struct Statement {
    /// The unit.
    pub unit_id: i64,
    /// What.
    pub said: Said,
    /// Name of who said it; nothing where it was ticked before days were asked for.
    pub by: Option<String>,
    /// When, UTC.
    pub at: NaiveDateTime,
}

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct StatementForm {
    /// A day.
    pub valid_from: String,
    /// Ticked or not.
    pub board: bool,
    /// Ticked or not.
    pub online: bool,
    /// Ticked or not.
    pub through_desk: bool,
}

impl StatementForm {
    /// The form as it begins: what holds, from today on.
    pub fn of(statement: Option<&Statement>, today: NaiveDate, lang: Lang) -> Self {
        let said = statement.map(|statement| statement.said);
        Self {
            valid_from: lang.date(today),
            board: said.is_some_and(|said| said.board),
            online: said.is_some_and(|said| said.online),
            through_desk: said.and_then(|said| said.through_desk).unwrap_or(false),
        }
    }

    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        let is_ticked = |name: &str| fields.line(name) == TICKED;
        Self {
            valid_from: fields.line("valid_from"),
            board: is_ticked("board"),
            online: is_ticked("online"),
            through_desk: is_ticked("through_desk"),
        }
    }

    /// What it says.
    ///
    /// # Errors
    /// The day is none, or still to come.
    pub fn check(&self, today: NaiveDate, lang: Lang) -> Result<Said, FieldErrors> {
        let day = read_day(&self.valid_from).ok();
        match day.filter(|day| *day <= today) {
            Some(valid_from) => Ok(Said {
                valid_from,
                board: self.board,
                online: self.online,
                through_desk: Some(self.through_desk),
            }),
            None => {
                let wrong = t!("evaluation.wrong.day", locale = lang.code());
                Err(FieldErrors::one("valid_from", wrong))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_said_of_days_to_come() {
        let today: NaiveDate = "2026-06-05".parse().expect("a day");
        let said = |day: &str| {
            let form = StatementForm {
                valid_from: day.to_owned(),
                board: true,
                ..StatementForm::default()
            };
            form.check(today, Lang::Vi)
        };
        let known = said("05/06/2026").expect("a statement");
        assert_eq!(
            (known.valid_from, known.board, known.online),
            (today, true, false)
        );
        assert_eq!(known.through_desk, Some(false), "not ticked is said, too");
        for wrong in ["06/06/2026", "", "hôm nay", "31/02/2026"] {
            assert!(said(wrong).is_err(), "{wrong:?}");
        }
    }
}
