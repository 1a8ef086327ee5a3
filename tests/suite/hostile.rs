//! Thousands of bodies that nobody should send, at every address that takes input. Whatever comes, the server answers:
//! never with an error of its own, always with a reason, and what it acknowledged is in the box, no more and no less.

mod bodies;
mod staff;

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use bodies::Mischief;
use futures_util::{StreamExt, stream};
use reqwest::{Method, RequestBuilder};
use serde_json::Value;

use crate::harness::desk::{Desk, statuses};
use crate::harness::{Answer, App, Visitor};

/// What every run throws; another seed throws others.
const SEED: u64 = 20_261_124;
/// Requests under way at a time.
const AT_ONCE: usize = 8;

/// Addresses that take a form. `{code}` is a QR link's code.
const FORMS: [&str; 25] = [
    "/q/{code}",
    "/q/{code}?full=1",
    "/q/{code}?lang=en",
    "/q/{code}",
    "/q/{code}?full=1",
    "/Q/{code}?lang=en",
    "/q/NOSUCH",
    "/signin",
    "/signout",
    "/password",
    "/setup/x",
    "/indices/targets",
    "/password/sessions",
    "/admin/units/new",
    "/admin/units/1/counters",
    "/admin/counters/1",
    "/admin/accounts/new",
    "/admin/accounts/1/password",
    "/kiosks/pair",
    "/kiosks/1/revoke",
    "/kiosks/1/settings",
    "/kiosks/1/duty",
    "/admin/links/new",
    "/admin/links/1/withdraw",
    "/complaints/search",
];
/// Addresses that take a query.
const PAGES: [&str; 18] = [
    "/api/v1/indices",
    "/api/v1/indices",
    "/api/v1/indices",
    "/",
    "/indices",
    "/q/{code}",
    "/q/{code}/thanks",
    "/kiosk",
    "/api/v1/kiosk/config",
    "/static/app.css",
    "/signin",
    "/admin",
    "/u/TB",
    "/u/%C3%A9",
    "/admin/links/1/poster",
    "/admin/links/x/qr.png",
    "/healthz",
    "/nowhere",
];
/// Ways to announce a body that are wrong for it.
const KINDS: [(&str, &str); 8] = [
    ("content-type", "text/plain"),
    (
        "content-type",
        "application/x-www-form-urlencoded; charset=klingon",
    ),
    ("content-type", "multipart/form-data; boundary=x"),
    ("content-type", "application/json; charset=utf-16"),
    ("content-type", "%%%"),
    ("content-encoding", "gzip"),
    ("content-encoding", "br"),
    ("content-encoding", "klingon"),
];

/// Holds an answer against what every answer must be.
fn judge(what: &str, answer: &Answer) {
    let status = answer.status;
    assert!(status < 500, "{what}: {status} {}", answer.body);
    if status < 400 {
        return;
    }
    let kind = answer.header("content-type");
    let path = what.split_whitespace().nth(1).unwrap();
    if path.starts_with("/api/") {
        assert_eq!(kind, "application/problem+json", "{what}: {}", answer.body);
        let problem = answer.json();
        for text in ["title", "detail"] {
            let text = problem[text].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{what}: {problem}");
        }
        assert_eq!(problem["status"], status, "{what}");
    } else {
        assert_eq!(
            kind, "text/html; charset=utf-8",
            "{what}: {status} {}",
            answer.body
        );
        let ours = answer.body.contains("<!DOCTYPE html>") && answer.body.ends_with("</html>");
        assert!(ours, "{what}: {}", answer.body);
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{what}: {policy}");
    }
}

/// Sends them all, a few at a time, and judges each answer; the answers by status, and each as `count` counts it.
async fn throw(
    requests: Vec<(String, RequestBuilder)>,
    count: impl Fn(&Answer) -> usize,
) -> (usize, BTreeMap<u16, usize>) {
    let mut counted = 0;
    let mut by_status = BTreeMap::new();
    let mut answers = stream::iter(requests)
        .map(async |(what, request)| (what, Answer::of(request).await))
        .buffer_unordered(AT_ONCE);
    while let Some((what, answer)) = answers.next().await {
        judge(&what, &answer);
        counted += count(&answer);
        *by_status.entry(answer.status).or_default() += 1;
    }
    (counted, by_status)
}

