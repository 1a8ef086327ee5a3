//! Anybody reads the published answers: the list, a search with and without accents, one by one, as a feed, on paper.
//! Nothing personal is among them, and hostile words stay words.

use atom_syndication::Feed;
use chrono::Duration;
use reqwest::Method;

use crate::harness::desk::tamper;
use crate::harness::people::UNIT;
use crate::harness::{Answer, App, Visitor};

const NAME: &str = "Rơ Châm Blưh";
const PHONE: &str = "0912 345 678";
const LEADER: &str = "leader.h21.65";

/// Takes in, answers and publishes through the form; title, question and answer as they are told.
async fn publish(
    app: &App,
    leader: &Visitor,
    words: [&str; 3],
    (unit, login): (&str, &str),
) -> i64 {
    let [title, question, answer] = words;
    let number = app.complaint(unit, question, (NAME, PHONE));
    app.answer(number, answer, login);
    let address = format!("/complaints/{number}/publish");
    let form = leader.get(&address).await.is(200).form(&address);
    let form = form.with("title", title).forced("names_looked_at", "1");
    let form = form.forced("do", "publish").with("confirmed", "1");
    leader.send(&form).await.is(303);
    number
}

async fn published(app: &App, title: &str) -> i64 {
    let leader = app.staff("leader").await;
    let words = [title, "Tôi hỏi việc này.", "Đã trả lời xong."];
    publish(app, &leader, words, (UNIT, LEADER)).await
}

/// Before anything is published, the page says so and still leads to one's own report.
async fn an_empty_list_is_no_dead_end(app: &App) {
    app.add_unit(UNIT, None);
    for path in ["/answers", &format!("/answers?unit={UNIT}")] {
        let page = app.visitor().get(path).await.is(200);
        let page = page.says("Chưa có câu trả lời nào");
        page.form("/answers/follow");
    }
    app.visitor().get("/answers?unit=NOSUCH").await.is(404);
    app.visitor().get("/answers?unit=%3Cb%3E").await.is(404);
    let gone = app.visitor().get("/answers/17").await.is(404);
    gone.says("/answers/follow?number=17");
    app.visitor()
        .get("/answers/x")
        .await
        .is(404)
        .says("/answers/follow");
    app.visitor().get("/answers/notice").await.is(200);
    let feed = app.visitor().get("/answers/feed.atom").await.is(200);
    let feed = Feed::read_from(feed.body.as_bytes()).unwrap();
    assert!(feed.entries().is_empty());
}

/// "dat dai" finds "đất đai", in any case; a word that is not there finds nothing; all words must be there.
async fn a_search_needs_no_accents(app: &App) {
    let leader = app.staff("leader").await;
    for words in [
        ["Cấp sổ đỏ", "Hồ sơ ĐẤT ĐAI của tôi chậm.", "Đã trả hồ sơ."],
        ["Đường làng", "Đường ngập.", "Đã khơi cống."],
    ] {
        publish(app, &leader, words, (UNIT, LEADER)).await;
    }
    let search = async |words: &str| {
        let query = [("q", words)];
        let request = app.visitor().request(Method::GET, "/answers").query(&query);
        Answer::of(request).await.is(200).body
    };
    for words in ["dat dai", "đất đai", "  ĐẤT   đai ho so", "DAT"] {
        let page = search(words).await;
        assert!(
            page.contains("Cấp sổ đỏ") && !page.contains("Đường làng"),
            "{words}"
        );
    }
    for words in ["khơi cống đất", "xyz", "\"><script>alert(1)</script>", "%"] {
        let page = search(words).await;
        assert!(!page.contains("Cấp sổ đỏ"), "{words}");
        assert!(!page.contains("<script>alert"), "{words}");
    }
    assert!(search("").await.contains("Đường làng"));
}

/// The newest first, ten on a page, the rest behind it; each unit by itself where there are several.
async fn the_newest_come_first_page_by_page(app: &App) {
    let leader = app.staff("leader").await;
    for number in 1..=12 {
        let title = format!("Việc thứ {number:02}.");
        let words = [title.as_str(), "Tôi hỏi việc này.", "Đã trả lời."];
        publish(app, &leader, words, (UNIT, LEADER)).await;
        app.clock.shift(Duration::minutes(1));
    }
    let first = app.visitor().get("/answers").await.is(200).body;
    let place = |title: &str| first.find(title).unwrap();
    assert!(place("Việc thứ 12.") < place("Việc thứ 11."));
    assert!(!first.contains("Việc thứ 02.") && first.contains("/answers?page=2"));
    assert!(!first.contains("name=\"unit\""), "one unit is no choice");
    let second = app.visitor().get("/answers?page=2").await.is(200).body;
    assert!(second.contains("Việc thứ 01.") && !second.contains("Việc thứ 12."));
    let search = app
        .visitor()
        .get("/answers?q=viec&page=2")
        .await
        .is(200)
        .body;
    assert!(
        search.contains("Việc thứ 01.") && search.contains("q=viec&amp;page=1"),
        "{search}"
    );
    let other = app.staff_of("H21.77", "leader").await;
    let words = ["Ở xã khác", "Tôi hỏi.", "Đã trả lời."];
    publish(app, &other, words, ("H21.77", "leader.h21.77")).await;
    let all = app.visitor().get("/answers").await.body;
    assert!(all.contains("Ở xã khác") && all.contains("name=\"unit\""));
    let one = app.visitor().get("/answers?unit=H21.77").await.body;
    assert!(
        one.contains("Ở xã khác") && !one.contains("Việc thứ"),
        "{one}"
    );
    let feed = app.visitor().get("/answers/feed.atom?unit=H21.77").await;
    assert_eq!(
        Feed::read_from(feed.body.as_bytes())
            .unwrap()
            .entries()
            .len(),
        1
    );
}

