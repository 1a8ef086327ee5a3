//! The letters that are printed: one for every occasion, drafts, one whose every part is as long as it gets, and for each
//! setting of the page the longest one that is set so.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use hailong::apologies::letter::{End, Letter, LetterPage, Moment, Occasion, Sheet, Stage, Ways};
use hailong::web::language::Lang;
use maud::Markup;

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
    "edge-0",
    "edge-1",
    "edge-2",
    "edge-3",
];

/// The letter of a name.
pub fn letter(name: &str) -> Letter {
    match name {
        "hostile" => hostile(),
        "draft" => draft(stored("of-a-desk")),
        "longest-draft" => draft(stored("longest")),
        "given-late" => about(Occasion::GivenLate {
            on: "2026-11-09".parse().unwrap(),
            end: End::Given,
        }),
        "late-again" => about(Occasion::LateAgain {
            promised_again: Moment::on("2026-11-12".parse().unwrap()),
            came: None,
        }),
        "error" => about(Occasion::Error {
            fault: "Giấy khai sinh ghi sai ngày sinh".into(),
            remedy: "Cấp lại Giấy khai sinh đúng trong ngày, không thu lệ phí".into(),
        }),
        other => match other.strip_prefix("edge-") {
            Some(setting) => EDGES[setting.parse::<usize>().unwrap()].clone(),
            None => stored(other),
        },
    }
}

/// The longest letters before a setting becomes too roomy for them, the roomiest setting first. One word more in the last
/// one is too long for any page.
static EDGES: LazyLock<Vec<Letter>> = LazyLock::new(edges);

fn edges() -> Vec<Letter> {
    let mut letter = stored("birth-certificate");
    let words = stored("longest").reason;
    let mut words = words.split(' ').cycle();
    let mut edges = Vec::new();
    while !letter.is_too_long().unwrap() {
        let before = letter.clone();
        letter.reason = format!("{} {}", letter.reason, words.next().unwrap());
        if setting(&letter) != setting(&before) || letter.is_too_long().unwrap() {
            edges.push(before);
        }
    }
    edges
}

/// How tightly a page is set.
fn setting(letter: &Letter) -> String {
    let html = page(letter).into_string();
    let (_, class) = html.split_once(r#"<main class="sheet "#).unwrap();
    class.split('"').next().unwrap().to_owned()
}

/// The page of a letter as an officer sees it.
pub fn page(letter: &Letter) -> Markup {
    let page = LetterPage {
        sheet: &Sheet::of(letter).unwrap(),
        ways: Ways {
            back: ("/apologies", "Xin lỗi"),
            docx: "/apologies/1.docx",
        },
        lang: Lang::Vi,
    };
    page.render()
}

/// What somebody may type: signs that mean something in a page or a document, one that no document can hold, and a word
/// without an end.
fn hostile() -> Letter {
    let mut letter = stored("birth-certificate");
    letter.recipient.name = "Nguyễn <b>Văn</b> & ]]> \u{b}'Con'".into();
    letter.recipient.address = "Ẵ".repeat(150);
    letter.reason = "Dòng một\r\n{{dòng hai}} &amp; %20".into();
    letter
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
