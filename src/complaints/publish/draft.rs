//! What of a case is to be blanked before the public reads it: found by the program, decided by a person (pure).

use std::collections::BTreeSet;
use std::ops::Range;

use crate::vietnamese::phone::phone_key;
use crate::vietnamese::redaction::{Kind, blank, proposals};
use crate::vietnamese::{places_of, shorten};

/// Letters of a title that is proposed.
const TITLE: usize = 90;

crate::text_enum! {
    /// A part of what is published.
    pub enum Part {
        /// What the citizen asked.
        Question => "question",
        /// What the office answered.
        Answer => "answer",
    }
}

/// The words of a case before anything is blanked.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// What the citizen said.
    pub question: String,
    /// The answer that was approved last.
    pub answer: String,
    /// Names of the sender, of officers whom the case names, and of colleagues.
    pub names: Vec<String>,
    /// The sender's name was erased, so that nobody can look for it.
    pub is_forgotten: bool,
    /// Numbers of the office itself: these may be read by anybody.
    pub hotlines: Vec<String>,
}

/// A piece that should perhaps be blanked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Names it in the form.
    pub id: String,
    /// Where it stands.
    pub part: Part,
    /// What it seems to be.
    pub kind: Kind,
    /// The piece itself.
    pub text: String,
    range: Range<usize>,
}

/// What remains in words that are about to be published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remains {
    /// Numbers and addresses that lead to a person: never published.
    pub forbidden: Vec<(Kind, String)>,
    /// What may be a name or a place: somebody must have looked at it.
    pub doubtful: Vec<(Kind, String)>,
}

impl Source {
    /// The words of a part.
    pub fn words(&self, part: Part) -> &str {
        match part {
            Part::Question => &self.question,
            Part::Answer => &self.answer,
        }
    }

    /// Everything that is proposed, in the order of the text.
    pub fn found(&self) -> Vec<Found> {
        let parts = Part::ALL.iter().copied();
        parts.flat_map(|part| self.found_in(part)).collect()
    }

    fn found_in(&self, part: Part) -> Vec<Found> {
        let found = self.find(self.words(part)).into_iter().enumerate();
        let named = |(at, (range, kind, text)): (usize, (Range<usize>, Kind, String))| Found {
            id: format!("{part}{at}"),
            part,
            kind,
            text,
            range,
        };
        found.map(named).collect()
    }

    fn find(&self, text: &str) -> Vec<(Range<usize>, Kind, String)> {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        proposals(text, &names)
            .into_iter()
            .filter(|found| found.kind != Kind::Phone || !self.is_ours(&found.text))
            .map(|found| (found.range, found.kind, found.text))
            .collect()
    }

    fn is_ours(&self, phone: &str) -> bool {
        let key = phone_key(phone);
        self.hotlines.iter().any(|ours| phone_key(ours) == key)
    }

    /// A part with these pieces blanked.
    pub fn blanked(&self, part: Part, ids: &BTreeSet<String>) -> String {
        let found = self.found_in(part);
        let chosen = found.into_iter().filter(|found| ids.contains(&found.id));
        let ranges: Vec<Range<usize>> = chosen.map(|found| found.range).collect();
        blank(self.words(part), &ranges)
    }

    /// A part as it was typed, with other pieces blanked than before. Words that nobody has changed are made anew; in
    /// changed ones, what is chosen is blanked where it still stands as words of its own, and nothing that was typed is
    /// lost.
    pub fn applied(
        &self,
        part: Part,
        typed: &str,
        (before, now): (&BTreeSet<String>, &BTreeSet<String>),
    ) -> String {
        if typed == self.blanked(part, before) {
            return self.blanked(part, now);
        }
        let found = self.found_in(part);
        let all = found.iter().map(|found| found.id.clone()).collect();
        let rest = self.blanked(part, &all);
        let chosen = found.iter().filter(|found| now.contains(&found.id));
        chosen.fold(typed.to_owned(), |text, found| {
            // "Bà Ba" is somebody, "ba ngày" is a time: where both were said, the words around it decide once more.
            let is_common = !places_of(&rest, &found.text).is_empty();
            let ranges = match is_common {
                true => self.find_same(&text, &found.text),
                false => places_of(&text, &found.text),
            };
            blank(&text, &ranges)
        })
    }

    /// Where a text has just this piece, and it should perhaps be blanked there.
    fn find_same(&self, text: &str, piece: &str) -> Vec<Range<usize>> {
        let found = self.find(text).into_iter();
        let same = found.filter(|(_, _, found)| found == piece);
        same.map(|(range, _, _)| range).collect()
    }

