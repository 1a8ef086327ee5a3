//! A citizen follows a report with its number and three digits, sees where it stands, and says whether it was solved.
//! Whoever guesses is slowed down; whoever is right gets in. Who is let in and out again is in `door`, parts in `parts`,
//! pages that were left open in `late`, what accuses somebody in `accuses`.

mod accuses;
mod door;
mod late;
mod parts;

use chrono::Duration;
use hailong::complaints::{Class, State, Step};
use reqwest::Method;

use crate::harness::cases::{ANSWER, MORNING, PHONE};
use crate::harness::people::UNIT;
use crate::harness::{Answer, App, Visitor};

const NAME: &str = "Rơ Châm Blưh";
const WRONG: &str = "chưa khớp";

/// A report of a unit with a leader.
async fn reported(app: &App) -> i64 {
    app.staff("leader").await;
    app.complaint(UNIT, "Đường thôn 3 hỏng", (NAME, PHONE))
}

const LEADER: &str = "leader.h21.65";

async fn ask(visitor: &Visitor, number: &str, digits: &str) -> Answer {
    let page = visitor.get("/answers").await.is(200);
    let form = page.form("/answers/follow");
    visitor
        .send(&form.with("number", number).with("digits", digits))
        .await
}

/// The citizen's page, opened with the right pair.
async fn opened(app: &App, number: i64) -> (Visitor, Answer) {
    let citizen = app.browser();
    let sent = ask(&citizen, &number.to_string(), "456").await;
    let page = sent.is(303).header("location").to_owned();
    let own = format!("/answers/follow/{number}");
    assert_eq!(page.split('?').next(), Some(own.as_str()));
    let page = citizen.get(&page).await.is(200);
    (citizen, page)
}

/// What no citizen's page may hold.
fn keeps_silent(page: &Answer) {
    for secret in [NAME, PHONE, "123456", "Nguyễn Thị", "ghi chú mật"] {
        assert!(!page.body.contains(secret), "{secret} in {}", page.body);
    }
}

/// From "đã nhận" to the answer, in plain words, without names and notes.
async fn a_citizen_sees_where_it_stands(app: &App) {
    let number = reported(app).await;
    let (citizen, page) = opened(app, number).await;
    keeps_silent(&page.says("Đã nhận").says("đang chờ giao cho cán bộ"));
    let own = format!("/answers/follow/{number}");
    app.classify(number, Class::Conduct);
    app.step(number, Step::Note, "ghi chú mật");
    app.step(number, Step::Start, "");
    let page = citizen
        .get(&own)
        .await
        .is(200)
        .says("Cán bộ đang giải quyết");
    keeps_silent(&page);
    app.step(number, Step::Pause, "ghi chú mật: chờ ông Ba");
    let page = citizen
        .get(&own)
        .await
        .is(200)
        .says("Đang chờ cơ quan hoặc người khác");
    keeps_silent(&page);
    app.step(number, Step::Resume, "");
    app.answer(number, ANSWER, LEADER);
    let page = citizen
        .get(&own)
        .await
        .is(200)
        .says(ANSWER)
        .says("Đã trả lời");
    keeps_silent(&page);
    // The day is told, and a day that passed is not hidden.
    let again = app.complaint(UNIT, "Điện hỏng", (NAME, PHONE));
    let set = |day: &str| {
        // Late already, as the page does not care: no round then counts its day anew.
        let sql = format!("UPDATE complaints SET due = '{day}', late = TRUE WHERE id = {again}");
        crate::harness::desk::tamper(&mut app.database.connect(), &sql).unwrap();
    };
    set("2099-12-31");
    let (citizen, page) = opened(app, again).await;
    page.says("chậm nhất vào ngày 31/12/2099");
    set("2020-01-06");
    let page = citizen.get(&format!("/answers/follow/{again}")).await;
    page.says("06/01/2020").says("Chúng tôi xin lỗi");
}

