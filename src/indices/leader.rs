//! What the leader's page is asked and what it needs for its answer, read in one go. A unit that the
//! viewer may not see is not found.

use chrono::{Datelike, NaiveDate};
use rust_i18n::t;
use serde::Deserialize;

use super::breakdown::Breakdown;
use super::classes::Filter;
use super::closing::Closing;
use super::evidence::Evidence;
use super::league::League;
use super::measure::Measure;
use super::pages::{LeaderPage, Lines};
use super::response::Response;
use super::span::{Period, Spans};
use super::store::closings::find_closing;
use super::store::{self, Area};
use super::trend::Trend;
use crate::accounts::{Viewer, tasks};
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::units::store::list_units;
use crate::units::{Unit, names, with_code};
use crate::web::language::Lang;
use crate::web::years::{Asked, Choice, Choices, Offer, offered_years};

/// Imported figures read at most.
const BASELINES: i64 = 60;

/// What the address says.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Wanted {
    /// The unit and the years.
    #[serde(flatten)]
    pub asked: Asked,
    /// The part of the year, by the word of a [`Period`]; the whole year where nothing is said.
    pub period: Option<String>,
    /// The classes of evidence, by the word of a [`Filter`]; the headline's where nothing is said.
    pub channel: Option<String>,
}

/// The form, and the page below it unless something in the form is wrong.
pub struct Looked {
    /// The form.
    pub choices: Choices,
    /// The rest.
    pub page: Option<LeaderPage>,
}

/// What was chosen, when nothing is wrong with it.
pub struct Chosen {
    /// The unit, which the viewer may see.
    pub unit: Unit,
    /// The days.
    pub spans: Spans,
    /// The classes of evidence.
    pub filter: Filter,
}

impl Looked {
    /// Answers the question for a viewer, as of a day.
    ///
    /// # Errors
    /// The unit does not exist or is not the viewer's to see; the database refuses.
    pub fn find(
        conn: &mut DbConn,
        wanted: &Wanted,
        viewer: &Viewer,
        today: NaiveDate,
        lang: Lang,
    ) -> AppResult<Self> {
        let (choices, chosen) = wanted.choose(conn, "/indices", viewer, today, lang)?;
        let page = chosen.map(|chosen| chosen.page(conn, viewer, today));
        Ok(Self {
            choices,
            page: page.transpose()?,
        })
    }
}

impl Wanted {
    /// The form of a page, and what was chosen in it unless something is wrong.
    ///
    /// # Errors
    /// As `Looked::find`.
    pub fn choose(
        &self,
        conn: &mut DbConn,
        page: &'static str,
        viewer: &Viewer,
        today: NaiveDate,
        lang: Lang,
    ) -> AppResult<(Choices, Option<Chosen>)> {
        let units = list_units(conn, &viewer.scope())?;
        let code = self.asked.unit.as_deref().unwrap_or(&viewer.unit.code);
        let unit = with_code(&units, code)?;
        let area = Area::find(conn, unit)?;
        let (period, filter) = (self.period(), self.filter());
        let offer = Offer {
            page,
            units: names(&units),
            unit: unit.code.clone(),
            years: offered_years(store::find_years(conn, &area.unit_ids)?, today.year()),
            more: vec![self.periods(lang), self.classes(lang)],
        };
        let (mut choices, years) = Choices::read(&self.asked, offer, today.year(), lang);
        for (name, known) in [("period", period.is_some()), ("channel", filter.is_some())] {
            if !known {
                let text = t!(format!("indices.choose.wrong_{name}"), locale = lang.code());
                choices.errors.add(name, text);
            }
        }
        let chosen = match (years, period, filter) {
            (Some(years), Some(period), Some(filter)) => Some(Chosen {
                unit: unit.clone(),
                spans: Spans::of(years, period, today).ok_or(AppError::NotFound)?,
                filter,
            }),
            _ => None,
        };
        Ok((choices, chosen))
    }

