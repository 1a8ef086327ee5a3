//! The words of one-stop software for where a dossier stands and how it was handed in (pure).

use crate::dossiers::dossier::Way;
use crate::dossiers::state::State;
use crate::units::fields::fields;
use crate::vietnamese::fold;
use crate::web::language::Lang;

/// What is said of a dossier, folded, and what that means here.
const STATES: &[(&str, State)] = &[
    ("dang xu ly", State::Working),
    ("dang giai quyet", State::Working),
    ("dang thuc hien", State::Working),
    ("moi tiep nhan", State::Working),
    ("da tiep nhan", State::Working),
    ("cho xu ly", State::Working),
    ("cho tiep nhan", State::Working),
    ("cho phe duyet", State::Working),
    ("cho ky duyet", State::Working),
    ("yeu cau bo sung", State::Supplement),
    ("cho bo sung", State::Supplement),
    ("bo sung ho so", State::Supplement),
    ("cho bo sung ho so", State::Supplement),
    ("yeu cau bo sung ho so", State::Supplement),
    ("tam dung", State::Suspended),
    ("dung xu ly", State::Suspended),
    ("tam dung xu ly", State::Suspended),
    ("cho thuc hien nghia vu tai chinh", State::Suspended),
    ("co ket qua", State::Ready),
    ("da co ket qua", State::Ready),
    ("cho tra ket qua", State::Ready),
    ("da xu ly xong", State::Ready),
    ("da xu ly", State::Ready),
    ("hoan thanh", State::Ready),
    ("da tra ket qua", State::Returned),
    ("da tra", State::Returned),
    ("da tra kq", State::Returned),
    ("ket thuc", State::Returned),
    ("tu choi", State::Refused),
    ("tu choi tiep nhan", State::Refused),
    ("tu choi giai quyet", State::Refused),
    ("khong du dieu kien", State::Refused),
    ("tra lai", State::Refused),
    ("da rut", State::Withdrawn),
    ("rut ho so", State::Withdrawn),
    ("cong dan rut ho so", State::Withdrawn),
];

const WAYS: &[(&str, Way)] = &[
    ("truc tiep", Way::Desk),
    ("tai quay", Way::Desk),
    ("nop truc tiep", Way::Desk),
    ("truc tuyen", Way::Online),
    ("nop truc tuyen", Way::Online),
    ("dvc truc tuyen", Way::Online),
    ("qua mang", Way::Online),
    ("buu chinh", Way::Post),
    ("buu chinh cong ich", Way::Post),
    ("buu dien", Way::Post),
    ("qua buu dien", Way::Post),
];

/// Words that are told as examples where one is not known.
pub const KNOWN_STATES: &str =
    "Đang xử lý, Chờ bổ sung, Tạm dừng, Chờ trả kết quả, Đã trả kết quả, Từ chối, Đã rút";

/// Where a dossier stands by such a word, or by ours.
pub fn state_of(text: &str) -> Option<State> {
    known(text, STATES).or_else(|| text.parse().ok())
}

/// How it was handed in.
pub fn way_of(text: &str) -> Option<Way> {
    known(text, WAYS).or_else(|| text.parse().ok())
}

/// The code of a field of work by its name or code; what is none of the list is another field.
pub fn field_of(text: &str) -> String {
    let folded = fold(text);
    let called = |name: &str| fold(name) == folded;
    let found = fields().iter().find(|field| {
        field.code == text || called(field.name(Lang::Vi)) || called(field.name(Lang::En))
    });
    found.map_or_else(|| "other".to_owned(), |field| field.code.clone())
}

/// The software's word for a state, for the history.
pub fn state_word(state: State) -> &'static str {
    match state {
        State::Working => "Đang xử lý",
        State::Supplement => "Chờ bổ sung",
        State::Suspended => "Tạm dừng",
        State::Ready => "Chờ trả kết quả",
        State::Returned => "Đã trả kết quả",
        State::Refused => "Từ chối",
        State::Withdrawn => "Đã rút",
    }
}

fn known<T: Copy>(text: &str, words: &[(&str, T)]) -> Option<T> {
    let folded = fold(text);
    let found = words.iter().find(|(word, _)| *word == folded);
    found.map(|(_, meaning)| *meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_folded_and_stands_once() {
        let words: Vec<_> = STATES.iter().map(|(word, _)| *word).collect();
        for word in &words {
            assert_eq!(fold(word), *word);
            assert_eq!(
                words.iter().filter(|other| *other == word).count(),
                1,
                "{word}"
            );
        }
        for state in State::ALL {
            assert_eq!(state_of(state_word(*state)), Some(*state));
            assert_eq!(state_of(state.as_str()), Some(*state));
        }
        assert_eq!(state_of("xyz"), None);
        assert_eq!(field_of("HỘ TỊCH"), "civil_status");
        assert_eq!(way_of("Bưu chính công ích"), Some(Way::Post));
    }
}
