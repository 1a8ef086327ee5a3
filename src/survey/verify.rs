//! `hailong verify`: reads the whole box and recomputes everything that can be recomputed: every digest and link,
//! every comment's seal, every tally. What differs is named.

use std::collections::BTreeSet;

use chrono::Duration;
use serde::Serialize;
use uuid::Uuid;

use super::ballot::{
    Ballot, Channel, Circumstances, Noted, Origin, SenderTimes, comment_seal, link, parse_answers,
};
use super::questionnaire::{Questionnaire, catalogue};
use super::recount::Recount;
use super::store::{self, StoredBallot};
use super::tally::Tallies;
use crate::db::DbConn;
use crate::error::{AppError, AppResult};

/// Ballots read at a time.
const PIECE: i64 = 5_000;
/// Differences named at most; the rest is only counted by the flags.
const NAMED: usize = 20;

/// What verification found.
#[derive(Debug, Default, Serialize)]
pub struct Findings {
    /// Ballots in the box.
    pub ballots: u64,
    /// Scores in them ("không có ý kiến" is none).
    pub answers: u64,
    /// Every stored tally equals the recount.
    pub tallies_ok: bool,
    /// Every digest, link and the head of the chain are as computed, and no number is missing.
    pub ledger_ok: bool,
    /// Every ballot names a known questionnaire and criteria, and every comment fits its seal.
    pub references_ok: bool,
    /// What differs, the first of them.
    pub problems: Vec<String>,
}

impl Findings {
    /// True if nothing differs.
    pub fn all_ok(&self) -> bool {
        self.tallies_ok && self.ledger_ok && self.references_ok
    }

    pub(super) fn note(&mut self, problem: String) {
        if self.problems.len() < NAMED {
            self.problems.push(problem);
        }
    }

    fn bad_ledger(&mut self, problem: String) {
        self.ledger_ok = false;
        self.note(problem);
    }

    pub(super) fn bad_reference(&mut self, problem: String) {
        self.references_ok = false;
        self.note(problem);
    }
}

/// Recomputes the whole box, seconds for each million ballots. While a server stores ballots the connection must
/// hold one state of the database (`Db::snapshot_blocking`).
///
/// # Errors
/// The database cannot be read. A difference is no error but a finding.
pub fn verify(conn: &mut DbConn) -> AppResult<Findings> {
    let mut findings = Findings {
        tallies_ok: true,
        ledger_ok: true,
        references_ok: true,
        ..Findings::default()
    };
    let mut recount = Recount::new(store::list_flags(conn)?);
    let mut seq = 0;
    let mut end = vec![0; 32];
    loop {
        let piece = store::list_ballots(conn, seq, PIECE)?;
        if piece.is_empty() {
            break;
        }
        for ballot in piece {
            check_ballot(&ballot, seq, &end, &mut findings, &mut recount);
            seq = ballot.seq;
            end = ballot.link;
        }
    }
    let (head_seq, head_link) = store::find_head(conn)?;
    if head_seq != seq {
        findings.bad_ledger(format!("the chain ends at {seq}, its head says {head_seq}"));
    } else if head_link != end {
        findings.bad_ledger(format!("the head does not fit the last ballot, {seq}"));
    }
    check_wordings(conn, &recount.all, &mut findings)?;
    recount.compare(conn, &mut findings)?;
    Ok(findings)
}

/// What was asked is what this program asks under the same version.
fn check_wordings(conn: &mut DbConn, recount: &Tallies, findings: &mut Findings) -> AppResult<()> {
    let used: BTreeSet<i64> = recount
        .turnout_months
        .keys()
        .map(|key| key.questionnaire_id)
        .collect();
    for (id, version, definition) in store::list_questionnaires(conn)? {
        let ours = catalogue().questionnaire(&version);
        let wording = ours.map(serde_json::to_string).transpose();
        let wording = wording.map_err(AppError::internal)?;
        if used.contains(&id) && wording.is_some_and(|wording| wording != definition) {
            findings.bad_reference(format!(
                "the wording of questionnaire {version} was changed"
            ));
        }
    }
    Ok(())
}

