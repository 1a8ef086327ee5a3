//! Cases of one matter, split from each other or saying the same: whom one names, all name.

use std::time::Duration;

use futures_util::future::join3;
use hailong::accounts::Role;
use hailong::complaints::{State, Way};

use super::{LATE_WORDS, UNIT, at_work};
use crate::harness::app::{self, until};
use crate::harness::cases::{MORNING, address};
use crate::harness::desk::tamper;
use crate::harness::{App, Backend, Visitor};

const BRIBE: &str = "Cán bộ vòi tiền tôi hai triệu đồng mới trả sổ đỏ";

/// The leader of the unit above, who keeps what the one below may not.
async fn province_above(app: &App) -> Visitor {
    app.turn_clock(MORNING);
    app.add_unit("H21", None);
    app.add_unit(UNIT, Some("H21"));
    app.officer("H21", Role::Leader, "Lãnh Đạo Tỉnh", "tinh")
        .await
}

/// How often a step stands in the history of a case.
fn times(app: &App, number: i64, step: &str) -> usize {
    let history = app.history(number);
    history.iter().filter(|taken| *taken == step).count()
}

/// Whom the earlier case names, the later one names as well, and the other way round.
async fn a_case_that_says_the_same_keeps_the_same_people_out(app: &App) {
    let (hotline, _) = at_work(app).await;
    let officer = app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    let first = app.complain(UNIT, LATE_WORDS);
    let lam = app.account_id("lam").to_string();
    hotline.did(first, "accuse", &[("account", &lam)]).await;
    let second = app.complain(UNIT, "Cô ở quầy ba làm hồ sơ của tôi trễ hẹn");
    officer.get(&address(second)).await.is(200);
    let other = app.officer(UNIT, Role::Desk, "Đinh Thị Chậm", "cham").await;
    let cham = app.account_id("cham").to_string();
    hotline.did(second, "accuse", &[("account", &cham)]).await;
    other.get(&address(first)).await.is(200);
    hotline
        .did(second, "join", &[("other", &first.to_string())])
        .await;
    officer.get(&address(second)).await.is(403);
    other.get(&address(first)).await.is(403);
    // Nobody accused the second one: it follows from the first by rule.
    let by_rule = "complaint_events WHERE action = 'accuse' AND account_id IS NULL";
    assert_eq!(app.count(by_rule), 2);
}

/// Named after the case was split and joined: kept from the whole, from every part, and from what says the same; the
/// history of each says so, once.
async fn whom_a_part_names_all_of_the_matter_names(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let officer = app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    let lam = app.account_id("lam").to_string();
    let twin = app.complain(UNIT, "Bà con thôn 3 chờ sổ đỏ quá lâu");
    let number = app.complain(UNIT, "Hồ sơ trễ hẹn. Đèn đường hỏng. Nước yếu.");
    for (text, part) in [("Đèn đường hỏng.", number + 1), ("Nước yếu.", number + 2)] {
        let split = [("text", text), ("class", "conduct")];
        hotline.did(number, "split", &split).await;
        hotline.decides(part, "conduct").await;
    }
    let (part, other_part) = (number + 1, number + 2);
    hotline
        .did(number, "join", &[("other", &twin.to_string())])
        .await;
    let alone = app.complain(UNIT, "Cho hỏi làm khai sinh cần giấy tờ gì?");
    hotline
        .did(other_part, "assign", &[("account", &lam)])
        .await;
    hotline.did(part, "accuse", &[("account", &lam)]).await;
    for number in [part, number, other_part, twin] {
        officer.get(&address(number)).await.is(403);
        let page = leader.get(&address(number)).await.is(200);
        page.says("Phạm Văn Làm");
        assert_eq!(times(app, number, "accuse"), 1, "{number}");
    }
    // What the officer was to work on waits to be given to somebody else, and says so.
    let left = app.case(other_part);
    assert_eq!((left.assignee_id, left.state), (None, State::Classified));
    let page = leader.get(&address(other_part)).await.is(200);
    page.says("Thu hồi việc đã giao").says("chưa giao ai");
    officer.get(&address(alone)).await.is(200);
    app.tallies_are_true();
}

/// The whole is kept by its leader, a part of it was released: naming the leader in the part takes the whole from them.
async fn a_keeper_whom_a_part_names_keeps_the_whole_no_more(app: &App) {
    let province = province_above(app).await;
    let (hotline, leader) = at_work(app).await;
    let number = app.complain(UNIT, BRIBE);
    let split = [("text", "Cho hỏi làm sổ đỏ ở đâu?"), ("class", "question")];
    leader.did(number, "split", &split).await;
    let part = number + 1;
    leader.decides(part, "question").await;
    leader.did(part, "release", &[]).await;
    let chu = app.account_id("chu").to_string();
    hotline.did(part, "accuse", &[("account", &chu)]).await;
    leader.get(&address(part)).await.is(403);
    leader.get(&address(number)).await.is(404);
    province.get(&address(number)).await.is(200);
}

