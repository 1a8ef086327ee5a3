//! Letters and summaries of reports as they come out of a printer: from the browser's page through Chromium, from the document for Word through
//! LibreOffice, each read back from its PDF. Both programs must be there (scripts/test installs them). The files stay in
//! `target/tmp/letters`, to be looked at.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a story that cannot go on should stop where it is"
)]

mod letters;
mod office;
mod pages;
mod printed;
mod summaries;

use letters::{NAMES, letter};
use printed::{Printed, Word, from_browser, from_office};

/// An A4 page in points, and how far a figure in a PDF may be off.
const A4: [f64; 2] = [595.3, 841.9];
const POINTS_PER_MM: f64 = 72.0 / 25.4;

#[track_caller]
fn is_one_whole_page(name: &str, printed: &Printed) {
    is_one_page(name, printed);
    // NĐ 30/2020/NĐ-CP, Phụ lục I: 30 mm on the left, at least 15 on the right, 20 above and below.
    is_within(name, printed, [30.0, 15.0, 20.0]);
}

#[track_caller]
fn is_one_page(name: &str, printed: &Printed) {
    assert_eq!(printed.pages, 1, "{name}");
    for (size, wanted) in printed.size.iter().zip(A4) {
        assert!((size - wanted).abs() < 1.0, "{name}: {:?}", printed.size);
    }
}

/// Every word stands within the margins: left, right, and above as below, in millimetres.
#[track_caller]
fn is_within(name: &str, printed: &Printed, [left, right, above]: [f64; 3]) {
    let [left, right] = [left, 210.0 - right].map(|mm| mm * POINTS_PER_MM);
    let [top, bottom] = [above, 297.0 - above].map(|mm| mm * POINTS_PER_MM);
    let is_mark = |word: &&Word| ["DỰ", "THẢO"].contains(&word.text.trim_matches('\u{a0}'));
    for word in printed.words.iter().filter(|word| !is_mark(word)) {
        let inside = word.left > left - 1.0
            && word.right < right + 1.0
            && word.top > top - 1.0
            && word.bottom < bottom + 1.0;
        assert!(inside, "{name}: outside the margins: {word:?}");
    }
}

#[track_caller]
fn says(name: &str, printed: &Printed, facts: &[&str]) {
    // What has a hyphen may be broken at it.
    let whole = |text: &str| text.replace("- ", "-");
    let text = whole(&printed.text());
    for fact in facts {
        assert!(
            text.contains(&whole(fact)),
            "{name} does not say {fact:?}:\n{text}"
        );
    }
}

#[test]
fn a_printed_letter_is_one_page_within_the_margins() {
    for (name, printed) in from_browser(NAMES) {
        is_one_whole_page(&name, &printed);
        says(&name, &printed, &letters::facts(&letter(&name)));
        let has_toolbar = printed.text().contains("Ctrl");
        assert!(!has_toolbar, "{name}: the toolbar is printed");
    }
}

#[test]
fn a_letter_for_word_is_one_page_within_the_margins() {
    for (name, printed) in from_office(NAMES) {
        is_one_whole_page(&name, &printed);
        says(&name, &printed, &letters::facts(&letter(&name)));
    }
}

#[test]
fn a_draft_is_marked_on_paper_and_an_issued_letter_is_not() {
    for all in [
        from_browser(&["draft", "error"]),
        from_office(&["draft", "error"]),
    ] {
        let marked: Vec<bool> = all
            .iter()
            .map(|(_, printed)| printed.text().contains("DỰ THẢO"))
            .collect();
        assert_eq!(marked, [true, false]);
    }
}

#[test]
fn word_and_the_printer_say_the_same() {
    let names = &["birth-certificate", "of-a-desk"];
    let pairs = from_browser(names).into_iter().zip(from_office(names));
    for ((name, browser), (_, office)) in pairs {
        assert_eq!(browser.sorted_letters(), office.sorted_letters(), "{name}");
    }
}

#[test]
fn whatever_was_typed_is_printed_as_it_stands() {
    let all = [from_browser(&["hostile"]), from_office(&["hostile"])];
    for (name, printed) in all.into_iter().flatten() {
        is_one_whole_page(&name, &printed);
        let facts = ["<b>Văn</b> & ]]> 'Con'", "Dòng một {{dòng hai}} &amp; %20."];
        says(&name, &printed, &facts);
    }
}

/// The letters of which pictures are kept as the browser prints them: of each kind, the longest, a draft.
const PICTURED: &[&str] = &[
    "birth-certificate",
    "draft",
    "error",
    "late-again",
    "longest",
    "of-a-desk",
];

/// The same as Word prints them.
const PICTURED_IN_WORD: &[&str] = &["birth-certificate", "longest"];

#[test]
fn letters_look_as_somebody_found_them_right() {
    let browser = from_browser(PICTURED).into_iter();
    let office = from_office(PICTURED_IN_WORD).into_iter();
    let browser = browser.map(|(name, printed)| (format!("{name}-browser"), printed));
    let office = office.map(|(name, printed)| (format!("{name}-word"), printed));
    let all: Vec<_> = browser.chain(office).collect();
    let unlike = all.iter();
    let unlike = unlike.filter_map(|(name, printed)| pages::unlike_before(name, printed));
    assert_eq!(unlike.collect::<String>(), "");
    let mut names: Vec<String> = all.into_iter().map(|(name, _)| name).collect();
    names.sort();
    assert_eq!(
        pages::kept(),
        names,
        "a picture of a letter that is no more"
    );
}