/// Wrong number, wrong digits, no phone at all: one and the same answer.
async fn what_is_wrong_of_a_pair_is_not_told(app: &App) {
    let number = reported(app).await;
    let silent = app.complaint(UNIT, "Không để lại số", ("", ""));
    let visitor = app.visitor();
    let mut pages = Vec::new();
    for (typed, digits) in [(number, "457"), (9_999, "456"), (silent, "456")] {
        let page = ask(&visitor, &typed.to_string(), digits)
            .await
            .is(422)
            .says(WRONG);
        pages.push(page.body.replace(&format!("value=\"{typed}\""), ""));
    }
    pages.dedup();
    assert_eq!(pages.len(), 1);
    for (typed, digits) in [("", ""), ("x", "456"), ("1", "45"), ("1", "４５６")] {
        ask(&visitor, typed, digits).await.is(422);
    }
    visitor
        .get("/answers/follow")
        .await
        .is(200)
        .says("xin ông/bà thông cảm");
    visitor
        .get("/answers/follow?number=7")
        .await
        .says("value=\"7\"");
}

/// Somebody guesses: five tries, then one each five minutes. The citizen at another address is let in meanwhile, and
/// right tries use nothing up.
async fn guessing_is_stopped_and_the_citizen_gets_in(app: &App) {
    let number = reported(app).await;
    let guesser = app.visitor();
    for _ in 0..8 {
        ask(&guesser, &number.to_string(), "456").await.is(303);
    }
    for digits in 100..105 {
        ask(&guesser, &number.to_string(), &digits.to_string())
            .await
            .is(422);
    }
    let told = ask(&guesser, &number.to_string(), "456").await.is(429);
    let told = told.says("giữ kín phản ánh");
    let seconds: i64 = told.header("retry-after").parse().unwrap();
    assert!((240..=300).contains(&seconds), "{seconds}");
    let form = told.form("/answers/follow");
    assert_eq!(form.value("number"), number.to_string());
    let elsewhere = |digits: &str, address: &str| {
        let form = form.clone().with("digits", digits);
        let request = app.visitor().request(Method::POST, "/answers/follow");
        let request = request.header("X-Forwarded-For", address.to_owned());
        let request = request.header("Sec-Fetch-Site", "same-origin");
        Answer::of(request.form(&form.data()))
    };
    elsewhere("456", "203.113.1.7").await.is(303);
    app.clock.shift(Duration::seconds(seconds));
    ask(&guesser, &number.to_string(), "456").await.is(303);
    // From many addresses together it is no better.
    let mut passed = 0;
    for address in 1..=12 {
        for _ in 0..5 {
            let answer = elsewhere("000", &format!("203.113.2.{address}")).await;
            passed += usize::from(answer.status == 422);
        }
    }
    assert!((25..=32).contains(&passed), "{passed}");
}

/// "Chưa giải quyết" within fifteen days: once, however often it is pressed; whoever worked on it keeps it.
async fn a_citizen_reopens_within_fifteen_days(app: &App) {
    let number = reported(app).await;
    let leader = app.account_id(LEADER);
    app.classify(number, Class::Conduct);
    app.step_with(number, (Step::Assign, ""), |case, _| {
        case.assignee_id = Some(leader)
    });
    app.answer(number, ANSWER, LEADER);
    app.clock.shift(Duration::days(14));
    let (citizen, page) = opened(app, number).await;
    let form = page.form(&format!("/answers/follow/{number}/reopen"));
    let empty = citizen.send(&form).await.is(422).says("href=\"#why\"");
    assert_eq!(app.case(number).state, State::Answered, "{}", empty.body);
    let form = form.with("why", "Vẫn còn <ổ gà> & nước đọng");
    let own = format!("/answers/follow/{number}");
    for _ in 0..3 {
        citizen.send(&form).await.leads_to(&own);
    }
    let case = app.case(number);
    assert_eq!((case.state, case.reopened), (State::Reopened, 1));
    assert_eq!(case.assignee_id, Some(leader));
    let history = app.history(number);
    let reopened = history.iter().filter(|step| *step == "reopen");
    assert_eq!(reopened.count(), 1, "{history:?}");
    let note = "complaint_events WHERE action = 'reopen' AND account_id IS NULL AND note = 'Vẫn còn <ổ gà> & nước đọng'";
    assert_eq!(app.count(note), 1);
    let page = citizen
        .get(&own)
        .await
        .says("đang giải quyết lại")
        .says(ANSWER);
    assert!(!page.body.contains("/reopen"), "{}", page.body);
    // Answered again, the fifteen days begin anew.
    app.clock.shift(Duration::days(10));
    app.answer(number, "Đã lấp ổ gà.", LEADER);
    let (_, page) = opened(app, number).await;
    page.says("Đã lấp ổ gà.")
        .says(ANSWER)
        .form(&format!("{own}/reopen"));
}

