//! An officer makes an answer fit to be read in public: what to blank is proposed, nothing that leads to a person gets
//! through, a person confirms, and what slipped is taken back. Who may not, cannot.

mod again;
mod denied;
mod together;

use hailong::complaints::{Class, State};

use self::denied::{kept_out, sends, tries};
use crate::harness::app::until;
use crate::harness::cases::PHONE;
use crate::harness::html::Form;
use crate::harness::people::UNIT;
use crate::harness::{Answer, App, Visitor};

const NAME: &str = "Rơ Châm Blưh";
const TEXT: &str =
    "Tôi là Rơ Châm Blưh, điện thoại 0905123456. Đường làng <hỏng> & ngập, xe không qua được.";
const ANSWER: &str = "Đường làng đã sửa xong. Cần hỏi xin gọi 0269 3838 123. Cảm ơn ông Rơ Châm Blưh (0905.123.456).";
const LEADER: &str = "leader.h21.65";

/// An answered case of somebody who named themselves, and the leader who may publish it.
async fn answered(app: &App) -> (Visitor, i64) {
    app.command(&[
        "unit",
        "add",
        "--code",
        UNIT,
        "--name",
        "Xã Tân Bình",
        "--hotline",
        "0269 3838 123",
    ]);
    let leader = app.staff("leader").await;
    let number = app.complaint(UNIT, TEXT, (NAME, PHONE));
    app.answer(number, ANSWER, LEADER);
    (leader, number)
}

fn address(number: i64) -> String {
    format!("/complaints/{number}/publish")
}

async fn open(staff: &Visitor, number: i64) -> Form {
    let page = staff.get(&address(number)).await.is(200);
    page.form(&address(number))
}

/// What the form says once a person has confirmed it all.
fn confirmed(form: Form) -> Form {
    let form = form.forced("do", "publish").with("confirmed", "1");
    if form.names().contains(&"names_looked_at") {
        form.with("names_looked_at", "1")
    } else {
        form
    }
}

/// Proposals are ticked and blanked; the office's own number stays; after confirming, the public reads it.
async fn an_officer_publishes_what_is_blanked(app: &App) {
    let (leader, number) = answered(app).await;
    let form = open(&leader, number).await;
    let question = form.value("question");
    assert!(question.contains("Đường làng <hỏng> & ngập"), "{question}");
    for (field, secret) in [
        ("question", NAME),
        ("question", "0905"),
        ("answer", "0905"),
        ("title", NAME),
    ] {
        assert!(
            !form.value(field).contains(secret),
            "{field}: {}",
            form.value(field)
        );
    }
    assert!(
        form.value("answer").contains("0269 3838 123"),
        "{}",
        form.value("answer")
    );
    let ticks = form
        .fields
        .iter()
        .filter(|field| field.name.starts_with("blank."));
    assert!(ticks.clone().count() >= 4 && ticks.clone().all(|tick| tick.sent));
    let unread = form.clone().forced("do", "publish");
    leader.send(&unread).await.is(422).says("đánh dấu xác nhận");
    let public = format!("/answers/{number}");
    app.visitor().get(&public).await.is(404);
    let form = form.with("title", "Đường làng ngập nước");
    let done = format!("{}?done=published", address(number));
    leader.send(&confirmed(form.clone())).await.leads_to(&done);
    leader.send(&confirmed(form.clone())).await.leads_to(&done);
    let history = app.history(number);
    let published = history.iter().filter(|step| *step == "publish");
    assert_eq!(
        published.count(),
        1,
        "sent twice it is one step: {history:?}"
    );
    let page = app.visitor().get(&public).await.is(200);
    let page = page
        .says("Đường làng ngập nước")
        .says("&lt;hỏng&gt; &amp; ngập");
    for secret in [NAME, "0905", "Blưh", "Châm"] {
        assert!(!page.body.contains(secret), "{secret}");
    }
    leader
        .get(&done)
        .await
        .says("Đã công khai")
        .says("Thông báo A4");
}

