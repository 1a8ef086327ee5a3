//! A tablet that cannot send: its ratings are carried to the server in a file that only this server opens.

use chrono::{Duration, NaiveDateTime};
use data_encoding::BASE64URL_NOPAD;
use hailong::kiosk::store as devices;
use hailong::units::Scope;
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::DhP256HkdfSha256;
use hpke::{Deserializable, Kem, OpModeS, Serializable, single_shot_seal};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::desk::{COUNTER, Desk, HEARTBEAT, INSTALL, UNIT, ballot_with, well, with};
use crate::harness::{Answer, App, Visitor};

const PAGE: &str = "/kiosks/hand-over";

/// A tablet as far as it can make the file: its name, its token, and the server's public key.
struct Tablet {
    id: String,
    token: String,
    key: Vec<u8>,
}

impl Tablet {
    async fn at(desk: &Desk<'_>) -> Self {
        let arguments = ["device", "add", "--unit", UNIT, "--counter", COUNTER];
        let device = desk.app.command(&arguments);
        let text = |name: &str| device[name].as_str().unwrap().to_owned();
        let token = text("token");
        let online = desk.app.visitor().with_token(&token);
        let config = online.get("/api/v1/kiosk/config").await.is(200).json();
        let key = config["hand_over_key"].as_str().unwrap();
        Self {
            id: text("id"),
            token,
            key: BASE64URL_NOPAD.decode(key.as_bytes()).unwrap(),
        }
    }

    fn file(&self, ballots: &[Value]) -> Value {
        self.file_with(json!({ "ballots": ballots }))
    }

    /// A file whose inside has these values beside the usual ones, or instead of them.
    fn file_with(&self, changes: Value) -> Value {
        let usual = json!({"token": self.token, "install_id": INSTALL, "made_at": "2026-11-25T03:00:00Z", "ballots": []});
        let inside = with(usual, changes);
        let key = <DhP256HkdfSha256 as Kem>::PublicKey::from_bytes(&self.key).unwrap();
        let (encapped, sealed) = single_shot_seal::<AesGcm256, HkdfSha256, DhP256HkdfSha256>(
            &OpModeS::Base,
            &key,
            b"",
            inside.to_string().as_bytes(),
            format!("hand-over-1 {}", self.id).as_bytes(),
        )
        .unwrap();
        json!({
            "hailong": "hand-over-1",
            "encapped": BASE64URL_NOPAD.encode(&encapped.to_bytes()),
            "ciphertext": BASE64URL_NOPAD.encode(&sealed),
            "device": self.id,
            "made_at": "2026-11-25T03:00:00Z",
        })
    }
}

fn numbered(seq: i64) -> Value {
    ballot_with(json!({"install_id": INSTALL, "seq": seq}))
}

/// Sends a file as a browser does from our own page.
async fn carry(clerk: &Visitor, file: &str) -> Answer {
    let csrf = clerk.get(PAGE).await.is(200).form(PAGE).value("csrf");
    post(clerk, &csrf, file).await
}

async fn post(clerk: &Visitor, csrf: &str, file: &str) -> Answer {
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n\
         --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"máy.hailong\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n{file}\r\n--x--\r\n"
    );
    let request = clerk
        .request(Method::POST, PAGE)
        .header("Sec-Fetch-Site", "same-origin")
        .header("Content-Type", "multipart/form-data; boundary=x")
        .body(body);
    Answer::of(request).await
}

/// The three figures of the report: new, there already, refused.
#[track_caller]
fn figures(report: &Answer) -> Vec<i64> {
    let marks = report.body.split("<dd>").skip(1);
    let number = |rest: &str| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().unwrap()
    };
    marks.map(number).collect()
}

