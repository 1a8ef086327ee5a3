//! Which class a report seems to be, from its words (pure). The program proposes, an official decides; where it might
//! be an accusation it says so, because showing one to the accused cannot be undone.

mod signals;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::class::Class;
use crate::vietnamese::{Word, fold, split};
use signals::{ABUSE, OFFICE, TABLE, Weight};

/// What a report seems to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The class that needs the most care of those signalled; `Conduct` where nothing is, since that one is answered.
    pub class: Class,
    /// The words that spoke for it and for others, as they were written; empty if none did.
    pub because: Vec<String>,
    /// Something in it accuses somebody of breaking the law: restrict who sees it until an official has decided.
    pub may_be_denunciation: bool,
    /// It accuses of a crime, somebody may be in danger, and nobody of an office is spoken of: whoever is on duty must
    /// see it at once, unless it names an official after all.
    pub of_strangers: bool,
    /// Several classes are signalled: to be split into separate records (NĐ 154/2026/NĐ-CP Điều 14).
    pub mixed: bool,
}

/// The class that needs the most care comes first.
const CARE: [Class; 7] = [
    Class::Emergency,
    Class::Denunciation,
    Class::Grievance,
    Class::Conduct,
    Class::Regulation,
    Class::Elsewhere,
    Class::Question,
];
/// Words that deny what follows them in the same clause, as written: "cha" is a father, "chả" a denial.
const DENIALS: &[&str] = &[
    "không", "khong", "ko", "k", "hông", "chưa", "chua", "chẳng", "chang", "chả",
];
/// What makes no denial of one: "không biết", "không những", "không hài lòng"; who did not give was asked to.
const NO_DENIALS: &[&str] = &[
    "biet", "hieu", "nhung", "chi", "hai", "the", "can", "dung", "dua", "chiu", "lot", "boi",
    "chung", "bieu",
];
/// After these a new clause begins, though no comma stands there.
const TURNS: &[&str] = &[
    "nhung", "ma", "roi", "vi", "nen", "con", "va", "ngoai", "tru", "neu", "de", "do", "tai",
];
/// "Không đưa phong bì thì không làm" denies nothing.
const CONSEQUENCES: &[&str] = &["thi", "la", "moi", "nen", "bi"];
/// How far before a signal its denial may stand, words.
const REACH: usize = 5;
/// How far behind it the consequence may.
const TAIL: usize = 4;

/// A phrase to listen for.
struct Phrase {
    class: Class,
    weight: Weight,
    /// Folded.
    words: Vec<String>,
    /// The same words as letters with their accents.
    accents: Vec<String>,
}

/// A phrase found in a text.
struct Heard<'a> {
    phrase: &'a Phrase,
    from: usize,
    to: usize,
}

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let phrases = TABLE.iter().flat_map(|signals| {
        let of_class = signals.phrases.split(", ");
        of_class.map(|text| phrase(signals.class, signals.weight, text))
    });
    let abuse = ABUSE
        .split(", ")
        .map(|text| phrase(Class::Unfit, Weight::Weak, text));
    phrases.chain(abuse).collect()
});

/// The class that the words of a report speak for.
pub fn propose(text: &str) -> Proposal {
    let words = split(text);
    let mut because = Vec::new();
    let mut classes = BTreeSet::new();
    let (mut is_grave, mut is_crime) = (false, false);
    let mut has_abuse = false;
    for sentence in sentences(text, &words) {
        let heard = listen(text, sentence);
        has_abuse |= heard.iter().any(is_abuse);
        let weighs = |weight: Weight| heard.iter().any(|heard| heard.phrase.weight == weight);
        is_grave |= weighs(Weight::Grave);
        is_crime |= weighs(Weight::Crime);
        for heard in said(heard) {
            classes.insert(heard.phrase.class);
            because.extend(written(text, sentence, &heard));
        }
    }
    let in_danger = classes.contains(&Class::Emergency);
    let of_strangers = is_crime && !is_grave && in_danger && !speaks_of_office(&words);
    if classes.is_empty() && is_question(text) {
        classes.insert(Class::Question);
    }
    let first = CARE.into_iter().find(|class| classes.contains(class));
    let is_empty = words.len() < 2 || (has_abuse && classes.is_empty());
    let fallback = if is_empty {
        Class::Unfit
    } else {
        Class::Conduct
    };
    because.dedup();
    Proposal {
        class: first.unwrap_or(fallback),
        because,
        may_be_denunciation: is_grave || is_crime && !of_strangers,
        of_strangers,
        mixed: classes.len() > 1,
    }
}

fn phrase(class: Class, weight: Weight, text: &str) -> Phrase {
    let words: Vec<String> = fold(text).split(' ').map(str::to_owned).collect();
    let accents = text.split(' ').map(accents).collect();
    Phrase {
        class,
        weight,
        words,
        accents,
    }
}

