//! Who cannot scan types: forgivingly, and light on an old phone.

use hailong::survey::slips;

use super::{DOSSIER, Receipts, path, rated};
use crate::harness::App;
use crate::harness::desk::UNIT;

/// As an old hand types it, with everything that can be mistaken.
async fn a_code_is_typed_by_hand(app: &App) {
    let receipts = Receipts::open(app);
    let token = receipts.returned(1);
    let page = app.visitor().get("/D").await.is(200);
    let form = page.form("/d");
    let loose = token
        .to_string()
        .to_lowercase()
        .replace('0', "o")
        .replace('1', "l")
        .replace('-', " ");
    let typed = form.clone().with("code", &format!(" {loose}. "));
    app.visitor().send(&typed).await.leads_to(&path(&token));
    let scanned = loose.replace(' ', "%20");
    app.visitor().get(&format!("/d/{scanned}")).await.is(200);
    for (wrong, text) in [
        ("", "Hãy gõ mã in trên giấy hẹn"),
        ("7Q4M", "Mã có 12 chữ và số"),
        ("<b>\"7Q4M\" &", "Mã có 12 chữ và số"),
        ("7Q4M-K2RT-9XWB", "Không tìm thấy mã này"),
    ] {
        let answer = app.visitor().send(&form.clone().with("code", wrong)).await;
        let answer = answer.is(422).says(text).says("<title>Lỗi: ");
        assert_eq!(answer.form("/d").value("code"), wrong);
        assert!(answer.body.contains(&receipts.general()), "{}", answer.body);
    }
    let long = "7Q4M".repeat(300);
    for odd in ["%00", "%ff", "ế", "<b>", long.as_str()] {
        let page = app.visitor().get(&format!("/d/{odd}")).await.is(404);
        assert!(page.body.contains("href=\"/\""), "{odd}");
    }
}

/// English speakers stay in English, and whoever has time answers everything.
async fn the_long_form_and_english_are_a_slip_s_as_well(app: &App) {
    let receipts = Receipts::open(app);
    let token = receipts.returned(1);
    let address = format!("{}?full=1&lang=en", path(&token));
    let page = app.visitor().get(&address).await.is(200);
    let form = page.form(&format!("{address}&sent"));
    let questions: Vec<String> = form
        .names()
        .into_iter()
        .filter(|name| name.starts_with("a."))
        .map(str::to_owned)
        .collect();
    assert_eq!(questions.len(), 22);
    let form = questions
        .iter()
        .fold(form, |form, name| form.with(name, "5"));
    let sent = app.visitor().send(&form).await;
    sent.leads_to(&format!("{}/thanks?lang=en", path(&token)));
    let used = app
        .visitor()
        .get(&format!("{}?lang=en", path(&token)))
        .await;
    let used = used.is(410).says("This code was used");
    assert!(
        used.body
            .contains(&format!("{}&amp;lang=en", receipts.general()))
    );
    assert_eq!(app.verified()["answers"], 22);
}

/// A form that comes back keeps everything, its ticket too.
async fn a_slip_without_a_choice_comes_back_as_it_was(app: &App) {
    let receipts = Receipts::open(app);
    let token = receipts.returned(1);
    let action = format!("{}?sent", path(&token));
    let form = receipts.look(&token).await.form(&action);
    let form = form.with("comment", "Ghế <cứng> & \"ồn\"");
    let answer = app.visitor().send(&form).await.is(422);
    let again = answer.form(&action);
    assert_eq!(again.data(), form.data());
    let of_another = receipts.form(&receipts.returned(2)).await.value("ticket");
    let swapped = rated(again.clone(), "4").with("ticket", &of_another);
    app.visitor().send(&swapped).await.is(422);
    app.visitor().send(&rated(again, "4")).await.is(303);
    assert_eq!(app.verified()["ballots"], 1);
}

/// Nothing is kept on the phone or on the way, nothing told to other sites; and all of it is light.
async fn a_slip_s_pages_are_light_and_kept_nowhere(app: &App) {
    let receipts = Receipts::open(app);
    let token = receipts.returned(1);
    let form = receipts.form(&token).await;
    let answers = [
        app.visitor().get("/d").await.is(200),
        app.visitor().get("/d/7Q4M-K2RT-9XWB").await.is(404),
        receipts.look(&receipts.issue(2)).await.is(200),
        receipts.look(&token).await.is(200),
        app.visitor().send(&form).await.is(303),
        app.visitor()
            .get(&format!("{}/thanks", path(&token)))
            .await
            .is(200),
        receipts.look(&token).await.is(410),
    ];
    for answer in &answers {
        assert!(!answer.headers.contains_key("set-cookie"));
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("cache-control"), "no-store");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert!(!answer.body.contains("<script") && !answer.body.contains("rel=\"stylesheet\""));
        assert!(answer.body.len() <= 30 * 1024, "{}", answer.body.len());
    }
}

/// A desk without links of its own leads to the form of its commune; who types a code that nobody knows, where there are
/// several communes, to none of them.
async fn the_form_for_everybody_is_that_of_the_unit_or_above(app: &App) {
    let receipts = Receipts::open(app);
    app.add_unit("TB.1", Some(UNIT));
    let desk = app.number("SELECT id AS n FROM units WHERE code = 'TB.1'");
    let mut conn = app.database.connect();
    let token = slips::issue(&mut conn, desk, None, DOSSIER).unwrap();
    receipts
        .look(&token)
        .await
        .is(200)
        .says(&receipts.general());
    let typed = app.visitor().get("/d").await.is(200);
    assert!(typed.body.contains(&receipts.general()), "{}", typed.body);
    app.add_unit("AK", None);
    let open = app.command(&["link", "add", "--unit", "AK", "--open"]);
    let typed = app.visitor().get("/d").await.is(200);
    assert!(!typed.body.contains("/q/"), "{}", typed.body);
    let other = app.number("SELECT id AS n FROM units WHERE code = 'AK'");
    let token = slips::issue(&mut conn, other, None, DOSSIER + 1).unwrap();
    let address = format!("href=\"/q/{}\"", open["code"].as_str().unwrap());
    receipts.look(&token).await.is(200).says(&address);
}

crate::stories! {
    the_form_for_everybody_is_that_of_the_unit_or_above,
    a_code_is_typed_by_hand,
    the_long_form_and_english_are_a_slip_s_as_well,
    a_slip_without_a_choice_comes_back_as_it_was,
    a_slip_s_pages_are_light_and_kept_nowhere,
}
