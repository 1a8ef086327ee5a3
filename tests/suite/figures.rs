//! What the register says of a year: counts and rates as worked out by hand, who sees them, what anybody reads, what is
//! handed out, and a count that somebody changed.

mod handed_out;
mod recounted;

use chrono::NaiveDateTime;
use hailong::accounts::Role;
use hailong::complaints::Step;

use crate::harness::app::until;
use crate::harness::cases::{ANSWER, CITIZEN, MORNING, PHONE, address};
use crate::harness::{App, Visitor};

const UNIT: &str = "TB";
const PAGE: &str = "/complaints/figures?year=2026";
const WORDS: &str = "Hồ sơ đất đai của tôi trễ hẹn, hỏi thì cán bộ trả lời thiếu nhiệt tình";

/// The leader of the story's commune, at work on the story's morning.
async fn leader(app: &App) -> Visitor {
    app.turn_clock(MORNING);
    app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await
}

async fn decide(leader: &Visitor, number: i64, class: &str) {
    let fields = [("class", class), ("field", "land")];
    leader.did(number, "classify", &fields).await;
}

/// The figures of the line of a table that begins with these words.
fn line(page: &str, head: &str) -> Vec<String> {
    let begin = format!("<th scope=\"row\">{head}");
    let (_, rest) = page
        .split_once(&begin)
        .unwrap_or_else(|| panic!("{head}: {page}"));
    let (row, _) = rest.split_once("</tr>").unwrap();
    let cells = row.split("<td class=\"number\">").skip(1);
    let text = |cell: &str| -> String {
        let parts = cell.split('<').map(|part| part.rsplit('>').next().unwrap());
        parts
            .collect::<Vec<_>>()
            .join(" ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    cells.map(text).collect()
}

/// Seven cases of one June, and two of the year before: what becomes of each is in the name of the day.
async fn seven_cases(app: &App) -> Visitor {
    let leader = leader(app).await;
    let mut numbers = (0..7).map(|_| app.complain(UNIT, WORDS));
    let [well, late, unhappy, reopened, asked, elsewhere, _undecided] =
        std::array::from_fn(|_| numbers.next().unwrap());
    for (number, class) in [
        (well, "conduct"),
        (late, "conduct"),
        (unhappy, "regulation"),
        (reopened, "conduct"),
        (asked, "question"),
        (elsewhere, "elsewhere"),
    ] {
        decide(&leader, number, class).await;
    }
    for number in [well, unhappy, reopened, asked] {
        app.answer(number, ANSWER, "chu");
    }
    let to = [
        ("authority", "Chi nhánh đất đai"),
        ("note", "Thuộc thẩm quyền"),
    ];
    leader.did(elsewhere, "forward", &to).await;
    app.rate(well, 5);
    app.rate(unhappy, 1);
    app.step(reopened, Step::Reopen, "");
    app.turn_to_day("2026-06-17");
    leader.back("chu").await;
    let are_late = |n| app.count("complaints WHERE late") == n;
    until("the open ones are late", || are_late(3));
    app.answer(late, ANSWER, "chu");
    for _ in 0..2 {
        app.complain_with(UNIT, WORDS, |new| {
            new.received_at = "2025-05-05T02:00:00".parse().unwrap();
        });
    }
    until("those of last year, too", || are_late(5));
    app.tallies_are_true();
    leader
}

/// Every count and both rates, against the year before, worked out by hand.
async fn the_figures_are_those_worked_out_by_hand(app: &App) {
    let leader = seven_cases(app).await;
    let page = leader.get(PAGE).await.is(200);
    let page = page
        .says("Năm 2026: nhận 7 phản ánh, 57,14\u{a0}% giải quyết đúng hạn")
        .says("3 trễ hạn, 1 mở lại.")
        .says("4 trên 7 phản ánh đã xong hoặc đã quá hạn")
        .says("Đây không phải là chỉ số hài lòng SIPAS");
    for (head, expected) in [
        ("Đã nhận", ["7", "2", "+5"]),
        ("Đang giải quyết", ["2", "2", "0"]),
        ("Giải quyết đúng hạn", ["4", "0", "+4"]),
        ("Trễ hạn", ["3", "2", "+1"]),
        ("Mở lại", ["1", "0", "+1"]),
        ("Người dân đã đánh giá", ["2", "0", "+2"]),
        ("Hài lòng", ["1", "0", "+1"]),
        ("Không hài lòng", ["1", "0", "+1"]),
    ] {
        assert_eq!(line(&page.body, head), expected, "{head}");
    }
    let rate = |head: &str| line(&page.body, head);
    let handled = rate("Tỷ lệ phản ánh, kiến nghị xử lý đúng hạn");
    assert_eq!(
        handled,
        ["40,00\u{a0}% 2 / 5", "0,00\u{a0}% 0 / 2", "+40,00"]
            .map(|cell| cell.replace('\u{a0}', " "))
    );
    let content = rate("Tỷ lệ hài lòng trong xử lý phản ánh, kiến nghị");
    assert_eq!(content[0], "33,33 % 2 / 6");
    // Received, open, in time, late, reopened, satisfied, unsatisfied.
    let conduct = line(&page.body, "Chậm trễ, phiền hà");
    assert_eq!(conduct, ["3", "1", "1", "2", "1", "1", "0"]);
    assert_eq!(
        line(&page.body, "Chưa phân loại"),
        ["1", "1", "0", "1", "0", "0", "0"]
    );
    let land = ["6", "1", "4", "2", "1", "1", "1"];
    assert_eq!(line(&page.body, "Đất đai"), land);
    let june = ["7", "2", "4", "3", "1", "1", "1"];
    assert_eq!(line(&page.body, "Tháng 6"), june);
    assert_eq!(line(&page.body, "Tháng 5")[0], "0");
    assert!(!page.body.contains("Tháng 7"), "it has not begun");
    let before = leader
        .get("/complaints/figures?year=2025&compare=")
        .await
        .is(200);
    assert_eq!(line(&before.body, "Đã nhận"), ["2"]);
}

/// New Year begins in Vietnam seven hours before it does in London.
async fn a_case_belongs_to_the_year_in_vietnam(app: &App) {
    let leader = leader(app).await;
    for utc in ["2025-12-31T16:59:59", "2025-12-31T23:30:00"] {
        app.complain_with(UNIT, WORDS, |new| {
            new.received_at = utc.parse::<NaiveDateTime>().unwrap();
        });
    }
    let page = leader.get(PAGE).await.is(200);
    assert_eq!(line(&page.body, "Đã nhận"), ["1", "1", "0"]);
    assert_eq!(line(&page.body, "Tháng 1")[0], "1");
    for year in ["2025", "2026"] {
        let table = app.hailong(&["export", "complaints", "--year", year]);
        assert_eq!(table.out.lines().count(), 2, "{}{}", table.out, table.err);
    }
}

/// Whoever supervises sees how many, and nothing that anybody said; whoever is not signed in sees nothing.
async fn the_observer_sees_counts_and_no_case(app: &App) {
    leader(app).await;
    let number = app.complain(UNIT, WORDS);
    for role in [Role::Observer, Role::Desk, Role::Hotline, Role::Admin] {
        let login = role.as_str();
        let person = app.officer(UNIT, role, "Người Xem", login).await;
        let page = person.get(PAGE).await.is(200).says("nhận 1 phản ánh");
        for hidden in [WORDS, CITIZEN, PHONE] {
            assert!(!page.body.contains(hidden), "{role}: {hidden}");
        }
        let case = address(number);
        let sees = if role == Role::Observer { 403 } else { 200 };
        person.get(&case).await.is(sees);
        person
            .get("/indices?year=2026")
            .await
            .is(200)
            .says("/complaints/figures?unit=TB&amp;year=2026&amp;compare=2025");
    }
    app.visitor().get(PAGE).await.is(303);
}

/// What is above counts what is below; what is beside is nobody's business.
async fn another_units_cases_are_not_counted(app: &App) {
    app.turn_clock(MORNING);
    app.add_unit("TINH", None);
    for commune in ["TB", "KD"] {
        app.add_unit(commune, Some("TINH"));
    }
    let above = app
        .officer("TINH", Role::Observer, "Người Tỉnh", "tinh")
        .await;
    let own = leader(app).await;
    app.complain("TB", WORDS);
    for _ in 0..2 {
        app.complain("KD", WORDS);
    }
    let page = own.get(PAGE).await.is(200).says("nhận 1 phản ánh");
    assert!(!page.body.contains("Theo đơn vị bên dưới"));
    own.get(&format!("{PAGE}&unit=KD")).await.is(404);
    let page = above.get(PAGE).await.is(200).says("nhận 3 phản ánh");
    page.says("Theo đơn vị bên dưới")
        .says("/complaints/figures?unit=KD&amp;year=2026&amp;compare=2025");
    above
        .get(&format!("{PAGE}&unit=KD"))
        .await
        .is(200)
        .says("nhận 2 phản ánh");
}

/// Nothing is not 0 %, and a year that is none comes back with the form.
async fn a_year_without_cases_says_so(app: &App) {
    let leader = leader(app).await;
    let page = leader.get(PAGE).await.is(200);
    let page = page
        .says("Năm 2026 chưa có phản ánh nào.")
        .says("Cả hai năm chưa có phản ánh nào")
        .says("chưa có");
    assert!(!page.body.contains("0,00"), "{}", page.body);
    let wrong = leader.get("/complaints/figures?year=20x6").await.is(422);
    wrong.says("«20x6» không phải là một năm");
    leader
        .get("/complaints")
        .await
        .is(200)
        .says("href=\"/complaints/figures\"");
}

/// The board tells totals, and of a handful of cases not even what became of them.
async fn the_public_board_tells_totals(app: &App) {
    let leader = leader(app).await;
    let board = || async { app.visitor().get("/u/TB").await.is(200) };
    board().await.says("Năm 2026 chưa có phản ánh nào.");
    let number = app.complain(UNIT, WORDS);
    for _ in 0..3 {
        app.complain(UNIT, WORDS);
    }
    let few = board().await.says("Năm 2026 đã nhận 4 phản ánh.");
    assert!(!few.body.contains("Giải quyết đúng hạn"));
    app.complain(UNIT, WORDS);
    decide(&leader, number, "conduct").await;
    app.answer(number, ANSWER, "chu");
    let page = board().await.says("href=\"/answers\"");
    let (_, card) = page
        .body
        .split_once("Phản ánh của người dân năm nay")
        .unwrap();
    let figures: Vec<&str> = card
        .split("<dd class=\"stat-figure\">")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap())
        .collect();
    // Received, answered, in time, late, open, reopened, satisfied.
    assert_eq!(figures, ["5", "1", "1", "0", "4", "0", "0"]);
    assert!(!page.body.contains(WORDS));
}

crate::stories! {
    the_figures_are_those_worked_out_by_hand,
    a_case_belongs_to_the_year_in_vietnam,
    the_observer_sees_counts_and_no_case,
    another_units_cases_are_not_counted,
    a_year_without_cases_says_so,
    the_public_board_tells_totals,
}
