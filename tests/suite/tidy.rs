//! Keeps the tree as it is meant to be: short files, headers, nothing left open, each kind of text in its place.
//! Who may import whom is in `tidy::imports`, the message catalogue in `tidy::catalogue`, licences in `tidy::licences`,
//! old phones in `tidy::phones`.

mod catalogue;
mod imports;
mod licences;
mod phones;
mod promises;

use std::fs;
use std::path::{Path, PathBuf};

const LONGEST_FILE: usize = 400;
/// Other people's code, as they published it, with its licence beside it: our rules of form do not bind it.
const VENDORED: &str = "kiosk/vendor/";

/// A text file of the project.
struct Source {
    /// Path from the root of the project, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// The first line with `needle` in code, counted from 1; comments do not count.
    fn line_of(&self, needle: &str) -> Option<usize> {
        self.code_lines()
            .find(|(_, line)| line.contains(needle))
            .map(|(number, _)| number)
    }

    /// Lines without `//` comments, before the file's own tests.
    fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
            .map(|(index, line)| (index + 1, without_comment(line)))
    }

    fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// Cuts a `//` comment off, but not the one inside `https://`.
fn without_comment(line: &str) -> &str {
    line.match_indices("//")
        .find(|(at, _)| !line[..*at].ends_with(':'))
        .map_or(line, |(at, _)| &line[..at])
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file under the folders with one of the extensions, in the order of their paths.
fn sources(folders: &[&str], extensions: &[&str]) -> Vec<Source> {
    let mut paths = Vec::new();
    for folder in folders {
        walk(&root().join(folder), &mut paths);
    }
    paths.sort();
    paths
        .into_iter()
        .filter(|path| {
            let extension = path.extension().and_then(|ext| ext.to_str());
            extensions.contains(&extension.unwrap_or_default())
        })
        .map(|path| Source {
            path: relative(&path),
            text: fs::read_to_string(&path).unwrap(),
        })
        .collect()
}

fn relative(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap();
    path.to_str().unwrap().replace('\\', "/")
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let entry = entry.unwrap();
        if entry.file_name() == "node_modules" {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            walk(&entry.path(), found);
        } else {
            found.push(entry.path());
        }
    }
}

fn rust() -> Vec<Source> {
    sources(&["src"], &["rs"])
}

/// Fails with every complaint at once, one on each line.
#[track_caller]
fn nothing_to_say(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// Complains where one of `needles` stands in a file that `allowed` does not name.
fn only_in(files: &[Source], needles: &[&str], allowed: impl Fn(&Source) -> bool, why: &str) {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| !allowed(file)) {
        for needle in needles {
            if let Some(line) = file.line_of(needle) {
                complaints.push(format!("{}:{line}: {needle}: {why}", file.path));
            }
        }
    }
    nothing_to_say(&complaints);
}

#[test]
fn no_file_is_too_long() {
    let all = sources(
        &["src", "tests", "kiosk", "static", "scripts", "benches"],
        &["rs", "mjs", "js", "css", "lua", "sh", ""],
    );
    let long: Vec<String> = all
        .iter()
        .filter(|file| !file.path.starts_with(VENDORED))
        .map(|file| (file, file.text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST_FILE)
        .map(|(file, lines)| format!("{}: {lines} lines, at most {LONGEST_FILE}", file.path))
        .collect();
    assert!(all.len() > 20, "the tree was not found");
    nothing_to_say(&long);
}

#[test]
fn every_module_says_what_lives_in_it() {
    let silent: Vec<String> = sources(&["src", "tests"], &["rs"])
        .iter()
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| format!("{}: begins without a //! header", file.path))
        .collect();
    nothing_to_say(&silent);
}

#[test]
fn nothing_is_left_open() {
    // In two parts, so that this list does not find itself.
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("#[ign", "ore"),
        concat!("dbg", "!("),
    ];
    let mut complaints = Vec::new();
    let folders = [
        "src",
        "tests",
        "kiosk",
        "static",
        "scripts",
        "benches",
        "migrations",
    ];
    let kinds = ["rs", "mjs", "js", "css", "html", "lua", "sh", "sql", ""];
    let ours = |file: &Source| !file.path.starts_with(VENDORED);
    for file in sources(&folders, &kinds).into_iter().filter(ours) {
        for (index, line) in file.text.lines().enumerate() {
            for mark in marks.iter().filter(|mark| line.contains(**mark)) {
                // mktemp's pattern is the one honest use.
                if !line.contains("mktemp") {
                    complaints.push(format!("{}:{}: {mark}", file.path, index + 1));
                }
            }
        }
    }
    nothing_to_say(&complaints);
}

#[test]
fn nothing_panics_on_purpose() {
    only_in(
        &rust(),
        &[".unwrap()", ".expect(", "panic!("],
        // What is in a file of this name is compiled for tests alone.
        |file| file.file_name() == "tests.rs",
        "return an error instead",
    );
}

#[test]
fn sql_lives_in_db_and_in_stores() {
    // A pure type may say which table its rows come from.
    let mut files = rust();
    for file in &mut files {
        file.text = file.text.replace("table_name = crate::db::schema::", "");
    }
    only_in(
        &files,
        &["schema::", "sql_query"],
        |file| {
            file.path.starts_with("src/db/")
                || file.file_name() == "store.rs"
                || file.path.contains("/store/")
        },
        "queries belong into a store",
    );
}

#[test]
fn markup_lives_in_pages() {
    only_in(
        &rust(),
        &["html!"],
        |file| {
            let name = file.file_name();
            file.path.starts_with("src/web/")
                || file.path.contains("/pages/")
                || file.path.contains("/charts/")
                || ["pages.rs", "charts.rs"].contains(&name)
        },
        "markup belongs into pages or charts",
    );
}

#[test]
fn unescaped_markup_has_three_homes() {
    let homes = ["src/web/assets.rs", "src/web/faces.rs", "src/links/qr.rs"];
    only_in(
        &rust(),
        &["PreEscaped"],
        |file| homes.contains(&file.path.as_str()),
        "only our own embedded files and drawings go out unescaped",
    );
}

#[test]
fn markup_carries_no_style_or_script_of_its_own() {
    only_in(
        &rust(),
        &[
            " style=",
            " onclick=",
            " onchange=",
            " onsubmit=",
            "javascript:",
        ],
        |_| false,
        "the content policy forbids it: use a class or a module",
    );
}

#[test]
fn both_databases_have_the_same_migrations() {
    let names = |folder: &str| -> Vec<String> {
        let mut paths = Vec::new();
        walk(&root().join("migrations").join(folder), &mut paths);
        let mut names: Vec<_> = paths
            .iter()
            .map(|path| relative(path).split_once('/').unwrap().1.to_owned())
            .map(|path| path.split_once('/').unwrap().1.to_owned())
            .collect();
        names.sort();
        names
    };
    assert!(!names("sqlite").is_empty());
    assert_eq!(names("sqlite"), names("postgres"));
}

#[test]
fn scripts_end_only_what_they_started() {
    only_in(
        &sources(&["scripts", ".ci"], &["sh", ""]),
        &["killall", "pkill", "rm -rf /"],
        |_| false,
        "end only what was started, by its id",
    );
}
