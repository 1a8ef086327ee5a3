//! What citizens open on an old phone is styled there as well: a browser that does not know one selector of a list drops
//! the whole rule and says nothing. Chrome 80 is the oldest that these pages are held to.

use super::{Source, nothing_to_say, sources};

/// Every sheet that such a page loads or has in itself.
const SHEETS: [&str; 11] = [
    "answer-notice",
    "answers",
    "app",
    "base",
    "citizen",
    "data",
    "fields",
    "form",
    "indices",
    "print",
    "tokens",
];
/// Never: the rule would be lost before Chrome 88, as with several selectors in one `:not`.
const SELECTORS: [&str; 2] = [":is(", ":where("];
/// In a rule of their own only: one that does not know them loses them and nothing else (before Chrome 86 and 105).
const ALONE: [&str; 2] = [":focus-visible", ":has("];
/// To be written out, side by side (unknown before Chrome 87 and 88).
const PROPERTIES: [&str; 6] = [
    "inset",
    "aspect-ratio",
    "margin-inline",
    "margin-block",
    "padding-inline",
    "padding-block",
];

#[test]
fn what_a_citizen_opens_is_styled_on_an_old_phone() {
    let all = sources(&["static"], &["css"]);
    let sheets = SHEETS.map(|name| {
        let path = format!("static/{name}.css");
        all.iter().find(|sheet| sheet.path == path).unwrap()
    });
    let complaints: Vec<String> = sheets.iter().flat_map(|sheet| faults(sheet)).collect();
    nothing_to_say(&complaints);
}

fn faults(sheet: &Source) -> Vec<String> {
    let css = without_comments(&sheet.text);
    let lost = css
        .split(['{', '}', ';'])
        .zip(css.matches(['{', '}', ';']))
        .filter(|(part, end)| match *end {
            "{" => is_dropped(part.trim()),
            _ => is_unknown(part.trim(), &css),
        });
    lost.map(|(part, _)| format!("{}: {}", sheet.path, part.trim()))
        .collect()
}

fn is_dropped(selector: &str) -> bool {
    let has = |marks: &[&str]| marks.iter().any(|mark| selector.contains(mark));
    let mut negated = selector.split(":not(").skip(1);
    let negates_several = negated.any(|rest| rest.split(')').next().unwrap().contains(','));
    let is_list = has_outer_comma(selector);
    has(&SELECTORS) || negates_several || is_list && has(&ALONE)
}

fn is_unknown(declaration: &str, css: &str) -> bool {
    let name = declaration.split(':').next().unwrap_or_default().trim();
    let prefixed = format!("-webkit-{declaration}");
    PROPERTIES.contains(&name) || name == "appearance" && !css.contains(&prefixed)
}

fn has_outer_comma(selector: &str) -> bool {
    let mut depth = 0;
    selector.chars().any(|letter| {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        letter == ',' && depth == 0
    })
}

fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once("*/").map_or("", |(_, after)| after)
    })
}
