//! The province's page: what came from whom, taking a file, and who may not.

use reqwest::Method;

use super::{Commune, ballots, province};
use crate::harness::desk::UNIT;
use crate::harness::{Answer, App, Visitor};

const PAGE: &str = "/admin/exchange";

/// Sends a file as the page's form does.
async fn send(person: &Visitor, csrf: &str, trust: &str, file: &str) -> Answer {
    let field = |name: &str, value: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n\r\n";
    let body = format!(
        "{}{}{head}{file}\r\n--x--\r\n",
        field("csrf", csrf),
        field("id", trust)
    );
    let request = person
        .request(Method::POST, "/admin/exchange/file")
        .header("Sec-Fetch-Site", "same-origin")
        .header("Content-Type", "multipart/form-data; boundary=x")
        .body(body);
    Answer::of(request).await
}

async fn csrf(person: &Visitor) -> String {
    let page = person.get(PAGE).await.is(200);
    page.form("/admin/exchange/file").value("csrf")
}

async fn a_leader_takes_a_file_on_the_page(app: &App) {
    province(app);
    let commune = Commune::set_up(UNIT);
    commune.rated("2025-03", "kiosk", 40);
    let file = std::fs::read_to_string(commune.signed("2025", "a.json")).unwrap();
    let fingerprint = commune.fingerprint();
    let leader = app.staff_of("H21", "leader").await;
    let csrf = csrf(&leader).await;
    send(&leader, &csrf, "", "")
        .await
        .is(422)
        .says("Hãy chọn tệp");
    send(&leader, &csrf, "", &file)
        .await
        .is(422)
        .says(&fingerprint);
    send(&leader, &csrf, "AAAA-AAAA", &file)
        .await
        .is(422)
        .says("không phải khóa vừa ghi");
    let changed = file.replace("kiosk", "paper");
    send(&leader, &csrf, &fingerprint, &changed)
        .await
        .is(422)
        .says("Chữ ký không đúng");
    assert_eq!(app.count("foreign_files"), 0);
    let taken = send(&leader, &csrf, &fingerprint, &file).await;
    taken.leads_to("/admin/exchange?done=taken");
    let again = send(&leader, &csrf, "", &file).await;
    again.leads_to("/admin/exchange?done=known");
    assert_eq!(app.count("foreign_files WHERE imported_by IS NOT NULL"), 1);
    let page = leader.get("/admin/exchange?done=taken").await.is(200);
    page.says(&fingerprint)
        .says("31/12/2025")
        .says("Đã nhận tệp");
    assert_eq!(ballots(app, "H21", "2025"), 40);
}

async fn nobody_else_takes_a_file(app: &App) {
    province(app);
    let commune = Commune::set_up(UNIT);
    commune.rated("2025-03", "kiosk", 40);
    let file = std::fs::read_to_string(commune.signed("2025", "a.json")).unwrap();
    let fingerprint = commune.fingerprint();
    for role in ["desk", "hotline", "observer"] {
        let person = app.staff_of("H21", role).await;
        person.get(PAGE).await.is(403);
        send(&person, "", &fingerprint, &file).await.is(403);
    }
    let stranger = app.visitor();
    stranger.get(PAGE).await.is(303);
    let refused = send(&stranger, "", &fingerprint, &file).await;
    assert!([303, 401].contains(&refused.status), "{refused:?}");
    // The unit's own leader would speak for themselves.
    let own = app.staff_of(UNIT, "leader").await;
    let token = csrf(&own).await;
    send(&own, &token, &fingerprint, &file)
        .await
        .is(422)
        .says("không có đơn vị");
    let leader = app.staff_of("H21", "leader").await;
    send(&leader, "wrong", &fingerprint, &file).await.is(403);
    assert_eq!(app.count("foreign_files"), 0);
}

crate::stories! {
    a_leader_takes_a_file_on_the_page,
    nobody_else_takes_a_file,
}
