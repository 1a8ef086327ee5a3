//! What the ballot box promises: each rating once, whatever comes at once; nothing acknowledged is lost, whatever
//! happens to the server; and the sender is told at once when there is no room.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use actix_web::rt::spawn;
use actix_web::rt::time::{sleep, timeout};
use diesel::prelude::*;
use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream::FuturesUnordered;
use hailong::config::BallotBoxConfig;
use hailong::db::{DbConn, schema::ballots};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::child::ChildServer;
use crate::harness::desk::{Desk, add_device, ballot, ballot_with, statuses, tamper};
use crate::harness::{Answer, App, Visitor};

/// Longer than any answer takes that waits for nothing.
const MOMENT: Duration = Duration::from_millis(500);

/// Shorter than the box waits for a database that somebody else holds.
const PATIENCE: Duration = Duration::from_secs(4);

async fn post(tablet: &Visitor, ballots: &[Value]) -> Answer {
    let body = json!({ "ballots": ballots });
    tablet.post_json("/api/v1/ballots", &body).await
}

/// Somebody else writes: the box has to wait until `COMMIT`.
fn hold_the_database(app: &App) -> DbConn {
    let mut conn = app.database.connect();
    let begin = match &conn {
        DbConn::Sqlite(_) => "BEGIN IMMEDIATE",
        DbConn::Postgres(_) => "BEGIN; UPDATE ledger_head SET seq = seq",
    };
    tamper(&mut conn, begin).unwrap();
    conn
}

fn stored_ids(app: &App) -> Vec<Uuid> {
    let ids: Vec<Vec<u8>> = ballots::table
        .select(ballots::id)
        .load(&mut app.database.connect())
        .unwrap();
    ids.iter().map(|id| Uuid::from_slice(id).unwrap()).collect()
}

/// Scores by criterion, as the index counts them.
fn scores(app: &App) -> BTreeMap<String, [u64; 5]> {
    let index = app.index(chrono::Datelike::year(&app.clock.today()));
    let criteria = index["criteria"].as_array().unwrap().iter();
    criteria
        .map(|criterion| {
            let scores = serde_json::from_value(criterion["scores"].clone()).unwrap();
            (criterion["code"].as_str().unwrap().to_owned(), scores)
        })
        .filter(|(_, scores)| *scores != [0; 5])
        .collect()
}

/// Two servers on one database, many tablets, and a network that delivers some requests twice, to both.
async fn two_servers_count_every_rating_once(app: &App) {
    let desk = Desk::open(app);
    let token = add_device(app);
    let servers = [
        ChildServer::start(&app.database.address()),
        ChildServer::start(&app.database.address()),
    ];
    let mut expected = BTreeMap::<String, [u64; 5]>::new();
    let mut requests = Vec::new();
    for number in 0..120_u64 {
        let batch: Vec<Value> = (0..4_u64)
            .map(|place| {
                let score = (number * 7 + place) % 5 + 1;
                let code = (place + 1).to_string();
                expected.entry(code.clone()).or_default()[score as usize - 1] += 1;
                ballot_with(json!({"answers": {code: score}}))
            })
            .collect();
        let copies = if number % 3 == 0 { 2 } else { 1 };
        for copy in 0..copies {
            let tablet = servers[(number as usize + copy) % 2]
                .visitor()
                .with_token(&token);
            let batch = batch.clone();
            requests.push(async move { statuses(&post(&tablet, &batch).await.is(200)) });
        }
    }
    let told: Vec<String> = join_all(requests).await.into_iter().flatten().collect();
    let stored = told.iter().filter(|status| *status == "stored").count();
    assert_eq!(stored, 480);
    assert_eq!(told.len() - stored, 160, "the copies are duplicates");
    assert_eq!(app.verified()["ballots"], 480);
    assert_eq!(scores(app), expected, "{}", desk.code);
}

