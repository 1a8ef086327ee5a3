//! What a phone form is about: the place of a QR link, or a receipt slip (pure).

use std::sync::Arc;

use super::ballot::{Channel, Source};
use super::slips::SlipPlace;
use crate::links::{LinkKind, LinkPlace};

/// The address of a phone form without the choices of language and length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormPath {
    /// `/q/7Q4MK2` or `/d/` and a token.
    pub path: String,
    /// Asked for as the unit's general form, by whom the place did not lead there.
    pub open: bool,
}

/// What is rated, and what the rating stands on.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A link. `open` where its place did not lead there: then it is no evidence of a place.
    Link {
        /// Its place.
        place: Arc<LinkPlace>,
        /// Whether the rating counts as one by an open link.
        open: bool,
    },
    /// A receipt slip.
    Slip(Arc<SlipPlace>),
}

impl Subject {
    /// Where its form is.
    pub fn path(&self) -> FormPath {
        match self {
            Self::Link { place, open } => FormPath {
                path: format!("/q/{}", place.code),
                open: *open,
            },
            Self::Slip(slip) => FormPath {
                path: slip.token.form_path(),
                open: false,
            },
        }
    }

    /// Where something is reported that needs an answer, if the unit has a form for that.
    pub fn report(&self) -> Option<String> {
        let link = match self {
            Self::Link { place, .. } => Some(place),
            Self::Slip(slip) => slip.general.as_ref(),
        };
        link.map(|place| format!("/q/{}/report", place.code))
    }

    /// Name of the unit.
    pub fn unit(&self) -> &str {
        match self {
            Self::Link { place, .. } => &place.unit_name,
            Self::Slip(slip) => &slip.slip.unit_name,
        }
    }

    /// Name of the counter, where it belongs to one.
    pub fn counter(&self) -> Option<&str> {
        match self {
            Self::Link { open: true, .. } => None,
            Self::Link { place, .. } => place.counter_name.as_deref(),
            Self::Slip(slip) => slip.slip.counter_name.as_deref(),
        }
    }

    /// The unit's hotline; may be empty.
    pub fn hotline(&self) -> &str {
        match self {
            Self::Link { place, .. } => &place.hotline,
            Self::Slip(slip) => &slip.slip.hotline,
        }
    }

    /// Where its ballot belongs.
    pub fn source(&self) -> Source {
        let (unit_id, channel, counter_id, link_id) = match self {
            Self::Link { place, open } => {
                let is_open = *open || place.kind == LinkKind::Open;
                let channel = if is_open {
                    Channel::Open
                } else {
                    Channel::Place
                };
                let counter_id = place.counter_id.filter(|_| !open);
                (place.unit_id, channel, counter_id, Some(place.link_id))
            }
            Self::Slip(slip) => {
                let known = &slip.slip;
                (known.unit_id, Channel::Slip, known.counter_id, None)
            }
        };
        Source {
            unit_id,
            channel,
            counter_id,
            device_id: None,
            link_id,
            officer_id: None,
        }
    }
}
