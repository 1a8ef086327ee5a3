//! Years as a table: a row for each day that differs, with the year it is meant for (pure). A file is taken whole or not
//! at all, because a year that lacks days would move deadlines in silence.

use std::collections::BTreeMap;

use rust_i18n::t;

use super::fault::Fault;
use super::year::{DayKind, SOURCE_LIMIT, SpecialDay, YEARS, YearDraft, YearPlan};
use crate::rows::{Refusal, Row, Rows, date_of};
use crate::web::extract::clean_text;
use crate::web::language::Lang;

/// Columns that a file must have; `name` may be missing.
pub const COLUMNS: [&str; 4] = ["year", "day", "kind", "source"];

/// A year that is being read.
struct Gathered {
    draft: YearDraft,
    sources: Vec<String>,
    /// Line of its first row.
    line: u64,
}

/// The years of a table.
///
/// # Errors
/// Everything that is wrong with it, in the order of its lines.
pub fn plans_of(rows: &Rows, lang: Lang) -> Result<Vec<YearPlan>, Vec<Refusal>> {
    let missing = COLUMNS
        .iter()
        .filter(|name| !rows.columns().iter().any(|own| own == *name));
    let missing: Vec<_> = missing.copied().collect();
    if !missing.is_empty() {
        let fault = Fault::NoColumns(missing.join(", "));
        return Err(vec![refusal(1, "", &fault, lang)]);
    }
    let mut years = BTreeMap::new();
    let (read, broken) = rows.read(|row| Ok(gather(rows, row, &mut years, lang)));
    let mut refused: Vec<_> = broken
        .into_iter()
        .map(|refusal| in_own_words(refusal, lang))
        .collect();
    let wrong = read.into_iter().filter_map(Result::err);
    refused.extend(wrong.map(|refusal| rows.locate(refusal)));
    if refused.is_empty() {
        refused = years
            .values()
            .flat_map(|year| wrong_with(year, lang))
            .collect();
        if years.is_empty() {
            refused.push(refusal(0, "", &Fault::NoDays, lang));
        }
    }
    if !refused.is_empty() {
        refused.sort_by_key(|refusal| refusal.line);
        return Err(refused);
    }
    let finish = |year: Gathered| year.draft.finish(year.sources.join("; "));
    Ok(years.into_values().map(finish).collect())
}

/// `rows` says what is wrong with a file in English: whoever reads Vietnamese is told what to do about it.
pub fn in_own_words(mut refusal: Refusal, lang: Lang) -> Refusal {
    if lang != Lang::En {
        let text = match refusal.line {
            0 => t!("calendar.fault.unreadable", locale = lang.code()),
            _ => t!("calendar.fault.broken_row", locale = lang.code()),
        };
        refusal.reason = text.into_owned();
    }
    refusal
}

fn gather(
    rows: &Rows,
    row: &Row,
    years: &mut BTreeMap<i32, Gathered>,
    lang: Lang,
) -> Result<(), Refusal> {
    let wrong = |column: &str, fault: &Fault| refusal(row.line, column, fault, lang);
    let cell = |column: &str| one_line(rows.cell(row, column));
    let (year, day, kind, source) = (cell("year"), cell("day"), cell("kind"), cell("source"));
    let year = year_of(&year).ok_or_else(|| wrong("year", &Fault::NoYear(year)))?;
    let day = date_of(&day).ok_or_else(|| wrong("day", &Fault::NoDay(day)))?;
    let kind = kind_of(&kind).ok_or_else(|| wrong("kind", &Fault::NoKind(kind)))?;
    let gathered = years.entry(year).or_insert_with(|| Gathered {
        draft: YearDraft::new(year),
        sources: Vec::new(),
        line: row.line,
    });
    if !source.is_empty() && !gathered.sources.contains(&source) {
        gathered.sources.push(source);
    }
    let name = cell("name");
    let added = gathered.draft.add(SpecialDay { day, kind, name });
    added.map_err(|fault| wrong("day", &fault))
}

