//! The form on which a year is typed: a day on each line, its name behind it (pure).

use rust_i18n::t;

use super::fault::Fault;
use super::table::{one_line, year_of};
use super::year::{DayKind, LoadedYear, SOURCE_LIMIT, SpecialDay, YearDraft, YearPlan};
use crate::rows::date_of;
use crate::web::components::FieldErrors;
use crate::web::extract::{Fields, clean_text};
use crate::web::language::Lang;

/// Bad lines of one list that are named; the others are counted.
pub const NAMED: usize = 20;

/// What was typed, as text.
#[derive(Clone, Debug, Default)]
pub struct YearForm {
    /// The year.
    pub year: String,
    /// Where its days are published.
    pub source: String,
    /// Days off, one on each line.
    pub off: String,
    /// Days that are worked to make up, one on each line.
    pub work: String,
}

impl YearForm {
    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        // Whoever copies two columns of a spreadsheet has tabs in between.
        let lines = |name| clean_text(&fields.raw(name).unwrap_or_default().replace('\t', " "));
        Self {
            year: fields.text("year"),
            source: fields.text("source"),
            off: lines("off"),
            work: lines("work"),
        }
    }

    /// An empty form for a year.
    pub fn empty(year: i32) -> Self {
        Self {
            year: year.to_string(),
            ..Self::default()
        }
    }

    /// The form as it stands for a year that is loaded.
    pub fn of(loaded: &LoadedYear) -> Self {
        Self {
            year: loaded.year.to_string(),
            source: loaded.source.clone(),
            off: lines(&loaded.days, DayKind::Off),
            work: lines(&loaded.days, DayKind::Work),
        }
    }

    /// The year that was typed; whatever is wrong is noted.
    pub fn check(&self, lang: Lang, errors: &mut FieldErrors) -> Option<YearPlan> {
        let Some(year) = year_of(&self.year) else {
            errors.add("year", Fault::NoYear(self.year.clone()).text(lang));
            self.check_source(lang, errors);
            return None;
        };
        self.check_source(lang, errors);
        let mut draft = YearDraft::new(year);
        for (field, text, kind) in [
            ("off", &self.off, DayKind::Off),
            ("work", &self.work, DayKind::Work),
        ] {
            let wrong = take_lines(&mut draft, text, kind, lang);
            let rest = wrong.len().saturating_sub(NAMED);
            for message in wrong.into_iter().take(NAMED) {
                errors.add(field, message);
            }
            if rest > 0 {
                let more = t!("calendar.more_lines", locale = lang.code(), count = rest);
                errors.add(field, more);
            }
        }
        if errors.is_empty() {
            for fault in draft.missing() {
                errors.add("off", fault.text(lang));
            }
        }
        errors
            .is_empty()
            .then(|| draft.finish(one_line(&self.source)))
    }

    fn check_source(&self, lang: Lang, errors: &mut FieldErrors) {
        if self.source.is_empty() {
            errors.add("source", Fault::NoSource.text(lang));
        } else if self.source.chars().count() > SOURCE_LIMIT {
            errors.add("source", Fault::LongSource.text(lang));
        }
    }
}

/// Adds the days of a list and tells what is wrong with its lines.
fn take_lines(draft: &mut YearDraft, text: &str, kind: DayKind, lang: Lang) -> Vec<String> {
    let typed = text.lines().enumerate();
    typed
        .filter(|(_, line)| !line.trim().is_empty())
        .filter_map(|(index, line)| {
            let added = day_of(line, kind).and_then(|special| draft.add(special));
            let text = added.err()?.text(lang);
            let told = t!(
                "calendar.line",
                locale = lang.code(),
                line = index + 1,
                text = text
            );
            Some(told.into_owned())
        })
        .collect()
}

/// `24/11/2026 Ngày Văn hóa`: the day, then its name, which may be missing.
fn day_of(line: &str, kind: DayKind) -> Result<SpecialDay, Fault> {
    let line = one_line(line);
    let (day, name) = line.split_once(' ').unwrap_or((&line, ""));
    let day = day.trim_end_matches([':', ',', ';']);
    Ok(SpecialDay {
        day: date_of(day).ok_or_else(|| Fault::NoDay(day.to_owned()))?,
        kind,
        name: name.trim_start_matches(['-', '–', ':', ' ']).to_owned(),
    })
}

fn lines(days: &[SpecialDay], kind: DayKind) -> String {
    let of_kind = days.iter().filter(|special| special.kind == kind);
    let lines = of_kind.map(|special| {
        let line = format!("{} {}", Lang::Vi.date(special.day), special.name);
        line.trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::built_in;
    use super::*;

    fn check(form: &YearForm) -> (Option<YearPlan>, FieldErrors) {
        let mut errors = FieldErrors::default();
        let plan = form.check(Lang::En, &mut errors);
        (plan, errors)
    }

    #[test]
    fn a_year_that_is_shown_for_change_comes_back_unchanged() {
        for plan in built_in::plans().expect("the built-in years") {
            let loaded = LoadedYear {
                year: plan.year(),
                source: plan.source().to_owned(),
                loaded_at: chrono::NaiveDateTime::default(),
                days: plan.days().to_vec(),
            };
            let (again, _) = check(&YearForm::of(&loaded));
            assert_eq!(again, Some(plan));
        }
    }

    #[test]
    fn a_line_is_a_day_and_perhaps_its_name() {
        let of = |line: &str| {
            let special = day_of(line, DayKind::Off).expect("a day");
            (special.day.to_string(), special.name)
        };
        for (line, name) in [
            ("24/11/2026", ""),
            ("24/11/2026 Ngày Văn hóa", "Ngày Văn hóa"),
            ("  24-11-2026:\tNgày  Văn hóa ", "Ngày Văn hóa"),
            ("2026-11-24 – Ngày Văn hóa", "Ngày Văn hóa"),
        ] {
            assert_eq!(of(line), ("2026-11-24".to_owned(), name.to_owned()));
        }
        let wrong = day_of("Ngày Văn hóa", DayKind::Off);
        assert_eq!(wrong, Err(Fault::NoDay("Ngày".to_owned())));
    }

    #[test]
    fn many_bad_lines_are_counted() {
        let form = YearForm {
            source: "x".to_owned(),
            off: "x\n".repeat(NAMED + 5),
            ..YearForm::empty(2027)
        };
        let (plan, errors) = check(&form);
        assert_eq!(plan, None);
        assert_eq!(errors.all_of("off").count(), NAMED + 1);
    }
}
