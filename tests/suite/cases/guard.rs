//! Who is kept from a case: other roles, other units, whoever it names, everybody but its keeper.

use hailong::accounts::Role;
use hailong::complaints::Step;

use super::{LATE_WORDS, UNIT, at_work};
use crate::harness::App;
use crate::harness::cases::{CITIZEN, MORNING, PHONE, address};

const BRIBE: &str = "Cán bộ Nguyễn Văn Đòi vòi tiền tôi hai triệu đồng mới chịu trả sổ đỏ";

/// What a role may do with a case by a form; nobody else may do it.
fn steps_of(role: Role) -> Vec<Step> {
    use Step::{
        Accuse, Acknowledge, Approve, Assign, Classify, Clear, Close, Confine, Correct, Forward,
        Join, Note, Pause, Publish, Refuse, Release, Reopen, Resume, Return, Split, Start, Write,
    };
    let sorts = [Classify, Assign, Split, Join, Accuse, Confine, Forward];
    let works = [Acknowledge, Start, Pause, Resume, Note, Write, Reopen];
    let decides = [Return, Approve, Refuse, Close, Clear, Release];
    match role {
        Role::Admin | Role::Observer => Vec::new(),
        Role::Desk => [&works[..], &[Correct]].concat(),
        Role::Hotline => [&sorts[..], &works, &[Correct, Publish]].concat(),
        Role::Leader => [&sorts[..], &works, &decides, &[Publish]].concat(),
    }
}

/// Each step, by each role that may not take it. Whoever supervises does not even see the case.
async fn each_role_keeps_to_its_steps(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let number = app.complain(UNIT, LATE_WORDS);
    for role in Role::ALL {
        let person = match role {
            Role::Hotline => hotline.clone(),
            Role::Leader => leader.clone(),
            other => app.officer(UNIT, *other, "Người Khác", role.as_str()).await,
        };
        let sees = if *role == Role::Observer { 403 } else { 200 };
        for page in ["/complaints", &address(number)] {
            person.get(page).await.is(sees);
        }
        let may = steps_of(*role);
        let denied = Step::ALL.iter().filter(|step| !may.contains(step));
        // What is done at an address of its own is no step of the case's page.
        for step in denied.filter(|step| !matches!(step, Step::Attach | Step::Withdraw)) {
            let fields = [("note", "x"), ("text", "x"), ("class", "conduct")];
            let answer = person.forces(number, step.as_str(), &fields).await;
            assert_eq!(answer.status, 403, "{role} {step}: {}", answer.body);
        }
    }
    assert_eq!(app.history(number), ["receive"]);
    assert_eq!(app.case(number).version, 1);
}

/// Nobody writes into the history what has an address of its own and was not done there, nor what is no step.
async fn the_history_tells_what_was_done(app: &App) {
    let (hotline, _) = at_work(app).await;
    let number = app.complain(UNIT, LATE_WORDS);
    for step in ["attach", "withdraw", "dance"] {
        hotline.forces(number, step, &[("note", "x")]).await.is(404);
    }
    assert_eq!(app.history(number), ["receive"]);
}

/// Another commune's case is not there.
async fn another_unit_has_no_way_in(app: &App) {
    let (_, _) = at_work(app).await;
    let number = app.complain(UNIT, LATE_WORDS);
    for role in [Role::Hotline, Role::Leader, Role::Desk] {
        let stranger = app
            .officer("XA2", role, "Người Xã Khác", &format!("xa2.{role}"))
            .await;
        stranger.get(&address(number)).await.is(404);
        stranger
            .forces(number, "note", &[("note", "x")])
            .await
            .is(404);
        let page = stranger.get("/complaints?q=trễ+hẹn").await.is(200);
        assert!(!page.body.contains("hai tuần"), "{}", page.body);
    }
}