    /// What remains in words that are about to be published.
    pub fn remains(&self, words: &str) -> Remains {
        let mut remains = Remains::default();
        for (_, kind, text) in self.find(words) {
            let list = match kind {
                Kind::Phone | Kind::Id | Kind::Email | Kind::Account => &mut remains.forbidden,
                Kind::Name | Kind::Address | Kind::Dossier | Kind::Plate => &mut remains.doubtful,
            };
            if !list.contains(&(kind, text.clone())) {
                list.push((kind, text));
            }
        }
        remains
    }
}

/// A title to begin with: the first sentence of what was asked, cut between words.
pub fn title_of(question: &str) -> String {
    let ends = |letter: char| matches!(letter, '.' | '!' | '?' | '\n' | ';');
    let sentence = question.split(ends).map(str::trim);
    let sentence = sentence
        .filter(|part| part.chars().count() > 8)
        .find(|_| true);
    let sentence = sentence.unwrap_or(question).trim();
    shorten(sentence, TITLE)
}

/// The word of a kind in the catalogue.
pub fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Phone => "phone",
        Kind::Id => "id",
        Kind::Name => "name",
        Kind::Email => "email",
        Kind::Dossier => "dossier",
        Kind::Address => "address",
        Kind::Plate => "plate",
        Kind::Account => "account",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source() -> Source {
        Source {
            question: "Tôi là Rơ Châm Blưh, số 0905 123 456. Chờ hồ sơ quá lâu.".into(),
            answer: "Đã trả hồ sơ. Cần hỏi xin gọi 0269 3838 123.".into(),
            names: vec!["Rơ Châm Blưh".into()],
            hotlines: vec!["02693838123".into()],
            is_forgotten: false,
        }
    }

    fn all(source: &Source) -> BTreeSet<String> {
        source.found().into_iter().map(|found| found.id).collect()
    }

    #[test]
    fn name_and_number_are_proposed_and_the_office_s_own_number_is_not() {
        let source = source();
        let kinds: Vec<Kind> = source.found().iter().map(|found| found.kind).collect();
        assert_eq!(kinds, [Kind::Name, Kind::Phone]);
        let question = source.blanked(Part::Question, &all(&source));
        assert_eq!(question, "Tôi là […], số […]. Chờ hồ sơ quá lâu.");
        let none = BTreeSet::new();
        assert_eq!(source.blanked(Part::Answer, &none), source.answer);
    }

    #[test]
    fn what_was_typed_stays_when_other_pieces_are_blanked() {
        let source = source();
        let (all, none) = (all(&source), BTreeSet::new());
        let blanked = source.blanked(Part::Question, &all);
        let back = source.applied(Part::Question, &blanked, (&all, &none));
        assert_eq!(back, source.question, "nobody changed it");
        let typed = "Người dân (0905 123 456) chờ lâu.";
        let again = source.applied(Part::Question, typed, (&all, &all));
        assert_eq!(again, "Người dân ([…]) chờ lâu.");
        let kept = source.applied(Part::Question, typed, (&all, &none));
        assert_eq!(kept, typed);
    }

    #[test]
    fn letters_within_other_words_are_never_blanked() {
        let source = Source {
            question: "Gặp chị H. thì cười, gặp bà Ba thì chờ. Ba ngày chưa xong.".into(),
            ..Source::default()
        };
        let all = all(&source);
        let shown = source.blanked(Part::Question, &all);
        assert_eq!(
            shown,
            "Gặp chị […]. thì cười, gặp bà […] thì chờ. Ba ngày chưa xong."
        );
        let apply = |typed: &str| source.applied(Part::Question, typed, (&all, &all));
        let typed = shown.replace("chưa xong", "chưa xong. Hồ sơ HỘ ông Hà");
        assert_eq!(apply(&typed), typed);
        assert_eq!(
            apply("Chị H và bà Ba, H'Lan, 1H, H\u{300}, ba. Ba ngày."),
            "Chị […] và bà […], H'Lan, 1H, H\u{300}, ba. Ba ngày."
        );
    }

    #[test]
    fn a_number_that_is_left_is_forbidden_and_a_name_is_doubtful() {
        let remains = source().remains("Bà Rơ Châm Blưh, 0905.123.456; gọi 0269 3838 123");
        assert_eq!(remains.forbidden.len(), 1, "{remains:?}");
        assert!(!remains.doubtful.is_empty());
        assert_eq!(
            source().remains("Đã sửa xong đường làng."),
            Remains::default()
        );
    }

    #[test]
    fn a_title_is_the_first_sentence() {
        assert_eq!(
            title_of("Dạ. Đường làng hỏng nặng. Xin sửa."),
            "Đường làng hỏng nặng"
        );
        assert!(title_of(&"đường hỏng ".repeat(40)).chars().count() <= TITLE + 2);
        assert_eq!(title_of("Ồn"), "Ồn");
    }
}
