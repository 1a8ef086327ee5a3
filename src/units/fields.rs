//! The fields of work by which procedures, dossiers and complaints are sorted, and which counters serve
//! (`data/fields.csv`).

use std::sync::LazyLock;

use crate::web::language::Lang;

/// The list as it lies in the repository.
const FIELDS: &str = include_str!("../../data/fields.csv");

/// A field of work (lĩnh vực).
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Field {
    /// What is stored.
    pub code: String,
    vi: String,
    en: String,
}

impl Field {
    /// Its name.
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

/// Every field, in the order of the list.
pub fn fields() -> &'static [Field] {
    static ALL: LazyLock<Vec<Field>> = LazyLock::new(|| {
        csv::Reader::from_reader(FIELDS.as_bytes())
            .deserialize()
            .filter_map(Result::ok)
            .collect()
    });
    &ALL
}

/// The name of a field; a code that the list does not know stands for itself.
pub fn field_name(code: &str, lang: Lang) -> &str {
    let known = fields().iter().find(|field| field.code == code);
    known.map_or(code, |field| field.name(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_field_with_a_code_of_its_own() {
        let mut codes: Vec<&str> = fields().iter().map(|field| field.code.as_str()).collect();
        assert_eq!(codes.len(), FIELDS.lines().count() - 1);
        codes.dedup();
        assert_eq!(codes.len(), fields().len());
        assert_eq!(field_name("land", Lang::Vi), "Đất đai");
        assert_eq!(field_name("x", Lang::En), "x");
    }
}