/// Received, answered, and late where it was late.
async fn one_answer_tells_its_days_honestly(app: &App) {
    let number = published(app, "Việc đúng hạn").await;
    let today = app.clock.today();
    let date = today.format("%d/%m/%Y").to_string();
    let page = app
        .visitor()
        .get(&format!("/answers/{number}"))
        .await
        .is(200);
    page.says(&format!("Nhận {date}"))
        .says(&format!("trả lời {date}"))
        .says("Đúng hạn");
    let sql = format!("UPDATE complaints SET late = (1 = 1) WHERE id = {number}");
    tamper(&mut app.database.connect(), &sql).unwrap();
    for path in [
        format!("/answers/{number}"),
        "/answers".into(),
        "/answers/notice".into(),
    ] {
        let page = app.visitor().get(&path).await.is(200).says("Trễ hạn");
        assert!(!page.body.contains("Đúng hạn"), "{path}");
    }
}

/// Name, phone and officers: in no page, feed or notice. Hostile words are words in HTML and in XML.
async fn nothing_personal_and_nothing_hostile_is_read(app: &App) {
    let leader = app.staff("leader").await;
    let words = [
        "<script>alert('x')</script> & ]]>",
        "Tôi là Rơ Châm Blưh, 0912345678 \"<img src=x onerror=alert(1)>\" \u{fffe}",
        "Trả lời ông Rơ Châm Blưh: </content> &amp; <b>xong</b>",
    ];
    let number = publish(app, &leader, words, (UNIT, LEADER)).await;
    for path in [
        "/answers".to_owned(),
        format!("/answers/{number}"),
        "/answers/feed.atom".to_owned(),
        format!("/answers/notice?unit={UNIT}"),
        "/answers?q=xong".to_owned(),
    ] {
        let page = app.visitor().get(&path).await.is(200);
        for secret in [
            NAME,
            "Blưh",
            "0912",
            "Nguyễn Thị",
            "<script>alert",
            "<img src=x",
            "<b>xong",
        ] {
            assert!(
                !page.body.contains(secret),
                "{secret} in {path}: {}",
                page.body
            );
        }
    }
    let feed = app.visitor().get("/answers/feed.atom").await;
    let feed = Feed::read_from(feed.body.as_bytes()).unwrap();
    let entry = &feed.entries()[0];
    assert_eq!(entry.title().as_str(), words[0]);
    let content = entry.content().unwrap().value().unwrap();
    assert!(
        content.contains("</content> &amp; <b>xong</b>"),
        "{content}"
    );
}

/// A feed that other programs take: ids that stay, absolute links, the unit as author; found from the page.
async fn the_feed_is_valid_and_steady(app: &App) {
    let number = published(app, "Việc đầu").await;
    let page = app.visitor().get(&format!("/answers?unit={UNIT}")).await;
    page.says(&format!(
        "rel=\"alternate\" type=\"application/atom+xml\" href=\"/answers/feed.atom?unit={UNIT}\""
    ));
    let answer = app.visitor().get("/answers/feed.atom").await.is(200);
    assert!(
        answer
            .header("content-type")
            .starts_with("application/atom+xml")
    );
    assert!(answer.header("cache-control").contains("public"));
    let feed = Feed::read_from(answer.body.as_bytes()).unwrap();
    assert!(
        feed.id().starts_with("tag:127.0.0.1,2026:"),
        "{}",
        feed.id()
    );
    let own = feed.links().iter().find(|link| link.rel() == "self");
    assert_eq!(own.unwrap().href(), app.url("/answers/feed.atom"));
    let entry = &feed.entries()[0];
    assert_eq!(entry.id(), format!("tag:127.0.0.1,2026:answers/{number}"));
    assert_eq!(
        entry.links()[0].href(),
        app.url(&format!("/answers/{number}"))
    );
    assert!(entry.authors()[0].name().contains("Tân"));
    assert_eq!(feed.updated(), entry.updated());
    let tag = answer.header("etag").to_owned();
    let again = |path: &str| {
        let request = app.visitor().request(Method::GET, path);
        Answer::of(request.header("If-None-Match", tag.clone()))
    };
    assert_eq!(again("/answers/feed.atom").await.is(304).body, "");
    again("/answers").await.is(200);
    app.clock.shift(Duration::minutes(5));
    let leader = app.browser();
    leader
        .sign_in(LEADER, crate::harness::people::PASSWORD)
        .await
        .is(303);
    publish(
        app,
        &leader,
        ["Việc sau", "Tôi hỏi.", "Xong."],
        (UNIT, LEADER),
    )
    .await;
    let feed = again("/answers/feed.atom").await.is(200);
    let feed = Feed::read_from(feed.body.as_bytes()).unwrap();
    assert_eq!(feed.entries().len(), 2);
    assert_eq!(
        feed.entries()[1].id(),
        format!("tag:127.0.0.1,2026:answers/{number}")
    );
}

