//! Tablets in care: what one says of itself every minute, what staff see of it, and how a loss shows.

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};

use crate::harness::desk::{Desk, HEARTBEAT, INSTALL, UNIT, ballot_with, tamper, well, with};
use crate::harness::{Answer, App};

async fn beat(desk: &Desk<'_>, heartbeat: &Value) -> Answer {
    desk.tablet.post_json(HEARTBEAT, heartbeat).await
}

fn numbered(seq: i64) -> Value {
    ballot_with(json!({"install_id": INSTALL, "seq": seq}))
}

/// An ordinary morning: the tablet is heard, and the list says so in plain words.
async fn a_tablet_that_is_well_is_shown_as_well(app: &App) {
    let desk = Desk::open(app);
    let clerk = app.staff_of(UNIT, "desk").await;
    clerk
        .get("/kiosks")
        .await
        .is(200)
        .says("Chưa từng liên lạc")
        .says("? Chưa rõ");
    let before = app.clock.now().and_utc();
    let told = beat(&desk, &well(app, 0)).await.is(200).json();
    let received: DateTime<Utc> = told["received_at"].as_str().unwrap().parse().unwrap();
    assert!((before..=app.clock.now().and_utc()).contains(&received));
    let page = clerk
        .get("/kiosks")
        .await
        .is(200)
        .says("không máy nào cần xem ngay");
    for words in ["vừa xong", "✓ Ổn", "Không có phiếu chờ gửi"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    app.clock.shift(Duration::minutes(30));
    let page = clerk
        .get("/kiosks")
        .await
        .is(200)
        .says("1 trong 1 máy cần xem ngay");
    assert!(
        page.body.contains("Máy im lặng, lần cuối 30 phút trước."),
        "{}",
        page.body
    );
}

/// A record that the tablet made is neither in the box nor on the tablet: the pages say how many, and which.
async fn a_lost_rating_shows_by_its_number(app: &App) {
    let desk = Desk::open(app);
    desk.receipts(&[1, 2, 4, 5].map(numbered), 200).await;
    beat(
        &desk,
        &with(well(app, 6), json!({"waiting": 1, "oldest_waiting_s": 60})),
    )
    .await
    .is(200);
    let clerk = app.staff_of(UNIT, "desk").await;
    let page = clerk.get("/kiosks").await.is(200);
    assert!(page.body.contains("Thiếu 1 phiếu."), "{}", page.body);
    let (_, rest) = page.body.split_once("<h2><a href=\"/kiosks/").unwrap();
    let id: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let one = clerk.get(&format!("/kiosks/{id}")).await.is(200);
    assert!(
        one.body.contains("<p>3, 6</p>"),
        "3 is lost, 6 waits: {}",
        one.body
    );
    // The missing one turns up, as from a file that somebody carried.
    desk.receipts(&[numbered(3)], 200).await;
    let page = clerk.get("/kiosks").await.is(200);
    assert!(!page.body.contains("Thiếu"), "{}", page.body);
    // Two arrived since the tablet counted: not a loss, and no number below nothing.
    desk.receipts(&[numbered(6), numbered(7)], 200).await;
    assert!(!clerk.get("/kiosks").await.is(200).body.contains("Thiếu"));
    app.verified();
}

/// A storage that was wiped begins anew; what was lost with the old one is still known.
async fn a_wiped_storage_does_not_hide_what_was_lost(app: &App) {
    let desk = Desk::open(app);
    desk.receipts(&[numbered(1)], 200).await;
    beat(
        &desk,
        &with(well(app, 3), json!({"waiting": 2, "oldest_waiting_s": 5})),
    )
    .await
    .is(200);
    let clerk = app.staff_of(UNIT, "desk").await;
    assert!(!clerk.get("/kiosks").await.is(200).body.contains("Thiếu"));
    app.clock.shift(Duration::minutes(3));
    let fresh = json!({"install_id": "00000000-0000-4000-8000-000000000001", "captured": 0});
    beat(&desk, &with(well(app, 0), fresh)).await.is(200);
    let page = clerk.get("/kiosks").await.is(200);
    assert!(page.body.contains("Thiếu 2 phiếu."), "{}", page.body);
}

/// A tablet that wrote to its spare place for a while tells of that storage each minute before its own: what lies there
/// is not lost.
async fn two_storages_that_live_are_both_counted(app: &App) {
    let desk = Desk::open(app);
    let spare = json!({
        "install_id": "00000000-0000-4000-8000-000000000001", "captured": 3, "refused": 1, "waiting": 2,
        "oldest_waiting_s": 5,
    });
    for _ in 0..2 {
        app.clock.shift(Duration::minutes(1));
        let told = with(well(app, 0), spare.clone());
        beat(&desk, &told).await.is(200);
        beat(&desk, &well(app, 0)).await.is(200);
    }
    let clerk = app.staff_of(UNIT, "desk").await;
    let page = clerk.get("/kiosks").await.is(200);
    assert!(!page.body.contains("Thiếu"), "{}", page.body);
    page.says("Máy chủ không nhận 1 phiếu.")
        .says("2 phiếu chờ gửi");
}

/// While its database fails a tablet tells of its spare place alone: what lies in the other is not lost, and what was
/// lost before stays lost.
async fn what_lies_in_a_storage_that_fails_is_not_missing(app: &App) {
    let desk = Desk::open(app);
    let clerk = app.staff_of(UNIT, "desk").await;
    let wiped = json!({
        "install_id": "00000000-0000-4000-8000-000000000001", "waiting": 1, "oldest_waiting_s": 5,
    });
    beat(&desk, &with(well(app, 1), wiped)).await.is(200);
    app.clock.shift(Duration::minutes(3));
    let own = json!({"waiting": 2, "oldest_waiting_s": 5});
    beat(&desk, &with(well(app, 2), own)).await.is(200);
    clerk.get("/kiosks").await.is(200).says("Thiếu 1 phiếu.");
    app.clock.shift(Duration::minutes(3));
    let spare = json!({
        "install_id": "00000000-0000-4000-8000-000000000002", "storage_works": false,
    });
    beat(&desk, &with(well(app, 0), spare)).await.is(200);
    let page = clerk.get("/kiosks").await.is(200);
    page.says("Bộ nhớ máy không ghi được.")
        .says("2 phiếu chờ gửi")
        .says("Thiếu 1 phiếu.");
}

/// Each thing that needs somebody is a sentence with what to do.
async fn each_fault_is_told_with_what_to_do(app: &App) {
    let desk = Desk::open(app);
    let faults = json!({
        "waiting": 12, "oldest_waiting_s": 90_000, "refused": 2, "captured": 14, "persisted": false, "secure": false,
        "battery": 9, "charging": false, "px_per_mm": null, "storage_works": false, "elsewhere": 3,
        "sent_at": app.clock.now().and_utc() - Duration::minutes(40), "awake": false,
    });
    beat(&desk, &with(well(app, 0), faults)).await.is(200);
    let page = app
        .staff_of(UNIT, "leader")
        .await
        .get("/kiosks")
        .await
        .is(200);
    let told = [
        "Bộ nhớ máy không ghi được.",
        "Máy chủ không nhận 2 phiếu.",
        "Có phiếu chờ từ",
        "12 phiếu chờ gửi, cũ nhất từ",
        "Máy giữ 3 phiếu của đơn vị khác.",
        "Đồng hồ máy lệch 40 phút.",
        "Trình duyệt có thể xóa dữ liệu",
        "Trang chưa mở bằng HTTPS.",
        "Pin còn 9 % và không sạc.",
        "Màn hình có thể tự tắt.",
        "Chưa chỉnh cỡ bằng thẻ.",
    ];
    for words in told {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
}

/// A tablet that goes on with an old program is told, once it had time to change it; one with ours is not.
async fn an_old_program_is_told(app: &App) {
    let desk = Desk::open(app);
    let clerk = app.staff_of(UNIT, "desk").await;
    let words = "chưa đổi sang phiên bản mới";
    beat(&desk, &well(app, 0)).await.is(200);
    assert!(!clerk.get("/kiosks").await.is(200).body.contains(words));
    app.clock.shift(Duration::hours(3));
    let told = beat(&desk, &well(app, 0)).await.is(200).json();
    clerk.get("/kiosks").await.is(200).says(words);
    beat(&desk, &with(well(app, 0), json!({"app": told["app"]})))
        .await
        .is(200);
    assert!(!clerk.get("/kiosks").await.is(200).body.contains(words));
}

/// Nobody rated on a working day: told after it ended, and not where the desk has no hours.
async fn a_day_without_a_rating_is_told(app: &App) {
    let desk = Desk::open(app);
    let hours = r#"{"days":[1,2,3,4,5,6,7],"spans":[["00:00","23:59"]]}"#;
    let sql = format!("UPDATE devices SET hours = '{hours}', created_at = '2026-01-01 00:00:00'");
    tamper(&mut app.database.connect(), &sql).unwrap();
    beat(&desk, &well(app, 0)).await.is(200);
    app.clock.shift(Duration::hours(24));
    let clerk = app.staff_of(UNIT, "desk").await;
    for _ in 0..2 {
        beat(&desk, &well(app, 0)).await.is(200);
        app.clock.shift(Duration::minutes(1));
    }
    let page = clerk.get("/kiosks").await.is(200);
    assert!(page.body.contains("không ai đánh giá"), "{}", page.body);
    beat(&desk, &well(app, 1)).await.is(200);
    let page = clerk.get("/kiosks").await.is(200);
    assert!(!page.body.contains("không ai đánh giá"), "{}", page.body);
}

/// Tablets are seen within the viewer's units, by those whose work they are.
async fn tablets_are_seen_by_those_who_care_for_them(app: &App) {
    let desk = Desk::open(app);
    beat(&desk, &well(app, 0)).await.is(200);
    app.staff_of(UNIT, "observer")
        .await
        .get("/kiosks")
        .await
        .is(403);
    app.staff_of(UNIT, "hotline")
        .await
        .get("/kiosks")
        .await
        .is(403);
    app.add_unit("XA2", None);
    let stranger = app.staff_of("XA2", "admin").await;
    stranger
        .get("/kiosks")
        .await
        .is(200)
        .says("Chưa có máy nào đang dùng");
    stranger.get("/kiosks/1").await.is(404);
    app.staff_of(UNIT, "admin")
        .await
        .get("/kiosks/1")
        .await
        .is(200);
    let nobody = app.visitor();
    nobody.post_json(HEARTBEAT, &well(app, 0)).await.is(401);
}

/// What is no heartbeat is refused with the place of the fault, and changes nothing.
async fn what_is_no_heartbeat_is_refused(app: &App) {
    let desk = Desk::open(app);
    let bad = [
        (json!({"captured": -1}), 422, "captured"),
        (json!({"battery": 101}), 422, "battery"),
        (
            json!({"oldest_waiting_s": 99_999_999_999_i64}),
            422,
            "oldest_waiting_s",
        ),
        (json!({"install_id": "me"}), 400, "install_id"),
        (json!({"sent_at": "yesterday"}), 400, "sent_at"),
        (json!({"extra": 1}), 400, "extra"),
    ];
    for (change, status, field) in bad {
        let answer = beat(&desk, &with(well(app, 0), change)).await.is(status);
        assert!(
            answer.json()["detail"].to_string().contains(field),
            "{}",
            answer.body
        );
    }
    desk.tablet.post_json(HEARTBEAT, &json!([1])).await.is(400);
    assert_eq!(app.count("device_states"), 0);
    // A clock in 1970 or 2100 and a size that no card has are told, not refused.
    let odd = json!({"sent_at": "1970-01-01T00:00:00Z", "px_per_mm": 1e9});
    beat(&desk, &with(well(app, 0), odd)).await.is(200);
    assert_eq!(
        app.count("device_states WHERE px_per_mm_hundredths IS NULL"),
        1
    );
}

crate::stories! {
    a_tablet_that_is_well_is_shown_as_well,
    a_lost_rating_shows_by_its_number,
    a_wiped_storage_does_not_hide_what_was_lost,
    two_storages_that_live_are_both_counted,
    what_lies_in_a_storage_that_fails_is_not_missing,
    each_fault_is_told_with_what_to_do,
    an_old_program_is_told,
    a_day_without_a_rating_is_told,
    tablets_are_seen_by_those_who_care_for_them,
    what_is_no_heartbeat_is_refused,
}
