//! The pages of an import, whatever its rows are of.

mod start;
mod trial;

pub use start::StartPage;
pub use trial::{TrialPage, Tried};

use maud::Markup;
use rust_i18n::t;

use super::Import;
use crate::web::components::breadcrumb;
use crate::web::language::Lang;

/// How many rows were what.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Not there before.
    pub new: usize,
    /// There, and now otherwise.
    pub changed: usize,
    /// There already.
    pub unchanged: usize,
    /// Not taken.
    pub refused: usize,
}

impl Counts {
    /// As a sentence after a file was taken.
    pub fn taken(&self, lang: Lang) -> String {
        let count = |number| counted(number, lang);
        let (new, changed) = (count(self.new), count(self.changed));
        let (unchanged, refused) = (count(self.unchanged), count(self.refused));
        t!(
            "dossier_import.taken",
            locale = lang.code(),
            new = new,
            changed = changed,
            unchanged = unchanged,
            refused = refused
        )
        .into_owned()
    }
}

fn counted(number: usize, lang: Lang) -> String {
    lang.number(u64::try_from(number).unwrap_or(u64::MAX))
}

/// A text of this kind of import.
fn text<I: Import>(key: &str, lang: Lang) -> String {
    t!(format!("{}.{key}", I::AREA), locale = lang.code()).into_owned()
}

fn way_back<I: Import>(own: bool, lang: Lang) -> Markup {
    let mut above: Vec<(&str, String)> = I::ABOVE
        .iter()
        .map(|(href, key)| (*href, t!(*key, locale = lang.code()).into_owned()))
        .collect();
    if own {
        above.push((I::BASE, text::<I>("title", lang)));
    }
    let above: Vec<(&str, &str)> = above
        .iter()
        .map(|(href, name)| (*href, name.as_str()))
        .collect();
    breadcrumb(lang, &above)
}
