//! The letters that are printed: one for every occasion, a draft, and one whose every part is as long as it gets.

use std::fs;
use std::path::Path;

use hailong::apologies::letter::{Letter, Moment, Occasion, Stage};

/// Their names.
pub const NAMES: &[&str] = &[
    "birth-certificate",
    "of-a-desk",
    "longest",
    "longest-draft",
    "draft",
    "given-late",
    "late-again",
    "error",
];

/// The letter of a name.
pub fn letter(name: &str) -> Letter {
    match name {
        "draft" => draft(stored("of-a-desk")),
        "longest-draft" => draft(stored("longest")),
        "given-late" => about(Occasion::GivenLate {
            on: "2026-11-09".parse().unwrap(),
        }),
        "late-again" => about(Occasion::LateAgain {
            promised_again: Moment::on("2026-11-12".parse().unwrap()),
        }),
        "error" => about(Occasion::Error {
            fault: "Giấy khai sinh ghi sai ngày sinh".into(),
            remedy: "Cấp lại Giấy khai sinh đúng trong ngày, không thu lệ phí".into(),
        }),
        stored_name => stored(stored_name),
    }
}

/// What whoever gets the letter must be able to read.
pub fn facts(letter: &Letter) -> Vec<&str> {
    let mut facts = vec![
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Nơi nhận:",
        letter.form().unwrap().title,
        &letter.letterhead.name,
        &letter.recipient.name,
        &letter.recipient.identity,
        &letter.recipient.address,
        &letter.dossier.code,
        &letter.dossier.procedure,
        &letter.reason,
        &letter.signer.name,
        &letter.hotline,
    ];
    facts.extend(letter.letterhead.agency.iter().map(String::as_str));
    facts.extend(letter.letterhead.desk.iter().map(String::as_str));
    facts.extend(letter.copies.iter().map(String::as_str));
    facts
}

fn stored(name: &str) -> Letter {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters");
    let text = fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn about(occasion: Occasion) -> Letter {
    let mut letter = stored("birth-certificate");
    letter.occasion = occasion;
    letter
}

fn draft(mut letter: Letter) -> Letter {
    letter.stage = Stage::Draft {
        today: letter.stage.day(),
    };
    letter
}
