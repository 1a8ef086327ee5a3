//! The words of an apology, paragraph by paragraph. Order and content are those of Mẫu số 04 (TT 01/2018/TT-VPCP, TT
//! 03/2025/TT-VPCP, as reproduced in QĐ 3621/QĐ-BYT of 2025): to whom; received when; procedure; who handed it in;
//! identification number; dossier code; promised when; not kept; why; the apology; when it will be given.

use super::dates::written_day;
use super::{End, Form, Letter, Occasion, Recipient, Regime, Salutation};

/// What stands where something is still to be filled in.
const BLANK: &str = "……………";

/// A part of the body. Official documents set them differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paragraph {
    /// To whom.
    Addressee(String),
    /// Their address, under the name.
    Address(String),
    /// Running text.
    Text(String),
    /// The new time, which nobody may overlook.
    Promise(String),
}

impl Paragraph {
    /// The words.
    pub fn text(&self) -> &str {
        match self {
            Self::Addressee(text)
            | Self::Address(text)
            | Self::Text(text)
            | Self::Promise(text) => text,
        }
    }
}

/// The paragraphs of the body, in their order.
pub fn paragraphs(letter: &Letter, form: &Form) -> Vec<Paragraph> {
    let mut parts = addressee(&letter.recipient);
    parts.push(Paragraph::Text(received(letter)));
    parts.extend(course(letter));
    let reason = sentence(&letter.reason);
    parts.push(Paragraph::Text(format!("Lý do: {reason}")));
    parts.extend(apology(letter, form));
    parts.push(Paragraph::Text(closing(letter)));
    parts
}

fn addressee(recipient: &Recipient) -> Vec<Paragraph> {
    let name = filled(&recipient.named());
    let mut parts = vec![Paragraph::Addressee(format!("Kính gửi: {name}"))];
    let address = recipient.address.trim();
    if !address.is_empty() {
        parts.push(Paragraph::Address(format!("Địa chỉ: {address}")));
    }
    parts
}

fn received(letter: &Letter) -> String {
    let (dossier, recipient) = (&letter.dossier, &letter.recipient);
    let day = written_day(dossier.received).replacen("ngày", "Ngày", 1);
    let agency = &letter.letterhead.name;
    let procedure = filled(&dossier.procedure);
    let whose = filled(&recipient.named());
    let mut text = format!(
        "{day}, {agency} tiếp nhận hồ sơ đề nghị giải quyết thủ tục hành chính “{procedure}” của {whose}"
    );
    let applicant = dossier.applicant.trim();
    if !applicant.is_empty() && applicant != recipient.name.trim() {
        text += &format!("; người nộp hồ sơ: {applicant}");
    }
    let identity = recipient.identity.trim();
    if !identity.is_empty() {
        text += &format!("; số định danh: {identity}");
    }
    text + &format!("; mã số hồ sơ: {}.", filled(&dossier.code))
}

/// What was promised, and what came of it.
fn course(letter: &Letter) -> Vec<Paragraph> {
    let agency = &letter.letterhead.name;
    let you = letter.recipient.addressed();
    let promised = letter.dossier.promised.written();
    let texts = match &letter.occasion {
        Occasion::Late { .. } => vec![
            format!("Thời gian hẹn trả kết quả: {promised}."),
            format!(
                "Tuy nhiên, đến nay {agency} chưa giải quyết xong hồ sơ nêu trên nên không thể trả kết quả đúng thời \
                 hạn đã hẹn."
            ),
        ],
        Occasion::GivenLate { on, end } => vec![
            format!("Thời gian hẹn trả kết quả: {promised}."),
            format!(
                "Tuy nhiên, {agency} đã không trả kết quả đúng thời hạn đã hẹn mà đến {} mới {}.",
                written_day(*on),
                end.written(you)
            ),
        ],
        Occasion::LateAgain {
            promised_again,
            came,
        } => {
            let missed = match came {
                None => format!(
                    "đến nay {agency} vẫn chưa giải quyết xong hồ sơ nêu trên nên không thể trả kết quả vào thời gian \
                     đã hẹn lại"
                ),
                Some((on, end)) => format!(
                    "{agency} đã không trả kết quả vào thời gian đã hẹn lại mà đến {} mới {}",
                    written_day(*on),
                    end.written(you)
                ),
            };
            vec![
                format!(
                    "Thời gian hẹn trả kết quả: {promised}; thời gian đã hẹn lại: {}.",
                    promised_again.written()
                ),
                format!("Tuy nhiên, {missed}."),
            ]
        }
        Occasion::Error { fault, .. } => vec![format!(
            "Trong quá trình giải quyết hồ sơ nêu trên đã xảy ra sai sót: {}",
            sentence(fault)
        )],
    };
    texts.into_iter().map(Paragraph::Text).collect()
}

