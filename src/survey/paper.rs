//! Paper forms as rows: one row a citizen, one column a criterion. What is refused is named by line and column;
//! the same form is never counted twice. Putting them into the box is in `import`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::ballot::{Answers, Ballot, Channel, Circumstances};
use super::form::NO_OPINION;
use super::questionnaire::{Catalogue, FULL, Questionnaire};
use crate::rows::{Refusal, Row, Rows, date_of};

/// Columns beside the criteria. Only `date` must be there.
const COLUMNS: [&str; 7] = [
    "date",
    "number",
    "unit",
    "questionnaire",
    "channel",
    "comment",
    "lang",
];
/// How "không có ý kiến" may be written in a cell.
const NO_OPINION_WORDS: [&str; 4] = [NO_OPINION, "k", "-", "không có ý kiến"];
/// Longest number of a paper form, letters.
const NUMBER_LIMIT: usize = 60;

/// One paper form as read from a row.
#[derive(Debug)]
pub struct PaperBallot {
    /// Line in the file.
    pub line: u64,
    /// Code of the unit; empty where the file has no such column.
    pub unit: String,
    /// Day on which the citizen filled it in.
    pub date: NaiveDate,
    /// Paper, or hotline.
    pub channel: Channel,
    /// The answers. Its id is set by [`PaperBallot::identify`].
    pub ballot: Ballot,
    number: String,
}

impl PaperBallot {
    /// Gives the ballot its id: from the form's own number within the unit, or, where forms have none, from
    /// the row's content and how often the same content came before in the file. So a file may be imported
    /// again: what it held before is known.
    pub fn identify(&mut self, unit_id: i64, seen: &mut BTreeMap<String, u32>) {
        let own = if self.number.is_empty() {
            let content = format!(
                "{} {} {:?} {:?}",
                self.date, self.channel, self.ballot.answers, self.ballot.comment
            );
            let times = seen.entry(format!("{unit_id} {content}")).or_default();
            *times += 1;
            format!("{content} {times}")
        } else {
            format!("number {}", self.number)
        };
        let name = format!("paper {unit_id} {} {own}", self.ballot.questionnaire);
        self.ballot.id = Uuid::new_v5(&Uuid::NAMESPACE_URL, &Sha256::digest(name.as_bytes()));
    }
}

/// The forms that can be taken and the rows that cannot.
///
/// # Errors
/// The table as a whole lacks a column, or has one that is neither ours nor a criterion.
pub fn parse(
    rows: &Rows,
    catalogue: &Catalogue,
    today: NaiveDate,
) -> Result<(Vec<PaperBallot>, Vec<Refusal>), Refusal> {
    rows.require(&["date"])?;
    for column in rows.columns().iter().filter(|column| !column.is_empty()) {
        let known = COLUMNS.contains(&column.as_str())
            || catalogue
                .questionnaires
                .iter()
                .any(|questionnaire| questionnaire.criterion(column).is_some());
        if !known {
            let reason = format!("is neither a criterion nor one of: {}", COLUMNS.join(", "));
            return Err(rows.refuse_column(column, reason));
        }
    }
    Ok(rows.read(|row| parse_row(rows, row, catalogue, today)))
}

fn parse_row(
    rows: &Rows,
    row: &Row,
    catalogue: &Catalogue,
    today: NaiveDate,
) -> Result<PaperBallot, Refusal> {
    let wrong = |column: &str, reason: String| Refusal::new(row.line, column, reason);
    let version = Some(rows.cell(row, "questionnaire"))
        .filter(|version| !version.is_empty())
        .unwrap_or(FULL);
    let questionnaire = catalogue
        .questionnaire(version)
        .ok_or_else(|| wrong("questionnaire", format!("'{version}' is not known")))?;
    let date = read_date(rows.cell(row, "date"), today).map_err(|reason| wrong("date", reason))?;
    let channel = match rows.cell(row, "channel") {
        "" | "paper" => Channel::Paper,
        "hotline" => Channel::Hotline,
        other => {
            return Err(wrong(
                "channel",
                format!("'{other}' is neither paper nor hotline"),
            ));
        }
    };
    let number = rows.cell(row, "number");
    if number.chars().count() > NUMBER_LIMIT {
        return Err(wrong(
            "number",
            format!("longer than {NUMBER_LIMIT} letters"),
        ));
    }
    let comment = crate::web::extract::clean_text(rows.cell(row, "comment"));
    let lang = rows.cell(row, "lang");
    let ballot = Ballot {
        id: Uuid::nil(),
        questionnaire: version.to_owned(),
        answers: read_answers(rows, row, questionnaire)?,
        reasons: Vec::new(),
        comment: (!comment.is_empty()).then_some(comment),
        lang: if lang.is_empty() { "vi" } else { lang }.to_owned(),
        partial: false,
        times: None,
        elapsed_ms: None,
        origin: None,
        circumstances: Circumstances::default(),
    };
    ballot
        .check(questionnaire)
        .map_err(|invalid| wrong(&invalid.field, invalid.reason))?;
    Ok(PaperBallot {
        line: row.line,
        unit: rows.cell(row, "unit").to_owned(),
        date,
        channel,
        ballot,
        number: number.to_owned(),
    })
}

