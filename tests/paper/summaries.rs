//! Summaries of reports as they come out of a printer: whatever their figures are, one page of A4 holds them.

use std::iter::{once, repeat_n};

use chrono::NaiveDate;
use hailong::indices::{Ballots, Closing, Cutoff, Measure, Period, Span, Verdict};
use hailong::reports::{
    Cases, Dossiers, Figures, Late, Line, Month, Seen, Summary, SummaryPage, Words,
};
use hailong::survey::ballot::Channel;
use hailong::web::language::Lang;

use super::printed::{Printed, folder, print, with_styles};
use super::{is_one_page, is_within, says};

/// A name as long as a survey may have it, in letters as wide as they come.
const LONG: &str = "Cơ quan thông báo kết quả xử lý góp ý, phản ánh, kiến nghị kịp thời bằng nhiều hình thức dễ tiếp cận, \
                    dễ hiểu đối với người dân, tổ chức và ĐỒNG BÀO DÂN TỘC THIỂU SỐ ở vùng sâu, vùng xa";
/// The longest criterion of the national questionnaires.
const CRITERION: &str =
    "Thời hạn giải quyết (tính từ ngày hồ sơ được tiếp nhận đến ngày trả kết quả) đúng quy định";
const NUMBER: &str = "123456/BC-UBND-TTPVHCC-VHXH";

/// What a PDF says of a variable typeface, whose letters are drawn into it without its name.
const VARIABLE: &str = "Type 3";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A figure with all that may stand beside it.
fn line(name: &str, percent: u16) -> Line {
    Line {
        code: "overall".into(),
        name: name.into(),
        persons: 1_234_567,
        share: Some((1, 2)),
        percent: Some(percent),
        interval: Some((percent - 123, percent + 123)),
        before: Some(percent + 2_011),
        points: Some(-2_011),
        verdict: Some(Verdict::OtherClasses),
        target: Some(percent + 45),
        base: Some(percent + 99),
    }
}

/// The same without a figure: so few people answered, or none.
fn untold(name: &str, persons: u64) -> Line {
    Line {
        persons,
        share: None,
        percent: None,
        interval: None,
        before: None,
        points: None,
        verdict: None,
        target: None,
        base: None,
        ..line(name, 5_000)
    }
}

/// Nobody answered and nothing was done.
fn empty() -> Figures {
    let names = Measure::ALL.iter().map(|measure| measure.name(Lang::Vi));
    Figures {
        unit: "Xã Ia".into(),
        year: 2026,
        period: Period::Year,
        cutoff: Cutoff::Calendar,
        days: (day("2026-01-01"), day("2026-12-31")),
        days_before: (day("2025-01-01"), day("2025-12-31")),
        ballots: Ballots::new(),
        ballots_before: Ballots::new(),
        ballots_by_file: 0,
        ballots_by_file_before: 0,
        files: Vec::new(),
        asked_otherwise: false,
        ground: Vec::new(),
        questionnaires: Vec::new(),
        measures: names.map(|name| untold(&name, 0)).collect(),
        criteria: Vec::new(),
        months: Vec::new(),
        base_year: None,
        dossiers: Dossiers::default(),
        cases: Cases::default(),
        tasks: Vec::new(),
        late: Vec::new(),
    }
}

/// Everything there is, each as long as it gets.
fn full() -> Figures {
    let months = (1..=12).map(|month| Month {
        first: NaiveDate::from_ymd_opt(2026, month, 1).unwrap(),
        persons: 1_000,
        percent: Some(7_000 + 200 * u16::try_from(month).unwrap()),
    });
    let late = |period| Late {
        year: 2026,
        period,
        ballots: 12_345,
    };
    Figures {
        unit: format!("Trung tâm Phục vụ hành chính công {LONG}"),
        period: Period::NineMonths,
        days: (day("2026-01-01"), day("2026-09-30")),
        ballots: once((Channel::Kiosk, 123_456)).collect(),
        ballots_by_file: 1_234_567,
        files: repeat_n((LONG.to_owned(), day("2026-09-30")), 135).collect(),
        asked_otherwise: true,
        ground: Channel::ALL.to_vec(),
        questionnaires: vec![LONG.into(); 4],
        measures: Measure::ALL
            .iter()
            .map(|measure| line(&measure.name(Lang::Vi), 7_654))
            .collect(),
        criteria: once(CRITERION.to_owned())
            .chain(repeat_n(LONG.to_uppercase(), 40))
            .map(|name| line(&name, 5_432))
            .collect(),
        months: months.collect(),
        base_year: Some(2025),
        dossiers: Dossiers {
            received: 1_234_567,
            supplemented: 123_456,
            ended: 1_234_567,
            late: 123_456,
            apologised: 123_455,
            refused: 12_345,
            letters: 123_456,
        },
        cases: Cases {
            received: 123_456,
            in_time: 123_455,
            late: 12_345,
            open: 12_345,
            published: 1_234,
        },
        tasks: vec![(LONG.into(), LONG.into(), None); 12],
        late: vec![late(Period::FirstQuarter), late(Period::SecondQuarter)],
        ..empty()
    }
}

