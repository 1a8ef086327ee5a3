//! Mail through the office's own server (SMTP).

use std::error::Error;
use std::time::{Duration, SystemTime};

use lettre::address::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp;
use lettre::{SmtpTransport, Transport};
use url::Url;
use uuid::Uuid;

use super::failure::{Failure, Fault, fault_of_connection};

/// For connecting, and for each answer of the server.
const TIMEOUT: Duration = Duration::from_secs(10);
/// First digits of a refused sign-in (RFC 4954): 530, 534, 535, 538.
const SIGN_IN: &str = "53";

/// A way to send mail.
#[derive(Clone)]
pub(super) struct Mailer {
    transport: SmtpTransport,
    from: Mailbox,
    host: String,
}

/// A mail to be sent.
pub(super) struct Mail<'a> {
    pub(super) id: Uuid,
    pub(super) recipient: &'a str,
    pub(super) subject: &'a str,
    pub(super) text: &'a str,
    pub(super) date: SystemTime,
}

impl Mailer {
    /// Reads the settings. Their words are not repeated: a password may stand in any place.
    pub(super) fn read(url: &str, from: &str) -> Result<Self, String> {
        let from: Mailbox = from.trim().parse().map_err(|_| {
            "--mail-from or HAILONG_MAIL_FROM: it must be ADDRESS or NAME <ADDRESS>, \
             such as Một cửa <motcua@gialai.gov.vn>"
        })?;
        let (transport, host) =
            read_url(url.trim()).map_err(|why| format!("--smtp-url or HAILONG_SMTP_URL: {why}"))?;
        Ok(Self {
            transport,
            from,
            host,
        })
    }

    /// Name of the server.
    pub(super) fn host(&self) -> &str {
        &self.host
    }

    /// Address of the sender.
    pub(super) fn sender(&self) -> String {
        self.from.email.to_string()
    }

    /// Hands a mail to the server.
    pub(super) fn send(&self, mail: &Mail<'_>) -> Result<(), Failure> {
        let message = self
            .message(mail)
            .ok_or_else(|| Failure::new(Fault::Address, ""))?;
        match self.transport.send(&message) {
            Ok(_) => Ok(()),
            Err(error) => Err(failure_of(&error)),
        }
    }

    fn message(&self, mail: &Mail<'_>) -> Option<Message> {
        let to: Address = mail.recipient.parse().ok()?;
        let id = format!("<{}@{}>", mail.id, self.from.email.domain());
        // A line's end in a subject would begin another header.
        let subject: Vec<&str> = mail.subject.split_whitespace().collect();
        Message::builder()
            .from(self.from.clone())
            .to(to.into())
            .subject(subject.join(" "))
            .message_id(Some(id))
            .date(mail.date)
            // No answering machine answers it (RFC 3834).
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ))
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text.to_owned())
            .ok()
    }
}

fn read_url(text: &str) -> Result<(SmtpTransport, String), &'static str> {
    let form = "it must be smtps://USER:PASSWORD@HOST, smtp://HOST:25 or \
                smtp://USER:PASSWORD@HOST?tls=required; a password stands percent-encoded";
    let url = Url::parse(text).map_err(|_| form)?;
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or(form)?;
    let is_ours = matches!(url.scheme(), "smtp" | "smtps");
    let is_whole = url.username().is_empty() == url.password().is_none();
    let is_known = url.query_pairs().all(|(name, value)| {
        name == "tls" && matches!(value.as_ref(), "required" | "opportunistic")
    });
    if !is_ours || !is_whole || !is_known || url.fragment().is_some() {
        return Err(form);
    }
    let transport = SmtpTransport::from_url(text)
        .map_err(|_| {
            "it cannot be used: either the name of the server, or this machine trusts no certificates"
        })?
        .timeout(Some(TIMEOUT))
        .build();
    Ok((transport, host.to_owned()))
}

fn failure_of(error: &smtp::Error) -> Failure {
    if let Some(status) = error.status() {
        let status = status.to_string();
        let said = error.source().map(ToString::to_string).unwrap_or_default();
        let fault = if status.starts_with(SIGN_IN) {
            Fault::SignIn
        } else {
            Fault::Refused
        };
        return Failure::new(fault, &format!("{status} {said}"));
    }
    let fault = if error.is_tls() {
        Fault::Tls
    } else {
        fault_of_connection(error)
    };
    Failure::new(fault, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: &str = "Một cửa <motcua@gialai.gov.vn>";

    #[test]
    fn every_dialect_of_the_address_is_read() {
        for good in [
            "smtp://localhost:25",
            "smtp://127.0.0.1:2525",
            "smtps://u%40x:p%2Fw@mail.example.vn",
            "smtp://u:p@mail.example.vn:587?tls=required",
            "smtp://mail.example.vn?tls=opportunistic",
        ] {
            assert!(Mailer::read(good, FROM).is_ok(), "{good}");
        }
        let mailer = Mailer::read("smtps://u:geheim@mail.example.vn", "a@x.vn");
        assert_eq!(
            mailer.map(|mailer| mailer.host),
            Ok("mail.example.vn".to_owned())
        );
    }

    #[test]
    fn what_is_wrong_is_told_without_a_word_of_it() {
        for bad in [
            "",
            "geheim",
            "mail.example.vn:25",
            "smtp://",
            "http://u:geheim@h",
            "smtp://geheim@h",
            "smtp://u:geheim@h?tls=none",
            "smtp://u:geheim@h?geheim",
            "smtp://u:ge#heim@h",
            "smtps://u:geheim@h:port",
        ] {
            let told = Mailer::read(bad, FROM).map(|_| ()).expect_err(bad);
            assert!(told.contains("HAILONG_SMTP_URL"), "{told}");
            assert!(!told.contains("heim"), "{told}");
        }
        let told = Mailer::read("smtp://h", "nobody")
            .map(|_| ())
            .expect_err("no address");
        assert!(told.contains("--mail-from"), "{told}");
    }

    #[test]
    fn a_subject_cannot_begin_another_header() {
        let mailer = Mailer::read("smtp://h", FROM).expect("a mailer");
        let mail = Mail {
            id: Uuid::nil(),
            recipient: "bia@example.vn",
            subject: "Phản ánh\r\nBcc: x@example.vn",
            text: "Chào chị",
            date: SystemTime::UNIX_EPOCH,
        };
        let message = mailer.message(&mail).expect("a message").formatted();
        let text = String::from_utf8(message).expect("text");
        assert!(!text.to_lowercase().contains("\nbcc"), "{text}");
        assert!(text.contains("Auto-Submitted: auto-generated"), "{text}");
    }
}
