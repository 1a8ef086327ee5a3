//! One report with all that is known of it, read in one go.

use chrono::NaiveDate;
use serde::Deserialize;

use super::figures::Figures;
use super::paper::Stage;
use super::store;
use super::words::Words;
use crate::accounts::Viewer;
use crate::accounts::tasks::WriteReports;
use crate::db::DbConn;
use crate::dossiers::Ground;
use crate::dossiers::letterhead::letterhead_of;
use crate::dossiers::rules::Letterhead;
use crate::dossiers::store::list_line;
use crate::error::{AppError, AppResult};
use crate::indices::{Ballots, Closing, Cutoff, Period, find_closing};
use crate::units::store::list_units;
use crate::units::{Unit, with_code};
use crate::web::years::read_year;

/// Of which unit and year, as an address says it: the own unit and this year where it says nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Code of the unit.
    pub unit: Option<String>,
    /// The year.
    pub year: Option<String>,
}

/// One report.
pub struct Loaded {
    /// Of which unit.
    pub unit: Unit,
    /// Of which year.
    pub year: i32,
    /// Of which part of it.
    pub period: Period,
    /// What it tells: as it was closed, else as it is now.
    pub figures: Figures,
    /// The closed period.
    pub closing: Option<Closing>,
    /// Ballots that came after it was closed.
    pub late: Ballots,
    /// What it says beside its figures.
    pub words: Words,
    /// Head and signature of the unit's letters.
    pub head: Letterhead,
    /// The day on which it is looked at.
    pub today: NaiveDate,
}

impl Asked {
    /// The unit, which the viewer must be allowed to see.
    ///
    /// # Errors
    /// It is not known or not theirs to see: 404.
    pub fn unit(&self, conn: &mut DbConn, viewer: &Viewer) -> AppResult<Unit> {
        let units = list_units(conn, &viewer.scope())?;
        let code = self.unit.as_deref().unwrap_or(&viewer.unit.code);
        with_code(&units, code).cloned()
    }

    /// The year.
    ///
    /// # Errors
    /// It is none: 404.
    pub fn year(&self, this_year: i32) -> AppResult<i32> {
        match &self.year {
            Some(typed) => read_year(typed).ok_or(AppError::NotFound),
            None => Ok(this_year),
        }
    }
}

impl Loaded {
    /// The report of a unit that the viewer may see.
    ///
    /// # Errors
    /// The database refuses, or closed figures cannot be read.
    pub fn find(
        conn: &mut DbConn,
        unit: Unit,
        (year, period): (i32, Period),
        today: NaiveDate,
    ) -> AppResult<Self> {
        let closing = find_closing(conn, unit.id, (year, period))?;
        let (figures, late) = match &closing {
            Some(closing) => {
                let figures = serde_json::from_str(&closing.figures).map_err(AppError::internal)?;
                (figures, closing.late(conn)?)
            }
            None => {
                let cutoff = store::find_cutoff(conn, unit.id)?;
                let figures = Figures::take(conn, &unit, (year, period, cutoff), today)?;
                (figures, Ballots::new())
            }
        };
        let words = match store::find_words(conn, (unit.id, year, period))? {
            Some(words) => words,
            None => Words::begin(store::latest_words(conn, unit.id)?),
        };
        let rules = Ground::find(conn, unit.id)?.rules;
        Ok(Self {
            head: letterhead_of(&rules, &list_line(conn, &unit)?),
            unit,
            year,
            period,
            figures,
            closing,
            late,
            words,
            today,
        })
    }

    /// In whose name it is written, and as of when.
    pub fn stage(&self) -> Stage<'_> {
        Stage {
            head: &self.head,
            closing: self.closing.as_ref(),
            today: self.today,
        }
    }

    /// Whether its days are over, so that it may be closed.
    pub fn is_over(&self) -> bool {
        self.figures.days.1 < self.today
    }

    /// Where it ends.
    pub fn cutoff(&self) -> Cutoff {
        self.figures.cutoff
    }
}

/// Whether a viewer writes and closes the reports of a unit: their own. Who leads a unit above reads them.
pub fn writes(viewer: &Viewer, unit: &Unit) -> bool {
    viewer.may::<WriteReports>() && viewer.unit.id == unit.id
}
