//! Counting the whole box anew, and holding the counts against the stored ones: tallies, tallies of suspect ballots,
//! the count of each tablet's storage, and the flags that a ballot's own signals ask for.

use std::collections::{BTreeMap, BTreeSet};

use super::ballot::{Ballot, Channel};
use super::breakdown::{Breakdowns, Described};
use super::flag::{Flag, told_flags};
use super::questionnaire::catalogue;
use super::slips::store::{count_uses, list_slip_tallies};
use super::store::{self, Of, StoredBallot};
use super::tally::{Counted, ScoreCounts, Tallies, TallyKey};
use super::verify::Findings;
use crate::clock::local_day;
use crate::db::DbConn;
use crate::error::AppResult;
use crate::units::store::list_above;

/// What the ballots read so far add up to.
pub(super) struct Recount {
    /// Every ballot.
    pub(super) all: Tallies,
    suspect: Tallies,
    breakdowns: Breakdowns,
    installs: BTreeMap<Vec<u8>, i64>,
    flags: BTreeMap<i64, BTreeSet<Flag>>,
}

impl Recount {
    /// Nothing counted yet; `flags` are those beside all ballots.
    pub(super) fn new(flags: BTreeMap<i64, BTreeSet<Flag>>) -> Self {
        Self {
            all: Tallies::default(),
            suspect: Tallies::default(),
            breakdowns: Breakdowns::default(),
            installs: BTreeMap::new(),
            flags,
        }
    }

    /// Counts one ballot.
    pub(super) fn add(
        &mut self,
        stored: &StoredBallot,
        channel: Channel,
        ballot: &Ballot,
        findings: &mut Findings,
    ) {
        let counted = Counted {
            unit_id: stored.unit_id,
            day: local_day(stored.rated_at),
            channel,
            questionnaire_id: stored.questionnaire_id,
            answers: &ballot.answers,
            partial: stored.partial,
        };
        self.all.add(&counted);
        self.breakdowns.add(&Described {
            unit_id: stored.unit_id,
            rated_at: stored.rated_at,
            channel,
            questionnaire: catalogue().questionnaire(&ballot.questionnaire),
            questionnaire_id: stored.questionnaire_id,
            counter_id: stored.counter_id,
            field: "",
            answers: &ballot.answers,
            reasons: &ballot.reasons,
        });
        let flags = self.flags.remove(&stored.seq).unwrap_or_default();
        if flags.iter().any(|flag| flag.is_suspect()) {
            self.suspect.add(&counted);
        }
        if let Some(lost) = told_flags(ballot).find(|flag| !flags.contains(flag)) {
            findings.bad_reference(format!("ballot {} lost its flag {lost}", stored.seq));
        }
        if let (Some(install_id), Some(_), Some(_)) =
            (&stored.install_id, stored.install_seq, stored.device_id)
        {
            *self.installs.entry(install_id.clone()).or_default() += 1;
        }
    }

    /// Holds all counts against the stored ones.
    ///
    /// # Errors
    /// The database cannot be read.
    pub(super) fn compare(&self, conn: &mut DbConn, findings: &mut Findings) -> AppResult<()> {
        self.compare_units(conn, findings)?;
        self.compare_areas(conn, findings)?;
        let slips = self.slip_months();
        compare("slip_tallies", &slips, &list_slip_tallies(conn)?, findings);
        self.compare_installs(&store::list_installs(conn)?, findings);
        self.compare_uses(&count_uses(conn)?, findings);
        if let Some(seq) = self.flags.keys().next() {
            findings.bad_reference(format!(
                "a flag belongs to ballot {seq}, which is not there"
            ));
        }
        Ok(())
    }

    fn compare_units(&self, conn: &mut DbConn, findings: &mut Findings) -> AppResult<()> {
        let stored = store::list_tallies(conn, Of::Units)?;
        compare_all("", &self.all, &stored, findings);
        let stored = store::list_suspect_tallies(conn, Of::Units)?;
        compare_months("suspect_", &self.suspect, &stored, findings);
        let stored = store::list_breakdowns(conn, Of::Units)?;
        compare_breakdowns("", &self.breakdowns, stored, findings);
        Ok(())
    }

