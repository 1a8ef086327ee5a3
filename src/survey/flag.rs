//! What makes a ballot remarkable (pure). A flag never takes a ballot out of the box or of a figure: it lies beside it,
//! and where it makes the ballot suspect, figures are told with and without such ballots.

use super::ballot::Ballot;

crate::text_enum! {
    /// A mark beside a ballot.
    pub enum Flag {
        /// The sender's clock was off by more than five minutes; the time is corrected.
        ClockSkew => "clock_skew",
        /// The visit began within seconds of the end of the one before.
        ResponseInterval => "response_interval",
        /// Many visits in a short time, one too quick to read, or many alike in a row.
        SuspectBurst => "suspect_burst",
        /// The desk was closed.
        OutsideHours => "outside_hours",
        /// Made between the day the tablet's token was revoked and the day it was paired again.
        WhileRevoked => "while_revoked",
        /// The tablet named a counter that its unit does not have.
        OtherPlace => "other_place",
        /// Came in a file that staff carried from the tablet.
        HandedOver => "handed_over",
    }
}

impl Flag {
    /// True if figures are also told without ballots that have this flag.
    pub const fn is_suspect(self) -> bool {
        !matches!(self, Self::ClockSkew | Self::HandedOver)
    }

    /// Only the tablet can notice these; the others are ours to set.
    const fn is_told(self) -> bool {
        matches!(
            self,
            Self::ResponseInterval | Self::SuspectBurst | Self::OutsideHours
        )
    }
}

/// The flags that a ballot's own signals ask for. Other signals describe and do not flag.
pub fn told_flags(ballot: &Ballot) -> impl Iterator<Item = Flag> {
    ballot
        .circumstances
        .signals
        .iter()
        .filter_map(|signal| signal.parse().ok())
        .filter(|flag: &Flag| flag.is_told())
}
