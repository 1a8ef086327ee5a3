//! Places of a template that nobody filled in: a "…" that stands alone (pure).

/// Words told before such a place.
const WORDS_BEFORE: usize = 3;
/// Signs that may follow it.
const CLOSING: [char; 8] = [',', ';', ':', '!', '?', ')', '"', '”'];

/// The first place that is still to be filled in, after the words before it. A "…" right after a word or before one is
/// a way of writing.
pub fn find_blank(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|word| holds_blank(word))?;
    let around = words.get(at.saturating_sub(WORDS_BEFORE)..=at)?;
    Some(around.join(" "))
}

fn holds_blank(word: &str) -> bool {
    word.split('/').any(|part| {
        let part = part.trim_end_matches(CLOSING);
        let is_dots = part.chars().all(|sign| matches!(sign, '…' | '.'));
        is_dots && (part.contains('…') || part.chars().count() >= 3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_nobody_filled_in_is_found_with_the_words_before_it() {
        for (text, place) in [
            (
                "Kính gửi anh/chị …,\n\nHồ sơ trễ hẹn vì mưa.",
                "Kính gửi anh/chị …,",
            ),
            ("Hồ sơ trễ hẹn vì ... Xã xin lỗi.", "trễ hẹn vì ..."),
            ("… xin lỗi", "…"),
            ("Mời bác đến vào ngày …/…/2026.", "đến vào ngày …/…/2026."),
            ("Phí ……… đồng", "Phí ………"),
        ] {
            assert_eq!(find_blank(text).as_deref(), Some(place), "{text}");
        }
    }

    #[test]
    fn a_thought_that_trails_off_is_no_place_to_fill_in() {
        for text in [
            "Xã đang xem lại…",
            "Mang theo căn cước, sổ đỏ...",
            "Bác nói “…chờ mãi”, xã xin lỗi.",
            "Trả lời ngày 24/11/2026. Hết.",
            "Xã đã đọc lời bác: “Tôi chờ [...] mãi”.",
            "",
        ] {
            assert_eq!(find_blank(text), None, "{text}");
        }
    }
}