    /// The counts of units above others are those of the ballots too; by field, those of the units' own counts.
    fn compare_areas(&self, conn: &mut DbConn, findings: &mut Findings) -> AppResult<()> {
        let above = list_above(conn, &self.all.unit_ids())?;
        let stored = store::list_tallies(conn, Of::Areas)?;
        compare_all("area_", &self.all.of_areas(&above), &stored, findings);
        let stored = store::list_suspect_tallies(conn, Of::Areas)?;
        let suspect = self.suspect.of_areas(&above);
        compare_months("area_suspect_", &suspect, &stored, findings);
        let stored = store::list_breakdowns(conn, Of::Areas)?;
        if stored != store::list_breakdowns(conn, Of::Units)?.of_areas(&above) {
            findings.tallies_ok = false;
            findings.note("area_breakdown_months: not what the units below add up to".into());
        }
        let counted = self.breakdowns.of_areas(&above);
        compare_breakdowns("area_", &counted, stored, findings);
        Ok(())
    }
}

impl Recount {
    /// The months of slips, whose counts by timeliness add up to them.
    fn slip_months(&self) -> BTreeMap<TallyKey, ScoreCounts> {
        let months = self.all.months.iter();
        months
            .filter(|(key, _)| key.channel == Channel::Slip)
            .map(|(key, counts)| (key.clone(), *counts))
            .collect()
    }

    /// Each ballot of a unit's slips has used one, and nothing else has.
    fn compare_uses(&self, used: &BTreeMap<i64, i64>, findings: &mut Findings) {
        let mut ballots: BTreeMap<i64, i64> = BTreeMap::new();
        for (key, [count, ..]) in &self.all.turnout_months {
            if key.channel == Channel::Slip {
                *ballots.entry(key.unit_id).or_default() += i64::from(*count);
            }
        }
        if *used != ballots {
            findings.tallies_ok = false;
            findings.note("slip_uses: the slips used are not those of the ballots".into());
        }
    }

    /// A ballot that a tablet sent with a slip was counted for its storage, which it does not tell: so storages may have
    /// counted more than is found, all of them together by no more than there are ballots of slips.
    fn compare_installs(&self, stored: &BTreeMap<Vec<u8>, i64>, findings: &mut Findings) {
        let turnout = self.all.turnout_months.iter();
        let slips: i64 = turnout
            .filter(|(key, _)| key.channel == Channel::Slip)
            .map(|(_, [ballots, ..])| i64::from(*ballots))
            .sum();
        let kept = |id| stored.get(id).copied().unwrap_or_default();
        let lacks = self.installs.iter().any(|(id, found)| kept(id) < *found);
        let more = stored.values().sum::<i64>() - self.installs.values().sum::<i64>();
        if lacks || more > slips {
            findings.tallies_ok = false;
            findings.note("device_installs: the counts of tablets' ballots differ".into());
        }
    }
}

fn compare_all(kind: &str, recount: &Tallies, stored: &Tallies, findings: &mut Findings) {
    let days = format!("{kind}tally_days");
    compare(&days, &recount.days, &stored.days, findings);
    compare_months(kind, recount, stored, findings);
    let (ours, theirs) = (&recount.turnout_days, &stored.turnout_days);
    compare(&format!("{kind}turnout_days"), ours, theirs, findings);
}

/// Which field a ballot was of it does not tell: fields are held together against all ballots.
fn compare_breakdowns(
    kind: &str,
    recount: &Breakdowns,
    stored: Breakdowns,
    findings: &mut Findings,
) {
    let stored = stored.without_fields();
    let parts = (stored.parts != recount.parts).then_some("breakdown_months");
    let reasons = (stored.reasons != recount.reasons).then_some("reason_months");
    for table in parts.into_iter().chain(reasons) {
        findings.tallies_ok = false;
        findings.note(format!("{kind}{table}: not what the ballots add up to"));
    }
}

fn compare_months(kind: &str, recount: &Tallies, stored: &Tallies, findings: &mut Findings) {
    let table = format!("{kind}tally_months");
    compare(&table, &recount.months, &stored.months, findings);
    let (ours, theirs) = (&recount.turnout_months, &stored.turnout_months);
    compare(&format!("{kind}turnout_months"), ours, theirs, findings);
}

fn compare<const N: usize>(
    table: &str,
    recount: &BTreeMap<TallyKey, [i32; N]>,
    stored: &BTreeMap<TallyKey, [i32; N]>,
    findings: &mut Findings,
) {
    let nothing = [0; N];
    let keys = recount
        .keys()
        .chain(stored.keys().filter(|key| !recount.contains_key(key)));
    for key in keys {
        let counted = recount.get(key).unwrap_or(&nothing);
        let kept = stored.get(key).unwrap_or(&nothing);
        if counted != kept {
            findings.tallies_ok = false;
            findings.note(format!(
                "{table}: unit {}, {}, {}, criterion '{}': stored {kept:?}, counted {counted:?}",
                key.unit_id, key.period, key.channel, key.criterion
            ));
        }
    }
}
