//! What every address has in common: headers, error pages, problem documents, languages.

use reqwest::Method;

use crate::harness::{Answer, App, Visitor};

/// A lost visitor gets a page in Vietnamese with a way on, and no hint at what is inside.
async fn a_visitor_at_a_wrong_address_is_shown_the_way(app: &App) {
    let page = app.visitor().get("/không-có/<script>").await.is(404);
    assert!(page.body.contains("Không tìm thấy trang"), "{}", page.body);
    assert!(page.body.contains("href=\"/\""), "{}", page.body);
    assert!(!page.body.contains("<script>"), "{}", page.body);
    let english = app.visitor().get("/nowhere?lang=en").await.is(404);
    assert!(
        english.body.contains("<html lang=\"en\""),
        "{}",
        english.body
    );
}

/// A program at a wrong address gets a problem document (RFC 9457).
async fn a_program_at_a_wrong_address_gets_a_problem_document(app: &App) {
    let answer = app.visitor().get("/api/v1/nowhere").await.is(404);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = answer.json();
    assert_eq!(problem["status"], 404);
    assert_eq!(problem["instance"], "/api/v1/nowhere");
}

/// Pages cannot be framed, and run nothing that is not ours.
async fn every_answer_carries_the_security_headers(app: &App) {
    for path in ["/", "/nowhere", "/healthz", "/kiosk", "/api/v1/nowhere"] {
        let answer = app.visitor().get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    }
}

/// A machine that watches the server is answered at once.
async fn the_server_says_that_it_is_alive(app: &App) {
    let answer = app.visitor().get("/healthz").await.is(200);
    assert_eq!(answer.body, "ok");
}

/// A form that another site sends in a visitor's name is refused with a page, not stored.
async fn a_form_from_another_site_is_refused(app: &App) {
    let visitor = app.visitor();
    for (header, value) in [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
        ("Origin", "https://example.org"),
    ] {
        let request = visitor
            .request(Method::POST, "/signin")
            .header(header, value);
        let answer = Answer::of(request.form(&[("login", "x")])).await;
        assert_eq!(answer.status, 403, "{header}: {value}");
        assert!(answer.body.contains("<!DOCTYPE html>"), "{}", answer.body);
    }
}

/// The switch in the footer remembers the language and leads back to the same page with its choices.
async fn a_reader_changes_the_language_and_stays_on_the_page(app: &App) {
    let reader = Visitor::new(app.address, true);
    let page = reader.get("/nowhere?year=2026").await.is(404);
    assert!(page.body.contains("href=\"/language/en\""), "{}", page.body);
    let switch = reader
        .request(Method::GET, "/language/en")
        .header("Referer", app.url("/nowhere?year=2026"));
    let answer = Answer::of(switch).await.is(303);
    assert_eq!(answer.header("location"), "/nowhere?year=2026");
    let again = reader.get("/nowhere?year=2026").await.is(404);
    assert!(again.body.contains("<html lang=\"en\""), "{}", again.body);
    reader.get("/language/xx").await.is(404);
}

/// A link checker asks with HEAD and hears of a page what GET says of it, without the page.
async fn a_link_checker_may_ask_for_the_head_only(app: &App) {
    for path in [
        "/healthz",
        "/kiosk",
        "/static/app.css",
        "/nowhere",
        "/api/v1/indices",
    ] {
        let whole = app.visitor().get(path).await;
        let head = Answer::of(app.visitor().request(Method::HEAD, path)).await;
        assert_eq!(head.status, whole.status, "{path}");
        assert_eq!(head.header("content-type"), whole.header("content-type"));
        assert_eq!(head.body, "", "{path}");
    }
}

/// Who asks a known address in a wrong way is told the right one.
async fn a_program_with_a_wrong_method_is_told_the_right_one(app: &App) {
    for (method, path, allowed) in [
        (Method::DELETE, "/healthz", "GET"),
        (Method::GET, "/api/v1/ballots", "POST"),
        (Method::PUT, "/q/ABC", "GET, POST"),
        (Method::POST, "/q/ABC/thanks", "GET"),
    ] {
        let answer = Answer::of(app.visitor().request(method, path))
            .await
            .is(405);
        assert_eq!(answer.header("allow"), allowed, "{path}");
        if path.starts_with("/api/") {
            assert_eq!(answer.json()["status"], 405);
        } else {
            assert!(answer.body.contains("<!DOCTYPE html>"), "{}", answer.body);
        }
    }
    let nowhere = app.visitor().request(Method::PUT, "/nowhere");
    assert_eq!(Answer::of(nowhere).await.status, 404);
}

crate::stories! {
    a_link_checker_may_ask_for_the_head_only,
    a_program_with_a_wrong_method_is_told_the_right_one,
    a_visitor_at_a_wrong_address_is_shown_the_way,
    a_program_at_a_wrong_address_gets_a_problem_document,
    every_answer_carries_the_security_headers,
    the_server_says_that_it_is_alive,
    a_form_from_another_site_is_refused,
    a_reader_changes_the_language_and_stays_on_the_page,
}
