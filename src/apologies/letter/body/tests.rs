//! The words of every letter, as a citizen reads them.

use super::super::samples::{birth_certificate, of_a_desk};
use super::super::{Letter, Moment, Stage};
use super::*;

fn text(letter: &Letter) -> String {
    let form = letter.form().unwrap();
    let parts = paragraphs(letter, &form);
    let body: Vec<&str> = parts.iter().map(Paragraph::text).collect();
    format!(
        "{}\n{}\n{}",
        form.title,
        form.basis().join(" "),
        body.join("\n")
    )
}

fn with(mut letter: Letter, occasion: Occasion) -> Letter {
    letter.occasion = occasion;
    letter
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn again() -> Occasion {
    Occasion::LateAgain {
        promised_again: Moment::on(day("2026-11-12")),
    }
}

fn error() -> Occasion {
    Occasion::Error {
        fault: "Giấy khai sinh ghi sai ngày sinh của con Bà".into(),
        remedy: "cấp lại Giấy khai sinh đúng trong ngày và trả tận nhà, không thu lệ phí.".into(),
    }
}

#[test]
fn a_late_result_is_promised_anew_by_the_rules_of_2021() {
    insta::assert_snapshot!(text(&of_a_desk()));
}

#[test]
fn a_late_result_is_promised_anew_by_the_rules_of_2025() {
    insta::assert_snapshot!(text(&birth_certificate()));
}

#[test]
fn a_result_that_was_given_late_is_apologised_for() {
    let given = |on| Occasion::GivenLate { on: day(on) };
    insta::assert_snapshot!("given_2021", text(&with(of_a_desk(), given("2021-10-04"))));
    let now = with(birth_certificate(), given("2026-11-09"));
    insta::assert_snapshot!("given_2026", text(&now));
}

#[test]
fn after_a_second_lateness_no_day_is_promised() {
    let letter = with(birth_certificate(), again());
    insta::assert_snapshot!(text(&letter));
    assert!(!text(&letter).contains("Trả kết quả vào"));
}

#[test]
fn an_error_is_named_and_put_right() {
    insta::assert_snapshot!("error_2021", text(&with(of_a_desk(), error())));
    insta::assert_snapshot!("error_2026", text(&with(birth_certificate(), error())));
}

#[test]
fn what_is_not_filled_in_yet_is_dots() {
    let mut letter = birth_certificate();
    letter.stage = Stage::Draft {
        today: day("2026-11-04"),
    };
    letter.recipient.name.clear();
    letter.reason.clear();
    letter.dossier.code = " ".into();
    let text = text(&letter);
    for blank in ["Kính gửi: ……………\n", "Lý do: …………….", "mã số hồ sơ: ……………."]
    {
        assert!(text.contains(blank), "{text}");
    }
}

#[test]
fn a_sentence_ends_once_however_it_was_typed() {
    for typed in ["Mất hồ sơ", " Mất hồ sơ.", "Mất\r\nhồ sơ;", "Mất hồ  sơ. "] {
        assert_eq!(sentence(typed), "Mất hồ sơ.", "{typed:?}");
    }
    assert_eq!(sentence("Vì sao?"), "Vì sao?");
}

#[test]
fn everybody_is_addressed_as_they_are() {
    let mut letter = birth_certificate();
    let cases = [
        (Salutation::Mr, "Kính gửi: Ông Nguyễn", "xin lỗi Ông về"),
        (Salutation::Ms, "Kính gửi: Bà Nguyễn", "xin lỗi Bà về"),
        (
            Salutation::Person,
            "Kính gửi: Ông/Bà Nguyễn",
            "xin lỗi Ông/Bà về",
        ),
        (
            Salutation::Organisation,
            "Kính gửi: Nguyễn",
            "xin lỗi Quý tổ chức về",
        ),
    ];
    for (salutation, addressee, sorry) in cases {
        letter.recipient.salutation = salutation;
        let text = text(&letter);
        assert!(text.contains(addressee) && text.contains(sorry), "{text}");
    }
}

/// The letter of the past is what it was: its stored form is read for good.
#[test]
fn an_issued_letter_is_stored_and_read_again() {
    for letter in [
        birth_certificate(),
        of_a_desk(),
        with(birth_certificate(), again()),
        with(birth_certificate(), error()),
    ] {
        let stored = serde_json::to_string(&letter).unwrap();
        let read: Letter = serde_json::from_str(&stored).unwrap();
        assert_eq!(read, letter);
    }
}
