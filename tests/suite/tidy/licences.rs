//! What is linked into the program: only licences that `deny.toml` allows, whether or not cargo-deny is installed.

use std::fs;
use std::process::Command;

use serde_json::Value;

use super::{nothing_to_say, root};

/// The quoted words of the list `allow` in `deny.toml`.
fn allowed() -> Vec<String> {
    let text = fs::read_to_string(root().join("deny.toml")).unwrap();
    let (_, list) = text.split_once("allow = [").unwrap();
    let (list, _) = list.split_once(']').unwrap();
    list.split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// True if an SPDX expression can be met with the allowed licences. Brackets bind as they stand in practice:
/// a choice in brackets, AND another licence.
fn acceptable(expression: &str, allowed: &[String]) -> bool {
    let expression = expression.replace('/', " OR ");
    let is_allowed = |name: &str| allowed.iter().any(|licence| licence == name.trim());
    expression.split(" AND ").all(|choice| {
        let choice = choice.trim().trim_start_matches('(').trim_end_matches(')');
        choice.split(" OR ").any(is_allowed)
    })
}

fn cargo(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO"));
    let output = command
        .args(arguments)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "cargo {arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_licence_is_allowed() {
    // Without the platform, cargo asks for packages that only other systems need.
    let version = cargo(&["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let platform = format!("--filter-platform={}", host.unwrap());
    let metadata = cargo(&["metadata", "--format-version=1", "--locked", &platform]);
    let metadata: Value = serde_json::from_str(&metadata).expect("cargo's description");
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 50);
    let allowed = allowed();
    let complaints: Vec<String> = packages
        .iter()
        .map(|package| {
            (
                &package["name"],
                package["license"].as_str().unwrap_or("none"),
            )
        })
        .filter(|(_, licence)| !acceptable(licence, &allowed))
        .map(|(name, licence)| format!("{name}: {licence} is not in deny.toml"))
        .collect();
    nothing_to_say(&complaints);
}

#[test]
fn an_expression_needs_one_of_a_choice_and_all_of_a_sum() {
    let allowed = ["MIT".to_owned(), "Zlib".to_owned()];
    assert!(acceptable("GPL-3.0 OR MIT", &allowed));
    assert!(acceptable("(GPL-3.0 OR MIT) AND Zlib", &allowed));
    assert!(acceptable("Unlicense/MIT", &allowed));
    assert!(!acceptable("MIT AND GPL-3.0", &allowed));
    assert!(!acceptable("GPL-3.0", &allowed));
}
