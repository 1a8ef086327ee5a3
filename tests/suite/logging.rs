//! A call, a visit or a letter is put into the register: quickly, once, truthfully, and seen by those alone who may.
//! Its drafts and the similar cases beside it are told of in `logging::drafts` and `logging::similar`.

mod drafts;
mod similar;

use chrono::Duration;

use crate::harness::cases::{PHONE, address};
use crate::harness::html::Form;
use crate::harness::people::{PASSWORD, UNIT};
use crate::harness::{Answer, App, Visitor};
use crate::stories;

const NEW: &str = "/complaints/new";
const SAID: &str =
    "Quầy 2 hẹn lại ba lần, lần nào cũng thiếu một giấy khác, tôi đi bốn mươi cây số.";

/// The form as it is when a call begins.
async fn fresh(person: &Visitor) -> Form {
    person.get("/complaints/new?fresh").await.is(200).form(NEW)
}

/// The same, filled in as for a usual call.
async fn filled(person: &Visitor) -> Form {
    fresh(person)
        .await
        .with("name", "Rơ Mah H'Lan")
        .with("phone", PHONE)
        .with("address", "Làng Kép, xã Tân Bình")
        .with("text", SAID)
        .with("read_back", "yes")
}

/// Puts a form into the register; the number that it has there.
async fn put_in(person: &Visitor, form: &Form) -> i64 {
    let done = person.send(form).await.is(303);
    let told = done.header("location");
    let number = told.strip_prefix("/complaints/").unwrap();
    number.strip_suffix("/told").unwrap().parse().unwrap()
}

/// Puts the form in, and it is refused for the reason told at this field; everything typed is still there.
async fn refused(person: &Visitor, form: &Form, field: &str) -> Answer {
    let answer = person.send(form).await.is(422);
    let link = format!("<a href=\"#{field}\">");
    assert!(answer.body.contains(&link), "{field}: {}", answer.body);
    let again = answer.form(NEW);
    for name in ["name", "phone", "address", "text", "dossier", "day", "time"] {
        assert_eq!(again.value(name), form.value(name), "{name}");
    }
    answer
}

/// The operator logs a call and reads the number out; then the next caller is on the line.
async fn a_call_gets_a_number_to_read_out(app: &App) {
    let hotline = app.staff("hotline").await;
    let form = filled(&hotline).await;
    let sent: Vec<String> = form.data().into_iter().map(|(name, _)| name).collect();
    assert!(form.data().contains(&("way".into(), "hotline".into())));
    let place = |name: &str| sent.iter().position(|field| field == name).unwrap();
    let order = [
        "way",
        "name",
        "phone",
        "address",
        "text",
        "read_back",
        "dossier",
    ];
    assert!(order.map(place).is_sorted(), "as in a call: {sent:?}");

    let number = put_in(&hotline, &form).await;
    let told = hotline
        .get(&format!("/complaints/{number}/told"))
        .await
        .is(200);
    let told = told
        .says(&format!("<span class=\"told-number\">{number}</span>"))
        .says(&format!("đã được ghi vào sổ, số {number}."))
        .says("sẽ được trả lời")
        .says(&format!(
            "{}/answers bằng số {number} và 3 số cuối",
            app.address
        ))
        .says("href=\"/complaints/new?fresh\" autofocus")
        .says(&format!("href=\"/complaints/{number}\""));
    for written in ["0905123456", PHONE] {
        assert!(!told.body.contains(written), "no phone: {}", told.body);
    }
    assert_eq!(
        app.count("complaints WHERE channel = 'hotline' AND recorded_by IS NOT NULL"),
        1
    );
    assert_eq!(
        app.count("complaint_contacts WHERE phone_key = '0905123456' AND address <> ''"),
        1
    );
}

