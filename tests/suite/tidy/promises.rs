//! `docs/promises.md` names a test, a section of the guide or a picture for each promise: every one of them exists.

use std::fs;
use std::path::Path;

use super::{nothing_to_say, root};

#[test]
fn every_promise_is_held_by_something_that_exists() {
    let docs = root().join("docs");
    let page = fs::read_to_string(docs.join("promises.md")).unwrap();
    let links: Vec<(&str, &str)> = page
        .split("](")
        .zip(page.split("](").skip(1))
        .filter_map(|(before, after)| {
            let name = before.rsplit_once('[')?.1;
            let target = after.split_once(')')?.0;
            Some((name, target))
        })
        .collect();
    let broken: Vec<String> = links
        .iter()
        .filter(|(name, target)| !holds(&docs, name, target))
        .map(|(name, target)| format!("{target} has no {name:?}"))
        .collect();
    assert!(links.len() > 100, "the promises were not found");
    nothing_to_say(&broken);
}

/// A test is named in its file; a section of the guide is one of its headings.
fn holds(docs: &Path, name: &str, target: &str) -> bool {
    let (file, section) = target.split_once('#').unwrap_or((target, ""));
    let Ok(content) = fs::read(docs.join(file)) else {
        return false;
    };
    let text = String::from_utf8_lossy(&content);
    let wanted = section.split('-').next().unwrap_or_default();
    let is_heading = |line: &str| line.starts_with(&format!("## {wanted}. "));
    if file.starts_with("../tests/") {
        return text.contains(name);
    }
    section.is_empty() || text.lines().any(is_heading)
}
