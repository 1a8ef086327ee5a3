//! What is split from a case is told to its citizen, whom nobody else tells the number.

use hailong::accounts::Role;

use super::opened;
use crate::harness::App;
use crate::harness::cases::{MORNING, PHONE};
use crate::harness::desk::tamper;

const UNIT: &str = "TB";
const NONE: [i64; 0] = [];

/// The parts on the page of the whole, as links to the form with their number filled in.
fn told(page: &str) -> Vec<i64> {
    let links = page.split("/answers/follow?number=").skip(1);
    links
        .map(|link| link.split(['"', '&']).next().unwrap().parse().unwrap())
        .collect()
}

/// Each part on the page of what it was split from, until it is kept secret or somebody else's number is left with it.
async fn a_citizen_learns_of_the_parts(app: &App) {
    app.turn_clock(MORNING);
    let hotline = app.officer(UNIT, Role::Hotline, "Trần Thị Nghe", "nghe");
    let hotline = hotline.await;
    app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await;
    let whole = app.complaint(UNIT, "Đường hỏng, đèn hỏng. Sổ đỏ ở đâu?", ("H'Lan", PHONE));
    hotline.decides(whole, "conduct").await;
    let (citizen, page) = opened(app, whole).await;
    assert_eq!(told(&page.body), NONE);
    let own = format!("/answers/follow/{whole}");
    let split = async |of: i64, text: &str| {
        let fields = [("text", text), ("class", "conduct")];
        hotline.did(of, "split", &fields).await;
        whole + app.count("complaints WHERE parent_id IS NOT NULL")
    };
    let first = split(whole, "Đèn hỏng.").await;
    let second = split(whole, "Sổ đỏ ở đâu?").await;
    hotline.decides(first, "conduct").await;
    let third = split(first, "Đèn ở thôn 4 hỏng.").await;
    app.answer(whole, "Đã san lấp.", "chu");
    let page = citizen.get(&own).await.is(200).says("giải quyết riêng");
    assert_eq!(told(&page.body), [first, second]);
    let english = citizen.get(&format!("{own}?lang=en")).await.is(200);
    english.says(&format!("/answers/follow?number={second}&amp;lang=en"));
    let form = citizen
        .get(&format!("/answers/follow?number={first}"))
        .await;
    let form = form.form("/answers/follow").with("digits", "456");
    citizen.send(&form).await.is(303);
    let page = citizen.get(&format!("/answers/follow/{first}")).await;
    assert_eq!(told(&page.body), [third], "each its own");
    // What is kept secret is not told of, nor does it tell.
    app.confine(first);
    let page = citizen.get(&own).await.is(200);
    assert_eq!(told(&page.body), [second]);
    let page = citizen.get(&format!("/answers/follow/{first}")).await;
    assert_eq!(told(&page.is(200).body), NONE);
    // Nor is what somebody else's number is left with.
    let other = format!(
        "UPDATE complaint_contacts SET phone = '0911 222 456', phone_key = '0911222456' \
         WHERE complaint_id = {second}"
    );
    tamper(&mut app.database.connect(), &other).unwrap();
    let page = citizen.get(&own).await.is(200);
    assert_eq!(told(&page.body), NONE);
}

crate::stories! {
    a_citizen_learns_of_the_parts,
}
