//! Who may do what with an apology, and until when somebody's data stand in it.

use hailong::accounts::Role;
use hailong::dossiers::Step;

use super::{DUE, PROMISE, UNIT, at_work};
use crate::harness::App;
use crate::harness::app::until;

/// Whoever is set over a commune reads its apologies, but signs none in its name.
async fn nobody_above_signs_for_the_commune(app: &App) {
    app.add_unit("TINH", None);
    app.add_unit(UNIT, Some("TINH"));
    let (desk, leader) = at_work(app).await;
    let above = app
        .officer("TINH", Role::Leader, "Vũ Văn Tỉnh", "tinh")
        .await;
    let dossier = app.dossier(UNIT, DUE, |_| {});
    let id = desk.drafted(dossier, &PROMISE).await;
    let page = above.get(&format!("/apologies/{id}")).await.is(200);
    assert!(!page.body.contains("/approve"), "it is not theirs to sign");
    let token = above.token().await;
    let by_hand = [("csrf", token.as_str()), ("version", "1")];
    above
        .post(&format!("/apologies/{id}/approve"), &by_hand)
        .await
        .is(403);
    leader.apology_step(id, "approve", &[]).await.is(303);
}

/// Who reads a list sends no letter that begins "Kính gửi: ……": a name is asked for before a number is taken.
async fn no_letter_is_signed_to_nobody(app: &App) {
    let (desk, leader) = at_work(app).await;
    let dossier = app.dossier(UNIT, DUE, |_| {});
    let id = desk.drafted(dossier, &PROMISE).await;
    app.forced("UPDATE dossier_applications SET name = ''")
        .unwrap();
    let page = leader.apology_step(id, "approve", &[]).await.is(422);
    page.says("chưa có tên người nộp");
    assert_eq!(app.count("apologies WHERE number IS NOT NULL"), 0);
}

/// A leader from above sends nothing back that is not theirs to sign.
async fn nobody_above_sends_back(app: &App) {
    app.add_unit("TINH", None);
    app.add_unit(UNIT, Some("TINH"));
    let (desk, _) = at_work(app).await;
    let above = app
        .officer("TINH", Role::Leader, "Vũ Văn Tỉnh", "tinh")
        .await;
    let dossier = app.dossier(UNIT, DUE, |_| {});
    let id = desk.drafted(dossier, &PROMISE).await;
    let token = above.token().await;
    let by_hand = [
        ("csrf", token.as_str()),
        ("version", "1"),
        ("returned-note", "Sửa"),
    ];
    let address = format!("/apologies/{id}/return");
    above.post(&address, &by_hand).await.is(403);
    assert_eq!(app.count("apologies WHERE state = 'waiting'"), 1);
}

/// What is known of an applicant goes from the letter and from whom it was given to, too; the register keeps the rest.
async fn a_letter_forgets_with_its_dossier(app: &App) {
    let (desk, leader) = at_work(app).await;
    let dossier = app.dossier(UNIT, DUE, |_| {});
    let id = desk.drafted(dossier, &PROMISE).await;
    leader.apology_step(id, "approve", &[]).await.is(303);
    let given = [("way", "in_person"), ("note", "con gái bà H'Lan")];
    desk.apology_step(id, "hand-over", &given).await.is(303);
    app.happens(dossier, Step::Finish);
    app.happens(dossier, Step::Return);
    app.turn_to_day("2032-06-02");
    until("the applicant is forgotten", || {
        app.count("dossier_applications") == 0
    });
    let kept = "apologies WHERE letter <> '' OR handed_note <> ''";
    until("so is the letter", || app.count(kept) == 0);
    desk.back("lam").await;
    desk.get(&format!("/apologies/{id}/letter")).await.is(404);
    desk.get(&format!("/apologies/{id}"))
        .await
        .is(200)
        .says("đã được xóa theo quy định");
    desk.get("/apologies?tab=register&year=2026")
        .await
        .is(200)
        .says("H21.65-260601-0001");
}

/// Whoever may not, cannot; whoever is of another commune, finds nothing.
async fn each_does_what_their_role_may(app: &App) {
    let (desk, leader) = at_work(app).await;
    let dossier = app.dossier(UNIT, DUE, |_| {});
    let id = desk.drafted(dossier, &PROMISE).await;
    let token = desk.token().await;
    let by_hand = [("csrf", token.as_str()), ("version", "1")];
    desk.post(&format!("/apologies/{id}/approve"), &by_hand)
        .await
        .is(403);
    let hotline = app
        .officer(UNIT, Role::Hotline, "Trần Thị Nghe", "nghe")
        .await;
    hotline.get(&format!("/apologies/{id}")).await.is(200);
    hotline
        .get(&format!("/apologies/new?dossier={dossier}"))
        .await
        .is(403);
    let observer = app.officer(UNIT, Role::Observer, "Rơ Mah Xem", "xem").await;
    for address in ["/apologies", "/apologies/register.xlsx"] {
        observer.get(address).await.is(403);
    }
    let other = app
        .officer("KHAC", Role::Leader, "Ở Nơi Khác", "khac")
        .await;
    for address in ["", "/letter", "/letter.docx", "/draft"] {
        other
            .get(&format!("/apologies/{id}{address}"))
            .await
            .is(404);
    }
    other
        .get(&format!("/apologies/new?dossier={dossier}"))
        .await
        .is(404);
    other
        .get(&format!("/apologies?dossier={dossier}"))
        .await
        .is(404);
    let nobody = app.visitor().get(&format!("/apologies/{id}/letter")).await;
    assert_eq!(nobody.status, 303, "first they sign in");
    leader.get("/apologies/999999").await.is(404);
}

crate::stories! {
    nobody_above_signs_for_the_commune,
    nobody_above_sends_back,
    no_letter_is_signed_to_nobody,
    a_letter_forgets_with_its_dossier,
    each_does_what_their_role_may,
}
