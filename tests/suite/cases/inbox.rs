//! What the inbox puts first, and its parts at the end of what the calendar knows.

use super::{LATE_WORDS, UNIT, at_work};
use crate::harness::App;
use crate::harness::app::until;
use crate::harness::desk::tamper;

/// An alarm stands above every part of the inbox until an official has decided on it.
async fn what_may_be_an_emergency_is_seen_first(app: &App) {
    const ALARM: &str = "Có thể là việc khẩn cấp, chưa ai phân loại";
    let (hotline, leader) = at_work(app).await;
    app.complain(UNIT, LATE_WORDS);
    let page = hotline.get("/complaints").await.is(200);
    assert!(!page.body.contains(ALARM), "{}", page.body);
    let number = app.complain(UNIT, "Cháy nhà ở làng 3, cứu với");
    let link = format!("href=\"/complaints/{number}\">số {number}</a>");
    for person in [&hotline, &leader] {
        for asked in ["", "?tab=mine", "?q=đèn"] {
            let page = person.get(&format!("/complaints{asked}")).await.is(200);
            page.says(ALARM).says(&link).says("114");
        }
    }
    app.turn_to_day("2026-06-22");
    until("late", || app.count("complaints WHERE late") == 2);
    let page = leader.back("chu").await.get("/indices").await.is(200);
    let page = page.says(ALARM).says("Phản ánh của người dân đang chờ");
    page.says("href=\"/complaints?tab=late\">2 quá hạn");
    hotline.back("nghe").await;
    hotline.decides(number, "emergency").await;
    let page = hotline.get("/complaints").await.is(200);
    assert!(!page.body.contains(ALARM), "{}", page.body);
}

/// The last days of the last year that is loaded: what is due in them is soon due; what is due after them nobody can say.
async fn without_a_calendar_nothing_is_called_soon(app: &App) {
    let (hotline, _) = at_work(app).await;
    let known = app.complain(UNIT, LATE_WORDS);
    let unknown = app.complain(UNIT, "Đèn đường thôn 3 hỏng");
    app.turn_to_day("2026-12-30");
    hotline.back("nghe").await;
    for (number, from, due) in [
        (known, "2026-12-30", "2026-12-31"),
        (unknown, "2026-12-31", "2027-01-01"),
    ] {
        // Counted so that a round that counts anew finds the same, and one that has begun to count is told.
        let days = format!("counted_from = '{from}', days = 1, due = '{due}', late = TRUE");
        let days = format!("{days}, version = version + 1");
        let sql = format!("UPDATE complaints SET {days} WHERE id = {number}");
        tamper(&mut app.database.connect(), &sql).unwrap();
    }
    for (tab, shown, hidden) in [("soon", known, unknown), ("later", unknown, known)] {
        let page = hotline.get(&format!("/complaints?tab={tab}")).await.is(200);
        let page = page.says("Chưa nạp lịch làm việc năm 2027");
        let link = |number: i64| format!("href=\"/complaints/{number}\"");
        assert!(page.body.contains(&link(shown)), "{tab}");
        assert!(!page.body.contains(&link(hidden)), "{tab}");
    }
}

crate::stories! {
    what_may_be_an_emergency_is_seen_first,
    without_a_calendar_nothing_is_called_soon,
}