/// A part of a denunciation was released and given to an officer, whom its keeper then names in the denunciation: they
/// find the part gone, and its page tells its readers that somebody else must be given it, and nothing more.
async fn what_a_confined_case_says_of_somebody_is_told_in_no_open_one(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let officer = app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    let lam = app.account_id("lam").to_string();
    let number = app.complain(UNIT, BRIBE);
    let split = [("text", "Cho hỏi làm sổ đỏ ở đâu?"), ("class", "question")];
    leader.did(number, "split", &split).await;
    let part = number + 1;
    leader.did(part, "classify", &[("class", "question")]).await;
    leader.did(part, "release", &[]).await;
    hotline.did(part, "assign", &[("account", &lam)]).await;
    officer.did(part, "write", &[("text", "Ở quầy ba.")]).await;

    leader.did(number, "accuse", &[("account", &lam)]).await;
    officer.get(&address(part)).await.is(404);
    officer.forces(part, "note", &[("note", "x")]).await.is(404);
    let page = hotline.get(&address(part)).await.is(200);
    assert!(
        !page.body.contains("Cán bộ bị nêu tên</h3>"),
        "{}",
        page.body
    );
    let page = page.says("Thu hồi việc đã giao").says("chưa giao ai");
    assert_eq!(
        (times(app, part, "accuse"), times(app, part, "deny")),
        (0, 0)
    );
    let left = app.case(part);
    assert_eq!((left.assignee_id, left.state), (None, State::Classified));
    let waiting = "complaint_answers WHERE returned_at IS NULL";
    assert_eq!(app.count(waiting), 0, "another writes the answer anew");
    let assign = page.form(&format!("/complaints/{part}/assign"));
    hotline.send(&assign.forced("account", &lam)).await.is(422);
    // Whoever reads the part may think that it names the officer, and say so.
    page.form(&format!("/complaints/{part}/accuse"))
        .with("account", &lam);

    let page = leader.get(&address(number)).await.is(200);
    let page = page.says("thử mở, bị từ chối");
    page.says(&format!("số {part}")).says("Ghi chú nội bộ");
    leader
        .did(number, "classify", &[("class", "conduct")])
        .await;
    leader.did(number, "release", &[]).await;
    officer.get(&address(part)).await.is(403);
    let page = hotline.get(&address(part)).await.is(200);
    page.says("Cán bộ bị nêu tên</h3>");
    app.tallies_are_true();
}

/// The confined case names the officer in its words, and is found to say the same as an open one.
async fn a_confined_case_that_is_joined_tells_nothing(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let officer = app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    let first = app.complain(UNIT, LATE_WORDS);
    let second = app.complain(UNIT, &format!("{BRIBE}: anh Phạm Văn Làm"));
    let twin = first.to_string();
    leader.did(second, "join", &[("other", &twin)]).await;
    officer.get(&address(first)).await.is(404);
    let page = hotline.get(&address(first)).await.is(200);
    assert!(!page.body.contains("bị nêu tên</h3>"), "{}", page.body);
    assert_eq!(times(app, first, "accuse"), 0);
    assert_eq!(times(app, second, "deny"), 1);
}

/// Taken out of one case, the name is out of the whole matter, and no further case that is joined to it brings it back.
async fn who_is_cleared_stays_cleared(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let officer = app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    let lam = app.account_id("lam").to_string();
    let first = app.complain(UNIT, LATE_WORDS);
    let second = app.complain(UNIT, "Cô ở quầy ba làm hồ sơ của tôi trễ hẹn");
    let third = app.complain(UNIT, "Quầy ba lại hẹn tôi tuần sau");
    let twin = first.to_string();
    hotline.did(second, "join", &[("other", &twin)]).await;
    hotline.did(second, "accuse", &[("account", &lam)]).await;
    leader.did(first, "clear", &[]).await;
    hotline.did(third, "join", &[("other", &twin)]).await;
    for number in [first, second, third] {
        officer.get(&address(number)).await.is(200);
    }
    for number in [first, second] {
        assert_eq!(times(app, number, "clear"), 1, "{number}");
    }
    assert_eq!(times(app, third, "accuse"), 0);
}

