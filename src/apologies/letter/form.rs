//! Which form an apology has on the day on which it is issued: its title, and the law that it names. The wording is in
//! `body`.

use chrono::NaiveDate;

use super::Occasion;

/// Nghị định 61/2018/NĐ-CP is in force.
const FIRST_DECREE: NaiveDate = day(2018, 6, 21);
/// Thông tư 01/2018/TT-VPCP, which brings the forms, is in force.
const FIRST_FORMS: NaiveDate = day(2019, 1, 6);
/// Nghị định 118/2025/NĐ-CP takes the place of Nghị định 61/2018/NĐ-CP.
const SECOND_DECREE: NaiveDate = day(2025, 7, 1);
/// Thông tư 03/2025/TT-VPCP with its forms.
const SECOND_FORMS: NaiveDate = day(2025, 9, 15);

/// What stands above an apology.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// Title, in capitals.
    pub title: &'static str,
    /// Clause, article and decree that ask for it.
    pub decree: &'static str,
    /// The official form that it follows; none where no form exists.
    pub template: Option<&'static str>,
    /// The rules of which time.
    pub regime: Regime,
}

/// The decree on one-stop desks under which an apology is issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Regime {
    /// Nghị định 61/2018/NĐ-CP, 21/06/2018 to 30/06/2025: a new day is promised ("hẹn lại").
    Decree61,
    /// Nghị định 118/2025/NĐ-CP, from 01/07/2025: an extension is asked for ("đề nghị gia hạn").
    Decree118,
}

/// No decree of this program's knowledge was in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "no form of an apology is known for {0}: Nghị định 61/2018/NĐ-CP is in force since 2018-06-21"
)]
pub struct NoForm(pub NaiveDate);

impl Form {
    /// The form of an apology that is issued on `day`.
    ///
    /// A first lateness with a new date has an official form (Mẫu số 04 in both regimes, under different titles). The
    /// others have none and are called "THƯ XIN LỖI", the name that provinces gave such letters (TP.HCM, QĐ
    /// 5157/QĐ-UBND of 2016): Mẫu 04 promises a new date, which cannot be said of a result that was given already nor
    /// after a second lateness (hẹn lại không quá một lần, NĐ 61/2018 khoản 9 Điều 19), and an error (NĐ 61/2018 khoản
    /// 2 Điều 21) is no lateness. Of NĐ 118/2025 no article is named: its text has not been seen.
    ///
    /// # Errors
    /// A day before NĐ 61/2018 was in force.
    pub fn of(occasion: &Occasion, day: NaiveDate) -> Result<Self, NoForm> {
        let regime = Regime::on(day)?;
        let is_error = matches!(occasion, Occasion::Error { .. });
        let has_form = matches!(occasion, Occasion::Late { .. });
        Ok(Self {
            title: match (regime, has_form) {
                (_, false) => "THƯ XIN LỖI",
                (Regime::Decree61, true) => "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
                (Regime::Decree118, true) => {
                    "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT"
                }
            },
            decree: match (regime, is_error) {
                (Regime::Decree61, false) => "khoản 9 Điều 19 Nghị định số 61/2018/NĐ-CP",
                (Regime::Decree61, true) => "khoản 2 Điều 21 Nghị định số 61/2018/NĐ-CP",
                (Regime::Decree118, _) => "Nghị định số 118/2025/NĐ-CP",
            },
            template: regime.template(day).filter(|_| has_form),
            regime,
        })
    }

    /// The law, as it stands in brackets under the title: one part or two, neither of which is broken.
    pub fn basis(&self) -> Vec<String> {
        match self.template {
            Some(template) => vec![format!("(Theo {};", self.decree), format!("{template})")],
            None => vec![format!("(Theo {})", self.decree)],
        }
    }
}

impl Regime {
    /// The rules of a day.
    ///
    /// # Errors
    /// A day before the first decree.
    pub fn on(day: NaiveDate) -> Result<Self, NoForm> {
        if day < FIRST_DECREE {
            Err(NoForm(day))
        } else if day < SECOND_DECREE {
            Ok(Self::Decree61)
        } else {
            Ok(Self::Decree118)
        }
    }

    fn template(self, day: NaiveDate) -> Option<&'static str> {
        match self {
            Self::Decree61 => {
                (day >= FIRST_FORMS).then_some("Mẫu số 04, Thông tư số 01/2018/TT-VPCP")
            }
            Self::Decree118 => {
                (day >= SECOND_FORMS).then_some("Mẫu số 04, Thông tư số 03/2025/TT-VPCP")
            }
        }
    }
}

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => NaiveDate::MIN,
    }
}

#[cfg(test)]
mod tests {
    use super::super::End;
    use super::super::dates::Moment;
    use super::*;

    const A: &str = "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ";
    const B: &str = "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT";

    fn of(occasion: &Occasion, day: &str) -> Result<(&'static str, String), NoForm> {
        Form::of(occasion, day.parse().unwrap()).map(|form| (form.title, form.basis().join(" ")))
    }

    fn late() -> Occasion {
        Occasion::Late {
            new: Moment::on(day(2030, 1, 2)),
        }
    }

    #[test]
    fn a_form_changes_on_the_days_of_the_law() {
        let first = "(Theo khoản 9 Điều 19 Nghị định số 61/2018/NĐ-CP";
        let second = "(Theo Nghị định số 118/2025/NĐ-CP";
        let cases = [
            ("2018-06-21", A, format!("{first})")),
            ("2019-01-05", A, format!("{first})")),
            (
                "2019-01-06",
                A,
                format!("{first}; Mẫu số 04, Thông tư số 01/2018/TT-VPCP)"),
            ),
            (
                "2025-06-30",
                A,
                format!("{first}; Mẫu số 04, Thông tư số 01/2018/TT-VPCP)"),
            ),
            ("2025-07-01", B, format!("{second})")),
            ("2025-09-14", B, format!("{second})")),
            (
                "2025-09-15",
                B,
                format!("{second}; Mẫu số 04, Thông tư số 03/2025/TT-VPCP)"),
            ),
        ];
        for (day, title, basis) in cases {
            assert_eq!(of(&late(), day), Ok((title, basis)), "{day}");
        }
    }

    #[test]
    fn no_form_is_guessed_for_a_day_before_the_law() {
        let before = day(2018, 6, 20);
        assert_eq!(Form::of(&late(), before), Err(NoForm(before)));
    }

    #[test]
    fn what_has_no_form_is_a_letter() {
        let given = Occasion::GivenLate {
            on: day(2025, 1, 2),
            end: End::Given,
        };
        let again = Occasion::LateAgain {
            promised_again: Moment::on(day(2025, 1, 2)),
            came: None,
        };
        let error = Occasion::Error {
            fault: String::new(),
            remedy: String::new(),
        };
        let clause = "khoản 9 Điều 19 Nghị định số 61/2018/NĐ-CP";
        for occasion in [&given, &again] {
            assert_eq!(
                of(occasion, "2025-06-30"),
                Ok(("THƯ XIN LỖI", format!("(Theo {clause})")))
            );
        }
        let clause = "khoản 2 Điều 21 Nghị định số 61/2018/NĐ-CP";
        assert_eq!(
            of(&error, "2025-06-30"),
            Ok(("THƯ XIN LỖI", format!("(Theo {clause})")))
        );
        for occasion in [&given, &again, &error] {
            let decree = "(Theo Nghị định số 118/2025/NĐ-CP)".to_owned();
            assert_eq!(of(occasion, "2026-11-30"), Ok(("THƯ XIN LỖI", decree)));
        }
    }
}
