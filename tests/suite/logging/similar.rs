//! While a call is typed, earlier cases about the same matter stand beside it: those that the operator may see.

use chrono::Duration;

use super::{NEW, filled, fresh, put_in, refused};
use crate::harness::html::Form;
use crate::harness::people::{PASSWORD, UNIT};
use crate::harness::{App, Visitor};
use crate::stories;

const NOTHING: [i64; 0] = [];
const FLOOD: &str =
    "Đường vào thôn 3 ngập nước đã hai tuần, xe máy không đi được, trẻ con phải lội.";

/// The numbers suggested beside a form, in order.
async fn suggested(person: &Visitor, form: &Form) -> Vec<i64> {
    let mut sought = form.clone();
    sought.action = format!("{NEW}/draft");
    // They come even where another page has the draft open.
    let drafted = person.send(&sought).await.body;
    // Without scripts the same is asked for by a button.
    sought.action = format!("{NEW}/similar");
    let page = person.send(&sought).await.is(200);
    let numbers = |body: &str| -> Vec<i64> {
        let all = body.split("name=\"twin\" value=\"").skip(1);
        all.map(|rest| rest.split_once('"').unwrap().0.parse().unwrap())
            .collect()
    };
    assert_eq!(numbers(&drafted), numbers(&page.body));
    assert_eq!(page.form(NEW).value("text"), form.value("text"));
    numbers(&page.body)
}

async fn said(person: &Visitor, text: &str, phone: &str) -> Form {
    filled(person).await.with("text", text).with("phone", phone)
}

/// The same number however it is written, the same dossier, about the same words; nothing where nothing is alike.
async fn cases_are_found_by_number_dossier_and_words(app: &App) {
    let hotline = app.staff("hotline").await;
    let flood = said(&hotline, FLOOD, "+84 905 111 222").await;
    let flood = put_in(&hotline, &flood).await;
    let late = said(&hotline, "Hồ sơ đất trễ hẹn hai tháng", "0905 333 444").await;
    let late = put_in(&hotline, &late.with("dossier", "H21.65-220914-0011")).await;
    let light = said(&hotline, "Đèn đường trước chợ hỏng từ tết", "0905 555 666").await;
    put_in(&hotline, &light).await;

    let blank = fresh(&hotline).await;
    assert_eq!(suggested(&hotline, &blank).await, NOTHING);
    let by_phone = blank
        .clone()
        .with("phone", "0905.111222")
        .with("text", "Tôi gọi hôm trước");
    assert_eq!(suggested(&hotline, &by_phone).await, [flood]);
    let by_dossier = blank.clone().with("dossier", " h21.65-220914-0011");
    assert_eq!(suggested(&hotline, &by_dossier).await, [late]);
    let alike = "thon 3 duong van ngap nuoc, xe khong di duoc, tre con di hoc phai loi";
    let by_words = blank.clone().with("text", alike);
    assert_eq!(suggested(&hotline, &by_words).await, [flood]);
    let other = blank
        .clone()
        .with("text", "Xin hỏi lệ phí chứng thực chữ ký là bao nhiêu");
    assert_eq!(suggested(&hotline, &other).await, NOTHING);
    let all = by_phone.with("dossier", "H21.65-220914-0011");
    assert_eq!(suggested(&hotline, &all).await, [flood, late]);
    // The register suggests its dossiers, too.
    let page = hotline.get("/complaints/new?fresh").await.is(200);
    page.says("<option value=\"H21.65-220914-0011\"></option>");
}

/// A leader may take a call, but is not told who called before: neither the phone nor the name leads to a case.
async fn a_leader_does_not_learn_who_called_before(app: &App) {
    let hotline = app.staff("hotline").await;
    let flood = said(&hotline, FLOOD, "0905 111 222").await;
    let flood = put_in(&hotline, &flood.with("name", "Ksor Nay Tuyết")).await;
    let leader = app.staff("leader").await;
    let blank = fresh(&leader).await;
    let by_phone = blank.clone().with("phone", "0905 111 222");
    assert_eq!(suggested(&leader, &by_phone).await, NOTHING);
    let by_name = blank.clone().with("text", "Bà Ksor Nay Tuyết gọi");
    assert_eq!(suggested(&leader, &by_name).await, NOTHING);
    let by_words = blank.with("text", FLOOD);
    assert_eq!(suggested(&leader, &by_words).await, [flood]);
}

