//! Finding a dossier by what its slip says, or by the number of whoever handed it in; and long lists.

use hailong::db::DbConn;

use super::{APPLICANT, at_the_desk, registers};
use crate::harness::desk::tamper;
use crate::harness::{Answer, App, Visitor};

const SEARCH: &str = "/dossiers/search";

async fn looks_for(person: &Visitor, words: &str) -> Answer {
    let page = person.get("/dossiers").await.is(200);
    let sent = person
        .send(&page.form(SEARCH).with("q", words))
        .await
        .is(303);
    let address = sent.header("location").to_owned();
    assert!(address.starts_with("/dossiers?found="), "{address}");
    person.get(&address).await.is(200)
}

/// By the beginning of its code however it is typed, and by exactly a phone or an identity number.
async fn a_dossier_is_found_by_its_slip(app: &App) {
    let officer = at_the_desk(app).await;
    let more = [
        ("code", "H21.65-260601-0011"),
        ("identity", "064 090 123 456"),
    ];
    registers(&officer, &more).await;
    registers(
        &officer,
        &[("name", "Người khác"), ("phone", "0913 999 888")],
    )
    .await;
    for words in [
        "h21.65 - 2606",
        "H21.65-260601-0011",
        "+84 905.123.456",
        "0905123456",
        "064090123456",
    ] {
        let found = looks_for(&officer, words).await;
        let found = found.says("H21.65-260601-0011");
        assert!(!found.body.contains("Người khác"), "{words}");
    }
    for words in ["0905", "064090", APPLICANT, "H21.66", "%"] {
        let found = looks_for(&officer, words).await;
        assert!(!found.body.contains("H21.65-260601-0011"), "{words}");
    }
}

/// A thousand and more are not counted on, and each stands on one page.
async fn a_long_list_is_read_page_by_page(app: &App) {
    let officer = at_the_desk(app).await;
    registers(&officer, &[]).await;
    let conn = &mut app.database.connect();
    let number = match conn {
        DbConn::Sqlite(_) => "printf('X-%04d', i)",
        DbConn::Postgres(_) => "'X-' || lpad(i::text, 4, '0')",
    };
    let columns = "unit_id, procedure_name, way, state, received_at, counted_from, first_due_at, due_at, owed_from";
    tamper(
        conn,
        &format!(
            "WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < 1200) \
             INSERT INTO dossiers (code, {columns}) SELECT {number}, {columns} FROM dossiers, numbers WHERE id = 1"
        ),
    )
    .unwrap();
    let first = officer.get("/dossiers?tab=open").await.is(200).says("999+");
    let first = codes(&first);
    let second = codes(&officer.get("/dossiers?tab=open&page=2").await.is(200));
    assert_eq!((first.len(), second.len()), (50, 50));
    assert!(first.iter().all(|code| !second.contains(code)));
    let last = codes(&officer.get("/dossiers?tab=all&page=25").await.is(200));
    assert_eq!(last.last().map(String::as_str), Some("TB-260601-0001"));
}

/// Codes of the rows of a list, in its order.
fn codes(page: &Answer) -> Vec<String> {
    let rows = page.body.split("<th class=\"dossier-code\" scope=\"row\">");
    let code = |row: &str| {
        let (_, rest) = row.split_once('>').unwrap();
        rest.split_once('<').unwrap().0.to_owned()
    };
    rows.skip(1).map(code).collect()
}

crate::stories! {
    a_dossier_is_found_by_its_slip,
    a_long_list_is_read_page_by_page,
}