/// A denunciation of the same officer is with the province: the commune's leader may clear them in what the commune
/// sees, and they are let in nowhere.
async fn what_another_keeps_is_theirs_to_clear(app: &App) {
    let province = province_above(app).await;
    let (hotline, leader) = at_work(app).await;
    app.officer(UNIT, Role::Leader, "Lê Thị Phó", "pho").await;
    let officer = app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    let lam = app.account_id("lam").to_string();
    let open = app.complain(UNIT, LATE_WORDS);
    hotline.did(open, "accuse", &[("account", &lam)]).await;
    let secret = app.complain(UNIT, &format!("{BRIBE}: anh Phạm Văn Làm"));
    let twin = open.to_string();
    province.did(secret, "join", &[("other", &twin)]).await;
    officer.get(&address(open)).await.is(403);
    leader.did(open, "clear", &[]).await;
    let page = leader.get(&address(open)).await.is(200);
    assert!(!page.body.contains("bị nêu tên</h3>"), "{}", page.body);
    officer.get(&address(open)).await.is(404);
    let page = province.get(&address(secret)).await.is(200);
    page.says("Cán bộ bị nêu tên</h3>");
    province.did(secret, "clear", &[]).await;
    officer.get(&address(open)).await.is(200);
}

/// A leader who keeps a denunciation takes a call that says the same and names the leader: somebody above keeps both.
async fn a_call_that_names_the_keeper_takes_the_matter_from_them(app: &App) {
    let province = province_above(app).await;
    let (_, leader) = at_work(app).await;
    let first = app.complain(UNIT, BRIBE);
    leader.get(&address(first)).await.is(200);
    let page = leader.get("/complaints/new?fresh").await.is(200);
    let call = page
        .form("/complaints/new")
        .with("text", "Anh Lê Văn Chủ hẹn trả sổ đỏ mãi không trả")
        .with("phone", "0905 123 456")
        .with("read_back", "yes")
        .forced("twin", &first.to_string());
    leader.send(&call).await.is(303);
    for number in [first, first + 1] {
        province.get(&address(number)).await.is(200);
        leader.get(&address(number)).await.is(404);
    }
}

/// However it came about: what its keeper is named in goes to another by itself.
async fn what_names_its_keeper_gets_another(app: &App) {
    let province = province_above(app).await;
    let (_, leader) = at_work(app).await;
    let number = app.complain(UNIT, BRIBE);
    let row = "INSERT INTO complaint_officers (complaint_id, account_id, silent)";
    let row = format!("{row} SELECT {number}, id, FALSE FROM accounts WHERE login = 'chu'");
    tamper(&mut app.database.connect(), &row).unwrap();
    let tinh = app.account_id("tinh");
    until("kept above", || app.case(number).keeper_id == Some(tinh));
    province.get(&address(number)).await.is(200);
    leader.get(&address(number)).await.is(404);
}

/// Whoever splits it may write a name into the part that does not stand in the whole.
async fn whom_the_words_of_a_part_name_the_whole_names(app: &App) {
    let (hotline, _) = at_work(app).await;
    let officer = app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    let number = app.complain(UNIT, "Hồ sơ trễ hẹn. Đèn đường hỏng.");
    let text = "Anh Phạm Văn Làm để hồ sơ trễ hẹn.";
    let split = [("text", text), ("class", "conduct")];
    hotline.did(number, "split", &split).await;
    for number in [number, number + 1] {
        officer.get(&address(number)).await.is(403);
    }
}

/// The citizen at the tablet was called back about the whole: nobody owes them a call about a part.
async fn a_part_is_acknowledged_with_the_whole(app: &App) {
    let (hotline, _) = at_work(app).await;
    let text = "Hồ sơ trễ hẹn. Đèn đường hỏng.";
    let number = app.complain_with(UNIT, text, |new| new.way = Way::Kiosk);
    hotline.did(number, "acknowledge", &[]).await;
    app.turn_to_day("2026-06-10");
    hotline.back("nghe").await;
    let split = [("text", "Đèn đường hỏng."), ("class", "conduct")];
    hotline.did(number, "split", &split).await;
    let page = hotline.get("/complaints?tab=to_tell").await.is(200);
    page.says("Không có phản ánh nào phải báo là đã nhận");
    let (whole, part) = (app.case(number), app.case(number + 1));
    assert_eq!(part.acknowledged_on, whole.acknowledged_on);
}