    fn period(&self) -> Option<Period> {
        match self.period.as_deref() {
            None | Some("") => Some(Period::Year),
            Some(word) => word.parse().ok(),
        }
    }

    fn filter(&self) -> Option<Filter> {
        Filter::read(self.channel.as_deref().unwrap_or_default())
    }

    fn periods(&self, lang: Lang) -> Choice {
        let name = |period: &Period| {
            let text = t!(format!("indices.choose.{period}"), locale = lang.code());
            (period.as_str().to_owned(), text.into_owned())
        };
        Choice {
            name: "period",
            label: t!("indices.choose.period", locale = lang.code()).into_owned(),
            value: self.period().unwrap_or(Period::Year).as_str().to_owned(),
            options: Period::ALL.iter().map(name).collect(),
        }
    }

    fn classes(&self, lang: Lang) -> Choice {
        let name = |filter: Filter| (filter.word().to_owned(), filter.name(lang));
        Choice {
            name: "channel",
            label: t!("indices.choose.channel", locale = lang.code()).into_owned(),
            value: self.filter().unwrap_or_default().word().to_owned(),
            options: Filter::every().map(name).collect(),
        }
    }
}

impl Chosen {
    fn page(&self, conn: &mut DbConn, viewer: &Viewer, today: NaiveDate) -> AppResult<LeaderPage> {
        let evidence = Evidence::find(conn, &self.unit, self.spans, self.filter, today)?;
        let reading = evidence.reading();
        Ok(LeaderPage {
            breakdown: self.breakdown(conn, viewer, &evidence.area, today)?,
            lines: self.lines(conn)?,
            league: League::find(conn, (&evidence, &reading), today)?,
            reading,
            trend: Trend::of(&evidence),
            response: Response::find(conn, &evidence, today)?,
            closed: self.closed(conn)?,
            evidence,
            today,
            may_set_targets: viewer.may::<tasks::SetTargets>(),
            may_read_evaluation: viewer.may::<tasks::ReadEvaluation>(),
            may_take_tallies: viewer.may::<tasks::TakeTallies>(),
        })
    }

    /// The report of just these days, if its figures are closed, and how many ballots came later.
    fn closed(&self, conn: &mut DbConn) -> AppResult<Option<(Closing, u64)>> {
        let Spans { period, now, .. } = self.spans;
        let closing = find_closing(conn, self.unit.id, (now.year(), period))?;
        let Some(closing) = closing.filter(|closing| closing.span == now) else {
            return Ok(None);
        };
        let late = closing.late(conn)?.values().sum();
        Ok(Some((closing, late)))
    }

    /// What the headline of a year breaks down into; parts of years and single classes are not broken down.
    fn breakdown(
        &self,
        conn: &mut DbConn,
        viewer: &Viewer,
        area: &Area,
        today: NaiveDate,
    ) -> AppResult<Option<Breakdown>> {
        if self.spans.period != Period::Year || self.filter != Filter::Headline {
            return Ok(None);
        }
        Breakdown::of_years(conn, viewer, area, self.spans.years(), today).map(Some)
    }

    /// Targets, and imported figures of the unit, those above it and the country.
    fn lines(&self, conn: &mut DbConn) -> AppResult<Lines> {
        let unit = &self.unit;
        let (year, compare) = self.spans.years();
        let imported = store::list_baselines(conn, &unit.line(), BASELINES)?;
        let of_unit = imported
            .iter()
            .filter(|(owner, figure)| *owner == Some(unit.id) && Some(figure.year) == compare);
        Ok(Lines {
            targets: store::list_targets(conn, unit.id, year)?,
            imported_before: of_unit
                .filter_map(|(_, figure)| Some((figure.measure.parse().ok()?, figure.percent)))
                .collect(),
            baselines: imported
                .into_iter()
                .map(|(_, figure)| figure)
                .filter(|figure| figure.measure.parse::<Measure>().is_ok())
                .collect(),
        })
    }
}
