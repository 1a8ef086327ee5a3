//! A ballot on its way into the box, and what becomes of one that comes with a slip.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chrono::{NaiveDateTime, Timelike};

use crate::survey::ballot::{Ballot, Channel, Source};
use crate::survey::flag::Flag;
use crate::survey::moment::RatedAt;
use crate::survey::slips::store::{Claim, Held};

/// A checked ballot on its way into the box.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// What the sender told.
    pub ballot: Ballot,
    /// Row of its questionnaire.
    pub questionnaire_id: i64,
    /// Where it belongs.
    pub source: Source,
    /// When it counts.
    pub rated_at: RatedAt,
    /// When it came.
    pub received_at: NaiveDateTime,
    /// Salt of its comment's seal.
    pub salt: [u8; 16],
    /// What makes it remarkable.
    pub flags: BTreeSet<Flag>,
    /// The slip that it is to redeem. Where that cannot be, a ballot of the slip's channel is not stored; any other is
    /// stored as what it is without.
    pub slip: Option<Claim>,
}

/// What became of one ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the box.
    Stored,
    /// The same ballot was in the box already.
    Duplicate,
    /// Another ballot with this id is in the box; this one is kept aside and not counted.
    Conflict,
    /// Its slip rates no more, or not yet; it is not in the box.
    Spent,
}

impl Incoming {
    /// Figures are also told without it.
    pub(super) fn is_suspect(&self) -> bool {
        self.flags.iter().any(|flag| flag.is_suspect())
    }

    /// Whether it is nothing without its slip.
    pub(super) fn needs_slip(&self) -> bool {
        self.source.channel == Channel::Slip
    }

    /// As the ballot of the slip that it has redeemed.
    pub(super) fn of_slip(&self, held: &Held) -> Self {
        Self {
            source: Source {
                unit_id: held.unit_id,
                channel: Channel::Slip,
                counter_id: held.counter_id,
                officer_id: None,
                device_id: None,
                link_id: None,
            },
            ..self.without_traces()
        }
    }

    /// What may be kept of it: all of it, but of one that came with a slip nothing that tells which tablet or minute it
    /// came from (kiosk.md B5, B6). Nor is it marked: marks are of visits to a tablet, and a slip is one dossier's.
    pub(super) fn kept(&self) -> Cow<'_, Self> {
        match self.slip {
            None => Cow::Borrowed(self),
            Some(_) => Cow::Owned(self.without_traces()),
        }
    }

    fn without_traces(&self) -> Self {
        Self {
            ballot: self.ballot.bare(),
            rated_at: RatedAt {
                moment: hour_of(self.rated_at.moment),
                skew_s: None,
                suspect: false,
            },
            received_at: hour_of(self.received_at),
            flags: BTreeSet::new(),
            slip: None,
            ..self.clone()
        }
    }
}

/// The hour in which it is, the same in Vietnam as in UTC.
fn hour_of(moment: NaiveDateTime) -> NaiveDateTime {
    moment
        .date()
        .and_hms_opt(moment.hour(), 0, 0)
        .unwrap_or(moment)
}
