//! What fills itself and what is entered, and what is said of it: reached, on the way, behind, not known yet.

use hailong::complaints::Class;

use super::{UNIT, YEAR, ended, issue, item, leader, made};
use crate::harness::counts::add_up;
use crate::harness::desk::tamper;
use crate::harness::{Answer, App, Visitor};

/// A row of the table, from the name of its item to the next row.
fn row<'a>(page: &'a Answer, name: &str) -> &'a str {
    let start = page.body.find(&format!(">{name}</a>"));
    let start = start.unwrap_or_else(|| panic!("no '{name}' in {}", page.body));
    page.body[start..].split("</tr>").next().unwrap()
}

#[track_caller]
fn stands(page: &Answer, name: &str, words: &[&str]) {
    let row = row(page, name);
    for word in words {
        assert!(row.contains(word), "no '{word}' in {row}");
    }
}

const ON_TIME: &str = "Hồ sơ thủ tục hành chính được giải quyết đúng hẹn";
const SORRY: &str = "Hồ sơ trễ hẹn được xin lỗi bằng văn bản";
const IN_TIME: &str = "Phản ánh, kiến nghị được xử lý đúng hạn";
const PUBLISHED: &str = "Phản ánh, kiến nghị đã trả lời được công khai";

/// Rates of dossiers and complaints are those that the program counts, and a late dossier turns them.
async fn rates_fill_themselves(app: &App) {
    let leader = leader(app).await;
    made(&leader, "filled").await;
    let page = leader.get(YEAR).await.is(200);
    stands(&page, ON_TIME, &["Chưa có số liệu"]);
    for _ in 0..3 {
        ended(app, "2026-06-04T10:00:00");
    }
    let page = leader.get(YEAR).await.is(200);
    stands(&page, ON_TIME, &[">100\u{a0}%<", ">Đạt<", "3/3."]);
    stands(
        &page,
        SORRY,
        &[">Đạt<", "Không có hồ sơ trễ hẹn nào phải xin lỗi."],
    );
    ended(app, "2026-06-08T10:00:00");
    let page = leader.get(YEAR).await.is(200);
    stands(&page, ON_TIME, &[">75\u{a0}%<", ">Chậm<", "3/4."]);
    stands(&page, SORRY, &[">0\u{a0}%<", ">Chậm<", "0/1."]);
    let number = app.complain(UNIT, "Đường thôn 3 bị sạt lở");
    app.classify(number, Class::Conduct);
    app.answer(number, "Đã san lấp.", "chu");
    let page = leader.get(YEAR).await.is(200);
    stands(&page, IN_TIME, &[">100\u{a0}%<", "1/1."]);
    stands(&page, PUBLISHED, &[">0\u{a0}%<", "0/1."]);
    app.publish(number, "Đã san lấp.", "chu");
    let page = leader.get(YEAR).await.is(200);
    stands(&page, PUBLISHED, &[">100\u{a0}%<", "1/1."]);
    page.says("đạt, ");
}

async fn adds(leader: &Visitor, fields: &[(&str, &str)]) -> Answer {
    let mut form = leader
        .get("/plan/1/item")
        .await
        .is(200)
        .form("/plan/1/item");
    for (name, value) in fields {
        form = form.with(name, value);
    }
    leader.send(&form).await
}

const MEETING: &str = "Hội nghị đối thoại với người dân";

/// An item that nothing counts: it needs to be said where its base figure is known from.
async fn meeting_is_planned(leader: &Visitor) -> Answer {
    made(leader, "empty").await;
    let meeting = [
        ("section", "Khác"),
        ("name", MEETING),
        ("target", "4"),
        ("unit", "cuộc"),
        ("base", "2"),
    ];
    let back = adds(leader, &meeting).await.is(422);
    let back = back.says("Hãy ghi nguồn").form("/plan/1/item");
    assert_eq!(back.value("name"), MEETING);
    leader
        .send(&back.with("base_source", "Báo cáo năm 2025"))
        .await
        .is(303);
    issue(leader).await;
    let page = leader.get(YEAR).await.is(200);
    stands(
        &page,
        MEETING,
        &[
            "2\u{a0}cuộc",
            "Báo cáo năm 2025",
            "từ 4\u{a0}cuộc trở lên",
            "Chưa có số liệu",
        ],
    );
    page
}

