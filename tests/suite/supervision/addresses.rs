//! Every address of the program, as an observer finds it: aggregates and registers without persons are open, everything
//! else is shut. An address that is not judged here fails this story.

use std::collections::BTreeSet;
use std::path::Path;

use hailong::accounts::Role;

use super::{ORGANISATION, UNIT, both, notes};
use crate::harness::app::until;
use crate::harness::cases::{CITIZEN, PHONE};
use crate::harness::{App, Visitor};
use crate::plan::{issue, made};

const WORDS: &str = "Hồ sơ đất đai của tôi trễ hẹn hai tuần";
const OFFICER: &str = "Phạm Văn Làm";

/// What anybody may open, or what tablets and machines ask for.
const PUBLIC: &[&str] = &[
    "/",
    "/answers",
    "/api/",
    "/d/",
    "/data",
    "/q/",
    "/healthz",
    "/kiosk",
    "/language/",
    "/static/",
    "/setup/",
    "/signin",
    "/signout",
    "/u/",
    "/{elsewhere",
];
/// What an observer reads.
const OPEN: &[&str] = &[
    "/indices",
    "/indices/export",
    "/indices/breakdown",
    "/indices/league",
    "/indices/league/export",
    "/plan",
    "/plan/items/{id}",
    "/plan/tasks/{id}",
    "/plan/{id}/table.xlsx",
    "/plan/{id}/{paper}",
    "/plan/{id}/{paper}.docx",
    "/reports",
    "/reports/{period}",
    "/reports/{period}/paper",
    "/reports/{period}/summary",
    "/reports/{period}/report.docx",
    "/reports/{period}/figures.xlsx",
    "/complaints/figures",
    "/apologies/figures",
    "/evaluation",
    "/evaluation.xlsx",
    "/watch",
    "/watch/rules",
    "/watch/{id}",
    "/supervision",
    "/supervision/report",
    "/supervision/complaints",
    "/supervision/dossiers",
    "/supervision/apologies",
    "/supervision/new",
    "/supervision/{id}",
    "/password",
];
/// Where an observer sends something of their own.
const OWN: &[&str] = &[
    "/password",
    "/password/email",
    "/password/sessions",
    "/watch/letter",
    "/supervision/new",
    "/supervision/{id}/judge",
    "/supervision/{id}/correct",
];

