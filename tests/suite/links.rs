//! QR links: staff add, print and withdraw them; whoever may not, cannot; what was drawn reads back as the address.

use actix_web::rt::System;
use reqwest::Method;

use crate::harness::html::Form;
use crate::harness::people::{PASSWORD, UNIT};
use crate::harness::{Answer, App, Backend, Visitor};

const COUNTER: &str = "Quầy 1: \"Đất\" <b>&";

/// Adds a link by command; gives its code.
fn add_link(app: &App, unit: &str, counter: Option<&str>) -> String {
    app.add_unit(unit, None);
    let mut arguments = vec!["link", "add", "--unit", unit];
    arguments.extend(counter.map(|_| "--counter").into_iter().chain(counter));
    app.command(&arguments)["code"].as_str().unwrap().to_owned()
}

/// Address of a link's pages, as the list shows it to somebody who may see it.
async fn pages_of(person: &Visitor, code: &str) -> String {
    let list = person.get("/admin/links").await.is(200).body;
    let (before, _) = list.split_once(code).expect("the link is in the list");
    let (_, row) = before.rsplit_once(" id=\"link-").unwrap();
    let (id, _) = row.split_once('"').unwrap();
    format!("/admin/links/{id}")
}

/// Where a PNG's code leads.
pub fn decode(png: &[u8]) -> String {
    let picture = image::load_from_memory(png).expect("a PNG").to_luma8();
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        picture.get_pixel(x as u32, y as u32).0[0]
    });
    let grids = prepared.detect_grids();
    grids[0].decode().expect("a readable code").1
}

async fn download(person: &Visitor, path: &str) -> Vec<u8> {
    let answer = person.request(Method::GET, path).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.bytes().await.unwrap().to_vec()
}

/// An administrator adds a link for a counter, finds it in the list, and a citizen rates through it.
async fn an_administrator_adds_a_link_for_a_counter(app: &App) {
    let admin = app.staff("admin").await;
    add_link(app, UNIT, Some(COUNTER));
    let page = admin.get("/admin/links/new").await.is(200);
    let form = page.form("/admin/links/new");
    let counter = form
        .fields
        .iter()
        .find(|field| field.name == "counter" && !field.value.is_empty());
    let counter = counter.unwrap().value.clone();
    let added = admin.send(&form.with("counter", &counter)).await.is(303);
    let list = admin.get(added.header("location")).await.is(200);
    assert!(list.body.contains("Đã thêm mã"), "{}", list.body);
    assert!(!list.body.contains("<b>"), "{}", list.body);

    let (_, news) = list.body.split_once("Đã thêm mã ").unwrap();
    let code = &news[..6];
    let form = app.visitor().get(&format!("/Q/{code}")).await.is(200);
    assert!(form.body.contains("Quầy 1"), "{}", form.body);
}

/// A double click adds one link.
async fn a_form_sent_twice_adds_one_link(app: &App) {
    let admin = app.staff("admin").await;
    let form = admin.get("/admin/links/new").await.form("/admin/links/new");
    let once = admin.send(&form).await.is(303);
    let twice = admin.send(&form).await.is(303);
    assert_eq!(once.header("location"), twice.header("location"));
    let list = admin.get("/admin/links").await.is(200);
    assert_eq!(list.body.matches(" id=\"link-").count(), 1);
}

/// Drawings come as files with names of their own, and the PNG reads back as the printed address.
async fn the_drawings_lead_to_the_form(app: &App) {
    let desk = app.staff("desk").await;
    let code = add_link(app, UNIT, Some(COUNTER));
    let pages = pages_of(&desk, &code).await;
    let svg = desk.get(&format!("{pages}/qr.svg")).await.is(200);
    assert_eq!(svg.header("content-type"), "image/svg+xml");
    assert_eq!(
        svg.header("content-disposition"),
        format!("attachment; filename=\"ma-qr-quay-1-dat-b-{code}.svg\"")
    );
    assert!(svg.body.starts_with("<svg xmlns="), "{}", svg.body);

    let png = desk.get(&format!("{pages}/qr.png")).await.is(200);
    assert_eq!(png.header("content-type"), "image/png");
    let address = format!("HTTP://{}/Q/{code}", app.address);
    let png = download(&desk, &format!("{pages}/qr.png")).await;
    assert_eq!(decode(&png), address);
    let (_, path) = address.split_at(address.rfind("/Q/").unwrap());
    app.visitor().get(path).await.is(200);
}