/// More than one request could hold: all are taken, once, however often the file comes, and by network afterwards.
async fn a_carried_file_is_taken_once(app: &App) {
    let desk = Desk::open(app);
    let tablet = Tablet::at(&desk).await;
    let ballots: Vec<_> = (1..=205).map(numbered).collect();
    let file = tablet.file(&ballots).to_string();
    let clerk = app.staff_of(UNIT, "desk").await;
    clerk.get("/kiosks").await.is(200).says(PAGE);
    let report = carry(&clerk, &file).await.is(200).says("đều đã ở máy chủ");
    assert_eq!(figures(&report), [205, 0, 0]);
    let report = carry(&clerk, &file).await.is(200);
    assert_eq!(figures(&report), [0, 205, 0]);
    let online = app.visitor().with_token(&tablet.token);
    let again = json!({ "ballots": &ballots[..2] });
    let answer = online
        .post_json("/api/v1/ballots", &again)
        .await
        .is(200)
        .json();
    assert_eq!(answer["receipts"][1]["status"], "duplicate");
    assert_eq!(app.count("ballots"), 205);
    assert_eq!(app.count("ballot_flags WHERE flag = 'handed_over'"), 205);
    assert_eq!(app.count("device_installs WHERE stored = 205"), 1);
    app.verified();
}

/// What the server will not take is named by its number and id, and does not hold up the others.
async fn what_is_refused_is_named(app: &App) {
    let desk = Desk::open(app);
    let tablet = Tablet::at(&desk).await;
    let good = numbered(7);
    let bad = ballot_with(json!({"install_id": INSTALL, "seq": 8, "answers": {"1": 9}}));
    let other =
        ballot_with(json!({"install_id": INSTALL, "seq": 7, "id": good["id"], "lang": "en"}));
    let clerk = app.staff_of(UNIT, "admin").await;
    let file = tablet.file(&[bad.clone(), good, other, json!("<b>")]);
    let report = carry(&clerk, &file.to_string()).await.is(200);
    assert_eq!(figures(&report), [1, 0, 3]);
    let report = report.says("3 phiếu không nhận được").says("answers.1");
    let report = report.says(bad["id"].as_str().unwrap());
    report.says("<td class=\"number\">8</td>");
    assert_eq!(app.count("ballots"), 1);
    let empty = carry(&clerk, &tablet.file(&[]).to_string()).await.is(200);
    empty.says("Trong tệp không có phiếu nào");
}

/// A tablet whose token was revoked still proves itself by it; what it made since is marked.
async fn a_revoked_tablet_loses_nothing(app: &App) {
    let desk = Desk::open(app);
    let tablet = Tablet::at(&desk).await;
    let made = |seq: i64, minutes: i64| {
        let at = (app.clock.now() + Duration::minutes(minutes)).and_utc();
        ballot_with(json!({"install_id": INSTALL, "seq": seq, "created_at": at, "sent_at": at}))
    };
    let mut conn = app.database.connect();
    let all = devices::list_devices(&mut conn, &Scope::everything()).unwrap();
    let device = all.iter().find(|one| one.public_id == tablet.id).unwrap();
    let before = made(1, 0);
    app.clock.shift(Duration::hours(1));
    let revoke = format!("/kiosks/{}/revoke", device.id);
    let admin = app.staff_of(UNIT, "admin").await;
    let page = admin.get(&revoke).await.is(200);
    admin.send(&page.form(&revoke)).await.is(303);
    app.clock.shift(Duration::hours(1));
    let sent_at = app.clock.now().and_utc();
    let ballots = [before, made(2, -30)].map(|mut ballot| {
        ballot["sent_at"] = json!(sent_at);
        ballot
    });
    let online = app.visitor().with_token(&tablet.token);
    let direct = json!({ "ballots": &ballots });
    online.post_json("/api/v1/ballots", &direct).await.is(401);
    let clerk = app.staff_of(UNIT, "desk").await;
    let file = tablet.file(&ballots).to_string();
    let report = carry(&clerk, &file).await.is(200);
    assert_eq!(figures(&report), [2, 0, 0]);
    let marked = "ballot_flags WHERE flag = 'while_revoked'";
    assert_eq!(app.count(marked), 1, "only the one made since");
    let seq = "ballots b JOIN ballot_flags f ON f.ballot_seq = b.seq \
               WHERE f.flag = 'while_revoked' AND b.install_seq = 2";
    assert_eq!(app.count(seq), 1);
}

