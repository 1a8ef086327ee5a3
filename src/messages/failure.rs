//! Why a message did not leave, as it is kept and told: a word of ours, and what the other side said (pure).

use std::error::Error;
use std::io::{self, ErrorKind};

use crate::web::extract::clean_text;

/// Characters of an answer that are kept.
const ANSWER_LIMIT: usize = 200;

crate::text_enum! {
    /// What kind of failure.
    pub(super) enum Fault {
        /// No connection, or it broke.
        Unreachable => "unreachable",
        /// No answer in time.
        Timeout => "timeout",
        /// No secured connection.
        Tls => "tls",
        /// The mail server does not take our user or password.
        SignIn => "sign_in",
        /// The other side does not take it now.
        Refused => "refused",
        /// The gateway will never take it.
        Gone => "gone",
        /// Nobody can be reached under the address.
        Address => "address",
        /// It waited for so long that it is no news any more.
        Stale => "stale",
        /// The number that it was for is another by now, or was to be forgotten.
        Forgotten => "forgotten",
    }
}

/// One failed try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) fault: Fault,
    /// The other side's words, shortened; may be empty.
    pub(super) answer: String,
}

impl Failure {
    pub(super) fn new(fault: Fault, answer: &str) -> Self {
        let answer = clean_text(answer).replace('\n', " ");
        Self {
            fault,
            answer: answer.chars().take(ANSWER_LIMIT).collect(),
        }
    }

    /// Whether trying again cannot help.
    pub(super) fn is_final(&self) -> bool {
        matches!(self.fault, Fault::Gone | Fault::Address)
    }

    /// Whether the other side did not answer at all, so that whatever else waits for it need not be tried just now.
    pub(super) fn is_silence(&self) -> bool {
        matches!(
            self.fault,
            Fault::Unreachable | Fault::Timeout | Fault::Tls | Fault::SignIn
        )
    }

    /// As it is stored.
    pub(super) fn to_text(&self) -> String {
        format!("{} {}", self.fault, self.answer).trim().to_owned()
    }

    /// Reads what is stored.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (fault, answer) = text.split_once(' ').unwrap_or((text, ""));
        Some(Self {
            fault: fault.parse().ok()?,
            answer: answer.to_owned(),
        })
    }
}

/// What is the matter with a connection, as far as the causes of the error tell: a wait that ended, or a certificate
/// that nobody vouches for.
pub(super) fn fault_of_connection(error: &(dyn Error + 'static)) -> Fault {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(io) = error.downcast_ref::<io::Error>() {
            return fault_of_io(io);
        }
        cause = error.source();
    }
    Fault::Unreachable
}

fn fault_of_io(error: &io::Error) -> Fault {
    let is_tls = |inner: &(dyn Error + Send + Sync + 'static)| inner.is::<rustls::Error>();
    match error.kind() {
        ErrorKind::TimedOut | ErrorKind::WouldBlock => Fault::Timeout,
        _ if error.get_ref().is_some_and(is_tls) => Fault::Tls,
        _ => Fault::Unreachable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_matter_is_found_among_the_causes() {
        let refused = io::Error::from(ErrorKind::ConnectionRefused);
        assert_eq!(fault_of_connection(&refused), Fault::Unreachable);
        let late = io::Error::from(ErrorKind::WouldBlock);
        assert_eq!(fault_of_connection(&late), Fault::Timeout);
        let tls = rustls::Error::UnsupportedNameType;
        let untrusted = io::Error::new(ErrorKind::InvalidData, tls);
        assert_eq!(fault_of_connection(&untrusted), Fault::Tls);
    }

    #[test]
    fn a_failure_is_read_back_as_it_was_stored() {
        for answer in ["", "550 5.1.1 Không có hộp thư này"] {
            let failure = Failure::new(Fault::Refused, answer);
            assert_eq!(Failure::read(&failure.to_text()), Some(failure));
        }
        let long = Failure::new(Fault::Refused, &"ạ\r\n\u{0}".repeat(500));
        assert_eq!(long.answer.chars().count(), ANSWER_LIMIT);
        assert!(!long.to_text().contains('\n'));
        assert_eq!(Failure::read("nothing of ours"), None);
    }
}
