//! Cases of one matter, split from each other or saying the same: whom one names, all name.

use hailong::accounts::Role;

use super::{LATE_WORDS, UNIT, at_work};
use crate::harness::App;
use crate::harness::cases::{MORNING, address};

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
        let named = app.history(number);
        let named = named.iter().filter(|step| *step == "accuse");
        assert_eq!(named.count(), 1, "{number}");
    }
    assert_eq!(app.case(other_part).assignee_id, None);
    officer.get(&address(alone)).await.is(200);
    app.tallies_are_true();
}

/// The whole is kept by its leader, a part of it was released: naming the leader in the part takes the whole from them.
async fn a_keeper_whom_a_part_names_keeps_the_whole_no_more(app: &App) {
    app.turn_clock(MORNING);
    app.add_unit("H21", None);
    app.add_unit(UNIT, Some("H21"));
    let (hotline, leader) = at_work(app).await;
    let province = app
        .officer("H21", Role::Leader, "Lãnh Đạo Tỉnh", "tinh")
        .await;
    let number = app.complain(UNIT, "Cán bộ vòi tiền tôi hai triệu đồng mới trả sổ đỏ");
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

crate::stories! {
    a_case_that_says_the_same_keeps_the_same_people_out,
    whom_a_part_names_all_of_the_matter_names,
    a_keeper_whom_a_part_names_keeps_the_whole_no_more,
}