/// Whoever has no business with calls cannot log one, nor look at what to tell a caller.
async fn only_those_who_take_calls_log_them(app: &App) {
    let hotline = app.staff("hotline").await;
    let form = filled(&hotline).await;
    let number = put_in(&hotline, &form).await;
    let told = format!("/complaints/{number}/told");
    for role in ["desk", "leader", "admin"] {
        let person = app.staff(role).await;
        put_in(&person, &filled(&person).await).await;
        // Told is told to whoever was told it.
        person.get(&told).await.is(404);
    }
    let observer = app.staff("observer").await;
    for address in [NEW, told.as_str()] {
        observer.get(address).await.is(403);
        let nobody = app.visitor().get(address).await.is(303);
        assert!(nobody.header("location").starts_with("/signin"));
    }
    let stranger = app.staff_of("H21.66", "hotline").await;
    for action in ["", "/draft", "/similar", "/drop"] {
        let mut form = form.clone();
        form.action = format!("{NEW}{action}");
        observer.send(&form).await.is(403);
        app.visitor().send(&form).await.is(303).leads_to("/signin");
        // A form of somebody else's session.
        stranger.send(&form).await.is(403);
    }
    assert_eq!(app.count("complaints"), 4);
}

/// The units below may be chosen, those beside may not.
async fn a_complaint_stays_within_the_own_units(app: &App) {
    app.add_unit(UNIT, None);
    app.add_unit("H21.65.1", Some(UNIT));
    for (unit, counter) in [
        (UNIT, "Quầy 1"),
        ("H21.65.1", "Quầy 9"),
        ("H21.66", "Quầy lạ"),
    ] {
        app.add_unit(unit, None);
        app.command(&["link", "add", "--unit", unit, "--counter", counter]);
    }
    let hotline = app.staff("hotline").await;
    let form = filled(&hotline).await;
    let places: Vec<_> = form
        .fields
        .iter()
        .filter(|field| field.name == "place")
        .collect();
    assert_eq!(places.len(), 4, "two units, a counter each: {places:?}");
    let below = places[3].value.clone();
    put_in(&hotline, &form.clone().with("place", &below)).await;
    assert_eq!(app.count("complaints WHERE counter_id IS NOT NULL"), 1);

    let stranger = app.staff_of("H21.66", "hotline").await;
    let foreign = fresh(&stranger).await;
    let foreign = foreign.fields.iter().filter(|field| field.name == "place");
    for place in foreign.map(|field| field.value.clone()) {
        refused(&hotline, &form.clone().forced("place", &place), "place").await;
    }
    for base in ["999", "", "x"] {
        hotline
            .send(&form.clone().forced("base", base))
            .await
            .is(404);
    }
    hotline.get("/complaints/new?unit=999").await.is(404);
}

/// What a call must have is asked for; what was typed stays.
async fn what_is_wrong_is_said_and_nothing_typed_is_lost(app: &App) {
    let hotline = app.staff("hotline").await;
    let form = filled(&hotline).await;
    let unread = form.clone().forced("read_back", "");
    refused(&hotline, &unread, "read_back").await.says("Lỗi: ");
    put_in(&hotline, &unread.with("way", "desk")).await;

    let form = filled(&hotline).await;
    let tomorrow = (app.clock.today() + Duration::days(1)).format("%d/%m/%Y");
    let long = "ạ".repeat(10_001);
    for (field, value) in [
        ("text", ""),
        ("text", long.as_str()),
        ("name", &"ế".repeat(5_000)),
        ("phone", "hỏi ông Ba"),
        ("phone", "12"),
        ("address", &"a".repeat(201)),
        ("dossier", "H21.65-220914-11"),
        ("dossier", "H21.65-220231-0011"),
        ("dossier", &"a".repeat(201)),
        ("day", "31/02/2026"),
        ("day", &tomorrow.to_string()),
        ("day", "hôm qua"),
        ("time", "25:00"),
    ] {
        refused(&hotline, &form.clone().with(field, value), field).await;
    }
    let both = form.clone().with("day", "31/02/2026").with("time", "25:00");
    let told = refused(&hotline, &both, "day").await;
    told.says("<a href=\"#time\">");
    for field in ["way", "field", "dimension", "kind", "officer", "place"] {
        refused(&hotline, &form.clone().forced(field, "kiosk"), field).await;
    }
    assert_eq!(app.count("complaints"), 1);
    let whole = form.with("text", &"ạ".repeat(10_000));
    put_in(&hotline, &whole.with("dossier", "h21.65-220914-0011")).await;
    assert_eq!(
        app.count("complaints WHERE dossier = 'H21.65-220914-0011'"),
        1
    );
}

