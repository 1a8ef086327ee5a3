//! The message catalogue: every text in both languages, and every text that the code asks for.
//! Reads just the YAML that the catalogue uses: nested maps of texts.

use std::collections::{BTreeMap, BTreeSet};

use super::{Source, nothing_to_say, rust, sources};

/// Texts of one language by full key (`form.title`), with the file each came from.
fn texts(lang: &str) -> BTreeMap<String, (String, String)> {
    let ending = format!(".{lang}.yml");
    let mut all = BTreeMap::new();
    for file in sources(&["locales"], &["yml"]) {
        if !file.path.ends_with(&ending) {
            continue;
        }
        for (key, text) in entries(&file) {
            let former = all.insert(key.clone(), (text, file.path.clone()));
            assert!(former.is_none(), "{}: {key} stands twice", file.path);
        }
    }
    all
}

/// The leaves of one file. A folded or literal block counts as one text.
fn entries(file: &Source) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut parents: Vec<(usize, String)> = Vec::new();
    let mut block: Option<usize> = None;
    for line in file.text.lines() {
        let bare = line.trim();
        let indent = line.len() - line.trim_start().len();
        if bare.is_empty() || bare.starts_with('#') {
            continue;
        }
        if block.is_some_and(|outer| indent > outer) {
            let (_, text) = found.last_mut().unwrap();
            text.push_str(bare);
            continue;
        }
        block = None;
        let (key, value) = bare
            .split_once(':')
            .unwrap_or_else(|| panic!("{}: not a key: {bare}", file.path));
        let key = key.trim_matches(['"', '\'']);
        if key == "_version" {
            continue;
        }
        parents.retain(|(outer, _)| *outer < indent);
        parents.push((indent, key.to_owned()));
        let value = value.trim();
        if !value.is_empty() {
            block = value.starts_with(['|', '>']).then_some(indent);
            let path: Vec<&str> = parents.iter().map(|(_, key)| key.as_str()).collect();
            found.push((
                path.join("."),
                value.trim_matches(['"', '\'', '|', '>', '-']).to_owned(),
            ));
        }
    }
    found
}

/// Names of the values a text takes: `%{count}` gives count.
fn values(text: &str) -> BTreeSet<&str> {
    text.match_indices("%{")
        .filter_map(|(at, _)| text[at + 2..].split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

/// Keys that the code names as literals in `t!("…")`.
fn asked(file: &Source) -> Vec<String> {
    let code: Vec<&str> = file.code_lines().map(|(_, line)| line).collect();
    let code = code.join("\n");
    code.match_indices("t!(")
        .filter(|(at, _)| {
            !code[..*at].ends_with(|before: char| before.is_alphanumeric() || before == '_')
        })
        .filter_map(|(at, _)| code[at + 3..].trim_start().strip_prefix('"'))
        .filter_map(|rest| rest.split_once('"'))
        .map(|(key, _)| key.to_owned())
        .collect()
}

#[test]
fn every_text_exists_in_both_languages() {
    let (vietnamese, english) = (texts("vi"), texts("en"));
    assert!(!vietnamese.is_empty(), "no catalogue found");
    let mut complaints = Vec::new();
    for (here, there, lang) in [(&vietnamese, &english, "en"), (&english, &vietnamese, "vi")] {
        for (key, (text, path)) in here {
            match there.get(key) {
                None => complaints.push(format!("{path}: {key} has no text in {lang}")),
                Some((other, _)) if values(text) != values(other) => {
                    complaints.push(format!("{path}: {key} takes other values in {lang}"));
                }
                Some(_) => {}
            }
        }
    }
    nothing_to_say(&complaints);
}

#[test]
fn every_text_that_the_code_asks_for_exists() {
    let known = texts("vi");
    let mut complaints = Vec::new();
    for file in rust() {
        for key in asked(&file) {
            if !known.contains_key(&key) {
                complaints.push(format!("{}: no text for {key}", file.path));
            }
        }
    }
    nothing_to_say(&complaints);
}

#[test]
fn the_reader_of_the_catalogue_understands_it() {
    let file = Source {
        path: "test.yml".into(),
        text: "a:\n  b: \"x: %{n}\"\n  # note\n  c:\n    d: >-\n      one\n      two: three\n  e: y\nf: z\n".into(),
    };
    let keys: Vec<String> = entries(&file).into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["a.b", "a.c.d", "a.e", "f"]);
    assert_eq!(values("%{n} of %{all}"), BTreeSet::from(["n", "all"]));
}