fn check_ballot(
    stored: &StoredBallot,
    previous_seq: i64,
    previous_link: &[u8],
    findings: &mut Findings,
    recount: &mut Recount,
) {
    findings.ballots += 1;
    let seq = stored.seq;
    if seq != previous_seq + 1 {
        findings.bad_ledger(format!(
            "ballots {} to {} are missing",
            previous_seq + 1,
            seq - 1
        ));
    }
    let (ballot, channel) = match read_back(stored) {
        Ok(read) => read,
        Err(problem) => {
            findings.bad_ledger(format!("ballot {seq}: {problem}"));
            return;
        }
    };
    if ballot.digest(stored.comment_seal.as_deref())[..] != stored.digest[..] {
        findings.bad_ledger(format!("ballot {seq} is not what was sent"));
    }
    let noted = Noted {
        seq,
        unit_id: stored.unit_id,
        channel,
        counter_id: stored.counter_id,
        device_id: stored.device_id,
        link_id: stored.link_id,
        officer_id: stored.officer_id,
        rated_at: stored.rated_at,
        received_at: stored.received_at,
        digest: &stored.digest,
    };
    if link(previous_link, &noted)[..] != stored.link[..] {
        findings.bad_ledger(format!("ballot {seq} does not follow the one before it"));
    }
    check_references(stored, &ballot, findings);
    findings.answers += ballot.answers.values().flatten().count() as u64;
    recount.add(stored, channel, &ballot, findings);
}

/// The ballot as the sender told it, from its columns.
fn read_back(stored: &StoredBallot) -> Result<(Ballot, Channel), String> {
    let readable = |error: &dyn std::fmt::Display| format!("not readable: {error}");
    let channel = stored.channel.parse()?;
    let install_id = match &stored.install_id {
        Some(bytes) => Some(Uuid::from_slice(bytes).map_err(|error| readable(&error))?),
        None => None,
    };
    let ballot = Ballot {
        id: Uuid::from_slice(&stored.id).map_err(|error| readable(&error))?,
        questionnaire: stored.questionnaire.clone().unwrap_or_default(),
        answers: parse_answers(&stored.answers).map_err(|error| readable(&error))?,
        reasons: stored.reasons(),
        comment: stored.comment.clone(),
        lang: stored.lang.clone(),
        partial: stored.partial,
        times: stored.skew_s.map(|skew| SenderTimes {
            created_at: stored.rated_at - Duration::seconds(skew.into()),
            sent_at: None,
            duration_s: stored.duration_s,
        }),
        elapsed_ms: stored.elapsed_ms,
        origin: install_id
            .zip(stored.install_seq)
            .map(|(install_id, seq)| Origin { install_id, seq }),
        circumstances: Circumstances {
            scale: stored.scale.clone(),
            layout: stored.layout.clone(),
            signals: stored.signals(),
        },
    };
    Ok((ballot, channel))
}

fn check_references(stored: &StoredBallot, ballot: &Ballot, findings: &mut Findings) {
    let seq = stored.seq;
    let questionnaire: Option<&Questionnaire> = catalogue().questionnaire(&ballot.questionnaire);
    match questionnaire {
        None => findings.bad_reference(format!("ballot {seq} answers no known questionnaire")),
        Some(questionnaire) => {
            if let Err(invalid) = ballot.check(questionnaire) {
                findings.bad_reference(format!("ballot {seq}: {invalid}"));
            }
        }
    }
    if let (Some(salt), Some(comment)) = (&stored.salt, &stored.comment) {
        let fits = stored
            .comment_seal
            .as_deref()
            .is_some_and(|seal| seal == comment_seal(salt, comment));
        if !fits {
            findings.bad_reference(format!("the comment of ballot {seq} was changed"));
        }
    }
}
