//! A ballot as a row, with its digest and its link in the chain.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::incoming::Incoming;
use super::known::seal_of;
use crate::db::schema::ballots;
use crate::survey::ballot::{Noted, link};

/// A ballot as it is inserted.
#[derive(Insertable)]
#[diesel(table_name = ballots, treat_none_as_default_value = false)]
pub(super) struct NewBallot<'a> {
    pub(super) seq: i64,
    id: &'a [u8],
    unit_id: i64,
    channel: &'static str,
    counter_id: Option<i64>,
    device_id: Option<i64>,
    link_id: Option<i64>,
    questionnaire_id: i64,
    answers: String,
    reasons: Option<String>,
    comment_seal: Option<Vec<u8>>,
    lang: &'a str,
    partial: bool,
    rated_at: NaiveDateTime,
    skew_s: Option<i32>,
    duration_s: Option<i32>,
    elapsed_ms: Option<i32>,
    install_id: Option<&'a [u8]>,
    install_seq: Option<i64>,
    received_at: NaiveDateTime,
    digest: Vec<u8>,
    link: Vec<u8>,
    scale: Option<&'a str>,
    layout: Option<&'a str>,
    signals: Option<String>,
    officer_id: Option<i64>,
}

/// The end of the chain while a batch grows it.
#[derive(Clone)]
pub(super) struct Head {
    pub(super) seq: i64,
    pub(super) link: Vec<u8>,
}

/// The next row after `end`, which moves to it.
pub(super) fn new_row<'a>(end: &mut Head, incoming: &'a Incoming) -> NewBallot<'a> {
    let Incoming {
        ballot,
        source,
        rated_at,
        ..
    } = incoming;
    let seal = seal_of(incoming, &incoming.salt);
    let digest = ballot.digest(seal.as_deref());
    end.seq += 1;
    end.link = link(
        &end.link,
        &Noted {
            seq: end.seq,
            unit_id: source.unit_id,
            channel: source.channel,
            counter_id: source.counter_id,
            device_id: source.device_id,
            link_id: source.link_id,
            officer_id: source.officer_id,
            rated_at: rated_at.moment,
            received_at: incoming.received_at,
            digest: &digest,
        },
    )
    .to_vec();
    NewBallot {
        seq: end.seq,
        id: ballot.id.as_bytes(),
        unit_id: source.unit_id,
        channel: source.channel.as_str(),
        counter_id: source.counter_id,
        device_id: source.device_id,
        link_id: source.link_id,
        questionnaire_id: incoming.questionnaire_id,
        answers: serde_json::to_string(&ballot.answers).unwrap_or_default(),
        reasons: together(&ballot.reasons),
        comment_seal: seal,
        lang: &ballot.lang,
        partial: ballot.partial,
        rated_at: rated_at.moment,
        skew_s: rated_at.skew_s,
        duration_s: ballot.times.and_then(|times| times.duration_s),
        elapsed_ms: ballot.elapsed_ms,
        install_id: ballot
            .origin
            .as_ref()
            .map(|origin| &origin.install_id.as_bytes()[..]),
        install_seq: ballot.origin.map(|origin| origin.seq),
        received_at: incoming.received_at,
        digest: digest.to_vec(),
        link: end.link.clone(),
        scale: ballot.circumstances.scale.as_deref(),
        layout: ballot.circumstances.layout.as_deref(),
        signals: together(&ballot.circumstances.signals),
        officer_id: source.officer_id,
    }
}

/// Codes in one column.
fn together(codes: &[String]) -> Option<String> {
    (!codes.is_empty()).then(|| codes.join(","))
}
