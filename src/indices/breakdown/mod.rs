//! What the overall index breaks down into: what moved it, fields, counters, hours of the week, reasons and what people
//! wrote. Read from monthly sums alone; what may be told of few persons is decided in `privacy`.

mod counters;
mod drivers;
mod fields;
mod handlers;
mod hours;
mod pages;
mod quotes;
mod reasons;
mod spans;
mod store;
mod sums;
mod weights;

use chrono::{Datelike, NaiveDate};

use self::counters::{Counters, counters};
use self::drivers::Drivers;
use self::fields::{Fields, InYear};
use self::hours::Hours;
use self::reasons::Pareto;
use self::sums::Sums;
use super::comparison::Comparison;
use super::measure::Measure;
use super::privacy::FEWEST;
use super::store::Area;
use super::table::Figure;
use crate::accounts::{Viewer, tasks};
use crate::db::DbConn;
use crate::error::AppResult;
use crate::survey::Facet;
use crate::survey::ballot::Channel;
use crate::survey::questionnaire::Dimension;
use crate::web::years::Years;

use self::spans::spans;
use self::store::Span;
pub use handlers::show;

/// The channels of people who were served, their ballots bound to the desk.
const AT_THE_DESK: &[Channel] = &[Channel::Kiosk, Channel::Slip];

/// Comments are read unit by unit: of more units than these none are.
const UNITS_WITH_QUOTES: usize = 20;

/// What is wanted.
#[derive(Clone, Debug)]
struct Wanted<'a> {
    /// The ground, which the viewer may see.
    area: &'a Area,
    /// Months of one year.
    months: Span,
    /// Months of another year to hold them against.
    compare: Option<Span>,
    /// Which ballots.
    channels: &'a [Channel],
    /// Whether the viewer is the one who may read figures of single counters.
    with_counters: bool,
    /// The day.
    today: NaiveDate,
}

/// What the figures of a span break down into.
#[derive(Debug, Default)]
pub struct Breakdown {
    months: Option<Span>,
    compare: Option<Span>,
    at_the_desk: bool,
    /// The other year was asked in other ways, so it is not held against this one.
    asked_differently: bool,
    /// Counters, hours and reasons are those of all months of the year that are over, however many are compared: two spans
    /// of one year would tell what is between them.
    of_year: bool,
    now: Figure,
    before: Figure,
    fields: Fields,
    counters: Option<Counters>,
    hours: Hours,
    reasons: Pareto,
    quotes: Vec<String>,
    dimensions_moved: Drivers<Dimension>,
    fields_moved: Drivers<String>,
}

impl Breakdown {
    /// Of a year's months that are over, and the same ones of another: from ballots at the desk; from all where the year has
    /// none of those, and then it is not held against a year that has.
    ///
    /// # Errors
    /// The database refuses.
    pub fn of_years(
        conn: &mut DbConn,
        viewer: &Viewer,
        area: &Area,
        (year, compare): Years,
        today: NaiveDate,
    ) -> AppResult<Self> {
        let Some((months, compare)) = spans(year, compare, today) else {
            return Ok(Self::default());
        };
        let mut wanted = Wanted {
            area,
            months,
            compare,
            channels: AT_THE_DESK,
            with_counters: viewer.may::<tasks::JudgeOfficers>(),
            today,
        };
        let found = Self::find(conn, &wanted)?;
        if found.now.persons > 0 {
            return Ok(found);
        }
        let asked_differently = found.before.persons > 0;
        wanted.channels = Channel::ALL;
        wanted.compare = wanted.compare.filter(|_| !asked_differently);
        Ok(Self {
            asked_differently,
            ..Self::find(conn, &wanted)?
        })
    }