/// Ten megabytes are refused before they are read.
async fn a_book_is_refused(app: &App) {
    let hotline = app.staff("hotline").await;
    let book = filled(&hotline)
        .await
        .with("text", &"dài ".repeat(2_500_000));
    let told = hotline.send(&book).await.is(413).says("Nội dung quá lớn");
    let told = told.says("rút ngắn rồi gửi lại");
    assert!(!told.body.contains("bytes"), "{}", told.body);
    assert_eq!(app.count("complaints"), 0);
}

/// Whatever people are called and say is kept as they say it, and shown as text.
async fn odd_names_and_words_are_only_text(app: &App) {
    let hotline = app.staff("hotline").await;
    let name = "<script>alert(1)</script> \"O'Brien\" \u{202e}gnuh\u{202c} 👩‍👩‍👧";
    let form = filled(&hotline).await.with("name", name);
    let form = form
        .with("text", "</textarea><b>đậm</b>\u{0} & 'ngoặc' \u{feff}")
        .with("dossier", "\"><i>");
    let mut draft = form.clone();
    draft.action = format!("{NEW}/draft");
    hotline.send(&draft).await.is(200);
    let again = hotline.get(NEW).await.is(200);
    assert!(!again.body.contains("<script>alert"), "{}", again.body);
    assert!(!again.body.contains("<b>đậm"), "{}", again.body);
    assert_eq!(again.form(NEW).value("name"), name);
    put_in(&hotline, &form).await;
    let next = hotline.get("/complaints/new?fresh").await.is(200);
    assert!(!next.body.contains("<i>"), "{}", next.body);
    let english = hotline.get("/complaints/1/told?lang=en").await.is(200);
    english.says("You will be answered");
}

/// A double click, or a page sent again a day later, stores once; other words under the same form are not lost.
async fn sent_twice_it_is_stored_once(app: &App) {
    let hotline = app.staff("hotline").await;
    let form = filled(&hotline).await;
    let once = put_in(&hotline, &form).await;
    assert_eq!(put_in(&hotline, &form).await, once);
    app.clock.shift(Duration::hours(30));
    let login = format!("hotline.{UNIT}").to_lowercase();
    hotline.sign_in(&login, PASSWORD).await.is(303);
    let csrf = fresh(&hotline).await.value("csrf");
    let form = form.with("csrf", &csrf);
    assert_eq!(put_in(&hotline, &form).await, once);

    let other = form
        .clone()
        .with("text", "Việc khác hẳn: đèn đường thôn 5 không sáng.");
    let asked = refused(&hotline, &other, "send").await;
    let asked = asked.says(&format!("thành số {once} với nội dung hoặc người gọi khác"));
    assert_ne!(put_in(&hotline, &asked.form(NEW)).await, once);
    assert_eq!(app.count("complaints"), 2);
    let another = form.with("phone", "0905 777 888");
    refused(&hotline, &another, "send").await;
    let forged = filled(&hotline).await.forced("ticket", "a.b.c");
    refused(&hotline, &forged, "send").await;
}

/// A letter counts from the day it came; that it was typed later stands in its history.
async fn a_letter_counts_from_the_day_it_came(app: &App) {
    let desk = app.staff("desk").await;
    let form = fresh(&desk).await;
    assert!(form.data().contains(&("way".into(), "desk".into())));
    let came = app.clock.today() - Duration::days(5);
    let mut letter = form
        .with("way", "paper")
        .with("text", SAID)
        .with("day", &came.format("%d/%m/%Y").to_string());
    // Whoever reads its history reads one language, whichever that of the typist is.
    letter.action = format!("{NEW}?lang=en");
    let number = put_in(&desk, &letter).await;
    let from = format!("complaints WHERE channel = 'paper' AND counted_from = '{came}'");
    assert_eq!(app.count(&from), 1);
    let noted = "complaint_events WHERE action = 'note' AND note LIKE 'Ghi vào sổ lúc %'";
    assert_eq!(app.count(noted), 1);
    let told = desk
        .get(&format!("/complaints/{number}/told"))
        .await
        .is(200);
    told.says("không để lại số điện thoại")
        .says("Thiếu họ tên, địa chỉ, số điện thoại: đã ghi lại, nhưng chưa phải phản ánh, kiến nghị hợp lệ");
    let known = letter.with("name", "Rơ Mah H'Lan").with("phone", PHONE);
    let known = known
        .with("day", "")
        .forced("ticket", &fresh(&desk).await.value("ticket"));
    let number = put_in(&desk, &known).await;
    let told = desk.get(&format!("/complaints/{number}/told")).await;
    told.says("Thiếu địa chỉ: đã ghi lại");
    // A call that is logged as it comes needs no such note.
    put_in(&desk, &filled(&desk).await).await;
    assert_eq!(app.count("complaint_events WHERE action = 'note'"), 1);
}