/// The sheets carry the place, the address to type and the hotline, in Vietnamese whatever language staff read.
async fn the_sheets_tell_a_citizen_all_they_need(app: &App) {
    let name = "Xã \"Tân\" <Bình>";
    let unit = ["unit", "add", "--code", UNIT, "--name", name];
    app.command(&[&unit[..], &["--hotline", "0269 3 822 115"]].concat());
    let leader = app.staff("leader").await;
    let code = add_link(app, UNIT, Some(COUNTER));
    let pages = pages_of(&leader, &code).await;
    for sheet in ["poster", "card", "card?paper=a4"] {
        let sheet = leader.get(&format!("{pages}/{sheet}")).await.is(200);
        for text in [
            "Xã &quot;Tân&quot; &lt;Bình&gt;",
            "Quầy 1: &quot;Đất&quot; &lt;b&gt;&amp;",
            "Ông/bà thấy việc phục vụ thế nào?",
            "Không cần ghi tên.",
            "0269 3 822 115",
            &format!("HTTP://{}<wbr>/Q/{code}<", app.address),
            "<svg class=\"qr\"",
        ] {
            assert!(sheet.body.contains(text), "{text}: {}", sheet.body);
        }
    }
    let cards = leader.get(&format!("{pages}/card?paper=a4")).await;
    assert_eq!(cards.body.matches("<svg class=\"qr\"").count(), 4);
    let english = leader.get(&format!("{pages}/poster?lang=en")).await;
    assert!(english.body.contains("No name needed."), "{}", english.body);
}

/// A withdrawn link is gone for citizens and printers, and stays in the list with its day.
async fn a_withdrawn_link_leads_nowhere(app: &App) {
    let admin = app.staff("admin").await;
    let code = add_link(app, UNIT, None);
    let pages = pages_of(&admin, &code).await;
    let question = format!("{pages}/withdraw");
    let form = admin.get(&question).await.is(200).form(&question);
    app.visitor().get(&format!("/q/{code}")).await.is(200);

    let done = admin.send(&form).await.is(303);
    let list = admin.get(done.header("location")).await.is(200);
    assert!(list.body.contains("Đã thu hồi mã"), "{}", list.body);
    assert!(list.body.contains("class=\"withdrawn\""), "{}", list.body);
    app.visitor().get(&format!("/q/{code}")).await.is(404);
    for page in ["poster", "card", "qr.svg", "qr.png", "withdraw"] {
        admin.get(&format!("{pages}/{page}")).await.is(404);
    }
    // Sent again, days later, it keeps its day.
    app.clock.shift(chrono::Duration::days(3));
    let login = format!("admin.{UNIT}").to_lowercase();
    admin.sign_in(&login, PASSWORD).await.is(303);
    let fresh = admin.get("/admin/links/new").await.form("/admin/links/new");
    let again = form.forced("csrf", &fresh.value("csrf"));
    admin.send(&again).await.is(303);
    let later = admin.get("/admin/links").await.is(200);
    let day = |body: &str| {
        let (_, row) = body.split_once("class=\"withdrawn\"").unwrap();
        let (_, day) = row.split_once("Đã thu hồi ").unwrap();
        day[..10].to_owned()
    };
    assert_eq!(day(&later.body), day(&list.body));
}

/// The links of another commune are as good as not there.
async fn a_link_of_another_unit_is_not_there(app: &App) {
    let code = add_link(app, "H21.66", None);
    let other = app.staff_of("H21.66", "admin").await;
    let pages = pages_of(&other, &code).await;
    let admin = app.staff("admin").await;
    let own = admin.get("/admin/links/new").await.form("/admin/links/new");
    let list = admin.get("/admin/links").await.is(200);
    assert!(!list.body.contains(&code), "{}", list.body);
    for page in ["poster", "card", "qr.svg", "qr.png", "withdraw"] {
        admin.get(&format!("{pages}/{page}")).await.is(404);
    }
    let withdraw = Form {
        action: format!("{pages}/withdraw"),
        ..own.clone()
    };
    admin.send(&withdraw).await.is(404);
    app.visitor().get(&format!("/q/{code}")).await.is(200);

    let theirs = other.get("/admin/links/new").await.form("/admin/links/new");
    let unit = theirs.fields.iter().find(|field| field.name == "unit");
    let unit = &unit.unwrap().value;
    admin
        .get(&format!("/admin/links/new?unit={unit}"))
        .await
        .is(404);
    admin.send(&own.forced("unit", unit)).await.is(404);
}