/// Unticked pieces come back, ticked ones go, and what somebody typed stays.
async fn ticks_are_applied_without_losing_what_was_typed(app: &App) {
    let (leader, number) = answered(app).await;
    let form = open(&leader, number).await;
    let name = form
        .fields
        .iter()
        .position(|field| field.name.starts_with("blank.question"))
        .unwrap();
    let mut unticked = form.clone();
    unticked.fields[name].sent = false;
    let typed = "Đã sửa xong. Mọi việc <tốt>.";
    let apply = unticked.with("answer", typed).forced("do", "apply");
    let page = leader.send(&apply).await.is(200);
    let again = page.form(&address(number));
    assert!(
        again.value("question").contains(NAME),
        "{}",
        again.value("question")
    );
    assert!(!again.value("question").contains("0905"));
    assert_eq!(again.value("answer"), typed);
    let mut ticked = again.clone();
    for field in ticked
        .fields
        .iter_mut()
        .filter(|field| field.name.starts_with("blank."))
    {
        field.sent = true;
    }
    let own = format!("{} Số tôi: 0905123456.", again.value("question"));
    let page = leader
        .send(&ticked.with("question", &own).forced("do", "apply"))
        .await;
    let blanked = page.is(200).form(&address(number)).value("question");
    assert!(
        !blanked.contains("0905") && blanked.contains("Số tôi: […]"),
        "{blanked}"
    );
    // Enter in the title is no publishing.
    let page = leader
        .send(&confirmed(open(&leader, number).await).forced("do", ""))
        .await;
    page.is(200);
    assert_eq!(app.count("publications"), 0);
}

/// A number, an identity card, an e-mail address, an account: refused by name, with everything kept. A name is asked
/// about twice.
async fn nothing_that_leads_to_a_person_is_published(app: &App) {
    let (leader, number) = answered(app).await;
    let form = open(&leader, number)
        .await
        .with("answer", "Đã sửa.")
        .with("question", "Đường hỏng.");
    for (left, kind) in [
        ("gọi 0911 222 333 nhé", "số điện thoại"),
        ("CCCD 064085001234", "số căn cước"),
        ("thư bluh@example.vn", "thư điện tử"),
        ("STK 19036547891011 Techcombank", "số"),
    ] {
        let typed = confirmed(form.clone()).with("question", left);
        let answer = leader.send(&typed).await.is(422);
        let answer = answer.says("Không công khai được").says(kind);
        let again = answer.form(&address(number));
        assert_eq!(again.value("question"), left);
        assert_eq!(again.value("answer"), "Đã sửa.");
    }
    assert_eq!(app.count("publications"), 0);
    let named = form.with("question", &format!("Ông {NAME} báo đường hỏng."));
    let once = named
        .clone()
        .forced("do", "publish")
        .forced("confirmed", "1");
    let answer = leader.send(&once).await.is(422).says("Vẫn còn tên người");
    let twice = answer.form(&address(number)).with("names_looked_at", "1");
    leader.send(&twice.forced("do", "publish")).await.is(303);
    assert_eq!(app.count("publications"), 1);
}

/// Changed words take the place of the first; taken back they are gone at once, wherever the case stands.
async fn what_was_published_is_changed_and_taken_back(app: &App) {
    let (leader, number) = answered(app).await;
    let form = open(&leader, number).await.with("title", "Bản đầu");
    leader.send(&confirmed(form)).await.is(303);
    let form = open(&leader, number).await;
    assert_eq!(form.value("title"), "Bản đầu");
    leader
        .send(&confirmed(form.with("title", "Bản sau")))
        .await
        .is(303);
    let public = format!("/answers/{number}");
    app.visitor().get(&public).await.is(200).says("Bản sau");
    app.visitor()
        .get("/answers?q=ban+dau")
        .await
        .is(200)
        .says("Không có câu trả lời nào");
    app.step(number, hailong::complaints::Step::Reopen, "chưa xong");
    app.visitor().get(&public).await.says("đang giải quyết lại");
    let page = leader
        .get(&address(number))
        .await
        .is(200)
        .says("Chưa công khai được");
    let form = page.form(&format!("{}/withdraw", address(number)));
    leader
        .send(&form)
        .await
        .is(422)
        .says("Hãy ghi lý do thôi công khai");
    let form = form.with("reason", "Sót tên người");
    for _ in 0..2 {
        leader.send(&form).await.is(303);
    }
    app.visitor()
        .get(&public)
        .await
        .is(404)
        .says("3 số cuối điện thoại");
    for path in [
        "/answers",
        "/answers/feed.atom",
        "/answers/notice",
        "/answers?q=sau",
    ] {
        let page = app.visitor().get(path).await.is(200);
        assert!(!page.body.contains("Bản sau"), "{path}");
    }
    let history = app.history(number);
    assert_eq!(history.iter().filter(|step| *step == "withdraw").count(), 1);
    assert_eq!(app.case(number).state, State::Reopened);
}

/// A case that turns out to be secret is out of the public at once, and no more published.
async fn a_secret_case_is_not_public(app: &App) {
    let (leader, number) = answered(app).await;
    let form = confirmed(open(&leader, number).await.with("title", "Đường làng"));
    leader.send(&form).await.is(303);
    app.confine(number);
    app.visitor()
        .get(&format!("/answers/{number}"))
        .await
        .is(404);
    let list = app.visitor().get("/answers").await.is(200);
    assert!(!list.body.contains("Đường làng"), "{}", list.body);
    let hotline = app.staff("hotline").await;
    hotline.get(&address(number)).await.is(404);
    // Its keeper sees the case, but publishes nothing of it.
    until("a keeper", || app.case(number).keeper_id.is_some());
    leader.send(&form).await;
    let public = format!("/answers/{number}");
    app.visitor().get(&public).await.is(404);
}

