//! Whoever runs the program from a terminal or a script, late and in a hurry: wrong words, wrong files, wrong order,
//! closed pipes. Each mistake is answered by one line that says what to do, and no password is ever repeated.

mod passwords;

use std::net::TcpListener;
use std::process::{Command, Output, Stdio};

use diesel::connection::SimpleConnection;
use serde_json::json;
use tempfile::TempDir;

use crate::harness::App;
use crate::harness::app::{Run, hailong};
use crate::harness::desk::{Desk, ballot, tamper};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hailong"));
    command
        .env_remove("HAILONG_DATABASE")
        .current_dir(std::env::temp_dir())
        .stdin(Stdio::null());
    command
}

/// A stream whose reader is gone, as after `| head -0`.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

/// A mistake is told in one line on standard error, which says each of these.
#[track_caller]
fn refused(run: &Run, said: &[&str]) {
    assert!(run.code == 1 || run.code == 2, "{run:?}");
    assert_eq!(run.out, "", "{run:?}");
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    for words in said {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
}

/// An operator looks at the first line only, or at none: every command ends quietly.
async fn a_closed_pipe_ends_every_command_quietly(app: &App) {
    let desk = Desk::open(app);
    desk.receipts(&[ballot()], 200).await;
    let folder = TempDir::new().unwrap();
    let forms = folder.path().join("a.csv");
    std::fs::write(&forms, "date,1.1\n2025-11-24,5\n").unwrap();
    let forms = forms.to_str().unwrap();
    let user = "user add --unit TB --role desk --name A --login an.vo --password-stdin";
    let imports = format!("import ballots {forms} --unit TB");
    for command in [
        "unit list",
        "unit add --code T1 --name X",
        "device add --unit TB",
        "link add --unit TB",
        "index --unit TB --year 2025",
        "index --unit TB --year 2025 --compare 2024",
        "verify",
        "migrate",
        user,
        &imports,
        "--help",
        "--version",
    ] {
        for json in [&[][..], &["--json"]] {
            let words = command.replace("T1", if json.is_empty() { "T1" } else { "T2" });
            let words = words.replace("an.vo", if json.is_empty() { "an.vo" } else { "binh.vo" });
            let mut run = program();
            let (input, mut password) = std::io::pipe().unwrap();
            std::io::Write::write_all(&mut password, b"m\xe1\xba\xadt kh\xe1\xba\xa9u d\xc3\xa0i")
                .unwrap();
            drop(password);
            run.args(words.split(' ')).args(json);
            run.args(["--database", &app.database.address()]);
            let Output { status, stderr, .. } = run.stdin(input).stdout(closed()).output().unwrap();
            let told = String::from_utf8(stderr).unwrap();
            assert_eq!((status.code(), told.as_str()), (Some(0), ""), "{command}");
        }
    }
    assert_eq!(app.count("units"), 3, "what was asked for was done");
    assert_eq!(app.count("accounts"), 2);
}

/// With nobody at the other end of standard error, a mistake is still a mistake and no panic.
async fn a_mistake_that_nobody_hears_keeps_its_code(app: &App) {
    for (words, code) in [
        ("unit add --code T1 --name X --parent YY", 1),
        ("unit add --code T1", 2),
        ("user add --unit TB --role boss", 2),
    ] {
        let mut run = program();
        run.args(words.split(' '))
            .args(["--database", &app.database.address()]);
        let status = run.stdout(closed()).stderr(closed()).status().unwrap();
        assert_eq!(status.code(), Some(code), "{words}");
    }
    // A full disk is not the same as nobody listening: what is lost there is told.
    app.add_unit("TB", None);
    let full = std::fs::File::create("/dev/full").unwrap();
    let mut run = program();
    run.args(["unit", "list", "--database", &app.database.address()]);
    let Output { status, stderr, .. } = run.stdout(full).output().unwrap();
    assert_eq!(status.code(), Some(1));
    assert!(
        String::from_utf8(stderr)
            .unwrap()
            .contains("standard output: ")
    );
}

/// A path that leads to no database of ours.
#[test]
fn a_wrong_file_is_told_with_the_way_out() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    std::fs::write(
        folder.path().join("text.db"),
        "Kính gửi: Ủy ban nhân dân xã\n",
    )
    .unwrap();
    std::fs::create_dir(folder.path().join("inner")).unwrap();
    let told = |words: &[&str], name: &str| hailong(words, &at(name), "");
    refused(
        &told(&["migrate"], "no/a.db"),
        &["no folder", "make it first"],
    );
    refused(
        &told(&["serve"], "no/a.db"),
        &["no folder", "make it first"],
    );
    refused(
        &hailong(&["migrate"], "sqlite:/proc/hailong.db", ""),
        &["may not write there", "rights of /proc"],
    );
    refused(
        &told(&["migrate"], "inner"),
        &["it is a folder", "name a file in it"],
    );
    refused(
        &told(&["migrate"], "text.db"),
        &["something else", "name another one"],
    );
    refused(
        &told(&["verify"], "text.db"),
        &["something else", "name another one"],
    );
}

