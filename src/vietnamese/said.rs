//! Whether somebody's whole name stands in a text, as people type it: in any case, with all its accents, with some, or
//! with none.

use super::fold::{fold, fold_case};

/// The words of a text.
pub struct Said {
    words: Vec<Word>,
    /// Whether it is typed with accents at all.
    accented: bool,
}

struct Word {
    plain: String,
    exact: String,
}

impl Said {
    /// What is said in a text.
    pub fn new(text: &str) -> Self {
        let words = words(text);
        let accented = words.iter().any(Word::is_accented);
        Self { words, accented }
    }

    /// Whether it names somebody of this name. One word alone names nobody.
    ///
    /// Accents that differ are another name; where a word has none, on either side, they may have been left out. Of two
    /// words so short as to come together by chance ("đợi bao anh em" is not Bảo Anh) a text that has accents must have
    /// exactly those of the name.
    pub fn names(&self, name: &str) -> bool {
        let name = words(name);
        let fits = |said: &[Word]| {
            let mut pairs = said.iter().zip(&name);
            let exact = said
                .iter()
                .zip(&name)
                .all(|(said, name)| said.exact == name.exact);
            exact
                || (!self.accented || name.len() > 2) && pairs.all(|(said, name)| said.may_be(name))
        };
        name.len() > 1 && self.words.windows(name.len()).any(fits)
    }
}

impl Word {
    fn is_accented(&self) -> bool {
        self.plain != self.exact
    }

    fn may_be(&self, other: &Self) -> bool {
        let left_out = !self.is_accented() || !other.is_accented();
        self.exact == other.exact || left_out && self.plain == other.plain
    }
}

fn words(text: &str) -> Vec<Word> {
    let (plain, exact) = (fold(text), fold_case(text));
    let pairs = plain.split(' ').zip(exact.split(' '));
    let words = pairs.map(|(plain, exact)| Word {
        plain: plain.to_owned(),
        exact: exact.to_owned(),
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    const NAMES: [&str; 6] = [
        "Lê Anh",
        "Đinh Thị Chậm",
        "Nguyễn Thị Hoà",
        "Kpă H'Lan",
        "Rơ Châm Y Blưh",
        "Bảo Anh",
    ];

    #[test]
    fn other_accents_are_another_name() {
        for (text, name) in [
            ("Có lẽ anh ấy quên", "Lê Anh"),
            ("Đợi bao anh em", "Bảo Anh"),
            ("Mỗi lần anh đến", "Lan Anh"),
            ("Anh Lê Ánh", "Lê Anh"),
            ("lê anhh", "Lê Anh"),
            ("Đinh Thị Chăm", "Đinh Thị Chậm"),
            ("Cô Chậm", "Chậm"),
            ("", "Lê Anh"),
            ("Anh", ""),
        ] {
            assert!(!Said::new(text).names(name), "{name} in {text}");
        }
    }

    #[test]
    fn a_name_is_found_as_people_type_it() {
        for (text, name) in [
            ("Anh LÊ ANH, ở quầy 3", "Lê Anh"),
            ("anh le anh o quay 3", "Lê Anh"),
            ("Cô đinh thị cham để trễ hẹn", "Đinh Thị Chậm"),
            ("Cô dinh thi cham để trễ hẹn", "Đinh Thị Chậm"),
            ("bà Nguyễn Thị Hòa.", "Nguyễn Thị Hoà"),
            ("ông Phạm Văn Lâm", "Pham Van Lam"),
            ("chị kpă h’lan", "Kpă H'Lan"),
        ] {
            assert!(Said::new(text).names(name), "{name} in {text}");
        }
    }

    proptest! {
        #[test]
        fn whoever_is_named_is_found_in_any_writing(
            name in proptest::sample::select(&NAMES[..]),
            before in "(cô |ông |trễ hẹn, )?",
            after in "(| ở quầy ba|!)",
        ) {
            let text = format!("{before}{name}{after}");
            let decomposed: String = text.nfd().collect();
            for written in [text.clone(), text.to_uppercase(), text.to_lowercase(), decomposed, fold(&text)] {
                prop_assert!(Said::new(&written).names(name), "{} in {}", name, written);
            }
        }

        #[test]
        fn a_text_of_which_the_letters_differ_names_nobody(text in any::<String>()) {
            for name in NAMES {
                let within = format!(" {} ", fold(&text)).contains(&format!(" {} ", fold(name)));
                prop_assert!(within || !Said::new(&text).names(name));
            }
        }
    }
}