/// Named in the words: kept out from the first moment, and the try is in the history.
async fn whoever_is_named_can_neither_open_nor_answer(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let named = app.officer(UNIT, Role::Desk, "Đinh Thị Chậm", "cham").await;
    let number = app.complain(UNIT, "Cô đinh thị cham để hồ sơ của tôi trễ hẹn cả tháng");
    let page = named.get(&address(number)).await.is(403);
    page.says("nêu tên anh/chị");
    named
        .forces(number, "write", &[("text", "Tôi đúng")])
        .await
        .is(403);
    let page = named.get("/complaints?tab=all").await.is(200);
    assert!(!page.body.contains("cả tháng"), "{}", page.body);
    let page = named.get("/complaints?q=ho+so").await.is(200);
    assert!(!page.body.contains("cả tháng"), "{}", page.body);
    let tries = format!("complaint_events WHERE complaint_id = {number} AND action = 'deny'");
    // The same try fills no history: it is there once a day.
    named.get(&address(number)).await.is(403);
    assert_eq!(app.count(&tries), 2);
    hotline
        .get(&address(number))
        .await
        .is(200)
        .says("thử mở, bị từ chối")
        .says("Đinh Thị Chậm");
    hotline.decides(number, "conduct").await;
    let cham = app.account_id("cham").to_string();
    let page = hotline.get(&address(number)).await.is(200);
    let assign = page
        .form(&format!("/complaints/{number}/assign"))
        .forced("account", &cham);
    hotline
        .send(&assign)
        .await
        .is(422)
        .says("Chọn người xử lý trong danh sách");
    leader.did(number, "clear", &[]).await;
    named.get(&address(number)).await.is(200);
}

/// Words that sound like a name with other accents name nobody; the name without any does.
async fn only_the_name_itself_shuts_an_officer_out(app: &App) {
    at_work(app).await;
    let officer = app.officer(UNIT, Role::Desk, "Lê Anh", "leanh").await;
    let other = app.complain(UNIT, "Có lẽ anh ở quầy ba quên hồ sơ của tôi");
    officer.get(&address(other)).await.is(200);
    for text in ["Anh LÊ ANH quên hồ sơ", "anh le anh quen ho so"] {
        let number = app.complain(UNIT, text);
        officer.get(&address(number)).await.is(403);
    }
}

/// Named later: the case is taken from the hands it was in.
async fn an_officer_who_is_named_later_loses_the_case(app: &App) {
    let (hotline, _) = at_work(app).await;
    let officer = app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    let number = app.complain(UNIT, LATE_WORDS);
    hotline.decides(number, "conduct").await;
    let lam = app.account_id("lam").to_string();
    hotline.did(number, "assign", &[("account", &lam)]).await;
    officer.get(&address(number)).await.is(200);
    hotline.did(number, "accuse", &[("account", &lam)]).await;
    officer.get(&address(number)).await.is(403);
    assert_eq!(
        app.count(&format!(
            "complaints WHERE id = {number} AND assignee_id IS NULL"
        )),
        1
    );
}

/// What may be a denunciation is the named leader's alone: not the hotline's that logged it, not another leader's, not
/// the province's.
async fn a_denunciation_is_seen_by_its_keeper_alone(app: &App) {
    app.turn_clock(MORNING);
    app.add_unit("H21", None);
    app.add_unit(UNIT, Some("H21"));
    let (hotline, leader) = at_work(app).await;
    let province = app
        .officer("H21", Role::Leader, "Lãnh Đạo Tỉnh", "tinh")
        .await;
    let accused = app.officer(UNIT, Role::Desk, "Nguyễn Văn Đòi", "doi").await;
    let number = app.complain(UNIT, BRIBE);
    leader
        .get(&address(number))
        .await
        .is(200)
        .says("Hạn chế người xem")
        .says("vòi tiền");
    for person in [&hotline, &province] {
        person.get(&address(number)).await.is(404);
        let page = person.get("/complaints?q=vòi+tiền").await.is(200);
        assert!(!page.body.contains("hai triệu"), "{}", page.body);
        person
            .forces(number, "note", &[("note", "x")])
            .await
            .is(404);
    }
    // That there is one is no news for whoever it names; the try is written down all the same.
    accused.get(&address(number)).await.is(404);
    assert_eq!(app.count("complaint_events WHERE action = 'deny'"), 1);
    let case = leader.get(&address(number)).await.is(200);
    case.says(CITIZEN).says(PHONE);
    leader.decides(number, "denunciation").await;
    leader
        .forces(number, "release", &[("version", "2")])
        .await
        .is(422);
    leader.decides(number, "conduct").await;
    leader.did(number, "release", &[]).await;
    hotline.get(&address(number)).await.is(200);
    accused.get(&address(number)).await.is(403);
    let case = leader.get(&address(number)).await.is(200);
    assert!(
        !case.body.contains(PHONE),
        "whom to call is the hotline's again"
    );
    hotline.did(number, "confine", &[]).await;
    hotline.get(&address(number)).await.is(404);
}

