//! What an import says, before it takes a file and after: how many, and each row that is refused or remarkable, with its
//! cell, its value and why (pure).

use std::fmt;

use serde_json::{Value, json};

use super::fault::Fault;
use crate::rows::{Cell, Written};
use crate::web::language::Lang;

/// What is to be said of a row, or of one of its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Line in the file, from 1; 0 for the file as a whole.
    pub line: u64,
    /// Word of the column.
    pub column: Option<&'static str>,
    /// Name of the cell, where the file is a workbook.
    pub cell: Option<String>,
    /// What stands there, shortened.
    pub value: String,
    /// What is to be said.
    pub fault: Fault,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Rows of the file.
    pub rows: usize,
    /// Not there before.
    pub new: usize,
    /// There, and now otherwise.
    pub changed: usize,
    /// There already.
    pub unchanged: usize,
    /// Of these, those of which is kept what was said.
    pub noted: usize,
    /// Not taken, in the order of the file.
    pub refused: Vec<Remark>,
    /// Taken, but to be looked at.
    pub remarkable: Vec<Remark>,
    /// Whether anything was written.
    pub taken: bool,
}

impl Remark {
    /// The row as a whole.
    pub fn of_line(line: u64, fault: Fault) -> Self {
        Self {
            line,
            column: None,
            cell: None,
            value: String::new(),
            fault,
        }
    }

    /// As one line of English, for commands.
    fn told(&self) -> String {
        let place = match (&self.cell, self.column, self.line) {
            (Some(cell), Some(column), _) => format!("cell {cell}, column {column}: "),
            (None, Some(column), line) => format!("line {line}, column {column}: "),
            (_, None, 0) => String::new(),
            (_, None, line) => format!("line {line}: "),
        };
        format!("{place}{}", self.fault.text(Lang::En))
    }

    fn json(&self) -> Value {
        json!({
            "line": self.line,
            "column": self.column,
            "cell": self.cell,
            "value": self.value,
            "reason": self.fault.text(Lang::En),
        })
    }
}

impl Outcome {
    /// Whether nothing is to be written.
    pub const fn is_nothing(&self) -> bool {
        self.new + self.changed + self.noted == 0
    }

    /// Of a file that cannot be read at all.
    pub fn whole_file(fault: Fault) -> Self {
        Self {
            refused: vec![Remark::of_line(0, fault)],
            ..Self::default()
        }
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let all = |remarks: &[Remark]| remarks.iter().map(Remark::json).collect::<Vec<_>>();
        json!({
            "rows": self.rows,
            "taken": self.taken,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "refused": all(&self.refused),
            "remarkable": all(&self.remarkable),
        })
    }

    /// The rows that are refused as a table of its own, in the reader's language.
    pub fn refused_table(&self, lang: Lang, title: impl Fn(&str) -> String) -> Written {
        let row = |remark: &Remark| {
            vec![
                Cell::Number(i64::try_from(remark.line).unwrap_or_default()),
                Cell::words(remark.cell.as_ref()),
                Cell::words(remark.column.map(&title)),
                Cell::Text(remark.value.clone()),
                Cell::Text(remark.fault.text(lang)),
            ]
        };
        let columns: &[&str] = match lang {
            Lang::Vi => &["Dòng", "Ô", "Cột", "Giá trị", "Lý do"],
            Lang::En => &["Line", "Cell", "Column", "Value", "Reason"],
        };
        Written {
            columns,
            rows: self.refused.iter().map(row).collect(),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (refused, remarkable) = (self.refused.len(), self.remarkable.len());
        write!(
            f,
            "{} rows: {} new, {} changed, ",
            self.rows, self.new, self.changed
        )?;
        write!(f, "{} unchanged, {refused} refused", self.unchanged)?;
        for remark in &self.refused {
            write!(f, "\n  {}", remark.told())?;
        }
        if remarkable > 0 {
            write!(f, "\n{remarkable} to look at")?;
        }
        for remark in &self.remarkable {
            write!(f, "\n  {}", remark.told())?;
        }
        if !self.taken {
            write!(f, "\nnothing was written")?;
        }
        Ok(())
    }
}