/// A path with a slip in it gets no new database from a command that needs an old one.
#[test]
fn a_command_makes_no_database_by_mistake() {
    let folder = TempDir::new().unwrap();
    let address = format!("sqlite:{}", folder.path().join("new.db").display());
    for words in [
        "unit list",
        "verify",
        "index --unit TB --year 2025",
        "device add --unit TB",
        "link add --unit TB",
        "user add --unit TB --role desk --name A --login an.vo --password-stdin",
        "import ballots a.csv",
        "import indices a.csv",
        "import calendar a.csv",
    ] {
        let words: Vec<_> = words.split(' ').collect();
        let run = hailong(&words, &address, "một mật khẩu dài");
        refused(
            &run,
            &["there is no database", "--database", "hailong migrate"],
        );
    }
    assert!(!folder.path().join("new.db").exists());
}

/// After an upgrade somebody starts the old program again.
async fn a_database_of_a_newer_program_is_left_alone(app: &App) {
    app.add_unit("TB", None);
    let step = "INSERT INTO __diesel_schema_migrations (version, run_on) VALUES ('20991231000000', '2099-12-31 00:00:00')";
    tamper(&mut app.database.connect(), step).unwrap();
    for words in [
        &["unit", "list"][..],
        &["unit", "add", "--code", "T1", "--name", "X"],
        &["migrate"],
        &["serve", "--listen", "127.0.0.1:0"],
    ] {
        refused(
            &app.hailong(words),
            &["newer hailong", "20991231000000", "run that version"],
        );
    }
    app.database
        .connect()
        .batch_execute("DELETE FROM __diesel_schema_migrations WHERE version = '20991231000000'")
        .unwrap();
    assert_eq!(app.hailong(&["unit", "list"]).code, 0);
}

/// A server is told to listen where it cannot.
async fn a_place_to_listen_that_cannot_be_had_is_told(app: &App) {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = other.local_addr().unwrap().to_string();
    for (listen, said) in [
        (taken.as_str(), "another program"),
        ("nonsense", "IP:PORT"),
        ("8080", "IP:PORT"),
        ("", "IP:PORT"),
        ("127.0.0.1:99999", "IP:PORT"),
        ("203.0.113.9:8080", "no such address"),
    ] {
        let run = app.hailong(&["serve", "--listen", listen]);
        refused(&run, &["cannot listen on", said]);
    }
    let run = app.hailong(&["serve", "--public-url", "tanbinh"]);
    refused(&run, &["https://hailong.example.vn"]);
}

/// Commands in the wrong order and with wrong values; with `--json` as well, standard output stays empty.
async fn a_wrong_value_is_told_with_what_is_right(app: &App) {
    app.add_unit("TB", None);
    let user = |unit: &str, login: &str, password: &str| {
        let words = [
            "user", "add", "--unit", unit, "--role", "desk", "--name", "A",
        ];
        let words = [
            &words[..],
            &["--login", login, "--password-stdin", "--json"],
        ]
        .concat();
        hailong(&words, &app.database.address(), password)
    };
    refused(
        &user("TB", "an.vo", ""),
        &["no password came", "pipe it in"],
    );
    refused(&user("TB", "an.vo", "\n"), &["no password came"]);
    refused(&user("TB", "an.vo", "ngắn"), &["at least 10"]);
    refused(&user("TB", "nguyen.an", "nguyen.an"), &["password must"]);
    refused(
        &user("XX", "an.vo", "một mật khẩu dài"),
        &["no unit with code XX", "hailong unit list"],
    );
    assert_eq!(user("TB", "an.vo", "một mật khẩu dài").code, 0);
    refused(&user("TB", "an.vo", "một mật khẩu dài"), &["an.vo already"]);
    for (words, said) in [
        ("device add --unit XX", "hailong unit list"),
        ("link add --unit XX --json", "hailong unit list"),
        (
            "unit add --code T1 --name X --parent XX",
            "hailong unit list",
        ),
        ("unit add --code TB --name X --json", "TB already"),
        ("index --unit XX --year 2025", "'XX'"),
        ("index --unit TB --year 25 --json", "from 2000 to 2100"),
    ] {
        let words: Vec<_> = words.split(' ').collect();
        refused(&app.hailong(&words), &[said]);
    }
    let role = app.hailong(&["user", "add", "--unit", "TB", "--role", "boss"]);
    assert_eq!((role.code, role.out.as_str()), (2, ""));
    assert!(
        role.err.contains("admin, leader, desk, hotline, observer"),
        "{}",
        role.err
    );
    let missing = app.hailong(&["import", "ballots", "không-có.csv", "--json"]);
    assert_eq!(missing.code, 1);
    let report: serde_json::Value = serde_json::from_str(&missing.out).unwrap();
    assert_eq!(report["taken"], json!(0));
    let said = app.hailong(&["import", "ballots", "không-có.csv"]).out;
    assert!(
        said.contains("\n  cannot read the file: No such file"),
        "{said}"
    );
}

crate::stories! {
    a_closed_pipe_ends_every_command_quietly,
    a_mistake_that_nobody_hears_keeps_its_code,
    a_database_of_a_newer_program_is_left_alone,
    a_place_to_listen_that_cannot_be_had_is_told,
    a_wrong_value_is_told_with_what_is_right,
}
