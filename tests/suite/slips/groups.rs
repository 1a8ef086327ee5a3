//! What is counted by slips beside the ballots, and what the database itself holds them to.

use chrono::Datelike;
use hailong::accounts::Role;
use hailong::survey::slips::{self, Timeliness};
use hailong::units::Scope;

use super::{DOSSIER, Receipts};
use crate::harness::App;
use crate::harness::desk::{UNIT, tamper};

/// An apology that comes while the slip is unused moves its answers to the other group; a page reads the groups.
async fn answers_are_counted_by_how_the_dossier_was_settled(app: &App) {
    let receipts = Receipts::open(app);
    for group in Timeliness::ALL {
        receipts.crowd(*group);
    }
    let late = receipts.issue(1);
    let mut conn = app.database.connect();
    let apologised = Timeliness::LateApologised;
    slips::regroup(&mut conn, DOSSIER + 1, apologised).unwrap();
    receipts
        .look(&late)
        .await
        .is(200)
        .says("Chưa đến lúc đánh giá");
    receipts.return_result(1, Timeliness::LateUnapologised);
    slips::regroup(&mut conn, DOSSIER + 1, apologised).unwrap();
    receipts.rate(&late).await;
    slips::regroup(&mut conn, DOSSIER + 1, Timeliness::OnTime).unwrap();
    receipts.rate(&receipts.returned(2)).await;
    let year = app.clock.today().year();
    let scope = Scope::everything();
    let counts =
        |year| slips::find_slip_tallies(&mut app.database.connect(), &scope, year).unwrap();
    let found = counts(year);
    let groups: Vec<_> = found.iter().filter_map(|it| it.timeliness).collect();
    assert_eq!(groups, [[Timeliness::OnTime; 5], [apologised; 5]].concat());
    assert!(found.iter().all(|tally| tally.counts == [0, 0, 0, 1, 0, 0]));
    assert!(counts(year - 1).is_empty());
    app.verified();
}

/// Whoever bends the groups, or puts a ballot in that no slip stands for, is found out.
async fn bent_groups_are_found(app: &App) {
    let receipts = Receipts::open(app);
    receipts.rate(&receipts.returned(1)).await;
    app.verified();
    let mut conn = app.database.connect();
    tamper(
        &mut conn,
        "UPDATE slip_tallies SET n4 = 0, n5 = 1 WHERE criterion = '1'",
    )
    .unwrap();
    let run = app.hailong(&["verify"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.out.contains("slip_tallies"), "{}", run.out);
    assert!(run.out.contains("\"tallies_ok\":false"), "{}", run.out);
    tamper(
        &mut conn,
        "UPDATE slip_tallies SET n4 = 1, n5 = 0 WHERE criterion = '1'",
    )
    .unwrap();
    app.verified();
    tamper(&mut conn, "DELETE FROM slip_uses").unwrap();
    let run = app.hailong(&["verify"]);
    assert_eq!(run.code, 1, "a slip that rates again is found out");
    assert!(run.out.contains("slip_uses"), "{}", run.out);
}

/// A single late dossier rates, and so do some of those in time: its answers are counted among theirs, never alone.
async fn a_single_late_answer_hides_among_others(app: &App) {
    let receipts = Receipts::open(app);
    receipts.crowd(Timeliness::OnTime);
    let late = receipts.issue(1);
    receipts.return_result(1, Timeliness::LateUnapologised);
    receipts.rate(&late).await;
    for dossier in 2..12 {
        receipts.rate(&receipts.returned(dossier)).await;
    }
    let counted = |group: &str| {
        app.number(&format!(
            "SELECT CAST(COALESCE(SUM(n4), 0) AS BIGINT) AS n FROM slip_tallies \
             WHERE criterion = '1' AND timeliness = '{group}'"
        ))
    };
    assert_eq!(counted("late_unapologised"), 0);
    assert!(counted("untold") >= 1);
    assert_eq!(counted("untold") + counted("on_time"), 11);
    app.verified();
}

/// Ten who were told sorry are held against ten who were not; nine tell nothing.
async fn leaders_see_whether_saying_sorry_helps(app: &App) {
    let receipts = Receipts::open(app);
    let leader = app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await;
    let sorry = receipts.crowd(Timeliness::LateApologised);
    let silent = receipts.crowd(Timeliness::LateUnapologised);
    for token in &sorry {
        receipts.rate_with(token, "4").await;
    }
    let (last, others) = silent.split_last().unwrap();
    for token in others {
        receipts.rate_with(token, "2").await;
    }
    let page = leader.get("/apologies/figures").await.is(200);
    let page = page.says("Chưa đủ câu trả lời để so sánh").says("dưới 10");
    assert!(!page.body.contains(">0,00\u{a0}%<"), "nine tell nothing");
    receipts.rate_with(last, "5").await;
    let page = leader.get("/apologies/figures").await.is(200);
    page.says(
        "người được xin lỗi trả lời hài lòng 100,00\u{a0}%, người không được xin lỗi 10,00\u{a0}%",
    )
    .says("cao hơn 90,00 điểm phần trăm");
}

/// The database itself keeps a dossier at one slip, a slip at one use, and counts in groups that are known.
async fn a_slip_is_used_once_whoever_writes(app: &App) {
    let receipts = Receipts::open(app);
    receipts.rate(&receipts.returned(1)).await;
    receipts.issue(2);
    let mut conn = app.database.connect();
    for bent in [
        "INSERT INTO slip_uses (use_hash, unit_id, month) SELECT use_hash, unit_id, month FROM slip_uses",
        "INSERT INTO slip_tokens (token_hash, unit_id, dossier_id) \
             SELECT 'x', unit_id, dossier_id FROM slip_tokens",
        "UPDATE slip_tokens SET valid_until = '2026-12-31' WHERE timeliness IS NULL",
        "UPDATE slip_tokens SET timeliness = 'untold' WHERE timeliness IS NOT NULL",
        "UPDATE slip_tallies SET timeliness = 'early'",
    ] {
        assert!(tamper(&mut conn, bent).is_err(), "{bent}");
    }
}

crate::stories! {
    leaders_see_whether_saying_sorry_helps,
    answers_are_counted_by_how_the_dossier_was_settled,
    bent_groups_are_found,
    a_single_late_answer_hides_among_others,
    a_slip_is_used_once_whoever_writes,
}