/// What was confined, names the operator, belongs to another unit or is long over is not suggested: not even its number.
async fn what_the_operator_may_not_see_is_not_suggested(app: &App) {
    app.add_unit("H21", None);
    app.add_unit(UNIT, Some("H21"));
    app.add_unit("H21.66", Some("H21"));
    let leader = app.staff("leader").await;
    let hotline = app.staff("hotline").await;
    let secret = said(&hotline, FLOOD, "0905 111 222")
        .await
        .with("dossier", "Sổ của bà Năm");
    put_in(&hotline, &secret.clone().with("kind", "denunciation")).await;
    let named = filled(&hotline).await;
    let officers = named
        .fields
        .iter()
        .filter(|field| field.name == "officer" && !field.value.is_empty());
    for officer in officers.map(|field| field.value.clone()) {
        let form = said(&hotline, FLOOD, "0905 111 222")
            .await
            .with("officer", &officer);
        put_in(&leader, &owned(&leader, &form).await).await;
    }
    let elsewhere = app.staff_of("H21.66", "hotline").await;
    let foreign = said(&elsewhere, FLOOD, "0905 111 222").await;
    put_in(&elsewhere, &foreign).await;

    let again = said(&hotline, FLOOD, "0905 111 222")
        .await
        .with("dossier", "Sổ của bà Năm");
    // The one that names the leader alone.
    let seen = suggested(&hotline, &again).await;
    assert_eq!(seen.len(), 1, "{seen:?}");
    let page = hotline.get("/complaints/new?fresh").await.is(200);
    assert!(!page.body.contains("Sổ của bà Năm"), "{}", page.body);
    // Nor can it be joined by whoever guesses its number.
    refused(&hotline, &again.forced("twin", "1"), "send").await;
}

/// The same fields in a form of this person.
async fn owned(person: &Visitor, form: &Form) -> Form {
    let own = fresh(person).await;
    ["csrf", "ticket"]
        .iter()
        .fold(form.clone(), |form, name| form.with(name, &own.value(name)))
}

/// At most five are shown; those over for three months are not.
async fn five_recent_ones_are_enough(app: &App) {
    let hotline = app.staff("hotline").await;
    let mut numbers = Vec::new();
    for _ in 0..7 {
        let form = said(&hotline, FLOOD, "0905 111 222").await;
        numbers.push(put_in(&hotline, &form).await);
    }
    let form = said(&hotline, "Lại tôi đây", "0905 111 222").await;
    numbers.reverse();
    assert_eq!(suggested(&hotline, &form).await, numbers[..5]);
    crate::harness::desk::tamper(
        &mut app.database.connect(),
        "UPDATE complaints SET state = 'closed' WHERE id > 1",
    )
    .unwrap();
    assert_eq!(
        suggested(&hotline, &form).await.len(),
        5,
        "over, but of these days"
    );
    app.clock.shift(Duration::days(91));
    let login = format!("hotline.{UNIT}").to_lowercase();
    hotline.sign_in(&login, PASSWORD).await.is(303);
    let form = said(&hotline, "Lại tôi đây", "0905 111 222").await;
    let open = numbers.last().copied().unwrap();
    assert_eq!(suggested(&hotline, &form).await, [open], "open however old");
}

/// Chosen while another field is wrong: the choice stays, is told, and can be taken back.
async fn the_same_matter_is_remembered_until_it_is_taken_back(app: &App) {
    let hotline = app.staff("hotline").await;
    let first = said(&hotline, FLOOD, "0905 111 222").await;
    let first = put_in(&hotline, &first).await;
    let told = format!("Sẽ ghi là trùng với phản ánh số {first}");
    let wrong = said(&hotline, "Vẫn ngập", "0905 111 222").await;
    let wrong = wrong
        .with("dossier", "H21.65-220231-0011")
        .forced("twin", &first.to_string());
    let page = refused(&hotline, &wrong, "dossier").await.says(&told);
    let again = page.form(NEW).with("dossier", "");
    let mut apart = again.clone().forced("apart", "yes");
    apart.action = format!("{NEW}/similar");
    let page = hotline.send(&apart).await.is(200);
    assert!(!page.body.contains(&told), "{}", page.body);
    // Kept with the draft as well.
    let mut draft = again.clone();
    draft.action = format!("{NEW}/draft");
    hotline.send(&draft).await.is(200);
    hotline.get(NEW).await.is(200).says(&told);
    let number = put_in(&hotline, &again).await;
    let joined = format!("complaints WHERE id = {number} AND twin_id = {first}");
    assert_eq!(app.count(&joined), 1);
}

/// "Đây là cùng một việc": the new case is joined to the earlier one, once.
async fn the_same_matter_is_joined(app: &App) {
    let hotline = app.staff("hotline").await;
    let first = said(&hotline, FLOOD, "0905 111 222").await;
    let first = put_in(&hotline, &first).await;
    let second = said(&hotline, "Vẫn ngập như tôi nói hôm trước", "0905 111 222").await;
    let joined = second.forced("twin", &first.to_string());
    let number = put_in(&hotline, &joined).await;
    assert_eq!(put_in(&hotline, &joined).await, number);
    let told = hotline
        .get(&format!("/complaints/{number}/told"))
        .await
        .is(200);
    told.says(&format!("Đã ghi là trùng với phản ánh số {first}"));
    assert_eq!(app.count(&format!("complaints WHERE twin_id = {first}")), 1);
    assert_eq!(app.count("complaint_events WHERE action = 'join'"), 1);
    for nothing in ["999", "x", "-1"] {
        let form = filled(&hotline).await.forced("twin", nothing);
        refused(&hotline, &form, "send")
            .await
            .says("Không thấy phản ánh được chọn");
    }
    assert_eq!(app.count("complaints"), 2);
}

stories! {
    cases_are_found_by_number_dossier_and_words,
    a_leader_does_not_learn_who_called_before,
    what_the_operator_may_not_see_is_not_suggested,
    five_recent_ones_are_enough,
    the_same_matter_is_remembered_until_it_is_taken_back,
    the_same_matter_is_joined,
}
