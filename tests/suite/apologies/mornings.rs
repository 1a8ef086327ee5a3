//! Who is told of letters without anybody's click: what waits to be signed, to be mended, to be handed over.

use hailong::dossiers::Step;

use super::{DUE, PROMISE, UNIT, at_work};
use crate::harness::App;
use crate::harness::mail::MailServer;

const SUBJECT: &str = "Lời xin lỗi";

/// The leader is told in the morning of what waits to be signed, the desk of what was sent back; both of what citizens
/// still wait for. By code, never by name; and nobody where nothing waits.
async fn the_morning_tells_which_letters_wait(app: &App) {
    let (desk, leader) = at_work(app).await;
    ["lam", "chu"]
        .iter()
        .for_each(|login| app.reads_mail(login));
    let mail = MailServer::start();
    let _office = app.office_with_mail(&mail);
    mail.told(SUBJECT, 0);
    let [waiting, returned, signed] = [1, 2, 3].map(|_| app.dossier(UNIT, DUE, |_| {}));
    let [_, returned, signed] = [
        desk.drafted(waiting, &PROMISE).await,
        desk.drafted(returned, &PROMISE).await,
        desk.drafted(signed, &PROMISE).await,
    ];
    let why = [("note", "Ghi rõ lý do hơn")];
    leader.apology_step(returned, "return", &why).await.is(303);
    leader.apology_step(signed, "approve", &[]).await.is(303);
    app.turn_to_day("2026-06-02");
    let mails = mail.told(SUBJECT, 2);
    let to = |login: &str| {
        let address = format!("{login}@tanbinh.example.vn");
        mails.iter().find(|mail| mail.to == address).unwrap().text()
    };
    let (desk, leader) = (to("lam"), to("chu"));
    for text in [&desk, &leader] {
        assert!(text.contains("Chờ giao (1):"), "{text}");
        assert!(
            text.contains("H21.65-260601-0003: Trả kết quả trễ hẹn, từ 01/06/2026"),
            "{text}"
        );
        assert!(
            text.contains("https://hailong.tanbinh.example.vn/apologies"),
            "{text}"
        );
        assert!(!text.contains("Châm"), "{text}");
    }
    assert!(
        leader.contains("Chờ ký (1):") && leader.contains("-0001:") && !leader.contains("-0002:")
    );
    assert!(desk.contains("Phải sửa (1):") && desk.contains("-0002:") && !desk.contains("-0001:"));
}

/// A dossier that missed its new day, too, is the leader's affair within the minute, once.
async fn the_leader_is_told_at_once_of_a_second_lateness(app: &App) {
    let (desk, leader) = at_work(app).await;
    ["lam", "chu"]
        .iter()
        .for_each(|login| app.reads_mail(login));
    let dossier = app.dossier(UNIT, DUE, |_| {});
    let first = desk.drafted(dossier, &PROMISE).await;
    leader.apology_step(first, "approve", &[]).await.is(303);
    app.turn_to_day("2026-06-15");
    let mail = MailServer::start();
    let _office = app.office_with_mail(&mail);
    let mails = mail.told("Hồ sơ H21.65-260601-0001 trễ cả ngày đã hẹn lại", 1);
    assert_eq!(mails[0].to, "chu@tanbinh.example.vn");
    let text = mails[0].text();
    assert!(text.contains(&format!("/dossiers/{dossier}")), "{text}");
    assert!(!text.contains("Châm"), "{text}");
    let desk = desk.back("lam").await;
    app.happens(dossier, Step::Finish);
    let fields = [("kind", "late_again"), ("reason", "overload")];
    let again = desk.drafted(dossier, &fields).await;
    let letter = desk
        .get(&format!("/apologies/{again}/letter"))
        .await
        .is(200);
    letter.says("mới có kết quả").says("một lần nữa chậm trễ");
}

crate::stories! {
    the_morning_tells_which_letters_wait,
    the_leader_is_told_at_once_of_a_second_lateness,
}
