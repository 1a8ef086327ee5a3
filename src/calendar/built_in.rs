//! The years that come with the program. A fresh installation has them; whoever loads one of them again replaces it.

use super::table;
use super::year::YearPlan;
use crate::rows::{Refusal, Rows};
use crate::web::language::Lang;

const BUILT_IN: &str = include_str!("../../data/working-days.csv");

/// Every built-in year.
///
/// # Errors
/// The file is no calendar: what is wrong with it.
pub fn plans() -> Result<Vec<YearPlan>, Vec<Refusal>> {
    let rows = Rows::from_csv(BUILT_IN.as_bytes()).map_err(|refusal| vec![refusal])?;
    table::plans_of(&rows, Lang::En)
}

#[cfg(test)]
mod tests {
    use super::super::year::DayKind;
    use super::*;

    #[test]
    fn the_years_that_come_with_the_program_are_whole() {
        let plans = plans().expect("a calendar");
        let years: Vec<_> = plans.iter().map(YearPlan::year).collect();
        assert_eq!(years, [2021, 2022, 2023, 2024, 2025, 2026]);
        for plan in &plans {
            assert!(!plan.source().is_empty());
        }
    }

    /// It is a holiday in principle, but nobody has seen the law.
    #[test]
    fn the_day_of_culture_is_told_but_not_off() {
        let plans = plans().expect("a calendar");
        let of_2026 = plans.last().expect("2026");
        assert!(of_2026.source().contains("24/11"));
        let days = of_2026.days().iter().filter(|day| day.kind == DayKind::Off);
        let in_november = days.filter(|day| day.day.to_string().starts_with("2026-11"));
        assert_eq!(in_november.count(), 0);
    }
}
