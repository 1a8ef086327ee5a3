//! Looking for cases: what is found, and that the words of a search stay in the session of whoever typed them.

use chrono::Duration;
use futures_util::future::join;
use hailong::accounts::Role;

use super::{LATE_WORDS, UNIT, at_work};
use crate::harness::people::PASSWORD;
use crate::harness::{Answer, App, Visitor};

const SEARCH: &str = "/complaints/search";
const OVER: &str = "Lần tìm này đã hết, xin tìm lại.";

/// Types words into the field of the inbox and sends them.
async fn looks_for(person: &Visitor, words: &str) -> Answer {
    let page = person.get("/complaints").await.is(200);
    person.send(&page.form(SEARCH).with("q", words)).await
}

/// Where the results of these words are.
async fn address_of(person: &Visitor, words: &str) -> String {
    let sent = looks_for(person, words).await.is(303);
    let address = sent.header("location");
    assert!(address.starts_with("/complaints?found="), "{address}");
    address.to_owned()
}

/// Numbers of the cases that these words find, in the order of the page.
async fn found_by(person: &Visitor, words: &str) -> Vec<i64> {
    let page = person.get(&format!("/complaints?q={words}")).await.is(200);
    let numbers = page
        .body
        .split("<th class=\"number\" scope=\"row\"><a href=\"/complaints/");
    let number = |text: &str| text.split('"').next().unwrap().parse::<i64>().unwrap();
    numbers.skip(1).map(number).collect()
}

/// Words that thousands of cases have: those that have both, and no others, the newest first.
async fn words_of_thousands_of_cases_are_found_together(app: &App) {
    let (hotline, _) = at_work(app).await;
    app.complain(UNIT, LATE_WORDS);
    for word in ["bo", "cho"] {
        app.two_thousand_with(word);
    }
    let before = app.complain(UNIT, "Chó và bò thả rông ngoài đường lớn");
    let found = async |words: &str| found_by(&hotline, words).await;
    assert_eq!(found("bò chó").await, [before]);
    assert_eq!(found("bo cho rong").await, [before]);
    assert_eq!(found("bo cho ngan").await, [0; 0]);
    let newest = found("chó").await;
    assert_eq!((newest.len(), newest[0]), (50, before));
    assert!(newest.is_sorted_by(|one, next| one > next), "{newest:?}");
    let later = app.complain(UNIT, "Bò ăn lúa, chó đuổi bò");
    assert_eq!(found("bo cho").await, [later, before]);
    app.confine(later);
    assert_eq!(found("bo cho").await, [before]);
}

/// However many newer cases have it as a word, a number finds its case first, once, and no other is lost for it.
async fn a_number_finds_its_case_before_all_others(app: &App) {
    let (hotline, _) = at_work(app).await;
    let text = "Nhà số 1 thôn 3 bị ngập";
    let number = app.complain(UNIT, text);
    assert_eq!(number, 1);
    let newer: Vec<i64> = (0..60).map(|_| app.complain(UNIT, text)).collect();
    for asked in ["1", "%231"] {
        let first = found_by(&hotline, asked).await;
        assert_eq!((first.len(), first[0]), (50, number), "{asked}");
        let second = found_by(&hotline, &format!("{asked}&page=2")).await;
        let mut all = [first, second].concat();
        all.sort_unstable();
        all.dedup_by(|one, next| one == next && panic!("{one} stands there twice"));
        assert_eq!(all, [vec![number], newer.clone()].concat(), "{asked}");
    }
    app.two_thousand_with("1");
    let first = found_by(&hotline, "1").await;
    assert_eq!((first.len(), first[0]), (50, number));
    let other = app
        .officer("H21.77", Role::Hotline, "Xã khác", "khac")
        .await;
    assert_eq!(found_by(&other, "1").await, [0; 0]);
    app.confine(number);
    let first = found_by(&hotline, "1").await;
    assert!(first.len() == 50 && !first.contains(&number), "{first:?}");
}

/// Words find cases with and without accents; numbers, names and dossiers do, too.
async fn the_register_is_searched_as_people_type(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let number = app.complain(UNIT, "Đường liên thôn bị ngập, xe ủi làm hỏng mương");
    app.complain(UNIT, "Cán bộ hướng dẫn chưa rõ");
    for words in [
        "duong ngap",
        "ĐƯỜNG",
        "mương hỏng",
        "ksor",
        &number.to_string(),
    ] {
        let page = hotline.get(&format!("/complaints?q={words}")).await.is(200);
        assert!(
            page.body.contains("Đường liên thôn"),
            "{words}: {}",
            page.body
        );
    }
    // A caller is found by phone, however it is written, and by name, but not by the leader, who need not know whom to
    // call.
    for caller in ["0905123456", "%2B84+905+123+456", "ksor", "h'lan+ngap"] {
        let path = format!("/complaints?q={caller}");
        hotline.get(&path).await.is(200).says("Đường liên thôn");
        let page = leader.get(&path).await.is(200);
        assert!(!page.body.contains("Đường liên thôn"), "{}", page.body);
    }
    leader
        .get("/complaints?q=ngap+muong")
        .await
        .says("Đường liên thôn");
    let page = hotline.get("/complaints?q=duong+huong").await.is(200);
    page.says("Không có phản ánh nào chứa");
    hotline
        .get("/complaints?q=%00%27%22%25&page=-4&tab=x")
        .await
        .is(200);
}

