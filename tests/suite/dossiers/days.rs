//! The days of a dossier: soon late, late, owed an apology, and a clock that stands.

use hailong::accounts::Role;
use hailong::dossiers::limit::{Limit, LimitUnit};

use super::{APPLICANT, UNIT, at_the_desk, did, history, registers, step};
use crate::harness::dossiers::moment;
use crate::harness::{App, Visitor};

async fn page_says(person: &Visitor, id: i64, texts: &[&str]) {
    let mut page = person.get(&format!("/dossiers/{id}")).await.is(200);
    for text in texts {
        page = page.says(text);
    }
}

/// Due on Thursday: on Wednesday the last day for an apology is today, on Thursday it is over, on Friday it is owed.
async fn the_last_day_for_an_apology_is_told_before_it_is_too_late(app: &App) {
    let officer = at_the_desk(app).await;
    let id = registers(&officer, &[("field", "land")]).await;
    let draft = format!("/apologies/new?dossier={id}");
    app.turn_to_day("2026-06-03");
    officer.back("lam").await;
    let list = officer.get("/dossiers").await.is(200);
    let list = list
        .says("1 sắp trễ")
        .says("soon-1")
        .says("còn 1 ngày làm việc");
    list.says("hạn xin lỗi: 03/06").says(&draft);
    app.turn_to_day("2026-06-04");
    officer.back("lam").await;
    let list = officer.get("/dossiers").await.is(200);
    list.says("hẹn trả hôm nay")
        .says("đã qua hạn xin lỗi (03/06)");
    app.turn_to_day("2026-06-08");
    officer.back("lam").await;
    let list = officer.get("/dossiers").await.is(200);
    let list = list.says("1 hồ sơ đang nợ lời xin lỗi, 1 trễ").says(&draft);
    list.says("trễ 2 ngày làm việc")
        .says("đã qua hạn xin lỗi (03/06)");
    page_says(&officer, id, &["Đang nợ người nộp", &draft]).await;
    let lam = app.account_id("lam");
    for address in [
        format!("/dossiers?officer={lam}"),
        "/dossiers?field=land".to_owned(),
    ] {
        officer.get(&address).await.is(200).says(APPLICANT);
    }
    for address in ["/dossiers?officer=999999", "/dossiers?field=justice"] {
        let other = officer.get(address).await.is(200);
        assert!(!other.body.contains(APPLICANT), "{address}");
    }
    did(&officer, id, "finish", &[]).await;
    page_says(&officer, id, &["trễ 2 ngày làm việc", "Đang nợ người nộp"]).await;
}

/// What is missing is asked for once, in writing, and the period begins anew when it came.
async fn a_supplement_is_asked_for_once(app: &App) {
    let officer = at_the_desk(app).await;
    let id = registers(&officer, &[]).await;
    let silent = step(&officer, id, "ask_supplement", &[]).await.is(422);
    silent.says("Nêu rõ những gì còn thiếu");
    let missing = [("note", "Bản sao giấy chứng tử\nGiấy ủy quyền")];
    did(&officer, id, "ask_supplement", &missing).await;
    app.turn_to_day("2026-06-12");
    officer.back("lam").await;
    let list = officer.get("/dossiers?tab=still").await.is(200);
    list.says("đang dừng").says("TB-260601-0001");
    did(&officer, id, "take_supplement", &[]).await;
    page_says(&officer, id, &["17/06/2026", "không yêu cầu thêm được nữa"]).await;
    let page = officer.get(&format!("/dossiers/{id}")).await.is(200);
    let form = page.form(&format!("/dossiers/{id}/note"));
    let (csrf, version) = (form.value("csrf"), form.value("version"));
    let fields = [
        ("csrf", csrf.as_str()),
        ("version", version.as_str()),
        ("note", "Thêm giấy khác"),
    ];
    let again = officer
        .post(&format!("/dossiers/{id}/ask_supplement"), &fields)
        .await;
    let again = again.is(422).says("Chỉ được yêu cầu bổ sung một lần");
    again.says("Nghị định 61/2018/NĐ-CP").says("Thêm giấy khác");
    assert_eq!(
        history(app, id),
        ["receive", "ask_supplement", "take_supplement"]
    );
}

/// Waiting for others takes nothing from the days that were left.
async fn a_suspended_clock_goes_on_with_what_was_left(app: &App) {
    let officer = at_the_desk(app).await;
    let id = registers(&officer, &[]).await;
    app.turn_to_day("2026-06-02");
    officer.back("lam").await;
    did(&officer, id, "suspend", &[("note", "Chờ thông báo thuế")]).await;
    app.turn_to_day("2026-06-10");
    officer.back("lam").await;
    did(&officer, id, "resume", &[]).await;
    page_says(&officer, id, &["12/06/2026", "còn 2 ngày làm việc"]).await;
}

/// Into a year without working days no clock goes on, whether by going on or by the result: nothing is taken away, and
/// it is said what is missing.
async fn a_clock_stands_until_its_year_is_loaded(app: &App) {
    app.turn_clock("2026-12-28T09:00:00");
    let officer = app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    let of_file = app.dossier(UNIT, "2026-12-30T23:59:59", |_| {});
    let promised_anew = app.dossier(UNIT, "2026-12-29T23:59:59", |dossier| {
        dossier.set_limit(Limit {
            n: 1,
            unit: LimitUnit::WorkingDay,
        });
        dossier.due_at = Some(moment("2026-12-30T23:59:59"));
        dossier.apologised_on = Some(app.clock.today());
    });
    let both = [
        (of_file, "suspend", "resume"),
        (promised_anew, "ask_supplement", "take_supplement"),
    ];
    for (id, stop, _) in both {
        did(&officer, id, stop, &[("note", "Chờ thông báo thuế")]).await;
    }
    app.turn_to_day("2026-12-31");
    officer.back("lam").await;
    for (id, stop, goes_on) in both {
        let stopped = app.dossier_now(id);
        for word in [goes_on, "finish"] {
            let told = step(&officer, id, word, &[]).await.is(422);
            told.says("Chưa nạp lịch làm việc năm 2027");
            assert_eq!(app.dossier_now(id), stopped, "{word}");
        }
        assert_eq!(history(app, id), ["receive", stop]);
    }
}

/// An error that was found is owed an apology however early the result was.
async fn an_error_is_owed_an_apology(app: &App) {
    let officer = at_the_desk(app).await;
    let id = registers(&officer, &[]).await;
    did(&officer, id, "finish", &[]).await;
    did(&officer, id, "find_error", &[("note", "Ghi sai ngày sinh")]).await;
    let list = officer.get("/dossiers").await.is(200);
    list.says("1 hồ sơ đang nợ lời xin lỗi")
        .says("có sai sót chưa xin lỗi");
}

crate::stories! {
    the_last_day_for_an_apology_is_told_before_it_is_too_late,
    a_supplement_is_asked_for_once,
    a_suspended_clock_goes_on_with_what_was_left,
    a_clock_stands_until_its_year_is_loaded,
    an_error_is_owed_an_apology,
}