/// What is wrong with a year as a whole.
fn wrong_with(year: &Gathered, lang: Lang) -> Vec<Refusal> {
    let mut faults: Vec<(&str, Fault)> = year
        .draft
        .missing()
        .into_iter()
        .map(|fault| ("", fault))
        .collect();
    let letters: usize = year
        .sources
        .iter()
        .map(|source| source.chars().count() + 2)
        .sum();
    if letters == 0 {
        faults.push(("source", Fault::NoSource));
    } else if letters > SOURCE_LIMIT {
        faults.push(("source", Fault::LongSource));
    }
    let told = faults.iter();
    told.map(|(column, fault)| refusal(year.line, column, fault, lang))
        .collect()
}

/// A year that a calendar can be of.
pub fn year_of(text: &str) -> Option<i32> {
    text.parse().ok().filter(|year| YEARS.contains(year))
}

/// The words of the file, and those that a Vietnamese office would write.
fn kind_of(text: &str) -> Option<DayKind> {
    match text.to_lowercase().as_str() {
        "nghỉ" => Some(DayKind::Off),
        "làm bù" => Some(DayKind::Work),
        word => word.parse().ok(),
    }
}

/// Text without line breaks, tabs and control characters.
pub fn one_line(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    clean_text(&words.join(" "))
}

fn refusal(line: u64, column: &str, fault: &Fault, lang: Lang) -> Refusal {
    Refusal::new(line, column, fault.text(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "year,day,kind,name,source\n";
    const WHOLE: &str =
        "2027,2027-01-01,off,,A\n2027,30/04/2027,nghỉ,,B\n2027,2027-09-02,off,Quốc khánh,A\n";
    /// What else a year has by law.
    const FURTHER: [&str; 8] = [
        "05/02/2027",
        "08/02/2027",
        "09/02/2027",
        "10/02/2027",
        "11/02/2027",
        "16/04/2027",
        "03/05/2027",
        "03/09/2027",
    ];

    fn whole() -> String {
        let further = FURTHER.map(|day| format!("2027,{day},off,,\n"));
        format!("{HEAD}{WHOLE}{}", further.concat())
    }

    fn read(text: &str) -> Result<Vec<YearPlan>, Vec<String>> {
        let rows = Rows::from_csv(text.as_bytes()).expect("a table");
        plans_of(&rows, Lang::En)
            .map_err(|refused| refused.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_whole_year_is_taken_with_its_sources() {
        let plans = read(&whole()).expect("a year");
        let [plan] = plans.as_slice() else {
            panic!("{plans:?}");
        };
        assert_eq!((plan.year(), plan.source()), (2027, "A; B"));
        assert_eq!(plan.days().len(), 3 + FURTHER.len());
    }

    #[test]
    fn every_bad_cell_is_named() {
        let bad = "1900,2027-01-01,off,,A\n2027,31/02/2027,off,,A\n2027,2027-11-24,free,,A\n\
                   2027,2026-11-24,off,,A\n2027,2027-11-24,work,,A\n2027,2027-01-01,off,,A\n2027\n";
        let refused = read(&format!("{HEAD}{WHOLE}{bad}")).expect_err("bad cells");
        let places: Vec<_> = refused
            .iter()
            .map(|refusal| refusal.split(": ").next().expect("a place"))
            .collect();
        assert_eq!(
            places,
            [
                "line 5, column year",
                "line 6, column day",
                "line 7, column kind",
                "line 8, column day",
                "line 9, column day",
                "line 10, column day",
                "line 11",
            ]
        );
    }

    #[test]
    fn half_a_year_is_refused() {
        let refused = read(&format!("{HEAD}2027,2027-01-01,off,,\n")).expect_err("half");
        assert_eq!(
            refused.len(),
            6,
            "two dates, three holidays and a source: {refused:?}"
        );
        for gone in FURTHER {
            let left = whole().replace(&format!("2027,{gone},off,,\n"), "");
            let refused = read(&left).expect_err("half");
            assert_eq!(refused.len(), 1, "{gone}: {refused:?}");
        }
        assert_eq!(read(HEAD).expect_err("none").len(), 1);
        let columns = read("day,name\n2027-01-01,x\n").expect_err("no columns");
        assert!(
            columns.concat().contains("year, kind, source"),
            "{columns:?}"
        );
    }
}