fn closing() -> Closing {
    Closing {
        unit_id: 1,
        period: Period::NineMonths,
        cutoff: Cutoff::Calendar,
        span: Span {
            from: day("2026-01-01"),
            to: day("2026-09-30"),
        },
        closed_at: day("2026-10-02").and_hms_opt(2, 0, 0).unwrap(),
        closed_by: LONG.into(),
        last_seq: 1,
        link: vec![255; 32],
        unit_ids: Vec::new(),
        ballots: Ballots::new(),
        figures: String::new(),
        digest: (170..202).collect(),
    }
}

/// Prints what an officer sees.
fn printed(name: &str, figures: &Figures, (words, closing): (&Words, Option<&Closing>)) -> Printed {
    let seen = Seen {
        closing,
        late: if closing.is_some() { 12_345 } else { 0 },
        at: day("2026-10-05").and_hms_opt(16, 30, 0).unwrap(),
    };
    let page = SummaryPage {
        summary: &Summary::of(figures, words, &seen),
        back: "/reports/9m",
        lang: Lang::Vi,
    };
    let html = with_styles(&page.render().into_string(), &SummaryPage::SHEETS);
    let printed = print(&folder(name), (name, &html), &[VARIABLE]);
    is_one_page(name, &printed);
    // The sheet has 12 mm on all sides; the typeface's boxes are higher than its letters.
    is_within(name, &printed, [12.0, 12.0, 11.0]);
    let has_toolbar = printed.text().contains("Ctrl");
    assert!(!has_toolbar, "{name}: the toolbar is printed");
    printed
}

fn signed() -> Words {
    Words {
        number: NUMBER.into(),
        signed_on: Some(day("2026-10-05")),
        ..Words::default()
    }
}

#[test]
fn a_summary_of_everything_is_one_page() {
    let closing = closing();
    let digest = closing.digest_in_words();
    for (name, words) in [("issued", signed()), ("closed", Words::default())] {
        let printed = printed(name, &full(), (&words, Some(&closing)));
        let facts = [
            "Trung tâm Phục vụ hành chính công",
            "sự hài lòng 9 tháng đầu năm 2026",
            "Chỉ số hài lòng chung đạt 76,54 %",
            "75,31 – 77,77",
            "hỏi khác cách",
            "Năm 2025 (%)",
            "12/26",
            "90,00 %",
            "GÓP Ý, PHẢN ÁNH, KIẾN NGHỊ",
            &format!("{CRITERION} 54,32 −20,11"),
            "123.455 / 123.456",
            "12.345 quá hạn, 12.345 đang xử lý.",
            "Máy tính bảng ở quầy; Mã QR trên giấy biên nhận",
            "Số liệu được chốt ngày 02/10/2026.",
            "12.345 phiếu đến sau khi chốt",
            "Có số liệu của 135 đơn vị nhận bằng tệp đã ký.",
            "Các kỳ chốt trước nhận thêm 24.690 phiếu",
            "Lập lúc 05/10/2026 16:30",
        ];
        says(name, &printed, &facts);
        // It has no spaces, so it may be broken anywhere.
        let text = printed.text().replace(' ', "");
        assert!(text.contains(&digest), "{name}: {text}");
        let is_marked = text.contains("Chưabanhành");
        assert_eq!(is_marked, name == "closed", "{text}");
        assert_eq!(text.contains(NUMBER), name == "issued", "{text}");
    }
}

#[test]
fn a_summary_of_nothing_is_one_page() {
    let printed = printed("nothing", &empty(), (&Words::default(), None));
    let facts = [
        "Số liệu tạm tính",
        "Trong kỳ chưa có đủ 10 người trả lời, nên chưa nêu chỉ số.",
        "Chưa có tiêu chí nào đủ số người trả lời để nêu.",
        "Không có hồ sơ nào giải quyết xong trong kỳ.",
        "Số liệu tạm tính đến ngày 05/10/2026, chưa chốt.",
    ];
    says("nothing", &printed, &facts);
}

/// Of few people only that they are few: a measure, a criterion, a month.
#[test]
fn a_summary_tells_nothing_of_few_people() {
    let mut figures = full();
    figures.measures[2] = untold("Thủ tục hành chính", 9);
    figures.criteria = vec![
        untold("Nơi ngồi chờ", 9),
        line("Lệ phí đúng quy định", 8_100),
    ];
    figures.months[4].percent = None;
    let printed = printed("few", &figures, (&Words::default(), None));
    says(
        "few",
        &printed,
        &["Thủ tục hành chính không nêu – – – dưới 10"],
    );
    let text = printed.text();
    assert!(text.contains("Lệ phí đúng quy định"), "{text}");
    assert!(!text.contains("Nơi ngồi chờ"), "{text}");
    assert!(!text.contains("80,00"), "the month: {text}");
}
