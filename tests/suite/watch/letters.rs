//! The letter of the week.

use hailong::accounts::Role;

use super::{ROUNDS, UNIT, WORDS, leader, rated, watching};
use crate::harness::App;
use crate::harness::cases::{CITIZEN, PHONE};
use crate::harness::mail::MailServer;
use crate::plan::tasks::{WORDS as TASK, given};
use crate::plan::{issue, made};

/// On the first working morning of a week the leader is told once what four weeks brought and what waits.
async fn a_leader_is_told_of_the_week(app: &App) {
    let leader = leader(app).await;
    made(&leader, "filled").await;
    given(app, &leader, "chu", "28/06/2026").await;
    issue(&leader).await;
    app.complain(UNIT, WORDS);
    rated(app, "2026-05-12", 200, 150);
    rated(app, "2026-06-10", 200, 190);
    let mail = MailServer::start();
    app.turn_clock("2026-06-29T06:30:00");
    let _one = watching(app, Some(&mail));
    let _other = watching(app, Some(&mail));
    std::thread::sleep(ROUNDS);
    mail.told("Tóm tắt tuần", 0);
    app.turn_clock("2026-06-29T07:10:00");
    let mails = mail.told("Tóm tắt tuần ngày 29/06/2026", 1);
    let text = mails[0].text();
    for said in [
        "(01/06/2026 đến 28/06/2026): 95,00\u{a0}%, 200 người đánh giá.",
        "(04/05/2026 đến 31/05/2026): 75,00\u{a0}%, 200 người.",
        "Tăng 20,00 điểm, chắc chắn.",
        "Phản ánh quá hạn chưa trả lời: 1",
        "Ý kiến giám sát chưa trả lời: 0",
        "Phiếu xin lỗi chờ ký: 0",
        &format!("Việc trong kế hoạch đã quá hạn: 1\n  + {TASK} (hạn 28/06/2026)"),
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    for hidden in ["đất đai", CITIZEN, PHONE, "Lê Văn Chủ"] {
        assert!(!text.contains(hidden), "{text}");
    }
    app.turn_to_day("2026-06-30");
    std::thread::sleep(ROUNDS);
    mail.told("Tóm tắt tuần", 1);
    app.turn_to_day("2026-07-06");
    mail.told("Tóm tắt tuần", 2);
}

/// An observer gets it once they ask for it, and a leader no more once they do not want it. Of few people no index is
/// told.
async fn whoever_wants_it_gets_it(app: &App) {
    let leader = leader(app).await;
    rated(app, "2026-06-10", 9, 9);
    let observer = app.officer(UNIT, Role::Observer, "Rơ Mah Xem", "xem").await;
    app.reads_mail("xem");
    let page = observer.get("/watch").await.is(200);
    let form = page.form("/watch/letter").forced("wanted", "yes");
    observer.send(&form).await.leads_to("/watch?saved=letter");
    let token = leader.token().await;
    let fields = [("csrf", token.as_str())];
    leader.post("/watch/letter", &fields).await.is(303);
    let mail = MailServer::start();
    app.turn_to_day("2026-06-29");
    let _watching = watching(app, Some(&mail));
    let mails = mail.told("Tóm tắt tuần", 1);
    assert_eq!(mails[0].to, "xem@tanbinh.example.vn");
    let text = mails[0].text();
    assert!(
        text.contains("dưới 10 người đánh giá nên không nêu"),
        "{text}"
    );
    assert!(!text.contains("100,00"), "{text}");
}

crate::stories! {
    a_leader_is_told_of_the_week,
    whoever_wants_it_gets_it,
}