fn stored(answer: &Answer) -> usize {
    if answer.status != 200 {
        return 0;
    }
    let told = statuses(answer);
    told.iter().filter(|status| *status == "stored").count()
}

fn post(visitor: &Visitor, path: &str, kind: &str, body: Vec<u8>) -> RequestBuilder {
    let request = visitor.request(Method::POST, path);
    request.header("content-type", kind).body(body)
}

/// A tablet that somebody has opened up.
async fn a_tablet_that_sends_rubbish_is_always_answered(app: &App) {
    let desk = Desk::open(app);
    let mut mischief = Mischief::new(SEED);
    let request = |number: usize| {
        let body = mischief.json();
        let what = format!(
            "POST /api/v1/ballots (seed {SEED}, {number}): {}",
            lossy(&body)
        );
        (
            what,
            post(&desk.tablet, "/api/v1/ballots", "application/json", body),
        )
    };
    let (acknowledged, by_status) = throw((0..1_500).map(request).collect(), stored).await;
    assert!(acknowledged > 300, "{by_status:?}");
    for status in [200, 400, 422] {
        assert!(by_status[&status] > 50, "{by_status:?}");
    }
    let verified = app.verified();
    assert_eq!(verified["ballots"], acknowledged, "{by_status:?}");
}

/// A form that somebody fills in with a program.
async fn a_form_full_of_rubbish_is_always_answered(app: &App) {
    let desk = Desk::open(app);
    let mut mischief = Mischief::new(SEED + 1);
    let visitor = app.visitor();
    let mut requests = Vec::new();
    for number in 0..700 {
        let path = FORMS[number % FORMS.len()].replace("{code}", &desk.code);
        // Every page has a ticket of its own, so that each one that is taken is a ballot of its own.
        let slot = format!("{path}{}sent", if path.contains('?') { '&' } else { '?' });
        let good = match path.starts_with("/q/") && !path.contains("NOSUCH") {
            true => visitor.get(&path).await.form(&slot).data(),
            false => Vec::new(),
        };
        let codes = if path.contains("full") {
            ["1.1", "4.1"]
        } else {
            ["1", "3"]
        };
        let body = mischief.form(&good, &codes);
        let what = format!("POST {path} (seed {SEED}, {number}): {}", lossy(&body));
        requests.push((
            what,
            post(&visitor, &path, "application/x-www-form-urlencoded", body),
        ));
    }
    let thanked = |answer: &Answer| usize::from(answer.header("location").contains("/thanks"));
    let (acknowledged, by_status) = throw(requests, thanked).await;
    assert!(acknowledged > 50 && by_status[&422] > 50, "{by_status:?}");
    assert_eq!(app.verified()["ballots"], acknowledged, "{by_status:?}");
}

/// Addresses that somebody has typed, cut or glued together.
async fn an_address_full_of_rubbish_is_always_answered(app: &App) {
    let desk = Desk::open(app);
    let mut mischief = Mischief::new(SEED + 2);
    let request = |number: usize| {
        let path = PAGES[number % PAGES.len()].replace("{code}", &desk.code);
        let path = format!("{path}?{}", mischief.query());
        (
            format!("GET {path}"),
            app.visitor().request(Method::GET, &path),
        )
    };
    let (_, by_status) = throw((0..800).map(request).collect(), |_| 0).await;
    assert!(
        by_status[&200] > 100 && by_status[&400] > 20,
        "{by_status:?}"
    );
    assert!(by_status.contains_key(&422), "{by_status:?}");
}

/// Bytes that are no address at all: the answer may be as short as the parser's, but it is one.
async fn a_request_line_full_of_rubbish_is_always_answered(app: &App) {
    let mut mischief = Mischief::new(SEED + 3);
    for _ in 0..150 {
        let path = mischief.path();
        let mut request = b"GET ".to_vec();
        request.extend(&path);
        request.extend(b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        let mut stream = TcpStream::connect(app.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(5)))
            .unwrap();
        stream.write_all(&request).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = lossy(&answer);
        let status: Option<u16> = answer.get(9..12).and_then(|status| status.parse().ok());
        assert!(
            status.is_some_and(|status| status < 500),
            "{}: {answer}",
            lossy(&path)
        );
    }
}

