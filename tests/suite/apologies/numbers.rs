//! Numbers of the year: none twice, none left out, none taken back, however many sign at once.

use futures_util::future::join_all;

use super::{DUE, PROMISE, UNIT, at_work};
use crate::harness::App;

/// Two leaders sign the same letters at the same moment.
async fn two_who_sign_at_once_take_each_number_once(app: &App) {
    let (desk, leader) = at_work(app).await;
    let role = hailong::accounts::Role::Leader;
    let deputy = app.officer(UNIT, role, "Siu Phó", "pho").await;
    let mut ids = Vec::new();
    for _ in 0..6 {
        let dossier = app.dossier(UNIT, DUE, |_| {});
        ids.push(desk.drafted(dossier, &PROMISE).await);
    }
    let both = ids.iter().flat_map(|id| [(&leader, *id), (&deputy, *id)]);
    let mut forms = Vec::new();
    for (who, id) in both {
        let page = who.get(&format!("/apologies/{id}")).await.is(200);
        forms.push((who, page.form(&format!("/apologies/{id}/approve"))));
    }
    let answers = join_all(forms.iter().map(|(who, form)| who.send(form))).await;
    let signed = answers.iter().filter(|answer| answer.status == 303).count();
    assert_eq!(signed, ids.len(), "each is signed once");
    assert!(
        answers
            .iter()
            .all(|answer| [303, 409].contains(&answer.status))
    );
    for number in 1..=6 {
        assert_eq!(
            app.count(&format!(
                "apologies WHERE number = {number} AND year = 2026"
            )),
            1
        );
    }
    assert_eq!(app.count("apologies WHERE number > 6"), 0);
}

/// What bears a number stays, whoever writes into the database.
async fn a_number_is_for_ever(app: &App) {
    let (desk, leader) = at_work(app).await;
    let dossier = app.dossier(UNIT, DUE, |_| {});
    let id = desk.drafted(dossier, &PROMISE).await;
    leader.apology_step(id, "approve", &[]).await.is(303);
    for forced in [
        "DELETE FROM apologies",
        "UPDATE apologies SET number = 7",
        "UPDATE apologies SET year = 2025",
        "UPDATE apologies SET new_due_at = '2026-06-30 10:00:00'",
        "UPDATE apologies SET reason = 'system'",
        "UPDATE apologies SET words = 'khác'",
        "UPDATE apologies SET letter = '{}'",
        "UPDATE apologies SET old_due_at = '2026-06-04 10:00:00'",
        "UPDATE apologies SET approved_by = NULL",
        "UPDATE apologies SET number = NULL, year = NULL, issued_at = NULL, state = 'waiting'",
    ] {
        assert!(app.forced(forced).is_err(), "{forced}");
    }
    assert_eq!(app.count("apologies WHERE number = 1 AND year = 2026"), 1);
}

/// A new year begins with the first number; another unit has a series of its own.
async fn each_unit_and_year_begins_with_one(app: &App) {
    let (desk, leader) = at_work(app).await;
    let role = hailong::accounts::Role::Leader;
    let other = app.officer("KHAC", role, "Ở Nơi Khác", "khac").await;
    let here = app.dossier(UNIT, DUE, |_| {});
    let there = app.dossier("KHAC", DUE, |_| {});
    let id = desk.drafted(here, &PROMISE).await;
    leader.apology_step(id, "approve", &[]).await.is(303);
    let id = other.drafted(there, &PROMISE).await;
    other.apology_step(id, "approve", &[]).await.is(303);
    assert_eq!(app.count("apologies WHERE number = 1"), 2);
    let late = app.dossier(UNIT, "2025-12-31T23:59:59", |dossier| {
        dossier.received_at = crate::harness::dossiers::moment("2025-12-29T09:00:00");
    });
    let id = desk.drafted(late, &PROMISE).await;
    leader.apology_step(id, "approve", &[]).await.is(303);
    let register = leader
        .get("/apologies?tab=register&year=2026")
        .await
        .is(200);
    register.says("02").says("31/12/2025");
}

crate::stories! {
    two_who_sign_at_once_take_each_number_once,
    a_number_is_for_ever,
    each_unit_and_year_begins_with_one,
}
