//! Who may import whom. The order is main, cli, server, features, then web and db, then the leaves;
//! a feature sees another only along the arrows named here.

use super::{Source, nothing_to_say, rust};

/// What knows no feature.
const HOUSE: &[&str] = &["web", "db", "rows"];
const LEAVES: &[&str] = &[
    "error",
    "clock",
    "config",
    "percent",
    "rounds",
    "vietnamese",
];
/// Features that the named ones may see: left of the arrow is who looks.
const ARROWS: &[(&str, &[&str])] = &[
    ("accounts", &["units"]),
    ("units", &["accounts"]),
    ("calendar", &["accounts", "units"]),
    ("links", &["accounts", "units"]),
    ("messages", &["accounts", "units", "calendar"]),
    ("survey", &["accounts", "units", "links"]),
    (
        "dossiers",
        &[
            "accounts", "units", "calendar", "messages", "links", "survey",
        ],
    ),
    (
        "apologies",
        &[
            "accounts", "units", "calendar", "messages", "survey", "dossiers",
        ],
    ),
    (
        "complaints",
        &[
            "accounts", "units", "calendar", "messages", "links", "survey", "dossiers",
        ],
    ),
    (
        "kiosk",
        &[
            "accounts",
            "units",
            "links",
            "survey",
            "complaints",
            "messages",
        ],
    ),
    (
        "indices",
        &[
            "accounts",
            "units",
            "survey",
            "complaints",
            "dossiers",
            "apologies",
        ],
    ),
    (
        "evaluation",
        &["accounts", "units", "survey", "dossiers", "complaints"],
    ),
    ("paper", &["apologies"]),
    (
        "plan",
        &[
            "accounts",
            "units",
            "survey",
            "dossiers",
            "apologies",
            "complaints",
            "indices",
            "paper",
        ],
    ),
    (
        "reports",
        &[
            "accounts",
            "units",
            "survey",
            "dossiers",
            "apologies",
            "complaints",
            "indices",
            "plan",
            "paper",
        ],
    ),
    (
        "supervision",
        &[
            "accounts",
            "units",
            "calendar",
            "messages",
            "complaints",
            "dossiers",
            "apologies",
            "indices",
        ],
    ),
    (
        "watch",
        &[
            "accounts",
            "units",
            "calendar",
            "messages",
            "survey",
            "complaints",
            "dossiers",
            "apologies",
            "kiosk",
            "indices",
            "supervision",
            "plan",
        ],
    ),
    (
        "demo",
        &[
            "accounts",
            "units",
            "calendar",
            "links",
            "survey",
            "kiosk",
            "complaints",
            "dossiers",
            "apologies",
            "evaluation",
            "indices",
            "plan",
            "reports",
            "supervision",
            "watch",
        ],
    ),
];

/// The modules of the crate that `layer` may name.
fn may_see(layer: &str) -> Option<Vec<&'static str>> {
    let features = ARROWS.iter().map(|(feature, _)| *feature);
    let house = HOUSE.iter().chain(LEAVES).copied();
    let seen: Vec<&str> = match layer {
        "main" | "lib" => return None,
        "cli" => features.chain(house).chain(["server"]).collect(),
        "server" => features.chain(house).collect(),
        "web" | "db" => LEAVES.to_vec(),
        "rows" => Vec::new(),
        // It holds a clock and the address of a database, but does nothing with them.
        "config" => vec!["clock", "db"],
        "rounds" => vec!["error"],
        "error" | "clock" | "percent" | "vietnamese" => Vec::new(),
        feature => {
            let (_, others) = ARROWS.iter().find(|(name, _)| *name == feature)?;
            others.iter().copied().chain(house).collect()
        }
    };
    Some(seen)
}

/// The first folder or file name under `src`.
fn layer(file: &Source) -> &str {
    let path = file.path.strip_prefix("src/").unwrap();
    path.split('/').next().unwrap().trim_end_matches(".rs")
}

/// Modules of the crate named by a line: `crate::db::Db` gives db, `crate::{db, web}` gives both.
fn named(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            names.extend(heads(group));
        } else {
            names.push(word(rest));
        }
    }
    names
}

/// First words of the members of a brace group whose `{` is already taken off.
fn heads(group: &str) -> Vec<String> {
    let (mut depth, mut start, mut heads) = (1, 0, Vec::new());
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if (letter == ',' && depth == 1) || depth == 0 {
            heads.push(word(group[start..at].trim_start()));
            start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
        .collect()
}

#[test]
fn imports_point_one_way() {
    let files = rust();
    let modules: Vec<&str> = files.iter().map(layer).collect();
    let mut complaints = Vec::new();
    for file in &files {
        let from = layer(file);
        let Some(seen) = may_see(from) else {
            if !["main", "lib"].contains(&from) {
                complaints.push(format!(
                    "{}: the order of imports does not know {from}",
                    file.path
                ));
            }
            continue;
        };
        let code: Vec<&str> = file.code_lines().map(|(_, line)| line).collect();
        for name in named(&code.join("\n")) {
            let ours = modules.contains(&name.as_str());
            if ours && name != from && !seen.contains(&name.as_str()) {
                complaints.push(format!("{}: {from} may not import {name}", file.path));
            }
        }
    }
    complaints.dedup();
    nothing_to_say(&complaints);
}

#[test]
fn groups_and_single_paths_are_both_read() {
    assert_eq!(named("use crate::db::Db;"), ["db"]);
    assert_eq!(named("use crate::{db::{Db, on_each}, web};"), ["db", "web"]);
    assert_eq!(
        named("crate::{\n    units,\n    error::AppError,\n}"),
        ["units", "error"]
    );
}
