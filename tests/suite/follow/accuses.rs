//! A citizen says that it is not solved and accuses somebody, or names an officer: it is heard as it would have been when
//! the complaint came in.

use hailong::accounts::Role;
use hailong::complaints::{Class, State, Step};

use super::opened;
use crate::harness::cases::{ANSWER, MORNING, PHONE, address};
use crate::harness::people::UNIT;
use crate::harness::{App, Visitor};

const BRIBE: &str = "Ông Nguyễn Văn Nam vòi tiền tôi 2 triệu";

/// The hotline, the leader, and an officer who worked on an answered case of this number.
async fn answered_by_nam(app: &App) -> (Visitor, Visitor, Visitor, i64) {
    app.turn_clock(MORNING);
    let hotline = app.officer(UNIT, Role::Hotline, "Trần Thị Nghe", "nghe");
    let leader = app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu");
    let nam = app.officer(UNIT, Role::Desk, "Nguyễn Văn Nam", "nam");
    let (hotline, leader, nam) = (hotline.await, leader.await, nam.await);
    let number = app.complaint(UNIT, "Đường thôn 3 hỏng", ("Rơ Châm Blưh", PHONE));
    app.classify(number, Class::Conduct);
    let id = app.account_id("nam");
    app.step_with(number, (Step::Assign, ""), |case, _| {
        case.assignee_id = Some(id);
    });
    app.answer(number, ANSWER, "chu");
    (hotline, leader, nam, number)
}

/// The citizen says so, twice over; the second time changes nothing.
async fn says(app: &App, number: i64, why: &str) -> Visitor {
    let (citizen, page) = opened(app, number).await;
    let own = format!("/answers/follow/{number}");
    let form = page.form(&format!("{own}/reopen")).with("why", why);
    for _ in 0..2 {
        citizen.send(&form).await.leads_to(&own);
    }
    let history = app.history(number);
    let reopened = history.iter().filter(|step| *step == "reopen");
    assert_eq!(reopened.count(), 1, "{history:?}");
    citizen
}

/// Whoever is accused reads nothing of it, nor does anybody else but the keeper; the public does not either.
async fn what_accuses_when_it_is_not_solved_is_its_keepers_alone(app: &App) {
    let (hotline, leader, nam, number) = answered_by_nam(app).await;
    app.publish(number, ANSWER, "chu");
    let public = format!("/answers/{number}");
    app.visitor().get(&public).await.is(200);
    nam.get(&address(number)).await.is(200);
    let citizen = says(app, number, BRIBE).await;
    let page = citizen.get(&format!("/answers/follow/{number}")).await;
    let page = page.is(200).says("được giữ kín").says("tố cáo");
    assert!(!page.body.contains(ANSWER), "{}", page.body);
    let case = app.case(number);
    assert!(case.confined);
    assert_eq!(case.keeper_id, Some(app.account_id("chu")));
    assert_eq!((case.state, case.assignee_id), (State::Reopened, None));
    for person in [&nam, &hotline] {
        person.get(&address(number)).await.is(404);
        let page = person.get("/complaints?tab=all").await.is(200);
        assert!(!page.body.contains("thôn 3"), "{}", page.body);
    }
    app.visitor().get(&public).await.is(404);
    // What it is is decided first; then it is shown, or handed up.
    let page = leader.get(&address(number)).await.is(200);
    let page = page.says(BRIBE).says("Hạn chế người xem");
    let decides = page.body.find("/classify\"").unwrap();
    assert!(decides < page.body.find("Việc khác").unwrap());
    leader.decides(number, "conduct").await;
    leader.did(number, "release", &[]).await;
    hotline.get(&address(number)).await.is(200).says(BRIBE);
    nam.get(&address(number)).await.is(403);
    app.visitor().get(&public).await.is(404);
    app.tallies_are_true();
}

/// A name without an accusation keeps that officer out, and somebody else is given the case.
async fn whom_the_citizen_names_when_it_is_not_solved_is_kept_out(app: &App) {
    let (hotline, _, nam, number) = answered_by_nam(app).await;
    says(app, number, "Anh nguyen van nam vẫn chưa cho san lấp").await;
    let case = app.case(number);
    assert_eq!((case.confined, case.assignee_id), (false, None));
    nam.get(&address(number)).await.is(403);
    let page = hotline.get(&address(number)).await.is(200);
    page.says("Cán bộ bị nêu tên")
        .form(&format!("{}/assign", address(number)));
}

/// A robbery nobody in office is accused of; where the case names an officer, that officer is.
async fn a_crime_is_of_whom_the_case_names(app: &App) {
    let (hotline, leader, _, number) = answered_by_nam(app).await;
    let why = "Hôm qua có người cầm dao đòi tiền tôi";
    says(app, number, why).await;
    assert!(!app.case(number).confined);
    app.answer(number, ANSWER, "chu");
    let nam = app.account_id("nam").to_string();
    hotline.did(number, "accuse", &[("account", &nam)]).await;
    let (citizen, page) = opened(app, number).await;
    let form = page.form(&format!("/answers/follow/{number}/reopen"));
    citizen.send(&form.with("why", why)).await.is(303);
    hotline.get(&address(number)).await.is(404);
    leader.get(&address(number)).await.is(200);
}

/// About the leader who would keep it: the one above does. A case of the same matter keeps the leader out as well.
async fn what_accuses_the_leader_when_it_is_not_solved_goes_up(app: &App) {
    app.add_unit("H21", None);
    app.add_unit(UNIT, Some("H21"));
    let province = app.officer("H21", Role::Leader, "Lãnh Đạo Tỉnh", "tinh");
    let province = province.await;
    let (hotline, leader, _, number) = answered_by_nam(app).await;
    let other = app.complain(UNIT, "Đường thôn 3 vẫn hỏng");
    let twin = number.to_string();
    hotline.did(other, "join", &[("other", &twin)]).await;
    says(app, number, "Chủ tịch Lê Văn Chủ nhận tiền của nhà thầu").await;
    province.get(&address(number)).await.is(200);
    for number in [number, other] {
        leader.get(&address(number)).await.is(404);
    }
    hotline.get(&address(other)).await.is(200);
}

/// The same where an officer writes down what the citizen says.
async fn what_an_officer_notes_of_it_is_heard_as_well(app: &App) {
    let (hotline, leader, nam, number) = answered_by_nam(app).await;
    let why = [("note", "Bà con gọi lại: anh Nguyễn Văn Nam vòi tiền")];
    let sent = hotline.step(number, "reopen", &why).await;
    sent.leads_to("/complaints");
    for person in [&hotline, &nam] {
        person.get(&address(number)).await.is(404);
    }
    leader.get(&address(number)).await.is(200).says("vòi tiền");
    let keeper = app.case(number).keeper_id;
    assert_eq!(keeper, Some(app.account_id("chu")));
    app.tallies_are_true();
}

crate::stories! {
    what_accuses_when_it_is_not_solved_is_its_keepers_alone,
    whom_the_citizen_names_when_it_is_not_solved_is_kept_out,
    a_crime_is_of_whom_the_case_names,
    what_accuses_the_leader_when_it_is_not_solved_goes_up,
    what_an_officer_notes_of_it_is_heard_as_well,
}
