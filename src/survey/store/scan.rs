//! Reading the whole box back, piece by piece, for verification and export.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{
    ballot_comments, ballot_flags, ballots, device_installs, ledger_head, questionnaires,
};
use crate::survey::flag::Flag;

/// A ballot as it lies in the box, with its comment where that has not been erased.
#[derive(Queryable, Selectable)]
#[diesel(table_name = ballots)]
#[expect(missing_docs, reason = "the columns are described in the schema")]
pub struct StoredBallot {
    pub seq: i64,
    pub id: Vec<u8>,
    pub unit_id: i64,
    pub channel: String,
    pub counter_id: Option<i64>,
    pub device_id: Option<i64>,
    pub link_id: Option<i64>,
    pub questionnaire_id: i64,
    pub answers: String,
    pub reasons: Option<String>,
    pub comment_seal: Option<Vec<u8>>,
    pub lang: String,
    pub partial: bool,
    pub rated_at: NaiveDateTime,
    pub skew_s: Option<i32>,
    pub duration_s: Option<i32>,
    pub elapsed_ms: Option<i32>,
    pub install_id: Option<Vec<u8>>,
    pub install_seq: Option<i64>,
    pub received_at: NaiveDateTime,
    pub digest: Vec<u8>,
    pub link: Vec<u8>,
    pub scale: Option<String>,
    pub layout: Option<String>,
    pub signals: Option<String>,
    pub officer_id: Option<i64>,
    #[diesel(select_expression = questionnaires::version.nullable())]
    pub questionnaire: Option<String>,
    #[diesel(select_expression = ballot_comments::salt.nullable())]
    pub salt: Option<Vec<u8>>,
    #[diesel(select_expression = ballot_comments::comment.nullable())]
    pub comment: Option<String>,
}

impl StoredBallot {
    /// Codes of its reasons.
    pub fn reasons(&self) -> Vec<String> {
        listed(self.reasons.as_deref())
    }

    /// What the tablet noticed.
    pub fn signals(&self) -> Vec<String> {
        listed(self.signals.as_deref())
    }
}

/// Codes that lie in one column with commas between.
fn listed(codes: Option<&str>) -> Vec<String> {
    codes
        .map(|codes| codes.split(',').map(str::to_owned).collect())
        .unwrap_or_default()
}

/// Ballots after `seq`, in the order of the chain, at most `limit`.
///
/// # Errors
/// The database refuses.
pub fn list_ballots(conn: &mut DbConn, after: i64, limit: i64) -> QueryResult<Vec<StoredBallot>> {
    ballots::table
        .left_join(questionnaires::table)
        .left_join(ballot_comments::table)
        .filter(ballots::seq.gt(after))
        .order(ballots::seq)
        .limit(limit)
        .select(StoredBallot::as_select())
        .load(conn)
}

/// The recorded end of the chain: number and link.
///
/// # Errors
/// The database refuses.
pub fn find_head(conn: &mut DbConn) -> QueryResult<(i64, Vec<u8>)> {
    ledger_head::table
        .find(1)
        .select((ledger_head::seq, ledger_head::link))
        .first(conn)
}

/// Every flag by the number of its ballot; a mark that this program does not know is left out.
///
/// # Errors
/// The database refuses.
pub fn list_flags(conn: &mut DbConn) -> QueryResult<BTreeMap<i64, BTreeSet<Flag>>> {
    let rows: Vec<(i64, String)> = ballot_flags::table.load(conn)?;
    let mut flags = BTreeMap::<_, BTreeSet<_>>::new();
    for (seq, flag) in rows {
        flags.entry(seq).or_default().extend(flag.parse::<Flag>());
    }
    Ok(flags)
}

/// Which ballots from `first` to `last` are suspect.
///
/// # Errors
/// The database refuses.
pub fn list_suspects(conn: &mut DbConn, first: i64, last: i64) -> QueryResult<BTreeSet<i64>> {
    let rows: Vec<(i64, String)> = ballot_flags::table
        .filter(ballot_flags::ballot_seq.between(first, last))
        .load(conn)?;
    let suspect = |(seq, flag): (i64, String)| {
        let flag: Flag = flag.parse().ok()?;
        flag.is_suspect().then_some(seq)
    };
    Ok(rows.into_iter().filter_map(suspect).collect())
}

/// How many ballots of each tablet storage were counted as they came.
///
/// # Errors
/// The database refuses.
pub fn list_installs(conn: &mut DbConn) -> QueryResult<BTreeMap<Vec<u8>, i64>> {
    let rows: Vec<(Vec<u8>, i64)> = device_installs::table
        .select((device_installs::install_id, device_installs::stored))
        .filter(device_installs::stored.gt(0))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
