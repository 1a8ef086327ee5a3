//! The header of a file: where it stands, and what its columns mean (pure). Names are known without accents and case;
//! whatever a person corrected is remembered by the name of the column.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::hash::Hash;

use crate::rows::{Merged, Shown, StreamedLine};
use crate::vietnamese::fold;

/// Lines among which the header is looked for: titles, the name of the office and the period stand above it.
pub const SEARCHED: usize = 30;
/// As many cells a line has at least that is taken for the header where no name is known.
const FEWEST: usize = 3;

/// What a column may mean.
pub trait Column: Copy + Debug + Eq + Hash + 'static {
    /// What a file must have.
    const REQUIRED: &'static [Self];
    /// Without what something is missing that is asked for later.
    const EXPECTED: &'static [Self] = &[];
    /// Where their names lie in the catalogue of texts.
    const AREA: &'static str;
    /// Everything.
    fn all() -> &'static [Self];
    /// The word by which it is kept and sent; a header may be this word, too.
    fn word(self) -> &'static str;
    /// What others call it, folded.
    fn names(self) -> &'static [&'static str];

    /// Its name for people.
    fn title(self, lang: crate::web::language::Lang) -> String {
        let key = format!("{}.{}", Self::AREA, self.word());
        rust_i18n::t!(key, locale = lang.code()).into_owned()
    }
}

/// What columns mean, by their folded names; nothing: the column is not read.
pub type Mapping = BTreeMap<String, String>;

/// The header.
#[derive(Clone, Debug)]
pub struct Head<T> {
    /// Its line in the file, from 1.
    pub line: u64,
    /// Each column: its name as written and its key, or nothing.
    pub names: Vec<(String, String)>,
    /// Each column's meaning.
    pub meanings: Vec<Option<T>>,
}

impl<T: Column> Head<T> {
    /// The header among the first lines of a file: the one with most names that are known.
    pub fn find(lines: &[StreamedLine], merged: &[Merged], mapping: &Mapping) -> Option<Self> {
        let heads = lines
            .iter()
            .map(|line| Self::of(line, lines, merged, mapping));
        let mut best: Option<Self> = None;
        for head in heads {
            if best.as_ref().is_none_or(|best| head.known() > best.known()) {
                best = Some(head);
            }
        }
        let plain = || {
            let wide = |line: &&StreamedLine| line.cells.iter().filter(is_text).count() >= FEWEST;
            let line = lines.iter().find(wide)?;
            Some(Self::of(line, lines, merged, mapping))
        };
        best.filter(|head| head.known() >= 2).or_else(plain)
    }

    fn of(
        line: &StreamedLine,
        above: &[StreamedLine],
        merged: &[Merged],
        mapping: &Mapping,
    ) -> Self {
        let width = above
            .iter()
            .filter(|other| other.number <= line.number)
            .map(|other| other.cells.len())
            .max();
        let name = |column: usize| {
            let own = line.cells.get(column).map(Shown::text).unwrap_or_default();
            if own.is_empty() {
                name_above(line, column, above, merged)
            } else {
                own
            }
        };
        let mut names: Vec<(String, String)> = Vec::new();
        for shown in (0..width.unwrap_or_default()).map(name) {
            let key = free_key(&fold(&shown), &names);
            names.push((shown, key));
        }
        let mut meanings: Vec<Option<T>> = Vec::with_capacity(names.len());
        for (_, key) in &names {
            let meaning = meaning_of(key, mapping);
            meanings.push(meaning.filter(|meaning| !meanings.contains(&Some(*meaning))));
        }
        Self {
            line: line.number,
            names,
            meanings,
        }
    }

    fn known(&self) -> usize {
        self.meanings.iter().flatten().count()
    }

    /// What must be there and is not.
    pub fn missing(&self) -> Vec<T> {
        self.without(T::REQUIRED)
    }

    /// What a file usually has and this one has not.
    pub fn unusual(&self) -> Vec<T> {
        self.without(T::EXPECTED)
    }

    fn without(&self, meanings: &[T]) -> Vec<T> {
        let meanings = meanings.iter().copied();
        meanings
            .filter(|meaning| self.place(*meaning).is_none())
            .collect()
    }

    /// The column of a meaning, from 0.
    pub fn place(&self, meaning: T) -> Option<usize> {
        self.meanings.iter().position(|own| *own == Some(meaning))
    }

    /// What its columns mean now, to be remembered.
    pub fn mapping(&self) -> Mapping {
        let named = self.names.iter().zip(&self.meanings);
        let named = named.filter(|((_, key), _)| !key.is_empty());
        named
            .map(|((_, key), meaning)| {
                let word = meaning.map(Column::word).unwrap_or_default();
                (key.clone(), word.to_owned())
            })
            .collect()
    }
}

fn is_text(shown: &&Shown) -> bool {
    matches!(shown, Shown::Text(text) if !text.is_empty())
}

/// The same name twice: the second is another column.
fn free_key(key: &str, taken: &[(String, String)]) -> String {
    let is_free = |key: &str| key.is_empty() || taken.iter().all(|(_, other)| other != key);
    let numbered = (2..).map(|number| format!("{key} {number}"));
    let mut keys = std::iter::once(key.to_owned()).chain(numbered);
    keys.find(|key| is_free(key)).unwrap_or_default()
}

fn meaning_of<T: Column>(key: &str, mapping: &Mapping) -> Option<T> {
    if key.is_empty() {
        return None;
    }
    if let Some(word) = mapping.get(key) {
        return T::all()
            .iter()
            .copied()
            .find(|column| column.word() == word);
    }
    let known = |column: &&T| fold(column.word()) == key || column.names().contains(&key);
    T::all().iter().find(known).copied()
}

/// A name that is merged down to the header from a line above it: the "Mã hồ sơ" beside "Ngày giờ" over "Nhận".
fn name_above(
    line: &StreamedLine,
    column: usize,
    above: &[StreamedLine],
    merged: &[Merged],
) -> String {
    let row = u32::try_from(line.number.saturating_sub(1)).unwrap_or(u32::MAX);
    let place = u32::try_from(column).unwrap_or(u32::MAX);
    let is_over = |region: &&Merged| {
        region.holds(row, place) && region.rows.0 < row && region.columns.0 == region.columns.1
    };
    let Some(region) = merged.iter().find(is_over) else {
        return String::new();
    };
    let top = above
        .iter()
        .find(|other| other.number == u64::from(region.rows.0) + 1);
    top.and_then(|top| top.cells.get(column))
        .map(Shown::text)
        .unwrap_or_default()
}