/// Every address that is mounted, as the source names it.
fn addresses() -> BTreeSet<String> {
    fn walk(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
                continue;
            }
            if path.extension().is_none_or(|end| end != "rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for mount in ["route(", "resource("] {
                for (at, _) in text.match_indices(mount) {
                    let rest = text[at + mount.len()..].trim_start();
                    let literal = rest
                        .strip_prefix('"')
                        .and_then(|rest| rest.split('"').next());
                    found.extend(literal.filter(|it| it.starts_with('/')).map(str::to_owned));
                }
            }
        }
    }
    let mut found = BTreeSet::new();
    walk(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    // Mounted by the name of what is imported.
    for end in [
        "",
        "/{id}",
        "/{id}/columns",
        "/{id}/take",
        "/{id}/discard",
        "/{id}/refused.csv",
        "/template.csv",
    ] {
        found.insert(format!("/dossiers/import{end}"));
    }
    found
}

fn is_public(address: &str) -> bool {
    let of_tablets = address.starts_with("/kiosks");
    !of_tablets
        && PUBLIC.iter().any(|known| match *known {
            "/" => address == "/",
            known => address.starts_with(known),
        })
}

/// The address with the first of everything in it.
fn filled(address: &str) -> String {
    let mut parts = Vec::new();
    let address = match address.starts_with("/plan") {
        true => address.replace("{paper}", "report"),
        false => address.to_owned(),
    };
    for part in address.split('/') {
        let word = match part {
            "{step}" => "take",
            "{period}" => "h1",
            "{paper}" => "receipt",
            name if name.starts_with('{') => "1",
            _ => part,
        };
        parts.push(word);
    }
    parts.join("/")
}

async fn opens(observer: &Visitor, address: &str) {
    let page = observer.get(&filled(address)).await;
    assert_eq!(page.status, 200, "{address}: {}", page.body);
    for hidden in [
        WORDS,
        CITIZEN,
        "H'Lan",
        "H&#39;Lan",
        PHONE,
        "0905123456",
        "064190001234",
        OFFICER,
    ] {
        assert!(
            !page.body.contains(hidden),
            "{address} shows {hidden}: {}",
            page.body
        );
    }
}

/// Whatever an observer does not read or send is refused, or led to where it is.
async fn everything_else_is_shut(observer: &Visitor, all: &BTreeSet<String>) {
    let token = observer.token().await;
    let shut = |status: u16| [403, 404, 405].contains(&status);
    for address in all.iter().filter(|address| !is_public(address)) {
        let own = OWN.contains(&address.as_str());
        if !own && !OPEN.contains(&address.as_str()) {
            let mut answer = observer.get(&filled(address)).await;
            // Some addresses that take forms lead back to the page that has them.
            if answer.status == 303 {
                let back = answer.header("location").to_owned();
                answer = observer.get(&back).await;
            }
            assert!(
                shut(answer.status),
                "GET {address}: {} {}",
                answer.status,
                answer.body
            );
        }
        if !own {
            let fields = [("csrf", token.as_str()), ("text", "x"), ("version", "1")];
            let answer = observer.post(&filled(address), &fields).await;
            assert!(
                shut(answer.status),
                "POST {address}: {} {}",
                answer.status,
                answer.body
            );
        }
    }
}

/// One of everything, and an observer who tries every address, by reading and by writing.
async fn an_observer_opens_aggregates_and_nothing_else(app: &App) {
    let (leader, observer) = both(app).await;
    made(&leader, "filled").await;
    issue(&leader).await;
    app.officer(UNIT, Role::Desk, OFFICER, "lam").await;
    app.complain(UNIT, WORDS);
    let lam = app.account_id("lam");
    app.dossier(UNIT, "2026-06-03T17:00:00", |dossier| {
        dossier.officer_id = Some(lam)
    });
    let watching = crate::watch::watching(app, None);
    app.turn_to_day("2026-06-16");
    until("an alert", || app.count("watch_alerts") > 0);
    drop(watching);
    observer.back("xem").await;
    notes(&observer, "complaint", "1").await;
    let all = addresses();
    assert!(
        all.len() > 100,
        "the source names its addresses: {}",
        all.len()
    );
    for address in OPEN {
        assert!(all.contains(*address), "{address} is no address any more");
        opens(&observer, address).await;
    }
    for address in [
        "complaints?tab=all",
        "complaints?tab=late",
        "dossiers?tab=all",
        "dossiers?tab=owed",
    ] {
        opens(&observer, &format!("/supervision/{address}")).await;
    }
    everything_else_is_shut(&observer, &all).await;
    // Their registers do have what they are for.
    let page = observer.get("/supervision/complaints").await.is(200);
    page.says("/supervision/new?about=complaint&amp;subject=1");
    let page = observer.get("/supervision/dossiers?tab=all").await.is(200);
    page.says("H21.65-260601-0001");
    let page = observer
        .get("/supervision/1")
        .await
        .is(200)
        .says(ORGANISATION);
    assert!(!page.body.contains("href=\"/complaints/1\""));
}

/// The registers are read within the observer's own units alone, and not by the desk.
async fn registers_end_where_the_unit_ends(app: &App) {
    let (_, observer) = both(app).await;
    app.add_unit("IA", None);
    app.complain("IA", WORDS);
    app.dossier("IA", "2026-06-03T17:00:00", |_| ());
    for register in ["complaints", "dossiers?tab=all", "apologies"] {
        let page = observer.get(&format!("/supervision/{register}")).await;
        page.is(200).says("Không có dòng nào");
    }
    let desk = app.officer(UNIT, Role::Desk, OFFICER, "lam").await;
    desk.get("/supervision/complaints").await.is(403);
    app.browser().get("/supervision/complaints").await.is(303);
}

crate::stories! {
    an_observer_opens_aggregates_and_nothing_else,
    registers_end_where_the_unit_ends,
}
