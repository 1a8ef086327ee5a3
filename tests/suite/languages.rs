//! Languages that a commune fills in, and voices that it records: complete they are on the tablets, otherwise whoever
//! wrote them is told what is missing. Beside it what a tablet keeps of the program.

use std::fs;
use std::path::Path;

use data_encoding::BASE64;
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::harness::desk::{Desk, add_device, ballot_with};
use crate::harness::{Answer, App, Visitor};

/// The template with something written in every place; nothing of it is Jrai but the letters.
fn filled(app: &App) -> String {
    let run = app.hailong(&["language", "template", "jra"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let mut model = String::new();
    let mut lines = Vec::new();
    for line in run.out.lines() {
        let bare = line.trim();
        if let Some(comment) = bare.strip_prefix("# ") {
            model = comment.to_owned();
        }
        let is_place = bare == "name:" || bare.starts_with('"');
        let text = json!(format!("ƀ e\u{302}\u{306} {model}"));
        lines.push(if is_place {
            format!("{line} {text}")
        } else {
            line.to_owned()
        });
    }
    lines.join("\n")
}

fn write(folder: &TempDir, path: &str, content: impl AsRef<[u8]>) {
    let path = folder.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// The same service with a folder of languages.
fn with_languages(app: &App, folder: &Path) -> App {
    app.beside(|config| config.languages = Some(folder.to_owned()))
}

async fn config(app: &App, token: &str) -> Value {
    let tablet = app.visitor().with_token(token);
    tablet.get("/api/v1/kiosk/config").await.is(200).json()
}

/// What the worker of a tablet is told to keep.
async fn kept(app: &App) -> Value {
    let list = app.visitor().get("/kiosk/files.js").await.is(200);
    assert_eq!(
        list.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(list.header("cache-control"), "no-cache");
    let list = list.body.trim().strip_prefix("self.hailong = ").unwrap();
    serde_json::from_str(list.trim_end_matches(';')).unwrap()
}

fn check(app: &App, folder: &TempDir) -> (i32, String) {
    let path = folder.path().to_str().unwrap();
    let run = app.hailong(&["language", "check", "--languages", path]);
    (run.code, run.out)
}

/// A teacher writes every line; from the next start on the tablet speaks Jrai, and so do the ballots.
async fn a_language_is_offered_once_every_line_is_written(app: &App) {
    let desk = Desk::open(app);
    let token = add_device(app);
    let folder = TempDir::new().unwrap();
    write(&folder, "jra/texts.yml", filled(app));
    write(&folder, "jra/audio/thanks.opus", "a voice");
    let (code, told) = check(app, &folder);
    assert_eq!(
        (code, told.trim()),
        (0, "jra: offered to tablets, 1 recordings")
    );

    let before = config(app, &token).await;
    let jrai = with_languages(app, folder.path());
    let config = config(&jrai, &token).await;
    assert_ne!(before["version"], config["version"]);
    let codes = config["languages"].as_array().unwrap().iter();
    let codes: Vec<_> = codes.map(|language| language["code"].clone()).collect();
    assert_eq!(codes, ["vi", "en", "jra"]);
    let audio = config["languages"][2]["audio"]["thanks"].as_str().unwrap();
    assert!(
        audio.starts_with("/kiosk/audio/jra/thanks.opus?v="),
        "{audio}"
    );

    let model = before["messages"]["vi"]["hotline"].as_str().unwrap();
    let written = |vi: &str| format!("ƀ ê\u{306} {vi}");
    assert_eq!(config["messages"]["jra"]["hotline"], written(model));
    let keys = |lang: &str| config["messages"][lang].as_object().unwrap().len();
    assert_eq!(keys("jra"), keys("vi"));
    let items = [
        &config["scale"],
        &config["questionnaire"]["criteria"],
        &config["reasons"]["officer"],
    ];
    for item in items.iter().flat_map(|items| items.as_array().unwrap()) {
        assert_eq!(
            item["text"]["jra"],
            written(item["text"]["vi"].as_str().unwrap())
        );
    }

    desk.receipts(&[ballot_with(json!({"lang": "jra"}))], 200)
        .await;
    assert_eq!(app.count("ballots WHERE lang = 'jra'"), 1);
}

/// One line is empty and one has lost its number: citizens do not see the language, and whoever wrote it sees where.
async fn an_incomplete_language_is_left_out_and_told(app: &App) {
    Desk::open(app);
    let token = add_device(app);
    let folder = TempDir::new().unwrap();
    let text = filled(app).replace("%{number}", "0269");
    let text: Vec<_> = text
        .lines()
        .map(|line| {
            if line.trim_start().starts_with("\"back\":") {
                "  \"back\":"
            } else {
                line
            }
        })
        .collect();
    write(&folder, "jra/texts.yml", text.join("\n"));
    write(&folder, "jra/audio/thanks.opus", "a voice");
    write(&folder, "bdq/texts.yml", "name: [");
    write(&folder, "vi/audio/question-7.mp3", "a voice");
    write(&folder, "vi/audio/thanks.mp3", "a voice");
    write(&folder, "vi/audio/thanks.wav", "a voice");
    write(&folder, "jr/texts.yml", "");
    let (code, told) = check(app, &folder);
    assert_eq!(code, 1);
    for line in [
        "jr: no language of tablets (vi, en, jra, bdq)",
        "bdq/texts.yml: cannot be read",
        "bdq: not complete, not offered, 0 recordings",
        "jra/texts.yml: kiosk.back: missing",
        "jra/texts.yml: kiosk.hotline: must contain %{number}",
        "jra: not complete, not offered, 1 recordings",
        "vi/audio/question-7.mp3: is never read",
        "vi/audio/thanks.wav: is not used, because there is thanks.mp3",
        "vi: offered to tablets, 1 recordings",
    ] {
        assert!(told.contains(line), "no '{line}' in {told}");
    }
    assert_eq!(told.lines().count(), 9, "{told}");
    let path = folder.path().to_str().unwrap();
    let run = app.hailong(&["language", "check", "--languages", path, "--json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["languages"][1]["code"], "jra");
    assert_eq!(report["languages"][1]["offered"], false);

    let served = with_languages(app, folder.path());
    let config = config(&served, &token).await;
    assert_eq!(config["languages"].as_array().unwrap().len(), 2);
    assert_eq!(config["messages"]["jra"], Value::Null);
    served
        .visitor()
        .get("/kiosk/audio/jra/thanks.opus")
        .await
        .is(404);
    let kept = kept(&served).await["files"].to_string();
    assert!(
        kept.contains("/kiosk/audio/vi/thanks.mp3?v=") && !kept.contains("jra"),
        "{kept}"
    );
}

/// A folder that is named must be there: a server without its languages would be found out only by citizens.
async fn a_folder_that_is_not_there_is_told_at_the_start(app: &App) {
    for command in [
        ["serve", "--languages", "/nowhere/at/all"].as_slice(),
        &["language", "check", "--languages", "/nowhere/at/all"],
    ] {
        let run = app.hailong(command);
        assert_eq!(run.code, 1, "{}", run.out);
        assert!(run.err.contains("/nowhere/at/all"), "{}", run.err);
    }
}

async fn part(visitor: &Visitor, path: &str, range: &str) -> Answer {
    Answer::of(visitor.request(Method::GET, path).header("range", range)).await
}

/// A tablet's player asks for a recording in parts; nobody gets anything else out of the folder or the disk.
async fn a_recording_is_played_in_parts_and_nothing_else_is_given_out(app: &App) {
    let folder = TempDir::new().unwrap();
    write(&folder, "en/audio/face-1.m4a", "0123456789");
    write(&folder, "en/audio/question-1.wav", "abc");
    write(&folder, "secret.txt", "secret");
    let served = with_languages(app, folder.path());
    let visitor = served.visitor();
    let whole = visitor.get("/kiosk/audio/en/face-1.m4a").await.is(200);
    assert_eq!(
        (whole.body.as_str(), whole.header("content-type")),
        ("0123456789", "audio/mp4")
    );
    assert_eq!(whole.header("accept-ranges"), "bytes");
    assert_eq!(whole.header("cache-control"), "no-cache");

    let files = kept(&served).await["files"].clone();
    let address = files
        .as_object()
        .unwrap()
        .keys()
        .find(|file| file.contains("face-1"))
        .unwrap();
    let lasting = part(&visitor, address, "bytes=2-4").await.is(206);
    assert_eq!(
        (lasting.body.as_str(), lasting.header("content-range")),
        ("234", "bytes 2-4/10")
    );
    assert!(lasting.header("cache-control").contains("immutable"));
    for (range, status, body) in [
        ("bytes=0-", 206, "0123456789"),
        ("bytes=7-99", 206, "789"),
        ("bytes=-2", 206, "89"),
        ("bytes=10-", 416, ""),
        ("bytes=1-2,4-5", 200, "0123456789"),
        ("lines=1-2", 200, "0123456789"),
        ("bytes=x", 200, "0123456789"),
    ] {
        let answer = part(&visitor, "/kiosk/audio/en/face-1.m4a", range)
            .await
            .is(status);
        if status != 416 {
            assert_eq!(answer.body, body, "{range}");
        }
    }
    for path in [
        "/kiosk/audio/en/thanks.m4a",
        "/kiosk/audio/fr/face-1.m4a",
        "/kiosk/audio/en/",
        "/kiosk/audio/en/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/kiosk/audio/%2e%2e/secret.txt",
        "/kiosk/audio/en/..%5c..%5csecret.txt",
        "/kiosk/audio/en/%2fetc%2fpasswd",
        "/kiosk/%2e%2e/Cargo.toml",
    ] {
        visitor.get(path).await.is(404);
    }
}

/// What a tablet keeps is one version: everything on the list is there as the list says, and a new recording is a new
/// version, which the heartbeat names.
async fn a_tablet_keeps_one_version_whole(app: &App) {
    let folder = TempDir::new().unwrap();
    write(&folder, "vi/audio/question-1.opus", "the first voice");
    let first = with_languages(app, folder.path());
    let list = kept(&first).await;
    let files = list["files"].as_object().unwrap();
    assert!(files.len() > 30, "{list}");
    for (file, hash) in files {
        let bytes = first
            .visitor()
            .request(Method::GET, file)
            .send()
            .await
            .unwrap();
        assert_eq!(bytes.status(), 200, "{file}");
        let found = Sha256::digest(bytes.bytes().await.unwrap());
        assert_eq!(hash, &format!("sha256-{}", BASE64.encode(&found)), "{file}");
    }
    let page = first.visitor().get("/kiosk").await.is(200);
    let version = list["version"].as_str().unwrap();
    assert!(page.body.contains(&format!("content=\"{version}\"")));
    assert_eq!(kept(&first).await, list, "the same until something changes");

    write(&folder, "vi/audio/question-1.opus", "a better voice");
    let second = with_languages(app, folder.path());
    assert_ne!(kept(&second).await["version"], version);
    let page = second.visitor().get("/kiosk").await.is(200);
    assert!(!page.body.contains(version));
}

/// The page is there without a detour, and asks again only for what has changed.
async fn the_tablets_page_is_there_at_once_and_is_asked_for_again(app: &App) {
    let visitor = app.visitor();
    for (path, kind) in [
        ("/kiosk", "text/html; charset=utf-8"),
        ("/kiosk/index.mjs", "text/javascript; charset=utf-8"),
        ("/kiosk/worker.js", "text/javascript; charset=utf-8"),
        ("/kiosk/kiosk.css", "text/css; charset=utf-8"),
        ("/kiosk/icons.svg", "image/svg+xml"),
        (
            "/kiosk/manifest.webmanifest",
            "application/manifest+json; charset=utf-8",
        ),
        ("/static/icon-512.png", "image/png"),
    ] {
        let answer = visitor.get(path).await.is(200);
        assert_eq!(answer.header("content-type"), kind, "{path}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
        let tag = answer.header("etag");
        let again = visitor
            .request(Method::GET, path)
            .header("if-none-match", tag);
        Answer::of(again).await.is(304);
    }
    let worker = visitor.get("/kiosk/worker.js").await;
    assert_eq!(worker.header("service-worker-allowed"), "/kiosk");
}

crate::stories! {
    a_language_is_offered_once_every_line_is_written,
    an_incomplete_language_is_left_out_and_told,
    a_folder_that_is_not_there_is_told_at_the_start,
    a_recording_is_played_in_parts_and_nothing_else_is_given_out,
    a_tablet_keeps_one_version_whole,
    the_tablets_page_is_there_at_once_and_is_asked_for_again,
}