/// After fifteen days the page says so and how to report anew; what is sent from an old page is given back.
async fn after_fifteen_days_nothing_is_reopened(app: &App) {
    app.turn_clock(MORNING);
    let number = reported(app).await;
    app.answer(number, ANSWER, LEADER);
    app.clock.shift(Duration::days(15));
    let (citizen, page) = opened(app, number).await;
    let form = page.form(&format!("/answers/follow/{number}/reopen"));
    app.clock.shift(Duration::hours(23));
    // On the day after the last one, but within the cookie's day.
    app.clock.shift(Duration::minutes(59));
    let sent = citizen.send(&form.with("why", "Nước vẫn đọng")).await;
    let sent = sent.is(409).says("Nước vẫn đọng");
    assert!(sent.body.contains("Đã quá 15 ngày"), "{}", sent.body);
    assert_eq!(app.case(number).reopened, 0);
    let (_, page) = opened(app, number).await;
    let page = page.says("Đã quá 15 ngày").says("gửi phản ánh mới");
    assert!(!page.body.contains("<textarea"), "{}", page.body);
}

/// Five faces; changed as long as the days last. A low one reopens nothing by itself, but offers it.
async fn a_citizen_rates_the_handling(app: &App) {
    let number = reported(app).await;
    app.answer(number, ANSWER, LEADER);
    let (citizen, page) = opened(app, number).await;
    let action = format!("/answers/follow/{number}/rate");
    let form = page.form(&action);
    citizen
        .send(&form)
        .await
        .is(422)
        .says("Hãy chọn một khuôn mặt");
    citizen
        .send(&form.clone().forced("score", "6"))
        .await
        .is(422);
    for _ in 0..2 {
        citizen.send(&form.clone().with("score", "2")).await.is(303);
    }
    let case = app.case(number);
    assert_eq!((case.score, case.state), (Some(2), State::Answered));
    // What was written beside it is not lost with the button for the face, nor taken for sent.
    let both = form.clone().with("score", "2").with("why", "Còn ổ gà");
    let page = citizen.send(&both).await.is(200).says("Còn ổ gà");
    let page = page.says("chưa được gửi").says("bấm “Chưa giải quyết”");
    assert_eq!(page.form(&action).value("why"), "Còn ổ gà");
    let page = citizen.get(&format!("/answers/follow/{number}")).await;
    page.says("báo ở ngay bên dưới")
        .form(&format!("/answers/follow/{number}/reopen"));
    citizen.send(&form.clone().with("score", "5")).await.is(303);
    assert_eq!(app.case(number).score, Some(5));
    let rated = app.history(number);
    assert_eq!(rated.iter().filter(|step| *step == "rate").count(), 2);
    let satisfied = "complaint_tallies WHERE cases = 1 AND fact = 'satisfied'";
    assert_eq!(app.count(satisfied), 1);
    app.clock.shift(Duration::days(16));
    let late = citizen.send(&form.with("score", "1")).await;
    assert!([403, 409].contains(&late.status), "{}", late.status);
    assert_eq!(app.case(number).score, Some(5));
}

