//! What is told of few persons, and to whom.

use diesel::prelude::*;
use hailong::accounts::Role;
use hailong::db::schema::counters;

use super::{PAGE, field_row, leader, put, put_of, row};
use crate::harness::App;
use crate::harness::desk::{COUNTER, UNIT};
use crate::harness::people::PASSWORD;

/// Nine persons of a field are not told, nor can they be subtracted: the next smallest field is kept back with them.
async fn a_field_of_nine_cannot_be_worked_out(app: &App) {
    let (_desk, leader) = leader(app).await;
    let fields = [
        ("land", 400, 311),
        ("civil_status", 233, 200),
        ("social", 37, 29),
        ("poverty", 9, 4),
    ];
    put(app, "2026-01", "field", &fields);
    let page = leader.get(PAGE).await.is(200).body;
    assert!(field_row(&page, "Đất đai").starts_with("77,75 %"), "{page}");
    for few in ["Giảm nghèo", "Bảo trợ xã hội, người có công"] {
        assert_eq!(field_row(&page, few), "quá ít phiếu –", "{page}");
    }
    for secret in ["44,44", "78,38"] {
        assert!(!page.contains(secret), "{secret}: {page}");
    }
}

/// The first months of last year stand beside this year's, and the whole of last year is a page of its own: what is
/// between them is not told either.
async fn two_pages_of_one_year_tell_nothing_by_their_difference(app: &App) {
    let (_desk, leader) = leader(app).await;
    put(
        app,
        "2025-04",
        "field",
        &[
            ("land", 60, 45),
            ("civil_status", 80, 70),
            ("social", 90, 81),
        ],
    );
    put(
        app,
        "2025-10",
        "field",
        &[("land", 3, 0), ("civil_status", 70, 60), ("social", 75, 60)],
    );
    put(
        app,
        "2026-04",
        "field",
        &[
            ("land", 100, 80),
            ("civil_status", 100, 80),
            ("social", 100, 80),
        ],
    );
    let whole = leader
        .get("/indices/breakdown?year=2025&compare=")
        .await
        .is(200)
        .body;
    assert!(
        field_row(&whole, "Đất đai").starts_with("71,43 %"),
        "63 persons: {whole}"
    );
    let beside = leader.get(PAGE).await.is(200).body;
    assert_eq!(
        field_row(&beside, "Đất đai"),
        "80,00 % quá ít phiếu 71,12 – 86,66 100",
        "{beside}"
    );
    let social = "Bảo trợ xã hội, người có công";
    assert!(
        field_row(&beside, social).contains("80,00 % 90,00 %"),
        "{beside}"
    );
}

/// Each counter is one officer: the leader reads it from thirty persons, nobody else does.
async fn counters_are_for_the_leader_alone(app: &App) {
    let (_desk, leader) = leader(app).await;
    let counter = counter_id(app).to_string();
    put(app, "2026-05", "field", &[("", 123, 94)]);
    put(
        app,
        "2026-05",
        "counter",
        &[(&counter, 47, 31), ("", 76, 63)],
    );
    put_of(app, "2026-05", "counter", "officer", &[(&counter, 47, 11)]);
    put_of(app, "2026-05", "counter", "access", &[(&counter, 47, 20)]);
    let page = leader.get(PAGE).await.is(200).says("Theo quầy").body;
    let name = COUNTER.replace('&', "&amp;");
    let told = row(&page, &name);
    assert!(
        told.starts_with("65,96 %") && told.ends_with("23,40 %"),
        "{told}"
    );
    for (role, login) in [
        (Role::Observer, "quan"),
        (Role::Desk, "mot"),
        (Role::Admin, "tri"),
    ] {
        let other = app.officer(UNIT, role, "Trần Thị Khác", login).await;
        let page = other.get(PAGE).await.is(200).body;
        assert!(page.contains("Theo lĩnh vực"), "{page}");
        assert!(
            !page.contains("Theo quầy") && !page.contains("65,96"),
            "{login}: {page}"
        );
    }
}

fn counter_id(app: &App) -> i64 {
    let first = counters::table.select(counters::id).order(counters::id);
    first.first(&mut app.database.connect()).unwrap()
}

/// A cell of the week with few persons is hatched, with others so that no sum gives it away; and of fewer than ten
/// persons altogether nothing is told.
async fn few_persons_of_a_week_are_hatched(app: &App) {
    let (_desk, leader) = leader(app).await;
    put(
        app,
        "2026-05",
        "hour",
        &[
            ("1-08", 9, 5),
            ("1-14", 50, 41),
            ("2-08", 60, 53),
            ("2-14", 70, 64),
        ],
    );
    put(app, "2026-05", "field", &[("", 9, 5)]);
    let page = leader
        .get(PAGE)
        .await
        .is(200)
        .says("chưa đến 10 người")
        .body;
    assert!(
        !page.contains("breakdown-hours") && !page.contains("55,56"),
        "{page}"
    );
    put(app, "2026-04", "field", &[("", 180, 158)]);
    let page = leader.get(PAGE).await.is(200).body;
    let hatched = page.matches("height=\"40\" fill=\"url(#breakdown-hatch)\"");
    assert_eq!(hatched.count(), 4, "{page}");
    assert!(!page.contains("55,56"), "{page}");
}

/// A month that is running would show each ballot as it comes.
async fn a_running_month_is_not_told(app: &App) {
    let (_desk, leader) = leader(app).await;
    let fields = [("land", 50, 40), ("certification", 30, 24)];
    put(app, "2026-06", "field", &fields);
    leader
        .get(PAGE)
        .await
        .is(200)
        .says("Các tháng này chưa có phiếu nào");
    app.turn_to_day("2026-07-01");
    leader.sign_in("chu", PASSWORD).await.is(303);
    let later = leader.get(PAGE).await.is(200).body;
    assert!(row(&later, "Đất đai").starts_with("80,00 %"), "{later}");
    app.turn_to_day("2027-01-15");
    leader.sign_in("chu", PASSWORD).await.is(303);
    leader
        .get("/indices/breakdown?year=2027")
        .await
        .is(200)
        .says("chưa có tháng nào trọn vẹn");
}

/// Nobody reads what another unit's people say, and a wrong year comes back with the form.
async fn other_units_and_wrong_years_are_refused(app: &App) {
    let (_desk, leader) = leader(app).await;
    put(app, "2026-01", "field", &[("land", 40, 31)]);
    let beside = app.staff_of("T.2", "leader").await;
    for unit in [UNIT, "nowhere", "%00"] {
        beside
            .get(&format!("/indices/breakdown?unit={unit}"))
            .await
            .is(404);
    }
    let own = beside.get(PAGE).await.is(200);
    assert!(!own.body.contains("77,50"), "{}", own.body);
    let wrong = leader.get("/indices/breakdown?year=20x6").await.is(422);
    wrong.says("20x6");
    app.visitor().get(PAGE).await.is(303);
}

crate::stories! {
    a_field_of_nine_cannot_be_worked_out,
    two_pages_of_one_year_tell_nothing_by_their_difference,
    counters_are_for_the_leader_alone,
    few_persons_of_a_week_are_hatched,
    a_running_month_is_not_told,
    other_units_and_wrong_years_are_refused,
}
