//! What is not known is left out and said so, and what is wrong comes back.

use std::fs;
use std::path::Path;

use hailong::db::DbConn;
use hailong::dossiers::limit::{Limit, LimitUnit};
use hailong::dossiers::store::list_wrong_debts;

use super::{EARLY, LATE, ON_DAY, QUARTER, at_the_desk, ended, says};
use crate::harness::App;
use crate::harness::dossiers::moment;

/// Of files that another program reported without telling it, nobody knows how often their applicants came. Known of less
/// than half, an indicator is left out.
async fn what_another_program_does_not_tell_is_left_out(app: &App) {
    let leader = at_the_desk(app).await;
    let first = ended(app, EARLY, |dossier| dossier.agencies = None);
    let second = ended(app, EARLY, |_| ());
    ended(app, EARLY, |dossier| dossier.agencies = None);
    for id in [first, second] {
        app.forced(&format!(
            "INSERT INTO dossier_sources (dossier_id, said) VALUES ({id}, '{{}}')"
        ))
        .unwrap();
    }
    let page = leader.get(QUARTER).await.is(200);
    let page = page.says("còn thiếu chỉ số 3, 4, 5, 6, 9");
    page.says(
        "Biết của 1/3 hồ sơ. Cần biết của ít nhất một nửa số hồ sơ; nhập cột «Số lần liên hệ»",
    );
    let page = leader.get(&format!("/dossiers/{first}")).await.is(200);
    page.says("Phần mềm một cửa không báo số lần liên hệ.");
    app.forced(&format!(
        "UPDATE dossiers SET contacts = 2 WHERE id = {first}"
    ))
    .unwrap();
    let page = leader.get(QUARTER).await.is(200);
    page.says("còn thiếu chỉ số 4, 5, 6, 9")
        .says("Biết của 2/3 hồ sơ.");
}

/// A statement holds from its day on; a later one takes its place; one of a day to come is refused with what was typed.
async fn what_a_unit_says_holds_from_its_day(app: &App) {
    let leader = at_the_desk(app).await;
    let wrong = says(&leader, QUARTER, &["board"], "02/06/2026").await;
    wrong.is(422).says("không sau hôm nay").says("02/06/2026");
    says(&leader, QUARTER, &["board", "online"], "01/04/2026")
        .await
        .is(303);
    let page = leader
        .get(QUARTER)
        .await
        .is(200)
        .says("Niêm yết tại trụ sở và công khai điện tử.");
    let form = page
        .form("/evaluation/statement")
        .forced("board", "")
        .forced("online", "");
    leader.send(&form).await.is(303);
    let page = leader.get(QUARTER).await.is(200);
    page.says("Chưa công khai đầy đủ ở đâu.")
        .says("áp dụng từ 01/06/2026");
    let before = leader.get("/evaluation?unit=TB&year=2026&quarter=1").await;
    before.is(200).says("Chưa khai gì cho kỳ này.");
    assert_eq!(app.count("evaluation_statements"), 2);
}

async fn a_wrong_period_comes_back(app: &App) {
    let leader = at_the_desk(app).await;
    for (address, told) in [
        (
            "/evaluation?unit=TB&year=26&quarter=2",
            "«26» không phải là một năm",
        ),
        (
            "/evaluation?unit=TB&year=2026&quarter=5",
            "Quý là một số từ 1 đến 4",
        ),
    ] {
        leader.get(address).await.is(422).says(told);
    }
    leader.get("/evaluation?unit=XX").await.is(404);
    let older = leader.get("/evaluation?unit=TB&year=2025&quarter=2").await;
    older.is(200).says("có hiệu lực trong kỳ này");
}

/// Files that ended before evaluations were counted are sorted by the database as the program sorts them.
async fn files_of_before_are_sorted_alike(app: &App) {
    at_the_desk(app).await;
    let hours = |dossier: &mut hailong::dossiers::Dossier| {
        dossier.set_limit(Limit {
            n: 4,
            unit: LimitUnit::Hour,
        });
        dossier.first_due_at = Some(moment("2026-06-05T15:00:00"));
        dossier.due_at = dossier.first_due_at;
    };
    for at in [EARLY, "2026-06-05T00:10:00", ON_DAY, LATE] {
        ended(app, at, |_| ());
    }
    for at in [
        "2026-06-05T14:00:00",
        "2026-06-05T14:00:01",
        "2026-06-05T15:00:01",
    ] {
        ended(app, at, hours);
    }
    ended(app, LATE, |dossier| {
        dossier.stopped_at = Some(moment(EARLY))
    });
    ended(app, LATE, |dossier| {
        dossier.state = hailong::dossiers::State::Withdrawn
    });
    ended(app, LATE, |dossier| dossier.first_due_at = None);
    app.forced("UPDATE dossiers SET timing = 'unknown'")
        .unwrap();
    let mut conn = app.database.connect();
    assert!(list_wrong_debts(&mut conn).unwrap().len() > 6);
    let folder = match conn {
        DbConn::Sqlite(_) => "sqlite",
        DbConn::Postgres(_) => "postgres",
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("migrations")
        .join(folder);
    let sql = fs::read_to_string(root.join("2026-12-02-130000_evaluation/up.sql")).unwrap();
    let update = sql
        .split(';')
        .find(|part| part.contains("UPDATE dossiers"))
        .unwrap();
    app.forced(update).unwrap();
    assert_eq!(list_wrong_debts(&mut conn).unwrap(), Vec::<String>::new());
    app.verified();
}

crate::stories! {
    what_another_program_does_not_tell_is_left_out,
    what_a_unit_says_holds_from_its_day,
    a_wrong_period_comes_back,
    files_of_before_are_sorted_alike,
}