/// How many wait for a row that another transaction holds.
fn waiting(app: &App) -> i64 {
    app.count("pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
}

/// Looks for half a minute at most.
async fn look_until(seen: impl Fn() -> bool) {
    for _ in 0..1_500 {
        if seen() {
            return;
        }
        actix_web::rt::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("nobody waits for anybody");
}

/// Two name an officer each in two cases of one matter at once: one waits for the other, and both are done.
async fn two_namings_at_once_wait_for_each_other(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let first = app.complain(UNIT, LATE_WORDS);
    let second = app.complain(UNIT, "Cô ở quầy ba làm hồ sơ của tôi trễ hẹn");
    let twin = first.to_string();
    hotline.did(second, "join", &[("other", &twin)]).await;
    let lam = app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    let cham = app.officer(UNIT, Role::Desk, "Đinh Thị Chậm", "cham").await;
    let form = async |person: &Visitor, number: i64, login: &str| {
        let page = person.get(&address(number)).await.is(200);
        let form = page.form(&format!("/complaints/{number}/accuse"));
        form.with("account", &app.account_id(login).to_string())
    };
    let one = form(&hotline, first, "lam").await;
    let other = form(&leader, second, "cham").await;
    let mut holder = app.database.connect();
    tamper(&mut holder, "BEGIN; SELECT id FROM complaints FOR UPDATE").unwrap();
    let release = async {
        look_until(|| waiting(app) >= 2).await;
        tamper(&mut holder, "COMMIT").unwrap();
    };
    let (one, other, ()) = join3(hotline.send(&one), leader.send(&other), release).await;
    // Whoever came second finds the case changed, and may say it again.
    let mut done = [one.status, other.status];
    done.sort_unstable();
    assert!(matches!(done, [303, 303 | 409]), "{done:?}");
    for person in [lam, cham] {
        let [one, other] = [first, second].map(address);
        let (one, other) = (person.get(&one).await, person.get(&other).await);
        assert_eq!(one.status, other.status);
    }
}

/// A case is joined to a matter in which somebody is being named at that moment.
async fn whoever_is_named_while_a_case_is_joined_is_kept_out_of_it(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let officer = app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    let first = app.complain(UNIT, LATE_WORDS);
    let second = app.complain(UNIT, "Cô ở quầy ba làm hồ sơ của tôi trễ hẹn");
    let third = app.complain(UNIT, "Quầy ba lại hẹn tôi tuần sau");
    let twin = first.to_string();
    hotline.did(second, "join", &[("other", &twin)]).await;
    let lam = app.account_id("lam").to_string();
    let page = hotline.get(&address(first)).await.is(200);
    let accuse = page.form(&format!("/complaints/{first}/accuse"));
    let accuse = accuse.with("account", &lam);
    let page = leader.get(&address(third)).await.is(200);
    let join = page.form(&format!("/complaints/{third}/join"));
    let join = join.with("other", &twin);
    let mut holder = app.database.connect();
    let hold = format!("BEGIN; SELECT id FROM complaints WHERE id = {second} FOR UPDATE");
    tamper(&mut holder, &hold).unwrap();
    let joins = async {
        look_until(|| waiting(app) > 0).await;
        leader.send(&join).await
    };
    let release = async {
        let joined = format!("complaints WHERE id = {third} AND twin_id IS NOT NULL");
        look_until(|| waiting(app) >= 2 || app.count(&joined) > 0).await;
        tamper(&mut holder, "COMMIT").unwrap();
    };
    let (accused, joined, ()) = join3(hotline.send(&accuse), joins, release).await;
    assert_eq!((accused.status, joined.status), (303, 303));
    for number in [first, second, third] {
        officer.get(&address(number)).await.is(403);
    }
}

// On SQLite whoever writes holds everything.
#[test]
fn two_namings_at_once_wait_for_each_other_on_postgres() {
    app::tell(Backend::Postgres, two_namings_at_once_wait_for_each_other);
}

#[test]
fn whoever_is_named_while_a_case_is_joined_is_kept_out_of_it_on_postgres() {
    app::tell(
        Backend::Postgres,
        whoever_is_named_while_a_case_is_joined_is_kept_out_of_it,
    );
}

crate::stories! {
    a_case_that_says_the_same_keeps_the_same_people_out,
    whom_a_part_names_all_of_the_matter_names,
    a_keeper_whom_a_part_names_keeps_the_whole_no_more,
    what_a_confined_case_says_of_somebody_is_told_in_no_open_one,
    a_confined_case_that_is_joined_tells_nothing,
    who_is_cleared_stays_cleared,
    what_another_keeps_is_theirs_to_clear,
    a_call_that_names_the_keeper_takes_the_matter_from_them,
    what_names_its_keeper_gets_another,
    whom_the_words_of_a_part_name_the_whole_names,
    a_part_is_acknowledged_with_the_whole,
}