/// The queue is full: the sender hears so at once, keeps its rating, and the next try is taken.
async fn a_full_queue_sends_the_tablet_away_for_a_moment(app: &App) {
    let desk = Desk::open(app);
    let small = app.beside(|config| config.ballots = BallotBoxConfig { batch: 1, queue: 1 });
    let tablet = small.visitor().with_token(&add_device(app));
    let mut held = hold_the_database(app);
    let sent: Vec<_> = (0..8).map(|_| ballot()).collect();
    let answer = |number: usize| {
        let (tablet, ballot) = (&tablet, &sent[number..=number]);
        async move { (number, post(tablet, ballot).await) }
    };
    let mut answers: FuturesUnordered<_> = (0..8).map(answer).collect();
    let began = Instant::now();
    // One is with the writer and one waits; every other is refused, now and as often as it comes.
    loop {
        let (number, refused) = match timeout(MOMENT, answers.next()).await {
            Ok(Some((number, refused))) => (number, refused.is(503)),
            // A busy machine takes longer for a refusal; the two that wait take longer than that.
            _ if answers.len() > 2 && began.elapsed() < PATIENCE => continue,
            _ => break,
        };
        assert_eq!(refused.header("retry-after"), "2");
        assert_eq!(refused.header("content-type"), "application/problem+json");
        if answers.len() < 2 {
            answers.push(answer(number));
        }
    }
    assert_eq!(answers.len(), 2);
    assert!(began.elapsed() < PATIENCE, "told at once");
    // A citizen's form meets the same queue: the page says that nothing was stored.
    let phone = small.visitor();
    let page = phone.get(&desk.form()).await.is(200);
    let form = page.form(&desk.box_slot()).with("a.1", "5");
    let busy = phone.send(&form).await.is(503);
    assert!(busy.body.contains("Chưa có gì được lưu"), "{}", busy.body);
    tamper(&mut held, "COMMIT").unwrap();
    while let Some((_, taken)) = answers.next().await {
        assert_eq!(statuses(&taken.is(200)), ["stored"]);
    }
    for ballot in &sent {
        post(&tablet, std::slice::from_ref(ballot)).await.is(200);
    }
    phone.send(&form).await.is(303);
    assert_eq!(app.verified()["ballots"], 9);
}

/// The database does not answer for longer than anybody waits: all are told within seconds, not one after another.
async fn a_locked_database_keeps_nobody_waiting_for_hours(app: &App) {
    let desk = Desk::open(app);
    let mut held = hold_the_database(app);
    let sent: Vec<_> = (0..30).map(|_| [ballot()]).collect();
    let began = Instant::now();
    let answers = join_all(sent.iter().map(|ballot| desk.send(ballot))).await;
    assert!(
        began.elapsed() < Duration::from_secs(18),
        "{:?}",
        began.elapsed()
    );
    for answer in answers {
        assert_eq!(answer.is(503).header("retry-after"), "2");
    }
    tamper(&mut held, "COMMIT").unwrap();
    let answers = join_all(sent.iter().map(|ballot| desk.send(ballot))).await;
    assert!(answers.iter().all(|answer| answer.status == 200));
    assert_eq!(app.verified()["ballots"], 30);
}

/// The counts cannot be written: the rating is not stored without them, and the tablet sends it again.
async fn a_rating_is_never_stored_without_its_count(app: &App) {
    let desk = Desk::open(app);
    let sent = [ballot()];
    let mut conn = app.database.connect();
    tamper(&mut conn, "ALTER TABLE turnout_months RENAME TO away").unwrap();
    desk.send(&sent).await.is(503);
    assert_eq!(app.count("ballots"), 0);
    assert_eq!(app.count("tally_days"), 0);
    tamper(&mut conn, "ALTER TABLE away RENAME TO turnout_months").unwrap();
    assert_eq!(desk.receipts(&sent, 200).await, ["stored"]);
    assert_eq!(app.verified()["ballots"], 1);
}

