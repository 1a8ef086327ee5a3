//! Puts a letter together from what is known of its dossier, its applicant and its unit (pure). How it looks is in
//! `letter`.

use chrono::NaiveDate;

use super::apology::{Apology, Kind, Reason};
use super::letter::{self, End, Letter, Moment, Occasion, Recipient, Salutation, Signer, Stage};
use crate::clock::{local_day, local_time};
use crate::dossiers::letterhead::letterhead_of;
use crate::dossiers::limit::has_hour;
use crate::dossiers::rules::Rules;
use crate::dossiers::{Application, Dossier, State};
use crate::units::Unit;

/// What names of organisations begin with.
const ORGANISATIONS: [&str; 22] = [
    "công ty",
    "hợp tác xã",
    "tổ hợp tác",
    "doanh nghiệp",
    "trường",
    "trung tâm",
    "ban ",
    "hội ",
    "ủy ban",
    "uỷ ban",
    "ubnd",
    "chi nhánh",
    "văn phòng",
    "nhà thờ",
    "chùa",
    "giáo xứ",
    "chi hội",
    "câu lạc bộ",
    "quỹ",
    "trạm",
    "ngân hàng",
    "tổ chức",
];

/// Under whose name a letter stands, and whether it bears a number yet.
pub struct Signature<'a> {
    /// Draft, or issued.
    pub stage: Stage,
    /// Name of the leader; empty for none yet.
    pub signer: &'a str,
}

/// Whose letter it is.
pub struct Sender<'a> {
    /// The unit's rules.
    pub rules: &'a Rules,
    /// The unit and those above it, the topmost first.
    pub line: &'a [Unit],
}

/// The letter of an apology.
pub fn compose(
    apology: &Apology,
    (dossier, application): (&Dossier, &Application),
    sender: &Sender<'_>,
    signature: &Signature<'_>,
) -> Letter {
    let head = letterhead_of(sender.rules, sender.line);
    let agency = lines(&head.agency);
    let signer = match head.signer.is_empty() {
        true => signature.signer,
        false => &head.signer,
    };
    let (salutation, name) = addressed(&application.name);
    let hotline = sender.line.iter().rev().map(|unit| &unit.hotline);
    Letter {
        occasion: occasion_of(apology, dossier),
        stage: signature.stage,
        symbol: head.symbol,
        letterhead: letter::Letterhead {
            parent: head.parent,
            name: spoken(&agency),
            agency,
            desk: lines(&head.desk),
            place: head.place,
        },
        recipient: Recipient {
            salutation,
            name: name.to_owned(),
            identity: application.identity.clone(),
            address: application.address.clone(),
        },
        dossier: letter::Dossier {
            code: dossier.code.clone(),
            procedure: dossier.procedure_name.clone(),
            applicant: String::new(),
            received: local_day(dossier.received_at),
            promised: moment_of(dossier.first_due_at)
                .unwrap_or(Moment::on(local_day(dossier.received_at))),
        },
        reason: written_reason(apology),
        signer: Signer {
            capacity: lines(&head.capacity),
            name: signer.to_owned(),
        },
        copies: vec!["- Như trên;".to_owned(), "- Lưu: VT.".to_owned()],
        hotline: hotline
            .into_iter()
            .find(|number| !number.is_empty())
            .cloned()
            .unwrap_or_default(),
    }
}

fn occasion_of(apology: &Apology, dossier: &Dossier) -> Occasion {
    let came = came(dossier);
    match apology.kind {
        Kind::Error => Occasion::Error {
            fault: apology.words.clone(),
            remedy: apology.remedy.clone(),
        },
        Kind::LateAgain => Occasion::LateAgain {
            promised_again: moment_of(apology.old_due_at)
                .unwrap_or(Moment::on(local_day(apology.drafted_at))),
            came,
        },
        Kind::Late => match (moment_of(apology.new_due_at), came) {
            (Some(new), _) => Occasion::Late { new },
            (None, Some((on, end))) => Occasion::GivenLate { on, end },
            (None, None) => Occasion::GivenLate {
                on: local_day(apology.drafted_at),
                end: End::Ready,
            },
        },
    }
}

