//! Files of a case: taken for what they are, handed out to be saved, seen by nobody else.

use hailong::accounts::Role;
use reqwest::Method;
use reqwest::multipart::{Form, Part};

use super::{LATE_WORDS, UNIT, at_work};
use crate::harness::cases::address;
use crate::harness::{Answer, App, Visitor};

pub const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF";

async fn upload(person: &Visitor, number: i64, name: &str, content: Vec<u8>) -> Answer {
    let page = person.get(&address(number)).await.is(200);
    let files = format!("{}/files", address(number));
    let form = page.form(&files);
    send(
        person,
        &files,
        &form.value("csrf"),
        &form.value("id"),
        name,
        content,
    )
    .await
}

pub async fn send(
    person: &Visitor,
    address: &str,
    csrf: &str,
    id: &str,
    name: &str,
    content: Vec<u8>,
) -> Answer {
    let form = Form::new()
        .text("csrf", csrf.to_owned())
        .text("id", id.to_owned())
        .part("file", Part::bytes(content).file_name(name.to_owned()));
    let request = person
        .request(Method::POST, address)
        .header("Sec-Fetch-Site", "same-origin");
    Answer::of(request.multipart(form)).await
}

/// A paper is added once and comes back as it was, to be saved and not to be run.
async fn a_paper_is_kept_and_handed_out(app: &App) {
    let (hotline, _) = at_work(app).await;
    let number = app.complain(UNIT, LATE_WORDS);
    let page = hotline.get(&address(number)).await.is(200);
    let files = format!("{}/files", address(number));
    let form = page.form(&files);
    let (csrf, id) = (form.value("csrf"), form.value("id"));
    let name = "../../Đơn của bác \"Lan\".pdf";
    for _ in 0..2 {
        send(&hotline, &files, &csrf, &id, name, PDF.to_vec())
            .await
            .is(303);
    }
    assert_eq!(app.count("complaint_files"), 1);
    let page = hotline.get(&address(number)).await.is(200);
    let page = page.says("Đơn của bác Lan.pdf");
    let (_, rest) = page.body.split_once(&format!("{files}/")).unwrap();
    let (file, _) = rest.split_once('"').unwrap();
    let file = format!("{files}/{file}");
    let answer = hotline.get(&file).await.is(200);
    assert_eq!(answer.header("content-type"), "application/pdf");
    assert!(
        answer
            .header("content-disposition")
            .starts_with("attachment")
    );
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(answer.header("content-security-policy").contains("sandbox"));
    let stranger = app
        .officer("XA2", Role::Hotline, "Người Xã Khác", "xa2")
        .await;
    stranger.get(&file).await.is(404);
    app.visitor().get(&file).await.is(303);
    let other = app.complain(UNIT, "Việc khác");
    let (_, id) = file.rsplit_once('/').unwrap();
    hotline
        .get(&format!("/complaints/{other}/files/{id}"))
        .await
        .is(404);
}

/// A page in a picture's clothes, an empty file, one too large: each is told why, on the page.
async fn what_is_no_paper_is_refused_in_words(app: &App) {
    let (hotline, _) = at_work(app).await;
    let number = app.complain(UNIT, LATE_WORDS);
    let page = "<html><script>alert(1)</script></html>".as_bytes().to_vec();
    upload(&hotline, number, "anh.png", page)
        .await
        .is(422)
        .says("Chỉ nhận PDF")
        .says("aria-invalid=\"true\" aria-describedby=\"attach-file-error attach-file-hint\"");
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>".to_vec();
    upload(&hotline, number, "anh.svg", svg).await.is(422);
    upload(&hotline, number, "may.exe", b"MZ\x90\x00".to_vec())
        .await
        .is(422);
    upload(&hotline, number, "rong.pdf", Vec::new())
        .await
        .is(422)
        .says("Chọn một tệp");
    let mut large = PDF.to_vec();
    large.resize(11 * 1024 * 1024, 0);
    upload(&hotline, number, "to.pdf", large.clone())
        .await
        .is(422)
        .says("10 MB");
    large.resize(25 * 1024 * 1024, 0);
    let told = upload(&hotline, number, "to.pdf", large).await.is(413);
    let told = told.says("chọn tệp nhỏ hơn");
    assert!(!told.body.contains("bytes"), "{}", told.body);
    assert_eq!(app.count("complaint_files"), 0);
}

crate::stories! {
    a_paper_is_kept_and_handed_out,
    what_is_no_paper_is_refused_in_words,
}
