//! The beginning of a text, for lists.

/// A text on one line, cut between words where it has more than so many characters.
pub fn shorten(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(most) else {
        return line;
    };
    let begin = line.get(..end).unwrap_or_default();
    let whole = match line.get(end..) {
        Some(rest) if rest.starts_with(' ') => begin,
        _ => begin.rsplit_once(' ').map_or(begin, |(whole, _)| whole),
    };
    format!("{whole} …")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_long_text_is_cut_at_a_word_and_never_within_a_letter() {
        assert_eq!(shorten("Chờ\ncả  buổi", 11), "Chờ cả buổi");
        assert_eq!(shorten("Chờ\ncả  buổi", 10), "Chờ cả …");
        assert_eq!(shorten("Chờ cả buổi sáng", 11), "Chờ cả buổi …");
        assert_eq!(shorten("ạạạạ", 3), "ạạạ …");
        assert_eq!(shorten(" \n", 3), "");
    }

    proptest! {
        #[test]
        fn what_is_shown_is_how_the_text_begins(text in any::<String>(), most in 1_usize..50) {
            let shown = shorten(&text, most);
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            match shown.strip_suffix(" …") {
                Some(begin) if shown != line => {
                    prop_assert!(line.starts_with(begin) && begin.chars().count() <= most);
                }
                _ => prop_assert_eq!(shown, line),
            }
        }
    }
}
