//! Whatever is wrong with the address of a database, or with the command around it, its password is nowhere in what
//! the program says.

use std::process::Output;

use super::{program, refused};
use crate::harness::App;
use crate::harness::app::hailong;
use crate::harness::database::TestDatabase;

const PASSWORD: &str = "geheim";

/// Addresses of a database as they are mistyped, and of one that cannot be reached.
const MISTYPED: [&str; 24] = [
    "postgress://u:geheim@h/x",
    "postgres//u:geheim@h/x",
    "postgres:/u:geheim@h/x",
    "postgres:u:geheim@h/x",
    "Postgres://u:geheim@h/x",
    "POSTGRES://u:geheim@h/x",
    " postgres://u:geheim@h/x",
    "'postgres://u:geheim@h/x'",
    "pg://u:geheim@h/x",
    "u:geheim@h/x",
    "u:geheim@h",
    "host=h user=u password=geheim",
    "sqlite:postgres://u:geheim@h/x",
    "postgres://u:geheim",
    "postgres://u:geheim/x",
    "postgres://u:xx@geheim@h/x",
    "postgres://u:xx/geheim@h/x",
    "postgres://u:xx?geheim@h/x",
    "postgres://u:xx%geheim@h/x",
    "postgres://u:xx geheim@h/x",
    "postgres://u:x@h:geheim/x",
    "postgres://u:x@h/x?password=geheim&geheim",
    "postgres://u:geheim@127.0.0.1:1/x",
    "postgres://u@127.0.0.1:1/x?password=geheim&connect_timeout=2",
];

/// Wherever an address stands, and whatever is wrong with it, its password is nowhere in the answer.
#[test]
fn a_mistyped_address_is_not_repeated_with_its_password() {
    for address in MISTYPED {
        for place in [
            &["unit", "list", "--database", address][..],
            &["--database", address, "verify"],
            &["unit", "list", &format!("--database={address}")],
            &["unit", "list", &format!("--databas={address}")],
            &["unit", "list", "--databas", address],
            &["unit", "list", "-d", address],
            &["unit", "list", address],
            &[address, "unit", "list"],
            &["index", "--unit", address, "--year", "2025"],
            &["index", "--unit", "TB", "--year", address],
            &["user", "add", "--role", address],
            &["serve", "--database", address],
            &["--json", "migrate", "--database", address],
        ] {
            let output = program().args(place).output().unwrap();
            hides_the_password(&output, place);
            assert!(!output.stderr.is_empty(), "{place:?}");
        }
        for words in ["unit list", "verify", "serve", "units", "index --year x"] {
            let mut run = program();
            let output = run
                .args(words.split(' '))
                .env("HAILONG_DATABASE", address)
                .output();
            hides_the_password(&output.unwrap(), &[words, address]);
        }
    }
}

/// Help tells what the environment holds, but for the address of the database.
#[test]
fn help_does_not_show_the_password_in_the_environment() {
    for words in [
        "--help",
        "-h",
        "help",
        "unit --help",
        "unit add -h",
        "help serve",
        "demo --help",
    ] {
        let mut run = program();
        let output = run
            .args(words.split(' '))
            .env("HAILONG_DATABASE", "postgres://u:geheim@h/x")
            .output()
            .unwrap();
        let shown = String::from_utf8_lossy(&output.stdout);
        assert!(shown.contains("Usage"), "{words}: {shown}");
        assert!(!shown.contains(PASSWORD), "{words}: {shown}");
    }
}

/// A password typed where none is taken.
#[test]
fn a_password_on_the_command_line_is_not_repeated() {
    for words in [
        "user add --password geheim",
        "user add --password=geheim",
        "user add --password-stdin geheim",
    ] {
        let output = program().args(words.split(' ')).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        hides_the_password(&output, &[words]);
    }
}

/// A server that is reached, and refuses.
async fn a_server_that_refuses_is_told_without_the_password(app: &App) {
    let TestDatabase::Postgres { .. } = *app.database else {
        return;
    };
    let address = app.database.address();
    let (_, place) = address.rsplit_once('@').unwrap();
    let wrong = format!("postgres://hailong:{PASSWORD}@{place}");
    let run = hailong(&["unit", "list"], &wrong, "");
    refused(&run, &["cannot open postgres://", "authentication failed"]);
    assert!(!run.err.contains(PASSWORD), "{}", run.err);
}

#[track_caller]
fn hides_the_password(output: &Output, words: &[&str]) {
    let told = [&output.stdout[..], &output.stderr].concat();
    let told = String::from_utf8_lossy(&told);
    assert!(!output.status.success(), "{words:?}: {told}");
    assert!(!told.contains(PASSWORD), "{words:?}: {told}");
    assert!(!told.contains("panicked"), "{words:?}: {told}");
}

crate::stories! {
    a_server_that_refuses_is_told_without_the_password,
}
