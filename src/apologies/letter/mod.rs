//! The letter of an apology as an official document: its form by law, its words, one A4 page for the printer and for
//! Word. Pure: who may write it, its number, its approval and its keeping are not here. It is always Vietnamese, as
//! the law has it; so its words stand here beside their sources and not in the catalogue of texts.

mod body;
mod dates;
pub mod docx;
mod fit;
mod form;
mod pages;
mod sheet;
mod width;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use body::{Paragraph, paragraphs};
pub use dates::{Moment, written_day};
pub use docx::{DOCX_TYPE, docx};
pub use fit::Fit;
pub use form::{Form, NoForm, Regime};
pub use pages::{LetterPage, Ways, foot, head};
pub use sheet::{DRAFT, Sheet};

/// An apology to one applicant, with everything that stands on its page. Stored as JSON it is what was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// What is apologised for.
    pub occasion: Occasion,
    /// Draft or issued.
    pub stage: Stage,
    /// Signs behind the number: "PXL" gives "Số: 05/PXL".
    pub symbol: String,
    /// Who writes.
    pub letterhead: Letterhead,
    /// To whom.
    pub recipient: Recipient,
    /// The dossier.
    pub dossier: Dossier,
    /// Why it came to this, in one or two sentences.
    pub reason: String,
    /// Who signs.
    pub signer: Signer,
    /// Lines under "Nơi nhận", as they stand: "- Như trên;", "- Lưu: VT."
    pub copies: Vec<String>,
    /// Phone that answers questions; may be empty.
    pub hotline: String,
}

/// What is apologised for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Occasion {
    /// The result is or will be late, and is promised for another time. Only once for a dossier.
    Late {
        /// When it will be given.
        new: Moment,
    },
    /// The result came late.
    GivenLate {
        /// When it came.
        on: NaiveDate,
        /// How far it came.
        #[serde(default)]
        end: End,
    },
    /// The second promise was not kept either; no third one may be given.
    LateAgain {
        /// The second promise.
        promised_again: Moment,
        /// When the result came all the same, and how far; nothing while it has not.
        #[serde(default)]
        came: Option<(NaiveDate, End)>,
    },
    /// Something was lost, damaged or wrong.
    Error {
        /// What happened, as a sentence.
        fault: String,
        /// What is done about it, as a sentence.
        remedy: String,
    },
}

/// How far a late result came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// The applicant has it.
    #[default]
    Given,
    /// It lies ready.
    Ready,
    /// The dossier was refused in writing.
    Refused,
}

/// How far a letter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Stage {
    /// Not issued: no number, no day, and marked as a draft. It has the form that is in force on this day.
    Draft {
        /// The day on which it is looked at.
        today: NaiveDate,
    },
    /// Issued for good.
    Issued {
        /// Number in the desk's own yearly series, from 1.
        number: i64,
        /// The day.
        on: NaiveDate,
    },
}

impl Stage {
    /// The day that decides about the form.
    pub const fn day(self) -> NaiveDate {
        match self {
            Self::Draft { today } => today,
            Self::Issued { on, .. } => on,
        }
    }
}

/// The agency that writes, as its documents begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    /// Body above the agency, in capitals; empty where the agency stands alone.
    pub parent: String,
    /// The agency in capitals, line by line: "ỦY BAN NHÂN DÂN", "XÃ TÂN BÌNH".
    pub agency: Vec<String>,
    /// The desk in capitals, line by line; none where the agency issues by itself.
    pub desk: Vec<String>,
    /// The agency in running text: "Ủy ban nhân dân xã Tân Bình".
    pub name: String,
    /// Place before the date: the commune's official name, "Tân Bình".
    pub place: String,
}

/// Whom the letter is addressed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// How they are addressed.
    pub salutation: Salutation,
    /// Full name.
    pub name: String,
    /// Personal or organisation's identification number. It is printed here and shown nowhere else.
    pub identity: String,
    /// Address; may be empty.
    pub address: String,
}

crate::text_enum! {
    /// How a recipient is addressed.
    pub enum Salutation {
        /// A man: Ông.
        Mr => "mr",
        /// A woman: Bà.
        Ms => "ms",
        /// A person of whom it is not known: Ông/Bà.
        Person => "person",
        /// A body: by its name, then Quý tổ chức.
        Organisation => "organisation",
    }
}

/// The dossier that the letter is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// Its code (mã số hồ sơ).
    pub code: String,
    /// Name of the procedure.
    pub procedure: String,
    /// Who handed it in; empty if the recipient did.
    pub applicant: String,
    /// When it was received, in Vietnam.
    pub received: NaiveDate,
    /// When its result was promised.
    pub promised: Moment,
}

/// Who signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// In which capacity, line by line: "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH".
    pub capacity: Vec<String>,
    /// Full name, without titles.
    pub name: String,
}

impl Letter {
    /// The form that the law gives it.
    ///
    /// # Errors
    /// A day before there was such a law.
    pub fn form(&self) -> Result<Form, NoForm> {
        Form::of(&self.occasion, self.stage.day())
    }

    /// Whether it is too long for one page even as tight as an official document may be: its reason must be shortened.
    ///
    /// # Errors
    /// A day before there was such a law.
    pub fn is_too_long(&self) -> Result<bool, NoForm> {
        Ok(Sheet::of(self)?.fit().is_none())
    }
}

/// Letters that tests of this folder share with those of the printed page: issued ones, as they are stored.
#[cfg(test)]
mod samples {
    use std::fs;
    use std::path::Path;

    use super::Letter;

    /// Of a reason that is longer than a page holds.
    pub const LONG_REASON: &str =
        "Hồ sơ có nguồn gốc sử dụng đất phức tạp, phải lấy ý kiến của nhiều cơ quan. ";

    /// An ordinary letter of 2026.
    pub fn birth_certificate() -> Letter {
        read("birth-certificate")
    }

    /// A letter of 2021 that names the desk, to an organisation, without hours.
    pub fn of_a_desk() -> Letter {
        read("of-a-desk")
    }

    /// Everything as long as it gets.
    pub fn longest() -> Letter {
        read("longest")
    }

    fn read(name: &str) -> Letter {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters");
        let text = fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
        serde_json::from_str(&text).unwrap()
    }
}