/// Who may print may not change; who may do neither is told so; who is not signed in is asked to.
async fn each_role_sees_what_it_may(app: &App) {
    let code = add_link(app, UNIT, None);
    let mut pages = String::new();
    for role in ["leader", "desk"] {
        let person = app.staff(role).await;
        let list = person.get("/admin/links").await.is(200);
        assert!(!list.body.contains("/admin/links/new"), "{role}");
        assert!(!list.body.contains("/withdraw"), "{role}");
        pages = pages_of(&person, &code).await;
        person.get(&format!("{pages}/poster")).await.is(200);
        for page in ["/admin/links/new", &format!("{pages}/withdraw")] {
            person.get(page).await.is(403);
            Answer::of(person.request(Method::POST, page)).await.is(403);
        }
    }
    for role in ["hotline", "observer"] {
        let person = app.staff(role).await;
        for page in [
            "/admin/links",
            &format!("{pages}/poster"),
            &format!("{pages}/qr.png"),
        ] {
            person.get(page).await.is(403);
        }
    }
    let stranger = app.visitor();
    let asked = stranger.get(&format!("{pages}/poster")).await.is(303);
    assert!(asked.header("location").starts_with("/signin"));
    app.visitor().get(&format!("/q/{code}")).await.is(200);
}

/// A counter of another unit is refused at its field, and everything else stays chosen.
async fn a_counter_of_another_unit_is_refused(app: &App) {
    add_link(app, "H21.66", Some("Quầy xa"));
    let other = app.staff_of("H21.66", "admin").await;
    let theirs = other.get("/admin/links/new").await.form("/admin/links/new");
    let far = theirs
        .fields
        .iter()
        .find(|field| field.name == "counter" && !field.value.is_empty());
    let admin = app.staff("admin").await;
    let form = admin.get("/admin/links/new").await.form("/admin/links/new");
    let form = form.with("kind", "open");
    for wrong in [
        far.unwrap().value.as_str(),
        "999999",
        "x",
        "-1",
        "1 OR 1=1",
        "ế\u{0}",
    ] {
        let refused = admin
            .send(&form.clone().forced("counter", wrong))
            .await
            .is(422);
        assert!(refused.body.contains("<title>Lỗi: "), "{}", refused.body);
        assert!(
            refused.body.contains("href=\"#counter\""),
            "{}",
            refused.body
        );
        let kept = refused.form("/admin/links/new");
        assert!(
            kept.data()
                .contains(&("kind".to_owned(), "open".to_owned()))
        );
    }
    let refused = admin
        .send(&form.clone().forced("kind", "secret"))
        .await
        .is(422);
    assert!(refused.body.contains("href=\"#kind\""), "{}", refused.body);
    // Corrected, it is added.
    let corrected = refused.form("/admin/links/new").with("kind", "open");
    admin.send(&corrected).await.is(303);
    let list = admin.get("/admin/links").await.is(200);
    assert_eq!(list.body.matches(" id=\"link-").count(), 1);
}

/// A form from yesterday, or of somebody else, is asked for once more with what was chosen.
async fn an_old_form_is_asked_for_once_more(app: &App) {
    let admin = app.staff("admin").await;
    let form = admin.get("/admin/links/new").await.form("/admin/links/new");
    let form = form.with("kind", "open");
    for wrong in ["", "x", "a.b.c"] {
        let again = admin
            .send(&form.clone().forced("ticket", wrong))
            .await
            .is(422);
        assert!(again.body.contains("href=\"#send\""), "{}", again.body);
        let again = again.form("/admin/links/new");
        assert!(
            again
                .data()
                .contains(&("kind".to_owned(), "open".to_owned()))
        );
    }
    admin.send(&form.clone().forced("csrf", "x")).await.is(403);
    for unit in ["", "x", "99999999999999999999"] {
        admin.send(&form.clone().forced("unit", unit)).await.is(404);
    }
    let list = admin.get("/admin/links").await.is(200);
    assert!(list.body.contains("Chưa có mã QR nào."), "{}", list.body);
}