/// Letters and accents, however the accents were placed: "hoà" and "hòa" are one, and so are "sửa" and "sữa", which
/// half of the country speaks alike.
fn accents(word: &str) -> String {
    let lower = word.to_lowercase();
    let tilde_as_hook = |letter| {
        if letter == '\u{303}' {
            '\u{309}'
        } else {
            letter
        }
    };
    let mut letters: Vec<char> = lower.nfd().map(tilde_as_hook).collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

/// The words of each sentence.
fn sentences<'a>(text: &str, words: &'a [Word<'a>]) -> Vec<&'a [Word<'a>]> {
    let mut sentences = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let pairs = rest.iter().zip(rest.iter().skip(1));
        let mut gaps = pairs.map(|(one, next)| gap(text, one, next));
        let end = gaps.position(|gap| gap.contains(['.', '!', '?', '\n', ';']));
        let length = end.map_or(rest.len(), |at| at + 1);
        sentences.extend(rest.get(..length));
        rest = rest.get(length..).unwrap_or_default();
    }
    sentences
}

fn gap<'a>(text: &'a str, one: &Word, next: &Word) -> &'a str {
    text.get(one.range.end..next.range.start)
        .unwrap_or_default()
}

/// Every phrase of a sentence that is not denied; of phrases within each other the longest.
fn listen<'a>(text: &str, sentence: &[Word]) -> Vec<Heard<'a>> {
    let mut heard: Vec<Heard> = Vec::new();
    for from in 0..sentence.len() {
        let rest = sentence.get(from..).unwrap_or_default();
        let fitting = PHRASES.iter().filter(|phrase| stands(phrase, rest));
        for phrase in fitting {
            let to = from + phrase.words.len();
            heard.push(Heard { phrase, from, to });
        }
    }
    let spans: Vec<(usize, usize)> = heard.iter().map(|heard| (heard.from, heard.to)).collect();
    heard.retain(|heard| {
        let is_within = spans.iter().any(|(from, to)| {
            let is_longer = to - from > heard.to - heard.from;
            is_longer && *from <= heard.from && heard.to <= *to
        });
        !is_within && !is_denied(text, sentence, heard)
    });
    heard
}

/// A single word needs its accents; in a phrase a word may lack them. What accuses is heard with wrong accents, too.
fn stands(phrase: &Phrase, rest: &[Word]) -> bool {
    let written = rest.iter().take(phrase.words.len());
    if !written
        .clone()
        .map(|word| &word.folded)
        .eq(phrase.words.iter())
    {
        return false;
    }
    let may_be_bare = phrase.words.len() > 1;
    matches!(phrase.weight, Weight::Grave | Weight::Crime)
        || written.zip(&phrase.accents).all(|(word, exact)| {
            let is_bare = may_be_bare && word.text.to_lowercase() == word.folded;
            is_bare || accents(word.text) == *exact
        })
}

/// "Không có ai vòi tiền": a denial before it in the same clause, and no consequence behind it.
fn is_denied(text: &str, sentence: &[Word], heard: &Heard) -> bool {
    // A phrase that begins with its own denial is no praise.
    let is_own = sentence.get(heard.from).is_some_and(denies);
    if is_own || heard.phrase.weight == Weight::Weak {
        return false;
    }
    let start = heard.from.saturating_sub(REACH);
    let before = sentence.get(start..=heard.from).unwrap_or_default();
    let pairs: Vec<_> = before.iter().zip(before.iter().skip(1)).collect();
    let is_denied = pairs
        .iter()
        .rev()
        .take_while(|(one, next)| {
            !gap(text, one, next).contains([',', ':', '(']) && !TURNS.contains(&one.folded.as_str())
        })
        .any(|(one, next)| denies(one) && !NO_DENIALS.contains(&next.folded.as_str()));
    let behind = sentence.get(heard.to..).unwrap_or_default();
    let mut tail = behind.iter().take(TAIL);
    is_denied && !tail.any(|word| CONSEQUENCES.contains(&word.folded.as_str()))
}

fn denies(word: &Word) -> bool {
    let lower: String = word.text.to_lowercase().nfc().collect();
    DENIALS.contains(&lower.as_str())
}

/// What counts of a sentence: weak signals only where nothing else speaks, abuse never.
fn said(mut heard: Vec<Heard>) -> Vec<Heard> {
    heard.retain(|heard| heard.phrase.class != Class::Unfit && heard.phrase.weight != Weight::Idle);
    let is_strong = |heard: &Heard| heard.phrase.weight != Weight::Weak;
    if heard.iter().any(is_strong) {
        heard.retain(is_strong);
    } else if heard
        .iter()
        .any(|heard| heard.phrase.class == Class::Question)
    {
        // "Cho hỏi thủ tục khai sinh" is a question.
        heard.retain(|heard| heard.phrase.class == Class::Question);
    }
    heard
}

/// Whether anybody is spoken of who serves the public. Calling the police accuses nobody.
fn speaks_of_office(words: &[Word]) -> bool {
    let folded: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
    let said = format!(" {} ", folded.join(" "));
    let said = said
        .replace(" goi cong an ", " ")
        .replace(" bao cong an ", " ");
    let mut names = OFFICE.split(", ");
    names.any(|name| said.contains(&format!(" {} ", fold(name))))
}

fn written(text: &str, sentence: &[Word], heard: &Heard) -> Option<String> {
    let first = sentence.get(heard.from)?;
    let last = sentence.get(heard.to.checked_sub(1)?)?;
    text.get(first.range.start..last.range.end)
        .map(str::to_owned)
}

fn is_abuse(heard: &Heard) -> bool {
    heard.phrase.class == Class::Unfit
}

fn is_question(text: &str) -> bool {
    text.trim_end().ends_with('?')
}

#[cfg(test)]
mod tests;