/// The operator stops the server while ratings wait: they are stored and acknowledged before it ends.
async fn a_stopped_server_first_stores_what_waits(app: &App) {
    let _desk = Desk::open(app);
    let token = add_device(app);
    let mut server = ChildServer::start(&app.database.address());
    let mut held = hold_the_database(app);
    let waiting: Vec<_> = (0..20)
        .map(|_| {
            let tablet = server.visitor().with_token(&token);
            spawn(async move { post(&tablet, &[ballot()]).await })
        })
        .collect();
    sleep(4 * MOMENT).await;
    let stopped = std::thread::spawn(move || server.terminate());
    sleep(MOMENT).await;
    assert!(!stopped.is_finished(), "it waits for the ratings");
    tamper(&mut held, "COMMIT").unwrap();
    for answer in join_all(waiting).await {
        assert_eq!(statuses(&answer.unwrap().is(200)), ["stored"]);
    }
    assert!(stopped.join().unwrap().success());
    assert_eq!(app.verified()["ballots"], 20);
}

/// The power goes in the middle of the morning: every rating that a tablet has a receipt for is there.
async fn a_killed_server_has_every_acknowledged_rating(app: &App) {
    let _desk = Desk::open(app);
    let token = add_device(app);
    let mut server = ChildServer::start(&app.database.address());
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    for _ in 0..16 {
        let (tablet, tell) = (server.visitor().with_token(&token), tell.clone());
        spawn(async move {
            loop {
                let sent: Vec<_> = (0..3).map(|_| ballot()).collect();
                let request = tablet.request(Method::POST, "/api/v1/ballots");
                let Ok(answer) = request.json(&json!({ "ballots": sent })).send().await else {
                    return;
                };
                let Ok(receipts) = answer.json::<Value>().await else {
                    return;
                };
                let receipts = receipts["receipts"].as_array().unwrap().clone();
                assert!(receipts.iter().all(|receipt| receipt["status"] == "stored"));
                tell.send(sent).unwrap();
            }
        });
    }
    drop(tell);
    let mut acknowledged = Vec::new();
    while acknowledged.len() < 400 {
        acknowledged.extend(told.recv().await.unwrap());
    }
    server.kill();
    while let Some(sent) = told.recv().await {
        acknowledged.extend(sent);
    }
    let stored = stored_ids(app);
    for ballot in &acknowledged {
        let id = ballot["id"].as_str().unwrap().parse().unwrap();
        assert!(stored.contains(&id), "{id} was acknowledged and is lost");
    }
    assert_eq!(app.verified()["ballots"], stored.len());
    let next = ChildServer::start(&app.database.address());
    let tablet = next.visitor().with_token(&token);
    for sent in acknowledged.chunks(100) {
        let again = statuses(&post(&tablet, sent).await.is(200));
        assert!(again.iter().all(|status| status == "duplicate"));
    }
    assert_eq!(app.verified()["ballots"], stored.len());
}

/// `verify` looks at one moment, however much is stored while it looks.
async fn verification_of_a_busy_box_sees_one_moment(app: &App) {
    let desk = Desk::open(app);
    let tablet = desk.tablet.clone();
    let load = spawn(async move {
        for _ in 0..60 {
            let sent: Vec<_> = (0..50).map(|_| ballot()).collect();
            post(&tablet, &sent).await.is(200);
        }
    });
    let mut looks = 0;
    while !load.is_finished() {
        let address = app.database.address();
        let run =
            actix_web::web::block(move || crate::harness::app::hailong(&["verify"], &address, ""));
        let run = run.await.unwrap();
        assert_eq!(run.code, 0, "{}", run.out);
        looks += 1;
    }
    load.await.unwrap();
    assert!(looks > 1);
    assert_eq!(app.verified()["ballots"], 3_000);
}

crate::stories! {
    two_servers_count_every_rating_once,
    a_full_queue_sends_the_tablet_away_for_a_moment,
    a_locked_database_keeps_nobody_waiting_for_hours,
    a_rating_is_never_stored_without_its_count,
    a_stopped_server_first_stores_what_waits,
    a_killed_server_has_every_acknowledged_rating,
    verification_of_a_busy_box_sees_one_moment,
}
