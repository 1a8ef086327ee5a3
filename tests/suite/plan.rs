//! The plan of a unit for a year: made with our own figures, issued, noted on, judged, copied, printed; and who may what.

mod figures;
mod guard;
pub mod tasks;

use hailong::accounts::Role;
use hailong::dossiers::State;

use crate::harness::cases::MORNING;
use crate::harness::dossiers::moment;
use crate::harness::{Answer, App, Visitor};

const UNIT: &str = "TB";
const YEAR: &str = "/plan?unit=TB&year=2026";
/// The day by which every file of the stories is promised.
const DUE: &str = "2026-06-05T23:59:59";

/// Who leads the unit, on the story's morning in June; an officer is at work, too.
async fn leader(app: &App) -> Visitor {
    app.turn_clock(MORNING);
    app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await
}

/// Figures of the base year that were counted elsewhere.
fn counted_elsewhere(app: &App) {
    let csv = "year,area,measure,percent,source\n\
               2025,TB,overall,\"81,07\",Báo cáo số 9/BC-UBND\n\
               2025,TB,access,80,Báo cáo số 9/BC-UBND\n";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("nam-truoc.csv");
    std::fs::write(&file, csv).unwrap();
    let run = app.hailong(&["import", "indices", file.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

/// A file that ended at a wall-clock time.
fn ended(app: &App, at: &str) {
    app.dossier(UNIT, DUE, |dossier| {
        dossier.state = State::Returned;
        dossier.end(moment(at));
    });
}

/// Makes the plan of 2026, beginning with `start`.
pub async fn made(leader: &Visitor, start: &str) -> Answer {
    let page = leader
        .get(YEAR)
        .await
        .is(200)
        .says("chưa có kế hoạch năm 2026");
    let form = page.form("/plan/new").with("start", start);
    leader
        .send(&form)
        .await
        .leads_to(&format!("{YEAR}&done=made"));
    leader.get(YEAR).await.is(200)
}

/// Puts the plan in force.
pub async fn issue(leader: &Visitor) {
    let page = leader.get("/plan/1/issue").await.is(200);
    let form = page.form("/plan/1/step").with("number", "49/KH-UBND");
    let form = form.with("day", "15/01/2026");
    leader
        .send(&form)
        .await
        .leads_to(&format!("{YEAR}&done=issued"));
}

/// The address of the item with this name on a page.
fn item(page: &Answer, name: &str) -> String {
    address(page, "/plan/items/", name)
}

/// The address of the task with these words on a page.
fn task(page: &Answer, words: &str) -> String {
    address(page, "/plan/tasks/", words)
}

fn address(page: &Answer, kind: &str, words: &str) -> String {
    let end = page.body.find(&format!(">{words}</a>"));
    let end = end.unwrap_or_else(|| panic!("no '{words}' in {}", page.body));
    let before = &page.body[..end];
    let start = before.rfind(kind).expect("an address");
    before[start..].trim_end_matches('"').to_owned()
}

/// A new plan has the usual items, held against what is known of the base year; the targets are those of the indices.
async fn a_plan_begins_with_our_own_figures(app: &App) {
    let leader = leader(app).await;
    counted_elsewhere(app);
    let page = made(&leader, "filled").await;
    for text in [
        "13 chỉ tiêu: ",
        "không thấp hơn 81,07\u{a0}%",
        "từ 100\u{a0}% trở lên",
        "Hồ sơ trễ hẹn được xin lỗi bằng văn bản",
        "Báo cáo số 9/BC-UBND",
        "Dự thảo",
    ] {
        assert!(page.body.contains(text), "no '{text}' in {}", page.body);
    }
    let targets = leader
        .get("/indices/targets?unit=TB&year=2026")
        .await
        .is(200);
    let form = targets.form("/indices/targets");
    assert_eq!(form.value("overall"), "81,07");
    assert_eq!(form.value("procedure"), "", "nothing is known");
    // Sent once more, nothing is made anew.
    let token = leader.token().await;
    let again = [
        ("csrf", token.as_str()),
        ("unit", UNIT),
        ("year", "2026"),
        ("start", "empty"),
    ];
    leader.post("/plan/new", &again).await.is(303);
    assert_eq!(app.count("plans"), 1);
    assert_eq!(app.count("plan_items"), 13);
    assert_eq!(app.count("plan_events WHERE step = 'made'"), 1);
}

/// A target that stands already is not overwritten by making a plan, and the plan and the indices share one.
async fn an_index_has_one_target(app: &App) {
    let leader = leader(app).await;
    counted_elsewhere(app);
    let page = leader.get("/indices/targets?year=2026").await.is(200);
    let form = page.form("/indices/targets").with("overall", "85");
    leader.send(&form).await.is(303);
    let page = made(&leader, "filled")
        .await
        .says("không thấp hơn 85\u{a0}%");
    let overall = item(&page, "Chỉ số hài lòng chung");
    let form = leader.get(&overall).await.is(200).form(&overall);
    assert_eq!(form.value("target"), "85");
    leader.send(&form.with("target", "86,5")).await.is(303);
    let page = leader.get("/indices/targets?year=2026").await.is(200);
    let form = page.form("/indices/targets");
    assert_eq!(form.value("overall"), "86,50");
    leader.send(&form.with("overall", "87")).await.is(303);
    leader
        .get(YEAR)
        .await
        .is(200)
        .says("không thấp hơn 87\u{a0}%");
    assert_eq!(
        app.count("plan_items WHERE target IS NOT NULL AND source LIKE 'index.%'"),
        0
    );
}

/// Once issued its items stand; it is reopened to change them, and every step is told with who took it.
async fn an_issued_plan_stands(app: &App) {
    let leader = leader(app).await;
    let page = made(&leader, "filled").await;
    let on_time = item(&page, "Hồ sơ thủ tục hành chính được giải quyết đúng hẹn");
    let form = leader.get(&on_time).await.is(200).form(&on_time);
    let step = leader
        .get("/plan/1/issue")
        .await
        .is(200)
        .form("/plan/1/step");
    let wrong = step.clone().with("number", "").with("day", "32/01/2026");
    let back = leader
        .send(&wrong)
        .await
        .is(422)
        .says("Ngày có dạng 15/01/2026");
    assert_eq!(back.form("/plan/1/step").value("day"), "32/01/2026");
    issue(&leader).await;
    leader
        .send(&form.clone().with("target", "98"))
        .await
        .is(409);
    leader.send(&step).await.is(422);
    let page = leader
        .get(YEAR)
        .await
        .is(200)
        .says("Đang thực hiện")
        .says("49/KH-UBND");
    assert!(
        !leader
            .get(&on_time)
            .await
            .is(200)
            .body
            .contains("name=\"target\"")
    );
    let reopen = page.form("/plan/1/step").forced("step", "reopened");
    leader.send(&reopen).await.is(303);
    leader.send(&reopen).await.is(409);
    leader.send(&form.with("target", "98")).await.is(303);
    leader
        .get(YEAR)
        .await
        .is(200)
        .says("từ 98\u{a0}% trở lên")
        .says("Mở lại để sửa, Lê Văn Chủ");
}

/// The next year's plan has the items and tasks without their progress, against this year's figures.
async fn a_plan_is_copied_to_the_next_year(app: &App) {
    let leader = leader(app).await;
    counted_elsewhere(app);
    ended(app, "2026-06-04T10:00:00");
    let page = made(&leader, "filled").await;
    let words = "Rà soát hằng ngày hồ sơ sắp đến hạn, nhắc người xử lý";
    issue(&leader).await;
    let task = task(&page, words);
    let form = leader
        .get(&task)
        .await
        .is(200)
        .form(&format!("{task}/note"));
    leader
        .send(&form.with("note", "Đã nhắc").with("state", "done"))
        .await
        .is(303);
    let page = leader.get(YEAR).await.is(200);
    let copy = page.form("/plan/1/copy");
    for _ in 0..2 {
        leader
            .send(&copy)
            .await
            .leads_to("/plan?unit=TB&year=2027&done=copied");
    }
    let next = leader.get("/plan?unit=TB&year=2027").await.is(200);
    let next = next
        .says("So với năm gốc 2026")
        .says("hạn 31/12/2027")
        .says(words);
    assert!(!next.body.contains("Đã nhắc"));
    assert!(next.body.contains("năm 2027</strong>"), "{}", next.body);
    assert_eq!(app.count("plans"), 2);
    assert_eq!(app.count("plan_items"), 26);
    assert_eq!(app.count("plan_tasks WHERE state <> 'open'"), 1);
    // What was counted this year is what the next one is held against.
    let on_time = item(&next, "Hồ sơ thủ tục hành chính được giải quyết đúng hẹn");
    leader.get(&on_time).await.is(200).says("100\u{a0}%");
}

/// What is printed has the layout of an official document, and is there for Word and Excel, too.
async fn a_plan_and_its_report_are_papers(app: &App) {
    let leader = leader(app).await;
    counted_elsewhere(app);
    made(&leader, "filled").await;
    leader
        .get("/plan/1/paper")
        .await
        .is(200)
        .says("DỰ THẢO")
        .says("……/KH-UBND");
    issue(&leader).await;
    let paper = leader.get("/plan/1/paper").await.is(200);
    for text in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 49/KH-UBND",
        "ngày 15 tháng 01 năm 2026",
        "<h1>KẾ HOẠCH</h1>",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "không thấp hơn 81,07",
        "31/12/2026",
        "Lê Văn Chủ",
        "Lưu: VT",
    ] {
        assert!(paper.body.contains(text), "no '{text}' in {}", paper.body);
    }
    assert!(!paper.body.contains("class=\"draft\""));
    let report = leader.get("/plan/1/report").await.is(200);
    let report = report.says("<h1>BÁO CÁO</h1>").says("……/BC-UBND");
    report
        .says("Tiến độ thực hiện Kế hoạch số 49/KH-UBND ngày 15 tháng 01 năm 2026")
        .says("trong 13 chỉ tiêu có");
    for (file, name) in [
        ("paper.docx", "ke-hoach-TB-2026.docx"),
        ("report.docx", "bao-cao-ke-hoach-TB-2026.docx"),
        ("table.xlsx", "ke-hoach-TB-2026.xlsx"),
    ] {
        let file = leader.get(&format!("/plan/1/{file}")).await.is(200);
        assert!(file.header("content-disposition").contains(name));
        assert!(file.body.starts_with("PK"), "a ZIP archive");
    }
    leader.get("/plan/1/nothing").await.is(404);
}

/// What the document says is kept as typed while something is wrong.
async fn the_head_comes_back_as_it_was_typed(app: &App) {
    let leader = leader(app).await;
    made(&leader, "empty").await.says("chưa có chỉ tiêu nào");
    let form = leader
        .get("/plan/1/head")
        .await
        .is(200)
        .form("/plan/1/head");
    let form = form
        .with("title", "Nâng cao chỉ số năm 2026")
        .with("base_year", "2026");
    let back = leader
        .send(&form)
        .await
        .is(422)
        .says("Năm gốc là một năm trước năm 2026");
    let form = back.form("/plan/1/head");
    assert_eq!(form.value("title"), "Nâng cao chỉ số năm 2026");
    leader.send(&form.with("base_year", "2024")).await.is(303);
    leader
        .get(YEAR)
        .await
        .is(200)
        .says("Nâng cao chỉ số năm 2026")
        .says("So với năm gốc 2024");
    leader.get("/plan?year=20x6").await.is(422).says("20x6");
}

crate::stories! {
    a_plan_begins_with_our_own_figures,
    an_index_has_one_target,
    an_issued_plan_stands,
    a_plan_is_copied_to_the_next_year,
    a_plan_and_its_report_are_papers,
    the_head_comes_back_as_it_was_typed,
}