/// When the result of a dossier came, and how far; nothing while it is open.
fn came(dossier: &Dossier) -> Option<(NaiveDate, End)> {
    let end = match dossier.state {
        State::Refused => End::Refused,
        _ if dossier.returned_at.is_some() => End::Given,
        _ => End::Ready,
    };
    let at = dossier.returned_at.or(dossier.ended_at)?;
    Some((local_day(at), end))
}

fn moment_of(utc: Option<chrono::NaiveDateTime>) -> Option<Moment> {
    let local = local_time(utc?);
    Some(Moment {
        day: local.date(),
        hour: has_hour(local).then_some(local.time()),
    })
}

/// The reason as the letter says it: that of the list, in the words of the office, then the own words.
fn written_reason(apology: &Apology) -> String {
    let key = format!("apologies.letter_reason.{}", apology.reason);
    let listed = rust_i18n::t!(key, locale = "vi").into_owned();
    match (apology.kind, apology.reason, apology.words.as_str()) {
        // Of an error the own words tell what happened; why stands in the list.
        (Kind::Error, ..) | (_, _, "") => listed,
        (_, Reason::Other, words) => words.to_owned(),
        (_, _, words) => format!("{listed}. {words}"),
    }
}

/// How somebody is addressed, and the name without what was typed before it.
fn addressed(name: &str) -> (Salutation, &str) {
    let name = name.trim();
    let typed = [("Ông ", Salutation::Mr), ("Bà ", Salutation::Ms)];
    let mut typed = typed.into_iter();
    let typed = typed.find_map(|(word, how)| Some((how, name.strip_prefix(word)?.trim_start())));
    typed.unwrap_or_else(|| (salutation_of(name), name))
}

/// How somebody of this name is addressed. Nobody's sex is guessed.
fn salutation_of(name: &str) -> Salutation {
    let name = name.trim().to_lowercase();
    match ORGANISATIONS.iter().any(|word| name.starts_with(word)) {
        true => Salutation::Organisation,
        false => Salutation::Person,
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// An agency in running text: "ỦY BAN NHÂN DÂN", "XÃ TÂN BÌNH" is "Ủy ban nhân dân xã Tân Bình".
fn spoken(agency: &[String]) -> String {
    let sentence = |line: &String| {
        let small = line.to_lowercase();
        let mut letters = small.chars();
        let first = letters
            .next()
            .map(|letter| letter.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    };
    let Some((first, rest)) = agency.split_first() else {
        return String::new();
    };
    let seats = rest.iter().map(|line| {
        let words = line
            .split_whitespace()
            .enumerate()
            .map(|(at, word)| match at {
                0 => word.to_lowercase(),
                _ => sentence(&word.to_owned()),
            });
        words.collect::<Vec<_>>().join(" ")
    });
    let all: Vec<String> = [sentence(first)].into_iter().chain(seats).collect();
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_is_named_in_running_text() {
        let agency = |lines: &[&str]| {
            spoken(
                &lines
                    .iter()
                    .map(|line| (*line).to_owned())
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(
            agency(&["ỦY BAN NHÂN DÂN", "XÃ TÂN BÌNH"]),
            "Ủy ban nhân dân xã Tân Bình"
        );
        assert_eq!(
            agency(&["UỶ BAN NHÂN DÂN", "PHƯỜNG IA KRING"]),
            "Uỷ ban nhân dân phường Ia Kring"
        );
        assert_eq!(agency(&[]), "");
    }

    #[test]
    fn nobody_is_addressed_twice() {
        assert_eq!(
            addressed(" Bà Rơ Châm H'Lan"),
            (Salutation::Ms, "Rơ Châm H'Lan")
        );
        assert_eq!(addressed("Ông Y Moan"), (Salutation::Mr, "Y Moan"));
        assert_eq!(
            addressed("Bàn Văn Sáu"),
            (Salutation::Person, "Bàn Văn Sáu")
        );
    }

    #[test]
    fn an_organisation_is_addressed_as_one() {
        assert_eq!(
            salutation_of("CÔNG TY TNHH Hoa Mai"),
            Salutation::Organisation
        );
        assert_eq!(salutation_of("Nguyễn Thị Ban"), Salutation::Person);
        assert_eq!(salutation_of("Rơ Châm H'Lan"), Salutation::Person);
    }
}