/// Decided to be one by an official: from then on its keeper alone sees it.
async fn deciding_that_it_accuses_hides_it(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let number = app.complain(UNIT, LATE_WORDS);
    hotline.decides(number, "denunciation").await;
    hotline.get(&address(number)).await.is(404);
    leader
        .get(&address(number))
        .await
        .is(200)
        .says("Hạn chế người xem");
}

/// About the leader: the one above keeps it.
async fn a_denunciation_of_the_leader_goes_up(app: &App) {
    app.turn_clock(MORNING);
    app.add_unit("H21", None);
    app.add_unit(UNIT, Some("H21"));
    let (_, leader) = at_work(app).await;
    let province = app
        .officer("H21", Role::Leader, "Lãnh Đạo Tỉnh", "tinh")
        .await;
    let number = app.complain(
        UNIT,
        "Chủ tịch Lê Văn Chủ nhận tiền của chủ đất, vòi tiền bà con",
    );
    leader.get(&address(number)).await.is(404);
    province
        .get(&address(number))
        .await
        .is(200)
        .says("Lê Văn Chủ");
}

/// The harmless half of it tells who spoke, and so stays with the keeper until the keeper releases it; whoever sees it
/// then learns nothing of the other half.
async fn a_part_of_a_denunciation_stays_with_its_keeper(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let number = app.complain(UNIT, BRIBE);
    leader.decides(number, "denunciation").await;
    let text = "Cho hỏi làm sổ đỏ cần giấy tờ gì?";
    leader
        .did(number, "split", &[("text", text), ("class", "question")])
        .await;
    let part = number + 1;
    hotline.get(&address(part)).await.is(404);
    let page = leader.get(&address(number)).await.is(200);
    page.says("Liên quan");
    leader.decides(part, "question").await;
    leader.did(part, "release", &[]).await;
    let page = hotline.get(&address(part)).await.is(200);
    assert!(
        !page.body.contains(&format!("/complaints/{number}\"")),
        "{}",
        page.body
    );
    assert!(!page.body.contains("Tách từ"), "{}", page.body);
    app.tallies_are_true();
}

/// A robbery is seen by whoever is on duty; one in which an officer is named is that officer's accuser's secret.
async fn a_crime_is_secret_where_it_names_an_officer(app: &App) {
    let (hotline, _) = at_work(app).await;
    app.officer(UNIT, Role::Desk, "Phạm Văn Quầy", "quay").await;
    let open = app.complain(UNIT, "Có người cầm dao đòi tiền ở chợ");
    let secret = app.complain(UNIT, "Phạm Văn Quầy cầm dao đòi tiền tôi ở chợ");
    assert!(!app.case(open).confined && app.case(secret).confined);
    hotline.get(&address(open)).await.is(200);
    hotline.get(&address(secret)).await.is(404);
}

crate::stories! {
    a_crime_is_secret_where_it_names_an_officer,
    each_role_keeps_to_its_steps,
    the_history_tells_what_was_done,
    another_unit_has_no_way_in,
    whoever_is_named_can_neither_open_nor_answer,
    only_the_name_itself_shuts_an_officer_out,
    an_officer_who_is_named_later_loses_the_case,
    a_denunciation_is_seen_by_its_keeper_alone,
    a_denunciation_of_the_leader_goes_up,
    deciding_that_it_accuses_hides_it,
    a_part_of_a_denunciation_stays_with_its_keeper,
}
