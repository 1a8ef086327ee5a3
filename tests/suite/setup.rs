//! The first start: whoever holds the printed link names the unit and becomes its administrator, once.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::harness::html::Form;
use crate::harness::people::PASSWORD;
use crate::harness::{Answer, App, Visitor};

/// Path of the set-up page.
fn path(app: &App) -> String {
    let address = app.set_up.as_deref().expect("a link is printed");
    let path = address
        .strip_prefix(&app.url(""))
        .expect("an address of ours");
    path.to_owned()
}

async fn filled(person: &Visitor, path: &str) -> Form {
    let page = person.get(path).await.is(200);
    page.form(path)
        .with("code", "H21.65.12")
        .with("name", "Ủy ban nhân dân xã \"Tân Bình\"")
        .with("hotline", "0269 3 824 103")
        .with("address", "12 Hùng Vương")
        .with("person", "Rơ Châm H'Lan")
        .with("login", "Lan.RoCham")
        .with("new", PASSWORD)
        .with("repeat", PASSWORD)
}

/// The link works until it is used; then it is gone, and its user administers the unit.
async fn the_link_works_once(app: &App) {
    let (path, person) = (path(app), app.browser());
    let form = filled(&person, &path).await;
    person.send(&form).await.leads_to("/admin?done=set_up");
    let page = person.get("/admin?done=set_up").await.is(200);
    page.says("Đã thiết lập xong").says("H'Lan");
    person.get(&path).await.is(404);
    app.browser().send(&form).await.is(404);
    app.browser().sign_in("lan.rocham", PASSWORD).await.is(303);
    let units = app.hailong(&["unit", "list"]);
    assert!(units.out.contains("H21.65.12"), "{}", units.out);
}

/// A guessed link leads nowhere, and gives nothing to write to.
async fn a_wrong_link_is_no_page(app: &App) {
    let person = app.browser();
    let form = filled(&person, &path(app)).await;
    person.get("/setup/guessed").await.is(404);
    let mut guessed = form.clone();
    guessed.action = "/setup/guessed".to_owned();
    person.send(&guessed).await.is(404);
    // Nothing came of it: the true link still works.
    person.send(&form).await.is(303);
}

/// What is wrong is named together, everything typed but the password comes back, and the link is not spent.
async fn a_form_with_mistakes_comes_back_filled_in(app: &App) {
    let (path, person) = (path(app), app.browser());
    let form = filled(&person, &path).await;
    let wrong = form
        .clone()
        .with("code", "Tân Bình!")
        .with("hotline", "gọi anh An")
        .with("person", "")
        .with("login", "có dấu")
        .with("repeat", "khác với câu trên");
    let answer = person.send(&wrong).await.is(422);
    for text in [
        "Hãy nhập mã đơn vị",
        "Hãy nhập số điện thoại bằng chữ số",
        "Hãy nhập họ và tên",
        "không có khoảng trắng",
        "không giống nhau",
    ] {
        assert!(answer.body.contains(text), "{text}: {}", answer.body);
    }
    assert!(!answer.body.contains(PASSWORD), "{}", answer.body);
    let sent = answer.form(&path).data();
    for kept in [
        ("code", "Tân Bình!"),
        ("hotline", "gọi anh An"),
        ("address", "12 Hùng Vương"),
    ] {
        assert!(
            sent.contains(&(kept.0.to_owned(), kept.1.to_owned())),
            "{kept:?}"
        );
    }
    person.send(&form).await.is(303);
}

/// Two who hold the link and send at the same moment do not both become administrators.
async fn of_two_at_once_one_is_taken(app: &App) {
    let path = path(app);
    let (first, second) = (app.browser(), app.browser());
    let form = filled(&first, &path).await;
    let other = form.clone().with("login", "second").with("code", "H21.2");
    let one = actix_web::rt::spawn(async move { first.send(&form).await });
    let two = actix_web::rt::spawn(async move { second.send(&other).await });
    let (one, two): (Answer, Answer) = (one.await.unwrap(), two.await.unwrap());
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 404]);
    assert_eq!(app.hailong(&["unit", "list"]).out.lines().count(), 1);
}

/// A unit that the command line has made is filled in and kept.
async fn a_unit_that_exists_is_taken_over(app: &App) {
    app.add_unit("H21.65.12", None);
    let (path, person) = (path(app), app.browser());
    let page = person.get(&path).await.is(200);
    let code = ("code".to_owned(), "H21.65.12".to_owned());
    assert!(page.form(&path).data().contains(&code));
    let form = filled(&person, &path).await;
    person.send(&form).await.is(303);
    assert_eq!(app.hailong(&["unit", "list"]).out.lines().count(), 1);
}

/// An account from the command line ends the set-up too.
async fn with_an_account_there_is_no_set_up(app: &App) {
    app.staff("admin").await;
    app.visitor().get(&path(app)).await.is(404);
}

/// `hailong serve` prints a new link at each start, and the one before is worth nothing.
async fn each_start_prints_a_new_link(app: &App) {
    let mut server = Command::new(env!("CARGO_BIN_EXE_hailong"))
        .args(["serve", "--listen", "127.0.0.1:0"])
        .args(["--public-url", "https://hailong.example/"])
        .args(["--database", &app.database.address()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let printed = lines
        .map_while(Result::ok)
        .find_map(|line| line.strip_prefix("Set up: ").map(str::to_owned));
    server.kill().unwrap();
    server.wait().unwrap();
    let printed = printed.expect("a link");
    let new = printed.strip_prefix("https://hailong.example").unwrap();
    app.visitor().get(&path(app)).await.is(404);
    app.visitor().get(new).await.is(200);
}

crate::stories! {
    the_link_works_once,
    a_wrong_link_is_no_page,
    a_form_with_mistakes_comes_back_filled_in,
    of_two_at_once_one_is_taken,
    a_unit_that_exists_is_taken_over,
    with_an_account_there_is_no_set_up,
    each_start_prints_a_new_link,
}