/// The words of the apology, and what follows from it.
fn apology(letter: &Letter, form: &Form) -> Vec<Paragraph> {
    let agency = &letter.letterhead.name;
    let you = letter.recipient.addressed();
    let sorry = format!("{agency} xin lỗi {you} về sự chậm trễ này");
    match &letter.occasion {
        Occasion::Late { new } => {
            let asked = match form.regime {
                Regime::Decree61 => "hẹn lại ngày trả kết quả",
                Regime::Decree118 => "đề nghị gia hạn thời gian giải quyết hồ sơ",
            };
            let promise = format!("Trả kết quả vào {}.", new.written());
            vec![
                Paragraph::Text(format!("{sorry} và {asked} như sau:")),
                Paragraph::Promise(promise),
            ]
        }
        Occasion::GivenLate { .. } => vec![Paragraph::Text(format!("{sorry}."))],
        Occasion::LateAgain { came: Some(_), .. } => vec![Paragraph::Text(format!(
            "{agency} thành thật xin lỗi {you} vì một lần nữa chậm trễ."
        ))],
        Occasion::LateAgain { came: None, .. } => vec![Paragraph::Text(format!(
            "{agency} thành thật xin lỗi {you} vì một lần nữa chậm trễ. Thời gian trả kết quả chỉ được hẹn lại một lần, \
             nên {agency} không hẹn thêm thời gian mới mà tập trung giải quyết hồ sơ và thông báo cho {you} ngay khi \
             có kết quả."
        ))],
        Occasion::Error { remedy, .. } => vec![
            Paragraph::Text(format!("{agency} xin lỗi {you} về sai sót này.")),
            Paragraph::Text(format!("Cách khắc phục: {}", sentence(remedy))),
        ],
    }
}

fn closing(letter: &Letter) -> String {
    let you = letter.recipient.addressed();
    let hotline = letter.hotline.trim();
    if hotline.is_empty() {
        return format!("Rất mong {you} thông cảm./.");
    }
    // A number that is broken over two lines is dialled wrongly.
    let hotline = hotline.replace(' ', "\u{a0}");
    format!("Rất mong {you} thông cảm. Nếu cần biết thêm, xin {you} gọi số điện thoại {hotline}./.")
}

/// The text, or dots where there is none yet.
fn filled(text: &str) -> String {
    match text.trim() {
        "" => BLANK.to_owned(),
        text => text.to_owned(),
    }
}

/// The text on one line and with a sign at its end, as somebody typed it with or without one.
fn sentence(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = text.trim_end_matches([';', ',', ':', ' ']);
    match bare.chars().last() {
        None => format!("{BLANK}."),
        Some('.' | '!' | '?' | '…') => bare.to_owned(),
        Some(_) => format!("{bare}."),
    }
}

impl End {
    /// "mới trả cho Bà"
    fn written(self, you: &str) -> String {
        match self {
            Self::Given => format!("trả cho {you}"),
            Self::Ready => "có kết quả".to_owned(),
            Self::Refused => "trả lời từ chối giải quyết hồ sơ".to_owned(),
        }
    }
}

impl Recipient {
    /// As a letter speaks to them.
    fn addressed(&self) -> &'static str {
        match self.salutation {
            Salutation::Organisation => "Quý tổ chức",
            person => person.before_a_name(),
        }
    }

    /// As a letter speaks of them.
    fn named(&self) -> String {
        let name = self.name.trim();
        if name.is_empty() {
            return String::new();
        }
        format!("{} {name}", self.salutation.before_a_name())
            .trim_start()
            .to_owned()
    }
}

impl Salutation {
    const fn before_a_name(self) -> &'static str {
        match self {
            Self::Mr => "Ông",
            Self::Ms => "Bà",
            Self::Person => "Ông/Bà",
            Self::Organisation => "",
        }
    }
}

#[cfg(test)]
mod tests {
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
            came: None,
        }
    }

    fn error() -> Occasion {
        Occasion::Error {
            fault: "Giấy khai sinh ghi sai ngày sinh của con Bà".into(),
            remedy: "cấp lại Giấy khai sinh đúng trong ngày và trả tận nhà, không thu lệ phí."
                .into(),
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
        let given = |on| Occasion::GivenLate {
            on: day(on),
            end: End::Given,
        };
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

    /// A letter tells how far the result came, and promises no work on what is done.
    #[test]
    fn what_came_late_is_told_as_it_came() {
        let on = day("2026-11-16");
        let cases = [
            (End::Given, "đến ngày 16 tháng 11 năm 2026 mới trả cho Bà."),
            (End::Ready, "đến ngày 16 tháng 11 năm 2026 mới có kết quả."),
            (End::Refused, "mới trả lời từ chối giải quyết hồ sơ."),
        ];
        for (end, words) in cases {
            let late = Occasion::GivenLate { on, end };
            let again = Occasion::LateAgain {
                promised_again: Moment::on(day("2026-11-12")),
                came: Some((on, end)),
            };
            for occasion in [late, again] {
                let text = text(&with(birth_certificate(), occasion));
                assert!(text.contains(words), "{text}");
                assert!(!text.contains("chưa giải quyết xong"), "{text}");
                assert!(!text.contains("tập trung giải quyết"), "{text}");
            }
        }
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
        for typed in ["Mất hồ sơ", " Mất hồ sơ.", "Mất\r\nhồ sơ;", "Mất hồ  sơ. "]
        {
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
}
