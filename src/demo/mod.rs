//! The sample commune: Tân Bình with counters, officers, tablets, links, two years of generated ratings and some complaints;
//! and neighbours with ratings alone, so that its province has something to compare. All is plainly marked as sample data in
//! its names and on every page. It lives in a database of its own and fills no other.

mod complaints;
mod dossiers;
mod evaluation;
mod fill;
mod places;
mod plan;
mod reports;
mod sample;
mod supervision;

use chrono::NaiveDateTime;

use crate::clock::Clock;
use crate::db::Db;
use crate::db::settings::{self, SAMPLE};
use crate::error::{AppError, AppResult};
use crate::units::Scope;
use crate::units::store::list_units;
use fill::Plan;

pub use places::Sample;

/// How much there is of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Ratings of all communes and both years together.
    pub ballots: u64,
    /// Communes that are rated.
    pub communes: u16,
}

/// If nobody says how much: a commune of usual size among seven smaller ones.
pub const USUAL: Size = Size {
    ballots: 18_000,
    communes: 8,
};
/// Set once everything is in the box; until then a start goes on filling.
const FILLED: &str = "sample_filled";

/// Makes the sample in an empty database, or takes the one that is there.
///
/// # Errors
/// The database holds other data, or a sample of another size.
pub fn open(db: &Db, clock: &Clock, size: Option<Size>) -> AppResult<Sample> {
    let now = clock.now();
    let plan = match db.read_blocking(|conn| settings::find_setting(conn, SAMPLE))? {
        Some(plan) => Plan::parse(&plan).ok_or_else(|| foreign("its plan cannot be read"))?,
        None => begin(db, now, Plan::until(clock.today(), size.unwrap_or(USUAL)))?,
    };
    if size.is_some_and(|wanted| wanted != plan.size()) {
        let Size { ballots, communes } = plan.size();
        let reason = format!(
            "this sample has {ballots} ratings of {communes} communes; name another file for another size"
        );
        return Err(AppError::Conflict(reason));
    }
    let sample = db.read_blocking(Sample::find)?;
    let filled = db.read_blocking(|conn| settings::find_setting(conn, FILLED))?;
    if filled.is_none() {
        fill::put_ballots(db, now, &sample, &plan)?;
        fill::put_figures(db, &sample, &plan)?;
        complaints::put_complaints(db, now, &sample)?;
        dossiers::put_dossiers(db, now, &sample)?;
        evaluation::put_evaluation(db, now, &sample)?;
        plan::put_plan(db, now, &sample)?;
        reports::put_reports(db, now, &sample)?;
        supervision::put_supervision(db, now, &sample)?;
        db.write_blocking(|conn| settings::find_or_store_setting(conn, FILLED, "yes"))?;
    }
    Ok(sample)
}

/// Marks an empty database as a sample, with its people and places.
fn begin(db: &Db, now: NaiveDateTime, plan: Plan) -> AppResult<Plan> {
    let password_hash = places::password_hash()?;
    db.write_blocking(|conn| {
        if !list_units(conn, &Scope::everything())?.is_empty() {
            return Err(foreign("it holds data that are no sample"));
        }
        settings::find_or_store_setting(conn, SAMPLE, &plan.to_string())?;
        places::insert(conn, plan.size().communes, &password_hash, now)?;
        Ok(plan)
    })
}

fn foreign(why: &str) -> AppError {
    AppError::Conflict(format!(
        "the sample does not touch this database ({why}); name a file of its own, such as --database sqlite:hailong-demo.db"
    ))
}
