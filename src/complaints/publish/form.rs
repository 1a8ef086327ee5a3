//! The publishing form as it is posted: words, what is blanked, and what a person has confirmed.

use std::collections::BTreeSet;

use rust_i18n::t;

use super::draft::{Part, Remains, Source, kind_key, title_of};
use super::store::{Publication, Words};
use crate::vietnamese::redaction::Kind;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// Longest title, characters.
const TITLE_LIMIT: usize = 160;
/// Longest question or answer, characters.
const WORDS_LIMIT: usize = 6_000;
/// Start of the name of a tick.
const TICK: &str = "blank.";

/// What is filled in.
#[derive(Clone, Debug, Default)]
pub struct PublishForm {
    /// The words as they are to be published.
    pub words: Words,
    /// Pieces that are ticked.
    pub blanks: BTreeSet<String>,
    /// Pieces that were blanked when the words were last made.
    pub applied: BTreeSet<String>,
    /// Somebody says that no personal data is left.
    pub confirmed: bool,
    /// Version of the case that the page showed.
    pub version: i64,
    /// Somebody has looked at names and places that are left.
    pub names_looked_at: bool,
}

impl PublishForm {
    /// What the form begins with: what is published, or everything blanked that is proposed.
    pub fn begin(source: &Source, published: Option<&Publication>) -> Self {
        let blanks: BTreeSet<String> = source.found().into_iter().map(|found| found.id).collect();
        let words = published.map_or_else(
            || {
                let question = source.blanked(Part::Question, &blanks);
                Words {
                    title: title_of(&question),
                    answer: source.blanked(Part::Answer, &blanks),
                    question,
                }
            },
            |published| Words {
                title: published.title.clone(),
                question: published.question.clone(),
                answer: published.answer.clone(),
            },
        );
        Self {
            words,
            applied: blanks.clone(),
            blanks,
            ..Self::default()
        }
    }

    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        let applied = fields.text("applied");
        Self {
            words: Words {
                title: fields.text("title"),
                question: fields.text("question"),
                answer: fields.text("answer"),
            },
            blanks: fields
                .with_prefix(TICK)
                .map(|(id, _)| id.to_owned())
                .collect(),
            applied: applied.split_whitespace().map(str::to_owned).collect(),
            confirmed: fields.raw("confirmed").is_some(),
            names_looked_at: fields.raw("names_looked_at").is_some(),
            version: fields.text("version").parse().unwrap_or(0),
        }
    }

    /// The same after the ticks were applied to the words. Who read them before has to read them again.
    #[must_use]
    pub fn applied_to(self, source: &Source) -> Self {
        let ticks = (&self.applied, &self.blanks);
        let words = Words {
            question: source.applied(Part::Question, &self.words.question, ticks),
            answer: source.applied(Part::Answer, &self.words.answer, ticks),
            title: self.words.title,
        };
        Self {
            words,
            applied: self.blanks.clone(),
            blanks: self.blanks,
            ..Self::default()
        }
    }

    /// Everything that is left in the words.
    pub fn remains(&self, source: &Source) -> Remains {
        let Words {
            title,
            question,
            answer,
        } = &self.words;
        source.remains(&[title.as_str(), question, answer].join("\n"))
    }

    /// Everything that keeps the words from being published.
    pub fn check(&self, source: &Source, lang: Lang) -> FieldErrors {
        let (mut errors, code) = (FieldErrors::default(), lang.code());
        let Words {
            title,
            question,
            answer,
        } = &self.words;
        for (field, typed, limit) in [
            ("title", title, TITLE_LIMIT),
            ("question", question, WORDS_LIMIT),
            ("answer", answer, WORDS_LIMIT),
        ] {
            if typed.is_empty() {
                let text = t!(format!("publish.{field}_missing"), locale = code);
                errors.add(field, text);
            }
            errors.at_most(field, typed, limit, lang);
        }
        let remains = self.remains(source);
        for (kind, piece) in &remains.forbidden {
            let kind = kind_name(*kind, lang);
            let text = t!(
                "publish.forbidden",
                locale = code,
                kind = kind,
                piece = piece
            );
            errors.add(self.field_of(piece), text);
        }
        let doubtful = source.is_forgotten || !remains.doubtful.is_empty();
        if doubtful && !self.names_looked_at {
            let key = match remains.doubtful.is_empty() {
                true => "publish.look_for_sender",
                false => "publish.look_at_names",
            };
            errors.add("names_looked_at", t!(key, locale = code));
        }
        if !self.confirmed {
            errors.add("confirmed", t!("publish.not_confirmed", locale = code));
        }
        errors
    }

    /// The field in which a piece stands.
    fn field_of(&self, piece: &str) -> &'static str {
        if self.words.title.contains(piece) {
            "title"
        } else if self.words.question.contains(piece) {
            "question"
        } else {
            "answer"
        }
    }

    /// Name of a piece's tick.
    pub fn tick(id: &str) -> String {
        format!("{TICK}{id}")
    }
}

/// What a kind is called.
pub fn kind_name(kind: Kind, lang: Lang) -> String {
    t!(
        format!("publish.kind.{}", kind_key(kind)),
        locale = lang.code()
    )
    .into_owned()
}