/// A province chooses the commune first, and looks at one commune's links alone.
async fn a_province_chooses_the_commune_first(app: &App) {
    app.add_unit("H21", None);
    app.add_unit(UNIT, Some("H21"));
    let code = add_link(app, UNIT, None);
    let province = app.staff_of("H21", "admin").await;
    let question = province.get("/admin/links/new").await.is(200);
    let form = question.form("/admin/links/new");
    let units = form.fields.iter().filter(|field| field.name == "unit");
    let units: Vec<&String> = units.map(|field| &field.value).collect();
    assert_eq!(units.len(), 2);
    let page = province
        .get(&format!("/admin/links/new?unit={}", units[1]))
        .await
        .is(200);
    let form = page.form("/admin/links/new");
    province.send(&form).await.is(303);
    // The code of that form is the commune's now.
    let mut other = form.forced("unit", units[0]);
    let refused = province.send(&other).await.is(409);
    let refused = refused.says("đã dùng cho một đơn vị khác");
    assert!(!refused.body.contains("\"detail\""), "{}", refused.body);
    other.action += "?lang=en";
    let refused = province.send(&other).await.is(409);
    refused.says("used for another unit already");

    let commune = province
        .get(&format!("/admin/links?unit={}", units[1]))
        .await
        .is(200);
    assert_eq!(commune.body.matches(" id=\"link-").count(), 2);
    assert!(commune.body.contains(&code), "{}", commune.body);
    for odd in [
        "?unit=&page=",
        "?unit=x&page=-3&added=x",
        "?page=99999999999999",
        "?unit=7777",
    ] {
        province.get(&format!("/admin/links{odd}")).await.is(200);
    }
    province.get("/admin/links/new?unit=7777").await.is(404);
    province.get("/admin/links/x/poster").await.is(404);
    province
        .get("/admin/links/99999999999999999999/poster")
        .await
        .is(404);
}

/// Staff who print with an address that phones cannot reach are told before they do.
async fn an_address_that_phones_cannot_reach_is_pointed_out(app: &App) {
    let desk = app.staff("desk").await;
    let code = add_link(app, UNIT, None);
    let pages = pages_of(&desk, &code).await;
    for page in ["/admin/links", &format!("{pages}/poster")] {
        let page = desk.get(page).await.is(200);
        assert!(page.body.contains("--public-url"), "{}", page.body);
    }
}

/// A set address is what is printed, whatever name the browser of the person who prints has used.
#[test]
fn the_printed_code_leads_to_the_public_address() {
    let app = App::start(Backend::Sqlite, |config| {
        config.public_url = Some("http://hailong.example.vn/".to_owned());
    });
    System::new().block_on(async {
        let desk = app.staff("desk").await;
        let code = add_link(&app, UNIT, None);
        let pages = pages_of(&desk, &code).await;
        let png = download(&desk, &format!("{pages}/qr.png")).await;
        assert_eq!(decode(&png), format!("HTTP://HAILONG.EXAMPLE.VN/Q/{code}"));
        let poster = desk.get(&format!("{pages}/poster")).await.is(200);
        assert!(!poster.body.contains("--public-url"), "{}", poster.body);
    });
}

crate::stories! {
    an_administrator_adds_a_link_for_a_counter,
    a_form_sent_twice_adds_one_link,
    the_drawings_lead_to_the_form,
    the_sheets_tell_a_citizen_all_they_need,
    a_withdrawn_link_leads_nowhere,
    a_link_of_another_unit_is_not_there,
    each_role_sees_what_it_may,
    a_counter_of_another_unit_is_refused,
    an_old_form_is_asked_for_once_more,
    a_province_chooses_the_commune_first,
    an_address_that_phones_cannot_reach_is_pointed_out,
}
