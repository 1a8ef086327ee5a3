//! How a letter reaches the applicant: by mail and through the gateway for real, and as files.

use hailong::config::Secret;

use super::{DUE, PROMISE, UNIT, at_work};
use crate::harness::App;
use crate::harness::app::until;
use crate::harness::cases::CITIZEN;
use crate::harness::hook::Gateway;
use crate::harness::mail::MailServer;

async fn issued(app: &App) -> (crate::harness::Visitor, i64) {
    let (desk, leader) = at_work(app).await;
    let dossier = app.dossier(UNIT, DUE, |_| {});
    let id = desk.drafted(dossier, &PROMISE).await;
    leader.apology_step(id, "approve", &[]).await.is(303);
    (desk, id)
}

/// The whole letter comes by mail, few words by SMS, and each is noted as handed over.
async fn a_letter_is_sent_by_mail_and_told_through_the_gateway(app: &App) {
    let (mail, gateway) = (MailServer::start(), Gateway::start());
    let (desk, id) = issued(app).await;
    let closed = desk.get(&format!("/apologies/{id}")).await.is(200);
    assert!(
        !closed.body.contains("value=\"email\""),
        "no mail server, no such way"
    );
    let office = app.beside(|config| {
        config.clock = app.clock.clone();
        config.messages.smtp_url = Some(Secret::from(mail.url()));
        config.messages.mail_from = Some("motcua@tanbinh.example.vn".to_owned());
        config.messages.hook_url = Some(Secret::from(gateway.url()));
        config.messages.hook_key = Some(Secret::from("khoa-bi-mat-cua-xa-2026".to_owned()));
    });
    let desk = office.browser();
    desk.back("lam").await;
    desk.apology_step(id, "hand-over", &[("way", "email")])
        .await
        .is(303);
    until("the letter", || mail.mails().len() == 1);
    let letter = &mail.mails()[0];
    assert_eq!(letter.to, "hlan@example.vn");
    let text = letter.text();
    for part in [CITIZEN, "Số: 01/PXL", "ngày 10 tháng 6 năm 2026", "xin lỗi"] {
        assert!(text.contains(part), "no {part} in {text}");
    }
    assert!(!letter.header("subject").contains(CITIZEN));
    let (dossier, leader) = (office.dossier(UNIT, DUE, |_| {}), office.browser());
    leader.back("chu").await;
    let second = desk.drafted(dossier, &PROMISE).await;
    leader.apology_step(second, "approve", &[]).await.is(303);
    desk.apology_step(second, "hand-over", &[("way", "gateway")])
        .await
        .is(303);
    until("the call", || !gateway.calls().is_empty());
    let body = gateway.calls()[0].body.clone();
    assert!(
        body.contains("apology.issued") && body.contains("10/06/2026"),
        "{body}"
    );
    assert!(!body.contains(CITIZEN), "no name travels: {body}");
}

/// What is said on the telephone or posted is noted with whom, and never before it was signed.
async fn a_letter_that_is_read_out_or_posted_is_noted_with_whom(app: &App) {
    let (desk, id) = issued(app).await;
    let tries = [
        (vec![("way", "phone")], "ai nhận"),
        (
            vec![
                ("way", "post"),
                ("note", "EB123456789VN"),
                ("day", "2026-05-29"),
            ],
            "từ ngày ký",
        ),
        (
            vec![
                ("way", "post"),
                ("note", "EB123456789VN"),
                ("day", "2026-06-09"),
            ],
            "từ ngày ký",
        ),
        (vec![("note", "bà H'Lan")], "Xin chọn cách giao"),
    ];
    for (fields, says) in tries {
        desk.apology_step(id, "hand-over", &fields)
            .await
            .is(422)
            .says(says);
    }
    let page = desk.get(&format!("/apologies/{id}")).await.is(200);
    let form = page.form(&format!("/apologies/{id}/hand-over"));
    let form = form
        .with("way", "phone")
        .with("note", "đọc cho bà H'Lan nghe");
    desk.send(&form).await.is(303);
    desk.send(&form).await.is(409);
    assert_eq!(app.count("apologies WHERE handed_way = 'phone'"), 1);
    assert_eq!(app.count("dossier_events WHERE action = 'hand_over'"), 1);
}

/// Word and Excel get what the page shows.
async fn a_letter_and_the_register_are_files_too(app: &App) {
    let (desk, id) = issued(app).await;
    let letter = desk
        .get(&format!("/apologies/{id}/letter.docx"))
        .await
        .is(200);
    assert!(
        letter
            .header("content-disposition")
            .contains("phieu-xin-loi-2026-01.docx")
    );
    let register = desk.get("/apologies/register.xlsx?year=2026").await.is(200);
    assert!(register.header("content-type").contains("spreadsheetml"));
    for file in [letter, register] {
        assert!(file.body.starts_with("PK"), "a ZIP archive");
    }
}

crate::stories! {
    a_letter_is_sent_by_mail_and_told_through_the_gateway,
    a_letter_that_is_read_out_or_posted_is_noted_with_whom,
    a_letter_and_the_register_are_files_too,
}