/// The right body under a wrong name, a wrong method at the right address, and far too much of anything.
async fn a_request_of_the_wrong_kind_is_always_answered(app: &App) {
    let desk = Desk::open(app);
    let mut mischief = Mischief::new(SEED + 4);
    let mut requests = Vec::new();
    let form = desk.form();
    for (name, value) in KINDS {
        for path in ["/api/v1/ballots", &form, "/signin"] {
            let body = if path.starts_with("/api/") {
                mischief.json()
            } else {
                mischief.form(&[], &["1"])
            };
            let request = desk
                .tablet
                .request(Method::POST, path)
                .header(name, value)
                .body(body);
            requests.push((format!("POST {path} {name}: {value}"), request));
        }
    }
    let doors = FORMS.iter().chain(&PAGES).chain(&["/api/v1/ballots"]);
    for path in doors.map(|path| path.replace("{code}", &desk.code)) {
        for method in ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"] {
            let request = desk.tablet.request(method.parse().unwrap(), &path);
            requests.push((format!("{method} {path}"), request.body("x")));
        }
    }
    let (acknowledged, _) = throw(requests, stored).await;
    assert_eq!(app.verified()["ballots"], acknowledged);
    for (path, size) in [
        ("/api/v1/ballots", 3 << 20),
        (&form, 3 << 20),
        ("/signin", 3 << 20),
    ] {
        let body = vec![b'x'; size];
        let kind = "application/x-www-form-urlencoded";
        // The rest of such a body is not read, so that a connection may end before its sender has finished.
        let Ok(response) = post(&desk.tablet, path, kind, body).send().await else {
            continue;
        };
        assert!(
            [404, 413].contains(&response.status().as_u16()),
            "{path}: {response:?}"
        );
    }
    assert_eq!(app.verified()["ballots"], acknowledged);
}

/// Nothing of the kind of JSON that has no ballots in it.
async fn a_body_without_ballots_is_told_what_is_missing(app: &App) {
    let desk = Desk::open(app);
    for (body, said) in [
        ("", "must be an object"),
        ("null", "must be an object"),
        ("[[{}]]", "must be an object"),
        ("{}", "missing field `ballots`"),
        ("{\"ballots\":null}", "null"),
        ("{\"ballots\":{}}", "map"),
        ("{\"ballots\":[]}", "ballots: the list is empty"),
        ("{\"ballots\":[],\"more\":1}", "unknown field `more`"),
        (
            "{\"ballots\":[],\"ballots\":[]}",
            "duplicate field `ballots`",
        ),
        ("{\"ballots\":[]} x", "trailing"),
    ] {
        let request = post(
            &desk.tablet,
            "/api/v1/ballots",
            "application/json",
            body.into(),
        );
        let answer = Answer::of(request).await.is(400);
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(said), "{body}: {detail}");
    }
    for ballot in ["null", "7", "\"x\"", "[]", "{}"] {
        let body = format!("{{\"ballots\":[{ballot}]}}");
        let request = post(
            &desk.tablet,
            "/api/v1/ballots",
            "application/json",
            body.into(),
        );
        let answer = Answer::of(request).await.is(422);
        assert_eq!(statuses(&answer), ["rejected"], "{ballot}");
        assert_ne!(answer.json()["detail"], Value::Null);
    }
    assert_eq!(app.count("ballots"), 0);
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).chars().take(4_000).collect()
}

crate::stories! {
    a_tablet_that_sends_rubbish_is_always_answered,
    a_form_full_of_rubbish_is_always_answered,
    an_address_full_of_rubbish_is_always_answered,
    a_request_line_full_of_rubbish_is_always_answered,
    a_request_of_the_wrong_kind_is_always_answered,
    a_body_without_ballots_is_told_what_is_missing,
}
