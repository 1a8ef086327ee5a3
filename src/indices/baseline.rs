//! Figures published elsewhere, or computed before this program: reading and checking their rows.
//! They are always shown as imported, with their source; storing them is `store`'s business.

use std::collections::BTreeMap;

use super::measure::Measure;
use crate::percent::Hundredths;
use crate::rows::{Refusal, Row, Rows};
use crate::web::years::YEARS;

/// Columns that a file of baselines must have; `seen_in_source` may be missing.
pub const COLUMNS: [&str; 5] = ["year", "area", "measure", "percent", "source"];
/// Longest text in a cell, letters.
const LONGEST: usize = 300;
/// Area of figures of the whole country.
pub const COUNTRY: &str = "VN";

/// What published tables call a measure. Other names are kept as they are: they are of another thing.
const NAMES: [(&str, Measure); 6] = [
    ("overall", Measure::Overall),
    ("factor tiep can", Measure::Access),
    ("factor tthc", Measure::Procedure),
    ("factor cong chuc", Measure::Officer),
    ("factor ket qua", Measure::Outcome),
    ("factor pakn", Measure::Feedback),
];

/// One imported figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// Whose figure: a country, a province, or one of our units by name or code.
    pub area: String,
    /// Year it is of.
    pub year: i32,
    /// A [`Measure`]'s word, or the name the source gave to something else.
    pub measure: String,
    /// The figure.
    pub percent: Hundredths,
    /// Where it comes from.
    pub source: String,
    /// Whether whoever entered it saw it in the source, or derived or remembered it.
    pub seen_in_source: bool,
}

/// The rows that can be taken and the ones that cannot.
///
/// # Errors
/// The table as a whole lacks a column.
pub fn parse(rows: &Rows) -> Result<(Vec<Baseline>, Vec<Refusal>), Refusal> {
    rows.require(&COLUMNS)?;
    let mut lines = BTreeMap::new();
    Ok(rows.read(|row| {
        let baseline = parse_row(rows, row)?;
        let key = (
            baseline.area.clone(),
            baseline.year,
            baseline.measure.clone(),
        );
        if let Some(first) = lines.insert(key, row.line) {
            let reason = format!("line {first} has this area, year and measure already");
            return Err(Refusal::new(row.line, "", reason));
        }
        Ok(baseline)
    }))
}

fn parse_row(rows: &Rows, row: &Row) -> Result<Baseline, Refusal> {
    let wrong = |column: &str, reason: String| Refusal::new(row.line, column, reason);
    let text = |column: &str| {
        let cell = rows.cell(row, column);
        if cell.is_empty() {
            Err(wrong(column, "is empty".to_owned()))
        } else if cell.chars().count() > LONGEST || cell.chars().any(char::is_control) {
            let reason = format!("must be one line of at most {LONGEST} letters");
            Err(wrong(column, reason))
        } else {
            Ok(cell.to_owned())
        }
    };
    let year = text("year")?;
    let percent = text("percent")?;
    let read = Hundredths::parse(&percent);
    if !percent.ends_with('%') && read.is_some_and(|share| (1..=100).contains(&share.value())) {
        let reason = format!("'{percent}' is a part of 1; write 82.66 for 82.66 %");
        return Err(wrong("percent", reason));
    }
    Ok(Baseline {
        area: text("area")?,
        year: year
            .parse()
            .ok()
            .filter(|year| YEARS.contains(year))
            .ok_or_else(|| wrong("year", format!("'{year}' is no year from 2000 to 2100")))?,
        measure: measure_word(&text("measure")?),
        percent: read.ok_or_else(|| {
            let reason = format!("'{percent}' is no percentage from 0 to 100 with two decimals");
            wrong("percent", reason)
        })?,
        source: text("source")?,
        seen_in_source: match rows.cell(row, "seen_in_source") {
            "yes" => true,
            "no" | "" => false,
            other => {
                return Err(wrong(
                    "seen_in_source",
                    format!("'{other}' is not yes or no"),
                ));
            }
        },
    })
}

fn measure_word(name: &str) -> String {
    let folded = name.to_lowercase();
    let published = NAMES.iter().find(|(known, _)| *known == folded);
    let measure = published.map(|(_, measure)| *measure);
    match measure.or_else(|| folded.parse().ok()) {
        Some(measure) => measure.as_str().to_owned(),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(csv: &str) -> (Vec<Baseline>, Vec<String>) {
        let rows = Rows::from_csv(csv.as_bytes()).expect("a table");
        let (taken, refused) = parse(&rows).expect("its columns");
        (taken, refused.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn the_published_file_is_taken_whole() {
        let file = include_bytes!("../../data/published-indices.csv");
        let rows = Rows::from_csv(file).expect("a table");
        let (taken, refused) = parse(&rows).expect("its columns");
        assert_eq!(refused, []);
        assert_eq!(taken.len(), rows.count());
        let of = |measure: Measure| {
            let mut found = taken.iter().filter(|b| b.area == "VN" && b.year == 2023);
            found
                .find(|b| b.measure == measure.as_str())
                .map(|b| b.percent.value())
        };
        assert_eq!(of(Measure::Overall), Some(8266));
        assert_eq!(of(Measure::Feedback), Some(8227));
    }

    #[test]
    fn a_bad_row_is_named_by_line_column_and_reason() {
        let csv = "year,area,measure,percent,source,seen_in_source\n\
                   1899,VN,overall,80,press,yes\n\
                   2024,,overall,80,press,yes\n\
                   2024,VN,overall,180,press,yes\n\
                   2024,VN,overall,80.5,press,maybe\n\
                   2024,VN,Overall,80.5,press,\n\
                   2024,VN,overall,80.6,press,no\n";
        let (taken, refused) = parsed(csv);
        assert_eq!(taken.len(), 1);
        assert_eq!(
            refused,
            [
                "line 2, column year: '1899' is no year from 2000 to 2100",
                "line 3, column area: is empty",
                "line 4, column percent: '180' is no percentage from 0 to 100 with two decimals",
                "line 5, column seen_in_source: 'maybe' is not yes or no",
                "line 7: line 6 has this area, year and measure already",
            ]
        );
    }

    #[test]
    fn a_figure_of_something_else_keeps_its_name() {
        let csv = "year,area,measure,percent,source\n2024,VN,policy part,83.84,press\n";
        let (taken, _) = parsed(csv);
        assert_eq!(taken[0].measure, "policy part");
    }
}