/// A name or a number that somebody looks for stands in the field, and in no address that leads on.
async fn what_is_looked_for_stands_in_no_address(app: &App) {
    let (hotline, _) = at_work(app).await;
    let first = app.complain(UNIT, "Đường liên thôn bị ngập");
    for _ in 0..50 {
        app.complain(UNIT, LATE_WORDS);
    }
    let address = address_of(&hotline, "ksor 0905").await;
    assert!(!address.contains("ksor") && !address.contains("0905"));
    let address = address_of(&hotline, "Ksor H'Lan").await;
    let (second, link) = (
        format!("{address}&page=2"),
        format!("href=\"{address}&amp;page=2\""),
    );
    let page = hotline.get(&address).await.is(200).says(&link);
    assert_eq!(page.form(SEARCH).value("q"), "Ksor H'Lan");
    assert!(!page.body.contains("q="), "{}", page.body);
    let page = hotline.get(&second).await.is(200);
    assert_eq!(page.form(SEARCH).value("q"), "Ksor H'Lan");
    let page = page.says(&format!("href=\"/complaints/{first}\""));
    let page = page.says(&format!("href=\"{address}&amp;page=1\""));
    page.says("href=\"/complaints\">Thôi tìm");
    let next = address.replace('/', "%2F").replace('?', "%3F");
    let sign_in = format!("/signin?next={}", next.replace('=', "%3D"));
    app.visitor().get(&address).await.leads_to(&sign_in);
}

/// Two tabs and the way back work; what was looked for long before is over, and looked for anew.
async fn the_last_searches_are_kept(app: &App) {
    let (hotline, _) = at_work(app).await;
    app.complain(UNIT, LATE_WORDS);
    let first = address_of(&hotline, "ho so").await;
    let second = address_of(&hotline, "đèn đường").await;
    assert_eq!(address_of(&hotline, "ho so").await, first);
    for words in ["1", "2", "3"] {
        address_of(&hotline, words).await;
    }
    let page = hotline.get(&first).await.is(200).says("trễ hẹn hai tuần");
    assert!(!page.body.contains(OVER), "{}", page.body);
    hotline.get(&second).await.says("chứa: đèn đường");
    address_of(&hotline, "4").await;
    for over in [
        &second,
        "/complaints?found=&page=7",
        "/complaints?found=%00",
    ] {
        let page = hotline.get(over).await.is(200).says(OVER);
        assert_eq!(page.form(SEARCH).value("q"), "");
        page.says("?tab=late").says("trễ hẹn hai tuần");
    }
    hotline.get(&first).await.says("value=\"ho so\"");
}

/// The key of a search says nothing to a colleague, nor to whoever signs in next.
async fn a_search_is_of_its_session_alone(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let address = address_of(&hotline, "Ksor H'Lan").await;
    let shows_nothing = async |person: &Visitor| {
        let page = person.get(&address).await.is(200).says(OVER);
        assert!(!page.body.contains("Ksor"), "{}", page.body);
    };
    shows_nothing(&leader).await;
    let page = hotline.get(&address).await.is(200);
    assert!(!page.body.contains(OVER), "{}", page.body);
    hotline.send(&page.form("/signout")).await.is(303);
    assert_eq!(app.count("sessions WHERE state LIKE '%Ksor%'"), 0);
    hotline.sign_in("nghe", PASSWORD).await.is(303);
    shows_nothing(&hotline).await;
}

/// Those alone search who may read, from their own page; nothing looked for is the inbox, too much is cut.
async fn a_search_is_taken_from_the_own_page_alone(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let observer = app
        .officer(UNIT, Role::Observer, "Mặt Trận", "mattran")
        .await;
    let token = observer.get("/password").await.form("/signout");
    let fields = [("csrf", &*token.value("csrf")), ("q", "Ksor")];
    observer.post(SEARCH, &fields).await.is(403);
    let form = leader.get("/complaints").await.form(SEARCH);
    hotline.send(&form.with("q", "Ksor")).await.is(403);
    hotline.post(SEARCH, &[("q", "Ksor")]).await.is(403);
    let sent = app.visitor().post(SEARCH, &[("q", "Ksor")]).await;
    sent.leads_to("/signin");
    assert_eq!(app.count("sessions WHERE state LIKE '%Ksor%'"), 0);
    for nothing in ["", " \t\u{0}"] {
        looks_for(&hotline, nothing).await.leads_to("/complaints");
    }
    let address = address_of(&hotline, &"đ".repeat(5_000)).await;
    let page = hotline.get(&address).await.is(200);
    assert_eq!(page.form(SEARCH).value("q"), "đ".repeat(200));
}

/// Searching makes no session longer, and calls none back that was ended meanwhile.
async fn a_search_holds_no_session_open(app: &App) {
    let (hotline, leader) = at_work(app).await;
    for _ in 0..5 {
        let page = hotline.get("/complaints").await.is(200);
        let search = page.form(SEARCH).with("q", "Ksor");
        let (found, left) = join(hotline.send(&search), hotline.send(&page.form("/signout"))).await;
        assert_eq!((found.status, left.status), (303, 303));
        let id = app.account_id("nghe");
        assert_eq!(app.count(&format!("sessions WHERE account_id = {id}")), 0);
        hotline.sign_in("nghe", PASSWORD).await.is(303);
    }
    app.clock.shift(Duration::hours(9));
    address_of(&leader, "Ksor").await;
    app.clock.shift(Duration::hours(2));
    leader.get("/password").await.is(303);
}

crate::stories! {
    the_register_is_searched_as_people_type,
    words_of_thousands_of_cases_are_found_together,
    a_number_finds_its_case_before_all_others,
    what_is_looked_for_stands_in_no_address,
    the_last_searches_are_kept,
    a_search_is_of_its_session_alone,
    a_search_is_taken_from_the_own_page_alone,
    a_search_holds_no_session_open,
}