/// What is no file of a tablet in care is said to be so in plain words, and nothing is stored of it.
async fn what_cannot_be_opened_is_told(app: &App) {
    let desk = Desk::open(app);
    let (tablet, neighbour) = (Tablet::at(&desk).await, Tablet::at(&desk).await);
    let clerk = app.staff_of(UNIT, "desk").await;
    let good = tablet.file(&[numbered(1)]);
    let with = |name: &str, value: Value| {
        let mut file = good.clone();
        file[name] = value;
        file.to_string()
    };
    let mut ciphertext = good["ciphertext"].as_str().unwrap().to_owned();
    let first = if ciphertext.starts_with('A') {
        "B"
    } else {
        "A"
    };
    ciphertext.replace_range(..1, first);
    let cut: String = good.to_string().chars().take(200).collect();
    let foreign_token = json!({"token": neighbour.token, "ballots": [numbered(1)]});
    let wrong = [
        (String::new(), "Hãy chọn tệp bàn giao."),
        ("\u{0}ảnh.jpg".into(), "không phải tệp bàn giao"),
        ("[]".into(), "không phải tệp bàn giao"),
        (cut, "không phải tệp bàn giao"),
        (
            with("hailong", json!("hand-over-2")),
            "không phải tệp bàn giao",
        ),
        (with("ciphertext", json!(ciphertext)), "Không mở được tệp."),
        (with("encapped", json!("AAAA")), "Không mở được tệp."),
        (with("ciphertext", json!("không")), "Không mở được tệp."),
        (with("device", json!(neighbour.id)), "Không mở được tệp."),
        (
            tablet.file_with(json!({"ballots": 1})).to_string(),
            "Không mở được tệp.",
        ),
        (
            tablet.file_with(foreign_token).to_string(),
            "không phải từ máy tính bảng thuộc phạm vi",
        ),
        (
            tablet.file_with(json!({"token": "đoán mò"})).to_string(),
            "không phải từ máy tính bảng thuộc phạm vi",
        ),
    ];
    for (file, words) in wrong {
        carry(&clerk, &file).await.is(422).says(words);
    }
    assert_eq!(app.count("ballots"), 0);
    carry(&clerk, &good.to_string()).await.is(200);
    assert_eq!(app.count("ballots"), 1);
}

/// Only those whose work it is, from our own page, and for their own tablets.
async fn a_file_is_taken_from_those_who_may(app: &App) {
    let desk = Desk::open(app);
    let tablet = Tablet::at(&desk).await;
    let file = tablet.file(&[numbered(1)]).to_string();
    for role in ["leader", "observer", "hotline"] {
        let other = app.staff_of(UNIT, role).await;
        other.get(PAGE).await.is(403);
        post(&other, "", &file).await.is(403);
    }
    post(&app.visitor(), "", &file).await.leads_to("/signin");
    let clerk = app.staff_of(UNIT, "desk").await;
    post(&clerk, "guessed", &file).await.is(403);
    let stranger = app.staff_of("XA2", "admin").await;
    carry(&stranger, &file).await.is(422);
    let huge = "x".repeat(33 * 1024 * 1024);
    carry(&clerk, &huge).await.is(413);
    assert_eq!(app.count("ballots"), 0);
}

/// A tablet that stood in another unit before: its ratings of that time count there, if the clerk may speak for both.
async fn ratings_of_another_unit_count_there(app: &App) {
    let desk = Desk::open(app);
    app.add_unit("XA3", Some(UNIT));
    app.add_unit("XA4", None);
    let tablet = Tablet::at(&desk).await;
    let group = |unit: &str, seq: i64| json!({"unit": unit, "ballots": [numbered(seq)]});
    let file = tablet.file_with(json!({
        "ballots": [numbered(3)],
        "elsewhere": [group("XA3", 1), group("XA4", 2), group("<b>", 4)],
    }));
    let clerk = app.staff_of(UNIT, "desk").await;
    let report = carry(&clerk, &file.to_string()).await.is(200);
    assert_eq!(figures(&report), [2, 0, 2]);
    report.says("Phiếu của đơn vị XA4, ngoài phạm vi của anh/chị");
    let there =
        "ballots b JOIN units u ON u.id = b.unit_id WHERE u.code = 'XA3' AND b.install_seq = 1";
    assert_eq!(app.count(there), 1);
    app.verified();
}

