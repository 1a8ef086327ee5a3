//! What an import says afterwards: what was taken, and each refusal with its place in the file.

use std::fmt;

use serde::Serialize;

/// Letters of a reason at most: it may repeat a cell of any length.
const SHOWN: usize = 500;

crate::text_enum! {
    /// What an import does when a row cannot be taken.
    pub enum OnError {
        /// Take nothing of the file.
        Refuse => "refuse",
        /// Take the other rows.
        Skip => "skip",
    }
}

/// Why a file or a row is not taken, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Line in the file, from 1; 0 where the file as a whole is wrong.
    pub line: u64,
    /// Name of the column; empty where the row as a whole is wrong.
    pub column: String,
    /// Name of the cell in a spreadsheet, such as E3; only where the table is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// What is wrong, as a sentence.
    pub reason: String,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Rows in the file.
    pub rows: usize,
    /// Rows taken.
    pub taken: usize,
    /// Rows that were already there, unchanged.
    pub known: usize,
    /// Rows refused, in the order of the file.
    pub refused: Vec<Refusal>,
    /// Sheets that hold something and were not read, because only the first is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unread_sheets: Vec<String>,
}

impl Refusal {
    /// A refusal of the cell in `column` on `line`.
    pub fn new(line: u64, column: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            line,
            column: shown(column.into()),
            cell: None,
            reason: shown(reason.into()),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, .. } = self;
        match &self.cell {
            Some(cell) => write!(f, "cell {cell}, column {column}: ")?,
            None if !column.is_empty() => write!(f, "line {line}, column {column}: ")?,
            None if *line > 0 => write!(f, "line {line}: ")?,
            None => {}
        }
        f.write_str(&self.reason)
    }
}

impl fmt::Display for ImportReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let refused = self.refused.len();
        write!(f, "{} rows: {} taken, ", self.rows, self.taken)?;
        write!(f, "{} already there, {refused} refused", self.known)?;
        for refusal in &self.refused {
            write!(f, "\n  {refusal}")?;
        }
        for name in &self.unread_sheets {
            write!(
                f,
                "\n  not read: sheet '{name}', because only the first one is"
            )?;
        }
        Ok(())
    }
}

/// Fit for a terminal and a log: one line, not too long, without control characters.
fn shown(text: String) -> String {
    let mut letters = text.chars().filter(|letter| !letter.is_control());
    let mut short: String = letters.by_ref().take(SHOWN).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}