/// A thing that nothing counts is entered with where it is known from, and held against the part of the year that passed.
async fn the_rest_is_entered(app: &App) {
    let leader = leader(app).await;
    let page = meeting_is_planned(&leader).await;
    let address = item(&page, MEETING);
    let form = leader
        .get(&address)
        .await
        .is(200)
        .form(&format!("{address}/reading"));
    let back = leader.send(&form.clone().with("amount", "1")).await.is(422);
    assert_eq!(
        back.form(&format!("{address}/reading")).value("amount"),
        "1"
    );
    let enter = |amount: &str| {
        form.clone()
            .with("amount", amount)
            .with("origin", "Biên bản số 3")
    };
    leader.send(&enter("1")).await.is(303);
    let page = leader.get(YEAR).await.is(200);
    stands(
        &page,
        MEETING,
        &[
            ">Chậm<",
            "Chậm hơn phần năm đã qua",
            "Lê Văn Chủ nhập ngày 01/06/2026",
        ],
    );
    leader.send(&enter("2")).await.is(303);
    let page = leader.get(YEAR).await.is(200);
    stands(&page, MEETING, &[">Đang thực hiện<"]);
    leader.send(&enter("4")).await.is(303);
    let page = leader.get(YEAR).await.is(200);
    stands(&page, MEETING, &[">Đạt<"]);
    // All that was entered stays.
    let page = leader.get(&address).await.is(200);
    assert_eq!(
        page.body.matches("Biên bản số 3").count(),
        4,
        "{}",
        page.body
    );
    let refused = tamper(&mut app.database.connect(), "DELETE FROM plan_readings");
    assert!(refused.is_err());
}

/// The index of the plan is the one on the leader's page: posters of the square do not enter it, and few tell nothing.
async fn the_plan_and_the_leaders_page_tell_one_index(app: &App) {
    let leader = leader(app).await;
    made(&leader, "filled").await;
    let mut conn = app.database.connect();
    let put = |channel: &str, n4: i64, n1: i64| {
        format!(
            "INSERT INTO tally_months (unit_id, month, channel, questionnaire_id, criterion, n1, n2, n3, n4, n5, no_opinion)
             SELECT units.id, '2026-03-01', '{channel}', questionnaires.id, '1', {n1}, 0, 0, {n4}, 0, 0
             FROM units, questionnaires WHERE code = '{UNIT}' AND version = 'touch-5';
             INSERT INTO turnout_months (unit_id, month, channel, questionnaire_id, ballots, partial)
             SELECT units.id, '2026-03-01', '{channel}', questionnaires.id, {n4} + {n1}, 0
             FROM units, questionnaires WHERE code = '{UNIT}' AND version = 'touch-5'"
        )
    };
    tamper(&mut conn, &put("kiosk", 30, 10)).unwrap();
    tamper(&mut conn, &put("place", 0, 40)).unwrap();
    add_up(&mut conn);
    let page = leader.get(YEAR).await.is(200);
    stands(&page, "Hài lòng về tiếp cận dịch vụ", &[">75\u{a0}%<"]);
    leader
        .get("/indices?unit=TB&year=2026")
        .await
        .is(200)
        .says("75,00\u{a0}%");
    tamper(&mut conn, "UPDATE tally_months SET n4 = 8, n1 = 1").unwrap();
    add_up(&mut conn);
    let page = leader.get(YEAR).await.is(200);
    stands(
        &page,
        "Hài lòng về tiếp cận dịch vụ",
        &["data-name=\"Đến nay\">—<"],
    );
}

/// Items are moved within their part, and taken out only while nothing was noted of them.
async fn items_are_moved_and_taken_out(app: &App) {
    let leader = leader(app).await;
    let page = made(&leader, "filled").await;
    let (sorry, published) = (item(&page, SORRY), item(&page, PUBLISHED));
    let up = |address: &str| format!("{address}/move");
    let forms = leader.get(&published).await.is(200);
    leader.send(&forms.form(&up(&published))).await.is(303);
    let page = leader.get(YEAR).await.is(200);
    let at = |name: &str| page.body.find(&format!(">{name}</a>")).unwrap();
    assert!(at(PUBLISHED) < at(IN_TIME));
    let page = leader.get(&sorry).await.is(200);
    leader
        .send(&page.form(&format!("{sorry}/remove")))
        .await
        .is(303);
    leader.get(&sorry).await.is(404);
    let page = leader.get(YEAR).await.is(200);
    assert!(!page.body.contains(SORRY));
    let hotline = item(
        &page,
        "Số đường dây nóng của lãnh đạo được niêm yết, đăng tải để mọi người biết",
    );
    let page = leader.get(&hotline).await.is(200);
    let told = page
        .form(&format!("{hotline}/reading"))
        .with("amount", "yes")
        .with("origin", "Ảnh chụp");
    leader.send(&told).await.is(303);
    leader
        .send(&page.form(&format!("{hotline}/remove")))
        .await
        .is(409);
    let page = leader.get(YEAR).await.is(200);
    stands(
        &page,
        "Số đường dây nóng của lãnh đạo được niêm yết, đăng tải để mọi người biết",
        &["đã hoàn thành", ">Đạt<"],
    );
}

crate::stories! {
    the_plan_and_the_leaders_page_tell_one_index,
    rates_fill_themselves,
    the_rest_is_entered,
    items_are_moved_and_taken_out,
}