/// The file was made an hour after the rating and carried for three days: the rating counts on its own day, and so does
/// what was reported with it. Where the tablet's clock is known to be wrong, that alone is corrected; where it was set
/// back since the tablet was heard, the file's own time corrects it.
async fn a_carried_rating_counts_on_its_own_day(app: &App) {
    let desk = Desk::open(app);
    let (silent, heard) = (Tablet::at(&desk).await, Tablet::at(&desk).await);
    let (flat, weak) = (Tablet::at(&desk).await, Tablet::at(&desk).await);
    let rated_at = app.clock.now();
    let behind = Duration::minutes(20);
    let online = app.visitor().with_token(&heard.token);
    let wrong = json!({"sent_at": (rated_at - behind).and_utc()});
    let heartbeat = with(well(app, 0), wrong);
    online.post_json(HEARTBEAT, &heartbeat).await.is(200);
    let right = async |tablet: &Tablet| {
        let online = app.visitor().with_token(&tablet.token);
        online.post_json(HEARTBEAT, &well(app, 0)).await.is(200);
    };
    right(&flat).await;
    let made = |by_its_clock: NaiveDateTime, seq: i64| {
        ballot_with(json!({
            "install_id": INSTALL, "seq": seq,
            "created_at": by_its_clock.and_utc(), "sent_at": (by_its_clock + Duration::hours(1)).and_utc(),
            "complaint": {"id": Uuid::new_v4(), "text": "Chờ lâu"},
        }))
    };
    app.clock.shift(Duration::days(3));
    let clerk = app.staff_of(UNIT, "desk").await;
    let file = silent.file(&[made(rated_at, 1)]).to_string();
    assert_eq!(figures(&carry(&clerk, &file).await.is(200)), [1, 0, 0]);
    let at = |second: i64| (rated_at + Duration::seconds(second)).format("%F %T");
    let (exactly, about) = (
        format!("= '{}'", at(0)),
        format!("BETWEEN '{}' AND '{}'", at(0), at(60)),
    );
    assert_eq!(app.count(&format!("ballots WHERE rated_at {exactly}")), 1);
    let reported = format!("complaints WHERE created_at {exactly}");
    assert_eq!(app.count(&reported), 1);
    assert_eq!(app.count("ballot_flags WHERE flag = 'clock_skew'"), 0);
    let file = heard.file(&[made(rated_at - behind, 2)]).to_string();
    assert_eq!(figures(&carry(&clerk, &file).await.is(200)), [1, 0, 0]);
    assert_eq!(app.count(&format!("ballots WHERE rated_at {about}")), 2);
    assert_eq!(app.count("ballot_flags WHERE flag = 'clock_skew'"), 1);
    // Its network lets a heartbeat through, and no ballots: it was heard after the file was made.
    right(&weak).await;
    let file = weak.file(&[made(rated_at, 3)]).to_string();
    assert_eq!(figures(&carry(&clerk, &file).await.is(200)), [1, 0, 0]);
    let on_its_day = format!("ballots WHERE install_seq = 3 AND rated_at {about}");
    assert_eq!(app.count(&on_its_day), 1);
    assert_eq!(app.count("ballot_flags WHERE flag = 'clock_skew'"), 1);
    // Its battery was empty, and its clock began anew: rated an hour before the file was made, which is all we know.
    let set_back = rated_at - Duration::days(300);
    let file = flat.file(&[made(set_back, 4)]).to_string();
    let before = app.clock.now() - Duration::hours(1);
    assert_eq!(figures(&carry(&clerk, &file).await.is(200)), [1, 0, 0]);
    let since = before.format("%F %T");
    let corrected = format!("ballots WHERE install_seq = 4 AND rated_at >= '{since}'");
    assert_eq!(app.count(&corrected), 1);
    assert_eq!(app.count("ballot_flags WHERE flag = 'clock_skew'"), 2);
    app.verified();
}

crate::stories! {
    a_carried_rating_counts_on_its_own_day,
    a_carried_file_is_taken_once,
    what_is_refused_is_named,
    a_revoked_tablet_loses_nothing,
    what_cannot_be_opened_is_told,
    a_file_is_taken_from_those_who_may,
    ratings_of_another_unit_count_there,
}