fn read_answers(rows: &Rows, row: &Row, questionnaire: &Questionnaire) -> Result<Answers, Refusal> {
    let mut answers = Answers::new();
    for column in rows.columns() {
        let cell = rows.cell(row, column);
        if cell.is_empty() || COLUMNS.contains(&column.as_str()) {
            continue;
        }
        if questionnaire.criterion(column).is_none() {
            let reason = format!("is no criterion of {}", questionnaire.version);
            return Err(Refusal::new(row.line, column, reason));
        }
        let score = match cell {
            "1" | "2" | "3" | "4" | "5" => cell.parse().ok(),
            word if NO_OPINION_WORDS.contains(&word.to_lowercase().as_str()) => None,
            other => {
                let reason =
                    format!("'{other}' is not 1 to 5, nor k for \"không có ý kiến\", nor empty");
                return Err(Refusal::new(row.line, column, reason));
            }
        };
        answers.insert(column.clone(), score);
    }
    Ok(answers)
}

/// A day that is not in the future.
fn read_date(text: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    if text.is_empty() {
        return Err("is empty".to_owned());
    }
    let date = date_of(text)
        .ok_or_else(|| format!("'{text}' is no date such as 2026-11-24 or 24/11/2026"))?;
    let earliest = NaiveDate::from_ymd_opt(2010, 1, 1).unwrap_or(today);
    if date > today || date < earliest {
        return Err(format!("{text} is not between {earliest} and today"));
    }
    Ok(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::questionnaire::catalogue;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
    }

    fn read(text: &str) -> Result<(Vec<PaperBallot>, Vec<Refusal>), Refusal> {
        parse(
            &Rows::from_csv(text.as_bytes()).expect("a table"),
            catalogue(),
            today(),
        )
    }

    #[test]
    fn a_paper_form_keeps_blank_and_no_opinion_apart() {
        let (taken, refused) = read("date,4.1,4.2,4.3\n24/11/2026,5,k,\n").expect("a table");
        assert!(refused.is_empty());
        assert_eq!(
            taken[0].ballot.answers,
            Answers::from([("4.1".into(), Some(5)), ("4.2".into(), None)])
        );
    }

    #[test]
    fn every_bad_cell_is_named() {
        let (taken, refused) =
            read("date,4.1,questionnaire\n2026-11-24,6,\n2027-01-01,5,\n2026-02-30,5,\n2026-11-24,5,x\n2026-11-24,5,touch-5\n,,sipas-2017\n")
                .expect("a table");
        assert!(taken.is_empty());
        let places: Vec<_> = refused
            .iter()
            .map(|r| (r.line, r.column.as_str()))
            .collect();
        assert_eq!(
            places,
            [
                (2, "4.1"),
                (3, "date"),
                (4, "date"),
                (5, "questionnaire"),
                (6, "4.1"),
                (7, "date")
            ]
        );
        assert_eq!(
            read("date,9.9\n").expect_err("unknown column").column,
            "9.9"
        );
    }

    #[test]
    fn two_equal_forms_are_two_and_the_same_file_again_is_none() {
        let ids = || -> Vec<Uuid> {
            let (mut taken, _) = read("date,4.1\n2026-11-24,5\n2026-11-24,5\n").expect("a table");
            let mut seen = BTreeMap::new();
            taken
                .iter_mut()
                .for_each(|paper| paper.identify(1, &mut seen));
            taken.iter().map(|paper| paper.ballot.id).collect()
        };
        assert_ne!(ids()[0], ids()[1]);
        assert_eq!(ids(), ids());
    }
}
