//! The code on a receipt: it rates once the result is returned, and counts with those of other dossiers that were as
//! late as this one.

use hailong::accounts::Role;
use hailong::dossiers::Step;
use hailong::survey::slips::{self, Timeliness};

use crate::harness::cases::MORNING;
use crate::harness::{Answer, App, Visitor};

const UNIT: &str = "TB";
const DUE: &str = "2026-06-05T23:59:59";

/// Prints the receipt of a dossier; the code on it, without hyphens.
async fn printed(officer: &Visitor, dossier: i64) -> String {
    let page = officer.get(&format!("/dossiers/{dossier}")).await.is(200);
    let form = page.form(&format!("/dossiers/{dossier}/papers/receipt"));
    let paper = officer.send(&form).await.is(200);
    let after = paper.body.split("class=\"token\">").nth(1).expect("a code");
    after.split('<').next().unwrap().replace('-', "")
}

/// Rates with the best score throughout.
async fn rate(citizen: &Visitor, token: &str) -> Answer {
    let address = format!("/d/{token}");
    let page = citizen.get(&address).await.is(200);
    let form = page.form(&format!("{address}?sent"));
    let questions = ["a.1", "a.2", "a.3", "a.4", "a.5"];
    let filled = questions
        .iter()
        .fold(form, |form, name| form.with(name, "5"));
    citizen.send(&filled).await
}

/// Ten others whose slips rate under the group.
fn crowd(app: &App, group: Timeliness) {
    let mut conn = app.database.connect();
    let unit = app.number(&format!("SELECT id AS n FROM units WHERE code = '{UNIT}'"));
    let until = app.clock.today() + chrono::Duration::days(30);
    let first = 1_000_000 * (1 + group as i64);
    for dossier in first..first + 10 {
        slips::issue(&mut conn, unit, None, dossier).unwrap();
        slips::open(&mut conn, dossier, until, (group, "")).unwrap();
    }
}

/// Not before the result is there, once then, and never again.
async fn a_receipt_rates_once_after_the_result(app: &App) {
    app.turn_clock(MORNING);
    let officer = app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    let dossier = app.dossier(UNIT, DUE, |_| {});
    let former = printed(&officer, dossier).await;
    let token = printed(&officer, dossier).await;
    assert_ne!(former, token, "each print has a code of its own");
    let prints = "dossier_events WHERE note LIKE 'In giấy hẹn%' AND account_id IS NOT NULL";
    assert_eq!(app.count(prints), 2, "and leaves a trace of who made it");
    let citizen = app.visitor();
    let early = citizen.get(&format!("/d/{token}")).await;
    assert!(!early.body.contains("name=\"a."), "there is no result yet");
    app.happens(dossier, Step::Finish);
    app.happens(dossier, Step::Return);
    let old = citizen.get(&format!("/d/{former}")).await;
    assert!(
        !old.body.contains("name=\"a."),
        "the former print rates no more"
    );
    rate(&citizen, &token).await.is(303);
    assert_eq!(app.count("ballots WHERE channel = 'slip'"), 1);
    let untold = app.count("slip_tallies WHERE timeliness = 'untold' AND n5 = 1");
    assert_eq!(untold, 5, "a single one is not told from its group");
    assert_eq!((app.count("slip_uses"), app.count("slip_tokens")), (1, 1));
    let again = citizen.get(&format!("/d/{token}")).await;
    assert!(!again.body.contains("name=\"a."), "it has rated");
    let page = officer.get(&format!("/dossiers/{dossier}")).await.is(200);
    let form = page.form(&format!("/dossiers/{dossier}/papers/receipt"));
    let paper = officer.send(&form).await.is(200);
    assert!(
        !paper.body.contains("class=\"token\""),
        "no second code after the result"
    );
}

/// Late and apologised for only after the result: what is said then counts with an apology.
async fn a_late_apology_is_counted_as_one(app: &App) {
    app.turn_clock(MORNING);
    let officer = app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    let leader = app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await;
    let (silent, sorry) = (
        app.dossier(UNIT, DUE, |_| {}),
        app.dossier(UNIT, DUE, |_| {}),
    );
    let codes = [
        printed(&officer, silent).await,
        printed(&officer, sorry).await,
    ];
    app.turn_to_day("2026-06-09");
    for dossier in [silent, sorry] {
        app.happens(dossier, Step::Finish);
        app.happens(dossier, Step::Return);
    }
    officer.back("lam").await;
    leader.back("chu").await;
    let id = officer.drafted(sorry, &[("reason", "overload")]).await;
    leader.apology_step(id, "approve", &[]).await.is(303);
    crowd(app, Timeliness::LateApologised);
    crowd(app, Timeliness::LateUnapologised);
    for code in &codes {
        rate(&app.visitor(), code).await.is(303);
    }
    for group in ["late_apologised", "late_unapologised"] {
        let counted = format!("slip_tallies WHERE timeliness = '{group}' AND n5 = 1");
        assert_eq!(app.count(&counted), 5, "{group}");
    }
    let verified = app.hailong(&["verify"]);
    assert_eq!(verified.code, 0, "{}", verified.out);
}

crate::stories! {
    a_receipt_rates_once_after_the_result,
    a_late_apology_is_counted_as_one,
}
