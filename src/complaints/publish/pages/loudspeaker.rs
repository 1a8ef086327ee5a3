//! The text for the commune's loudspeaker: without a figure or an abbreviation, one sentence on a line.

use maud::{Markup, html};
use rust_i18n::t;

use crate::clock::local_day;
use crate::complaints::answers::store::Published;
use crate::vietnamese::redaction::BLANK;
use crate::vietnamese::{aloud, unread};
use crate::web::components::breadcrumb;
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Language of whoever listens.
const LISTENER: Lang = Lang::Vi;

/// A sentence of fewer words tells nothing once something in it was blanked: "Tôi là […], số […]."
const WORDS_TOLD: usize = 5;

/// The page with the text in a field, to be changed before it is copied.
pub fn page(answer: &Published, lang: Lang) -> Body {
    let title = t!("publish.loudspeaker", locale = lang.code());
    let case = t!(
        "publish.title",
        locale = lang.code(),
        number = answer.number
    );
    let back = format!("/complaints/{}/publish", answer.number);
    let spoken = spoken(answer);
    let markup = html! {
        (breadcrumb(lang, &[(&back, &case)]))
        h1 { (title) }
        p.lead { (t!("publish.loudspeaker_lead", locale = lang.code())) }
        div.field {
            label for="aloud" { (t!("publish.loudspeaker_text", locale = lang.code())) }
            textarea id="aloud" class="aloud" rows="16" lang=(LISTENER.code()) { (spoken) }
        }
        (to_look_at("unread", &unread(&spoken), lang))
        (to_look_at("blanked", &blanked(answer), lang))
    };
    Body::new(title, markup)
}

/// The sentences in which something was blanked: without it they may sound odd.
fn blanked(answer: &Published) -> Vec<&str> {
    let texts = [&answer.question, &answer.answer];
    let sentences = texts.into_iter().flat_map(|text| sentences(text));
    let blanked = sentences.filter(|sentence| sentence.contains(BLANK));
    blanked.map(str::trim).collect()
}

/// Pieces of the text at which a person looks before it is read.
fn to_look_at(name: &str, pieces: &[&str], lang: Lang) -> Markup {
    let text = |key: &str| t!(format!("publish.loudspeaker_{key}"), locale = lang.code());
    html! {
        @if !pieces.is_empty() {
            section aria-labelledby=(name) {
                h2 id=(name) { (text(name)) }
                p { (text(&format!("{name}_advice"))) }
                ul lang=(LISTENER.code()) { @for piece in pieces { li { (piece) } } }
            }
        }
    }
}

/// The text, with a greeting and an end.
pub fn spoken(answer: &Published) -> String {
    let received = LISTENER.date(local_day(answer.received_at));
    let text = t!(
        "publish.aloud",
        locale = LISTENER.code(),
        unit = answer.unit,
        date = received,
        question = sentence(&answer.question),
        answer = sentence(&answer.answer)
    );
    aloud(&text)
}

/// Words that end as a sentence does. What was blanked is not spoken of, nor a sentence that tells nothing without it.
fn sentence(words: &str) -> String {
    let told: Vec<String> = sentences(words).filter_map(without_blanks).collect();
    let told = told.join(" ");
    if told.ends_with(['.', '!', '?', '…']) {
        told
    } else {
        format!("{told}.")
    }
}

fn sentences(words: &str) -> impl Iterator<Item = &str> {
    words.split_inclusive(['.', '!', '?', '\n'])
}

fn without_blanks(sentence: &str) -> Option<String> {
    if !sentence.contains(BLANK) {
        return Some(sentence.trim().to_owned()).filter(|sentence| !sentence.is_empty());
    }
    let bare = sentence.replace(BLANK, "").replace("()", "");
    let mut bare = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    for mark in [',', '.', ';', ':', '!', '?'] {
        bare = bare.replace(&format!(" {mark}"), &mark.to_string());
    }
    (bare.split(' ').count() >= WORDS_TOLD).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spoken_has_no_figure_and_no_abbreviation() {
        let at = chrono::DateTime::from_timestamp(1_780_000_000, 0)
            .expect("in range")
            .naive_utc();
        let answer = Published {
            number: 12,
            unit: "UBND xã Tân Bình".into(),
            hotline: String::new(),
            title: String::new(),
            question: "Đường thôn 3 của ông […] hỏng. Tôi là […], số […].".into(),
            answer: "UBND xã sửa xong trước ngày 15/12/2026, hết 20.000.000 đồng".into(),
            received_at: at,
            done_on: None,
            late: false,
            published_at: at,
            updated_at: at,
        };
        let spoken = spoken(&answer);
        assert!(
            !spoken.contains(|letter: char| letter.is_ascii_digit()),
            "{spoken}"
        );
        for wrong in ["UBND", "[", "…"] {
            assert!(!spoken.contains(wrong), "{wrong}: {spoken}");
        }
        assert!(spoken.starts_with("Kính thưa bà con"), "{spoken}");
        assert!(spoken.contains("Đường thôn ba của ông hỏng."), "{spoken}");
        assert!(!spoken.contains("Tôi là"), "{spoken}");
    }
}