/// Whoever logs what may be a denunciation is told what to say, and cannot open it; nor can whom it names.
async fn what_is_confined_is_told_but_not_opened(app: &App) {
    app.staff("leader").await;
    let hotline = app.staff("hotline").await;
    let form = filled(&hotline).await.with("kind", "denunciation");
    let number = put_in(&hotline, &form).await;
    let told = hotline
        .get(&format!("/complaints/{number}/told"))
        .await
        .is(200);
    let told = told
        .says("Luật Tố cáo, Điều 22")
        .says("được giữ bí mật")
        .says("chỉ người có trách nhiệm");
    assert!(
        !told
            .body
            .contains(&format!("href=\"/complaints/{number}\"")),
        "{}",
        told.body
    );
    let told = told.says("nội dung phản ánh không hiện ở đó");
    assert!(!told.body.contains(SAID), "{}", told.body);
    assert_eq!(
        app.count("complaints WHERE confined AND keeper_id IS NOT NULL"),
        1
    );

    let form = filled(&hotline).await;
    let own = form.fields.iter().filter(|field| field.name == "officer");
    let own = own
        .map(|field| field.value.clone())
        .find(|id| !id.is_empty())
        .unwrap();
    let number = put_in(&hotline, &form.with("officer", &own)).await;
    assert_eq!(app.count("complaint_officers"), 1);
    hotline
        .get(&format!("/complaints/{number}/told"))
        .await
        .is(200);
}

/// What another procedure is for is advised, an emergency is sent to those who can help now, and nobody is promised a
/// day on which what cannot be taken in would be answered.
async fn what_belongs_elsewhere_is_advised(app: &App) {
    let hotline = app.staff("hotline").await;
    for (kind, says, promised, followed) in [
        ("grievance", "90 ngày kể từ ngày", false, true),
        ("emergency", "113 công an, 114 chữa cháy", false, false),
        ("elsewhere", "báo ông/bà biết", true, true),
        ("question", "Ông/bà sẽ được trả lời", true, true),
        ("unfit", "chưa đủ điều kiện tiếp nhận", false, true),
    ] {
        let number = put_in(&hotline, &filled(&hotline).await.with("kind", kind)).await;
        let told = hotline
            .get(&format!("/complaints/{number}/told"))
            .await
            .is(200);
        let told = told.body;
        assert!(told.contains(says), "{kind}: {told}");
        assert_eq!(told.contains("chậm nhất ngày"), promised, "{kind}: {told}");
        let where_to = format!("/answers bằng số {number} và 3 số cuối");
        assert_eq!(told.contains(&where_to), followed, "{kind}: {told}");
    }
    // Words of danger are heard, whatever they were taken for.
    let fire = filled(&hotline).await.with("kind", "conduct");
    let number = put_in(&hotline, &fire.with("text", "Cháy nhà ở làng 3, cứu với")).await;
    let told = hotline.get(&format!("/complaints/{number}/told")).await;
    told.says("113 công an, 114").says("chậm nhất ngày");
    let page = hotline.get(&address(number)).await.is(200);
    page.says("Việc khẩn cấp: hướng dẫn gọi 113");
    // What a person chose is not called a proposal of the program.
    let number = put_in(&hotline, &filled(&hotline).await.with("kind", "regulation")).await;
    let page = hotline.get(&address(number)).await.is(200);
    page.says("Người ghi sổ chọn: Kiến nghị về quy định");
}

stories! {
    a_call_gets_a_number_to_read_out,
    only_those_who_take_calls_log_them,
    a_complaint_stays_within_the_own_units,
    what_is_wrong_is_said_and_nothing_typed_is_lost,
    a_book_is_refused,
    odd_names_and_words_are_only_text,
    sent_twice_it_is_stored_once,
    a_letter_counts_from_the_day_it_came,
    what_is_confined_is_told_but_not_opened,
    what_belongs_elsewhere_is_advised,
}
