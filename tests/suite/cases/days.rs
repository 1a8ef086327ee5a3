//! The days of a case are those of what it is, and stop only where the law lets them.

use chrono::{Duration, NaiveDateTime};
use hailong::complaints::{Class, State};

use super::{UNIT, at_work};
use crate::harness::App;
use crate::harness::app::until;
use crate::harness::cases::{MORNING, address};

/// Taken for another office's, five days; an official decides on the seventh that it is ours, ten days.
const OURS: &str = "Cán bộ hướng dẫn sai nên tôi phải đi bệnh viện tỉnh xin lại giấy";
const ELSEWHERE: &str = "Thôn tôi mất điện ba ngày nay";

/// A wrong guess of the program's makes nobody late.
async fn a_case_is_late_as_what_it_is(app: &App) {
    let (hotline, _) = at_work(app).await;
    let number = app.complain_with(UNIT, OURS, |new| {
        new.details.proposed = Some(Class::Elsewhere);
    });
    let theirs = app.complain(UNIT, ELSEWHERE);
    app.turn_to_day("2026-06-10");
    hotline.back("nghe").await;
    until("both late", || app.count("complaints WHERE late") == 2);
    hotline.decides(number, "conduct").await;
    hotline.decides(theirs, "elsewhere").await;
    assert!(!app.case(number).late);
    assert!(app.case(theirs).late, "it is what it was taken for");
    app.answer(number, "Đã hướng dẫn lại và cấp giấy", "chu");
    assert!(!app.case(number).late);
    // Passing it on late is late, whatever it was called on the way.
    let called_ours = app.complain_with(UNIT, ELSEWHERE, |new| {
        new.received_at = MORNING.parse::<NaiveDateTime>().unwrap() - Duration::hours(7);
    });
    until("late", || app.case(called_ours).late);
    hotline.decides(called_ours, "conduct").await;
    assert!(!app.case(called_ours).late);
    let to = [("authority", "Điện lực"), ("note", "Thuộc điện lực")];
    hotline.did(called_ours, "forward", &to).await;
    assert!(app.case(called_ours).late);
    // Once it is decided, no other word for it takes lateness away.
    hotline.decides(theirs, "conduct").await;
    assert!(app.case(theirs).late);
    app.tallies_are_true();
}

/// Whoever is told that it is not taken in is told within three days of its coming, whatever it was called meanwhile.
async fn what_is_not_taken_in_is_told_in_three_days(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let [in_time, late, theirs] = [OURS, OURS, ELSEWHERE].map(|text| app.complain(UNIT, text));
    for (number, class) in [
        (in_time, "conduct"),
        (late, "conduct"),
        (theirs, "elsewhere"),
    ] {
        hotline.decides(number, class).await;
    }
    let why = [("note", "Nghị định 154/2026/NĐ-CP")];
    app.turn_to_day("2026-06-04");
    leader.back("chu").await;
    leader.did(in_time, "refuse", &why).await;
    app.turn_to_day("2026-06-05");
    leader.back("chu").await;
    for number in [late, theirs] {
        leader.did(number, "refuse", &why).await;
    }
    let is_late = [in_time, late, theirs].map(|number| app.case(number).late);
    assert_eq!(is_late, [false, true, true]);
    app.tallies_are_true();
}

/// What is passed on within five days of its coming waits for nobody.
async fn the_clock_of_another_office_s_case_never_stands(app: &App) {
    let (hotline, _) = at_work(app).await;
    let number = app.complain(UNIT, ELSEWHERE);
    hotline.decides(number, "elsewhere").await;
    let page = hotline.get(&address(number)).await.is(200);
    assert!(!page.body.contains("/pause\""), "{}", page.body);
    let reason = [("note", "Chờ điện lực"), ("version", "2")];
    hotline.forces(number, "pause", &reason).await.is(422);

    let ours = app.complain(UNIT, OURS);
    hotline.decides(ours, "conduct").await;
    app.turn_to_day("2026-06-03");
    hotline.back("nghe").await;
    hotline.did(ours, "pause", &reason[..1]).await;
    assert_eq!(app.case(ours).due, None);
    app.turn_to_day("2026-06-10");
    hotline.back("nghe").await;
    hotline.decides(ours, "elsewhere").await;
    let case = app.case(ours);
    assert_eq!(case.state.as_str(), "in_progress");
    assert_eq!(
        case.due.map(|due| due.to_string()).as_deref(),
        Some("2026-06-08")
    );
}

/// Once opened again it has its days anew: what is then split off and answered here has the same, and what is handed on
/// counts its own from when it came.
async fn a_part_of_what_was_opened_again_is_not_late_at_birth(app: &App) {
    let (hotline, _) = at_work(app).await;
    let number = app.complain(UNIT, OURS);
    hotline.decides(number, "conduct").await;
    app.answer(number, "Đã hướng dẫn lại", "chu");
    app.turn_to_day("2026-06-25");
    hotline.back("nghe").await;
    until("closed", || app.case(number).state == State::Closed);
    let why = [("note", "Vẫn phải đi xin giấy")];
    hotline.did(number, "reopen", &why).await;
    app.turn_to_day("2026-06-26");
    hotline.back("nghe").await;
    let (ours, theirs) = (number + 1, number + 2);
    for class in ["conduct", "elsewhere"] {
        let split = [("text", "Cán bộ hướng dẫn sai"), ("class", class)];
        hotline.did(number, "split", &split).await;
    }
    until("one late", || app.case(theirs).late);
    let (whole, part) = (app.case(number), app.case(ours));
    assert_eq!(whole.due.unwrap().to_string(), "2026-07-09");
    assert_eq!((part.due, part.late), (whole.due, false));
    assert_eq!(app.case(theirs).due.unwrap().to_string(), "2026-06-08");
    hotline.decides(ours, "conduct").await;
    assert_eq!(
        (app.case(ours).due, app.case(ours).late),
        (whole.due, false)
    );
    app.tallies_are_true();
}

/// What was used before a pause stays used; the part itself waits for nobody.
async fn a_part_of_what_waits_has_the_days_that_are_left(app: &App) {
    let (hotline, _) = at_work(app).await;
    let number = app.complain(UNIT, OURS);
    hotline.decides(number, "conduct").await;
    app.turn_to_day("2026-06-03");
    hotline.back("nghe").await;
    hotline
        .did(number, "pause", &[("note", "Chờ bệnh viện")])
        .await;
    app.turn_to_day("2026-06-26");
    hotline.back("nghe").await;
    let split = [("text", "Cán bộ hướng dẫn sai"), ("class", "conduct")];
    hotline.did(number, "split", &split).await;
    // Two of ten days were used.
    assert_eq!(app.case(number + 1).due.unwrap().to_string(), "2026-07-08");
    assert_eq!(app.case(number).due, None);
}

crate::stories! {
    a_part_of_what_was_opened_again_is_not_late_at_birth,
    a_part_of_what_waits_has_the_days_that_are_left,
    a_case_is_late_as_what_it_is,
    what_is_not_taken_in_is_told_in_three_days,
    the_clock_of_another_office_s_case_never_stands,
}