/// A page that has not changed costs an old phone a few bytes.
async fn an_unchanged_page_is_not_sent_again(app: &App) {
    let number = published(app, "Việc đầu").await;
    for path in [
        "/answers".to_owned(),
        format!("/answers/{number}"),
        "/answers/notice".to_owned(),
    ] {
        let page = app.visitor().get(&path).await.is(200);
        assert_eq!(page.header("cache-control"), "private, no-cache");
        let request = app.visitor().request(Method::GET, &path);
        let request = request.header("If-None-Match", page.header("etag"));
        Answer::of(request).await.is(304);
    }
}

/// Whoever has to call finds the number there: the only one that there is, else that of the unit above all; on the page
/// of a unit its own, else that of the one above it.
async fn whoever_has_to_call_finds_the_number(app: &App) {
    let add = |code: &str, above: &[&str]| {
        let unit = ["unit", "add", "--code", code, "--name", code];
        app.command(&[&unit[..], above].concat());
    };
    add("T", &[]);
    add("T.1", &["--parent", "T", "--hotline", "0269 1 111 111"]);
    add("T.2", &["--parent", "T"]);
    let told = async |path: &str| {
        let page = app.visitor().get(path).await.is(200).body;
        let from = page.find("id=\"call\"").map(|at| &page[at..]);
        let number = from.and_then(|part| part.split_once("href=\"tel:"));
        number.map(|(_, rest)| rest.split('"').next().unwrap().to_owned())
    };
    assert_eq!(told("/answers").await.as_deref(), Some("02691111111"));
    assert_eq!(told("/answers?unit=T.2").await, None);
    tamper(
        &mut app.database.connect(),
        "UPDATE units SET hotline = '1022' WHERE code = 'T'",
    )
    .unwrap();
    assert_eq!(told("/answers").await.as_deref(), Some("1022"));
    assert_eq!(told("/answers?unit=T.2").await.as_deref(), Some("1022"));
    let own = told("/answers?unit=T.1").await;
    assert_eq!(own.as_deref(), Some("02691111111"));
    let ask = app.visitor().get("/answers/follow").await.is(200);
    ask.says("href=\"/answers#call\"");
}

/// What a phone loads before it shows a public page: no font, nothing that only officers' pages use.
async fn public_pages_are_light(app: &App) {
    let number = published(app, "Việc đã xong").await;
    let one = format!("/answers/{number}");
    let follow = format!("/answers/follow?number={number}");
    for path in ["/answers", &one, &follow, "/", "/signin"] {
        let page = app.visitor().get(path).await.is(200).body;
        let mut weight = page.len();
        let links = page.split("<link rel=\"stylesheet\"").skip(1);
        for link in links.map(|rest| rest.split('>').next().unwrap()) {
            let address = link.split("href=\"").nth(1).unwrap();
            let address = address.split('"').next().unwrap();
            let sheet = app.visitor().get(address).await.is(200).body;
            assert!(
                link.contains(" media=\"") || !sheet.contains("@font-face"),
                "{path}: {link}"
            );
            for theirs in ["intake", "complaints"] {
                assert!(!link.contains(theirs), "{path}: {link}");
            }
            weight += sheet.len();
        }
        let most = if path == "/" { 40 } else { 30 };
        assert!(weight <= most * 1024, "{path}: {weight} bytes");
    }
}

crate::stories! {
    an_empty_list_is_no_dead_end,
    a_search_needs_no_accents,
    the_newest_come_first_page_by_page,
    one_answer_tells_its_days_honestly,
    nothing_personal_and_nothing_hostile_is_read,
    the_feed_is_valid_and_steady,
    an_unchanged_page_is_not_sent_again,
    whoever_has_to_call_finds_the_number,
    public_pages_are_light,
}
