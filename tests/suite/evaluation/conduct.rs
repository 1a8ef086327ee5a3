//! Complaints of conduct: which take points, which do not, and what a leader finds.

use hailong::complaints::{Class, Step};

use super::{EARLY, QUARTER, UNIT, at_the_desk, complained_of, ended};
use crate::harness::{App, Visitor};

const ONE: &str = "1 hồ sơ có phản ánh về hành vi, thái độ: 0 điểm";
const NONE: &str = "Không có phản ánh về hành vi, thái độ đối với hồ sơ trong kỳ";

async fn shows(leader: &Visitor, text: &str) {
    leader.get(QUARTER).await.is(200).says(text);
}

/// A complaint that is found to be untrue takes nothing; the finding stands in its history, and can be taken back.
async fn an_untrue_complaint_takes_no_points(app: &App) {
    let leader = at_the_desk(app).await;
    let file = ended(app, EARLY, |_| ());
    shows(&leader, NONE).await;
    let number = complained_of(app, file);
    shows(&leader, ONE).await;
    let address = format!("/dossiers/{file}");
    let page = leader.get(&address).await.is(200);
    let page = page.says("Có phản ánh về hành vi, thái độ:");
    page.says(&format!("href=\"/complaints/{number}\""));

    let page = leader.get(QUARTER).await.is(200);
    let form = page
        .form("/evaluation/unfounded")
        .with("reason", "Camera cho thấy không có việc này");
    let done = leader.send(&form).await;
    done.leads_to(&format!("{QUARTER}&done=found#conduct"));
    shows(&leader, NONE).await;
    shows(&leader, "Kết luận sai sự thật, Lê Văn Chủ").await;
    leader
        .get(&address)
        .await
        .is(200)
        .says("Trước hạn, không có phản ánh");
    let case = leader.get(&format!("/complaints/{number}")).await.is(200);
    case.says("Camera cho thấy không có việc này");
    assert_eq!(app.history(number).last().unwrap(), "note");

    let page = leader.get(QUARTER).await.is(200);
    leader
        .send(&page.form("/evaluation/unfounded"))
        .await
        .is(303);
    shows(&leader, ONE).await;
}

/// What nobody decided, what is no complaint of conduct, what was refused and what names another file take nothing; two
/// complaints of one file are one file.
async fn only_a_decided_complaint_of_conduct_counts(app: &App) {
    let leader = at_the_desk(app).await;
    let file = ended(app, EARLY, |_| ());
    let code = app.dossier_now(file).code;
    let said = "Cán bộ nói nặng lời khi tôi nộp hồ sơ";
    let about =
        |code: &str| app.complain_with(UNIT, said, |new| code.clone_into(&mut new.details.dossier));
    let undecided = about(&code);
    let regulation = about(&code);
    app.classify(regulation, Class::Regulation);
    let refused = about(&code);
    app.classify(refused, Class::Conduct);
    app.step(refused, Step::Refuse, "Không đủ căn cứ");
    let elsewhere = about("H21.65-260601-9999");
    app.classify(elsewhere, Class::Conduct);
    shows(&leader, NONE).await;
    app.classify(undecided, Class::Conduct);
    complained_of(app, file);
    shows(&leader, ONE).await;
}

/// What only its keeper sees is told by no figure and on no page of a file.
async fn a_confined_complaint_is_told_by_no_points(app: &App) {
    let leader = at_the_desk(app).await;
    let file = ended(app, EARLY, |_| ());
    let number = complained_of(app, file);
    app.confine(number);
    shows(&leader, NONE).await;
    let page = leader.get(&format!("/dossiers/{file}")).await.is(200);
    assert!(!page.body.contains(&format!("/complaints/{number}")));
    let token = leader.token().await;
    let fields = [
        ("csrf", token.as_str()),
        ("complaint", &number.to_string()),
        ("reason", "Không có"),
        ("unit", UNIT),
    ];
    leader.post("/evaluation/unfounded", &fields).await.is(404);
}

/// Whoever leads but is named in a complaint neither reads of it on the page of the file nor finds it untrue.
async fn who_is_named_finds_nothing_of_it(app: &App) {
    let leader = at_the_desk(app).await;
    let file = ended(app, EARLY, |_| ());
    let number = complained_of(app, file);
    let named = app.account_id("chu");
    app.forced(&format!(
        "INSERT INTO complaint_officers (complaint_id, account_id, silent) VALUES ({number}, {named}, FALSE)"
    ))
    .unwrap();
    let page = leader.get(&format!("/dossiers/{file}")).await.is(200);
    assert!(!page.body.contains(&format!("/complaints/{number}")));
    let page = leader.get(QUARTER).await.is(200);
    assert!(!page.body.contains("/evaluation/unfounded"));
    let token = leader.token().await;
    let fields = [
        ("csrf", token.as_str()),
        ("complaint", &number.to_string()),
        ("reason", "Không có"),
        ("unit", UNIT),
    ];
    leader.post("/evaluation/unfounded", &fields).await.is(404);
    assert_eq!(app.count("evaluation_unfounded"), 0);
}

crate::stories! {
    an_untrue_complaint_takes_no_points,
    only_a_decided_complaint_of_conduct_counts,
    a_confined_complaint_is_told_by_no_points,
    who_is_named_finds_nothing_of_it,
}