/// Desk, admin and observer may not; another unit and an officer whom the case names do not even see it.
async fn whoever_may_not_publish_cannot(app: &App) {
    let (leader, number) = answered(app).await;
    let form = confirmed(open(&leader, number).await);
    let pages =
        ["publish", "notice", "loudspeaker"].map(|page| format!("/complaints/{number}/{page}"));
    let people = kept_out(app, &leader, number).await;
    for (who, person, status) in &people {
        for page in &pages {
            let answer = person.get(page).await;
            assert_eq!(answer.status, *status, "{who} {page}: {}", answer.body);
        }
        let answer = sends(person, &form).await;
        assert_eq!(answer.status, *status, "{who}: {}", answer.body);
    }
    // Whom it names is told why; that they looked, and that they tried to publish, stands in its history.
    let (_, named, _) = people.last().unwrap();
    named.get(&pages[0]).await.says("nêu tên anh/chị");
    assert_eq!(tries(app, number), 2);
    for page in &pages {
        let answer = app.visitor().get(page).await.is(303);
        assert!(answer.header("location").starts_with("/signin"));
    }
    leader.send(&form.clone().with("csrf", "x")).await.is(403);
    assert_eq!(app.count("publications"), 0);
    let hotline = app.staff("hotline").await;
    let form = confirmed(open(&hotline, number).await);
    hotline.send(&form).await.is(303);
}

/// Nothing is published before a leader approved an answer.
async fn an_unanswered_case_is_not_published(app: &App) {
    let (leader, answered) = answered(app).await;
    let form = confirmed(open(&leader, answered).await);
    let number = app.complaint(UNIT, "Chưa ai trả lời", ("", ""));
    app.classify(number, Class::Conduct);
    let page = leader
        .get(&address(number))
        .await
        .is(200)
        .says("Chưa công khai được");
    assert!(!page.body.contains("name=\"question\""), "{}", page.body);
    let mut forged = form;
    forged.action = address(number);
    leader.send(&forged).await.is(422);
    for page in ["notice", "loudspeaker"] {
        let answer = leader.get(&format!("/complaints/{number}/{page}")).await;
        answer.leads_to(&address(number));
    }
    assert_eq!(app.count("publications"), 0);
}

/// Notice and loudspeaker are made from the published words: nobody's name, no figure, and what cannot be read aloud is
/// told.
async fn the_wall_and_the_loudspeaker_have_the_published_words(app: &App) {
    let (leader, number) = answered(app).await;
    let form = open(&leader, number).await;
    let answer = format!("{} HTX có hàng OCOP.", form.value("answer"));
    let form = confirmed(form.with("answer", &answer));
    leader.send(&form).await.is(303);
    let silent = |page: &Answer| {
        for secret in [NAME, "0905", "Blưh"] {
            assert!(!page.body.contains(secret), "{secret}");
        }
    };
    let notice = leader
        .get(&format!("/complaints/{number}/notice"))
        .await
        .is(200);
    silent(
        &notice
            .says("&lt;hỏng&gt;")
            .says("<svg")
            .says("0269 3838 123"),
    );
    let spoken = leader
        .get(&format!("/complaints/{number}/loudspeaker"))
        .await
        .is(200);
    let spoken = spoken
        .says("Kính thưa bà con")
        .says("Những câu có chỗ đã che")
        .says("Hợp tác xã có hàng OCOP.")
        .says("Chữ viết tắt chưa đọc được")
        .says("<li>OCOP</li></ul>");
    silent(&spoken);
    let (_, text) = spoken.body.split_once("<textarea").unwrap();
    let (_, text) = text.split_once('>').unwrap();
    let (text, _) = text.split_once("</textarea>").unwrap();
    let text = text
        .replace("&lt;", "")
        .replace("&gt;", "")
        .replace("&amp;", "");
    assert!(
        !text.contains(|letter: char| letter.is_ascii_digit()),
        "{text}"
    );
}

crate::stories! {
    an_officer_publishes_what_is_blanked,
    ticks_are_applied_without_losing_what_was_typed,
    nothing_that_leads_to_a_person_is_published,
    what_was_published_is_changed_and_taken_back,
    a_secret_case_is_not_public,
    whoever_may_not_publish_cannot,
    an_unanswered_case_is_not_published,
    the_wall_and_the_loudspeaker_have_the_published_words,
}