    fn find(conn: &mut DbConn, wanted: &Wanted) -> AppResult<Self> {
        let now = in_year(conn, wanted, &wanted.months, &wanted.facets())?;
        let before = match &wanted.compare {
            Some(span) => Some(in_year(conn, wanted, span, &[Facet::Field])?),
            None => None,
        };
        let dossiers = store::count_dossiers(conn, &wanted.area.unit_ids, &wanted.months)?;
        let fields = Fields::of(&now, before.as_ref(), &dossiers);
        let whole = now.sums.whole(Measure::Overall);
        let year = now.sums.and(&now.rest);
        let counters = if wanted.with_counters {
            let names = store::list_counter_names(conn, &wanted.area.unit_ids)?;
            Some(counters(&year, &names))
        } else {
            None
        };
        let rest = spans::rest_of_year(&wanted.months, wanted.today);
        let of_year = !rest.is_empty();
        let months = [store::months_of(&wanted.months), rest].concat();
        let reasons = store::count_reasons(conn, wanted.area, &months, wanted.channels)?;
        let (dimensions_moved, fields_moved) = match &before {
            Some(before) => (
                drivers::by_dimension(&now.sums, &before.sums),
                drivers::by_field(&fields, &now, before),
            ),
            None => Default::default(),
        };
        Ok(Self {
            months: Some(wanted.months.clone()),
            compare: wanted.compare.clone(),
            at_the_desk: wanted.channels == AT_THE_DESK,
            asked_differently: false,
            of_year,
            now: whole,
            before: before.map_or_else(Figure::default, |it| it.sums.whole(Measure::Overall)),
            fields,
            counters,
            hours: Hours::of(&year),
            reasons: reasons::pareto(&reasons),
            quotes: find_quotes(conn, wanted, whole.persons)?,
            dimensions_moved,
            fields_moved,
        })
    }

    /// Whether there is nothing that may be told.
    fn is_too_small(&self) -> bool {
        self.now.persons < FEWEST
    }

    fn compared(&self) -> Comparison {
        Comparison::of(self.now, self.before)
    }

    fn year(&self) -> Option<i32> {
        self.months.as_ref().map(|span| span.start().year())
    }

    fn other_year(&self) -> Option<i32> {
        self.compare.as_ref().map(|span| span.start().year())
    }
}

impl Wanted<'_> {
    fn facets(&self) -> Vec<Facet> {
        let read = |facet: &Facet| *facet != Facet::Counter || self.with_counters;
        Facet::ALL.iter().copied().filter(read).collect()
    }
}

fn in_year(conn: &mut DbConn, wanted: &Wanted, span: &Span, facets: &[Facet]) -> AppResult<InYear> {
    let mut sums = |months: Vec<NaiveDate>| {
        store::find_sums(conn, wanted.area, &months, wanted.channels, facets)
    };
    let rest = spans::rest_of_year(span, wanted.today);
    Ok(InYear {
        sums: sums(store::months_of(span))?,
        rest: if rest.is_empty() {
            Sums::default()
        } else {
            sums(rest)?
        },
    })
}

/// The newest words, where they are of this year and enough people rated.
fn find_quotes(conn: &mut DbConn, wanted: &Wanted, persons: u64) -> AppResult<Vec<String>> {
    let of_this_year = wanted.months.start().year() == wanted.today.year();
    if !of_this_year || persons < FEWEST || wanted.area.unit_ids.len() > UNITS_WITH_QUOTES {
        return Ok(Vec::new());
    }
    let mut comments = Vec::new();
    for unit_id in &wanted.area.unit_ids {
        let limit = i64::try_from(quotes::QUOTES).unwrap_or(i64::MAX);
        comments.extend(store::list_newest_comments(conn, *unit_id, limit)?);
    }
    comments.sort_by_key(|(seq, _)| std::cmp::Reverse(*seq));
    let quotes = comments.iter().map(|(_, comment)| quotes::quote(comment));
    let said = quotes.filter(|quote| quote.chars().any(char::is_alphabetic));
    Ok(said.take(quotes::QUOTES).collect())
}