/// Whoever is rated opens the case again and answers anew: the bad mark stays until the citizen rates anew.
async fn opening_a_case_again_takes_no_bad_mark_away(app: &App) {
    let number = reported(app).await;
    app.answer(number, ANSWER, LEADER);
    let (citizen, page) = opened(app, number).await;
    let form = page.form(&format!("/answers/follow/{number}/reopen"));
    let unhappy = form.with("score", "1").with("why", "Vẫn hỏng");
    citizen.send(&unhappy).await.is(303);
    assert_eq!(app.case(number).score, Some(1));
    app.answer(number, ANSWER, LEADER);
    app.step(number, Step::Reopen, "cán bộ mở lại");
    app.answer(number, ANSWER, LEADER);
    assert_eq!(app.case(number).score, Some(1));
    let marred = "complaint_tallies WHERE cases = 1 AND fact = 'unsatisfied'";
    assert_eq!(app.count(marred), 1);
    // A good one was of an answer that did not hold.
    app.rate(number, 5);
    app.step(number, Step::Reopen, "người dân báo chưa xong");
    assert_eq!(app.case(number).score, None);
}

/// A form without the cookie, or of another page, changes nothing; the words are given back.
async fn nobody_else_can_say_that_it_is_not_solved(app: &App) {
    let number = reported(app).await;
    app.answer(number, ANSWER, LEADER);
    let (citizen, page) = opened(app, number).await;
    let form = page.form(&format!("/answers/follow/{number}/reopen"));
    let form = form.with("why", "không phải tôi");
    let stranger = app.visitor().send(&form).await.is(403);
    stranger.says("không phải tôi");
    let bare = form.clone().with("proof", "1.2.3");
    citizen.send(&bare).await.is(403);
    let foreign = citizen
        .request(Method::POST, &form.action)
        .header("Sec-Fetch-Site", "cross-site")
        .form(&form.data());
    Answer::of(foreign).await.is(403);
    assert_eq!(app.case(number).state, State::Answered);
}

/// What is kept secret shows that it was received, and the advice; nothing can be done with it there.
async fn a_secret_case_tells_nothing_but_the_advice(app: &App) {
    let number = reported(app).await;
    app.answer(number, ANSWER, LEADER);
    let (citizen, page) = opened(app, number).await;
    let form = page.form(&format!("/answers/follow/{number}/reopen"));
    app.confine(number);
    let page = citizen
        .get(&format!("/answers/follow/{number}"))
        .await
        .is(200);
    let page = page.says("được giữ kín").says("tố cáo");
    assert!(!page.body.contains(ANSWER), "{}", page.body);
    assert!(!page.body.contains("Đã trả lời"), "{}", page.body);
    citizen.send(&form.with("why", "chưa xong")).await.is(409);
    assert_eq!(app.case(number).state, State::Answered);
}

/// What is not answered here is told with its reason, its authority or its advice.
async fn refused_forwarded_and_advised_are_told_why(app: &App) {
    let number = reported(app).await;
    app.classify(number, Class::Unfit);
    app.step(number, Step::Refuse, "Nội dung không rõ <sự việc>.");
    let (_, page) = opened(app, number).await;
    page.says("Nội dung không rõ &lt;sự việc&gt;.")
        .says("không được tiếp nhận");
    let number = app.complaint(UNIT, "Điện cao áp", (NAME, PHONE));
    app.classify(number, Class::Elsewhere);
    app.step(number, Step::Forward, "Điện lực Gia Lai");
    let (_, page) = opened(app, number).await;
    page.says("Điện lực Gia Lai").says("cơ quan có thẩm quyền");
    let number = app.complaint(UNIT, "Thu hồi đất", (NAME, PHONE));
    app.classify(number, Class::Grievance);
    let (_, page) = opened(app, number).await;
    page.says("90 ngày");
}

crate::stories! {
    a_citizen_sees_where_it_stands,
    what_is_wrong_of_a_pair_is_not_told,
    guessing_is_stopped_and_the_citizen_gets_in,
    a_citizen_reopens_within_fifteen_days,
    after_fifteen_days_nothing_is_reopened,
    opening_a_case_again_takes_no_bad_mark_away,
    a_citizen_rates_the_handling,
    nobody_else_can_say_that_it_is_not_solved,
    a_secret_case_tells_nothing_but_the_advice,
    refused_forwarded_and_advised_are_told_why,
}
