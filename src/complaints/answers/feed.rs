//! The newest answers as an Atom feed (RFC 4287), for whoever republishes them. Ids are tag URIs (RFC 4151) and stay
//! whatever else changes.

use atom_syndication::{Content, Entry, Feed, Link, Person, Text};
use chrono::{DateTime, FixedOffset, NaiveDateTime};
use rust_i18n::t;
use url::Url;

use super::asked::Part;
use super::store::Published;
use crate::web::public_url::BaseUrl;

/// Answers of one feed.
pub const ENTRIES: i64 = 50;
/// Language of what is published.
const LANG: &str = "vi";
/// The year in which the ids of this program were laid down.
const MINTED: &str = "2026";

/// The feed of a part of the answers. Without an answer it was last changed when the program can tell no better: at
/// the beginning of time.
pub fn feed(part: &Part, base: &BaseUrl) -> String {
    let unit = part.unit.as_ref();
    let speaker = part.speaker.as_ref().map_or("", |unit| unit.name.as_str());
    let name = match speaker {
        "" => t!("web.name", locale = LANG).into_owned(),
        name => name.to_owned(),
    };
    let changed = part.answers.iter().map(|answer| answer.updated_at).max();
    let own = base.address(&part.address("/answers/feed.atom", &[]));
    let page = base.address(&part.address("/answers", &[]));
    let id = match unit {
        Some(unit) => tag(base, &format!("answers-of/{}", unit.code)),
        None => tag(base, "answers"),
    };
    let feed = Feed {
        title: Text::plain(xml(&t!("answers.feed", locale = LANG, unit = name))),
        id,
        updated: moment(changed.unwrap_or_default()),
        lang: Some(LANG.to_owned()),
        authors: vec![author(&name)],
        links: vec![
            link(own, "self", "application/atom+xml"),
            link(page, "alternate", "text/html"),
        ],
        entries: part
            .answers
            .iter()
            .map(|answer| entry(answer, base))
            .collect(),
        ..Feed::default()
    };
    feed.to_string()
}

fn entry(answer: &Published, base: &BaseUrl) -> Entry {
    let address = base.address(&format!("/answers/{}", answer.number));
    let words = t!(
        "answers.feed_entry",
        locale = LANG,
        question = answer.question,
        answer = answer.answer
    );
    Entry {
        title: Text::plain(xml(&answer.title)),
        id: tag(base, &format!("answers/{}", answer.number)),
        published: Some(moment(answer.published_at)),
        updated: moment(answer.updated_at),
        authors: vec![author(&answer.unit)],
        links: vec![link(address, "alternate", "text/html")],
        content: Some(Content {
            content_type: Some("text".to_owned()),
            value: Some(xml(&words)),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

fn author(name: &str) -> Person {
    Person {
        name: xml(name),
        ..Person::default()
    }
}

fn link(href: String, rel: &str, mime_type: &str) -> Link {
    Link {
        href,
        rel: rel.to_owned(),
        mime_type: Some(mime_type.to_owned()),
        ..Link::default()
    }
}

fn tag(base: &BaseUrl, name: &str) -> String {
    let address = base.address("");
    let url = Url::parse(&address).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or("localhost");
    format!("tag:{host},{MINTED}:{name}")
}

fn moment(utc: NaiveDateTime) -> DateTime<FixedOffset> {
    utc.and_utc().fixed_offset()
}

/// Without what XML cannot hold, escaped or not (XML 1.0, 2.2).
fn xml(text: &str) -> String {
    let allowed = |letter: &char| match letter {
        '\n' | '\t' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        other => !other.is_control(),
    };
    text.chars().filter(allowed).collect()
}
