//! The head of letters and slips where a unit has set none: made from the names of the unit and of those above it
//! (NĐ 30/2020/NĐ-CP Phụ lục I). Nothing here knows what is written below the head.

use super::rules::{Letterhead, Rules};
use crate::units::Unit;

/// What a seat of authority is called in front of its name.
const RANKS: [&str; 6] = ["xã", "phường", "thị trấn", "đặc khu", "tỉnh", "thành phố"];
/// How the people's committee itself is called in front of its seat, in small letters.
const COMMITTEES: [&str; 3] = ["ubnd", "ủy ban nhân dân", "uỷ ban nhân dân"];
/// What follows the number of an apology (TT 01/2018/TT-VPCP, TT 03/2025/TT-VPCP Mẫu số 04).
const SYMBOL: &str = "PXL";

/// The name of a unit, taken apart: "Bộ phận Một cửa xã Tân Bình".
struct Name {
    /// "Bộ phận Một cửa"; empty for the authority itself.
    office: String,
    /// "xã Tân Bình".
    seat: String,
    /// "Tân Bình".
    place: String,
}

impl Name {
    fn read(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (at, rank) = (0..words.len()).find_map(|at| {
            let rest = words.get(at..)?.join(" ").to_lowercase();
            let rank = RANKS
                .iter()
                .find(|rank| rest.starts_with(&format!("{rank} ")))?;
            Some((at, rank))
        })?;
        let (office, seat) = words.split_at(at);
        let place = seat.get(rank.split(' ').count()..)?.join(" ");
        let office = office.join(" ");
        let is_committee = COMMITTEES.contains(&office.to_lowercase().as_str());
        let seat = seat.join(" ");
        // A ward that is called by a number is named with its rank: "Phường 1".
        let is_number = place.starts_with(|letter: char| letter.is_ascii_digit());
        Some(Self {
            office: if is_committee { String::new() } else { office },
            place: if is_number { seat.clone() } else { place },
            seat,
        })
    }
}

/// The head of a unit's letters: what its rules say, and the rest from the names. `line` is the unit and those above
/// it, the topmost first; a desk below a commune writes in the name of its commune.
pub fn letterhead_of(rules: &Rules, line: &[Unit]) -> Letterhead {
    let set = &rules.letterhead;
    let made = made_of(line);
    let pick = |set: &str, made: String| match set.is_empty() {
        true => made,
        false => set.to_owned(),
    };
    Letterhead {
        parent: set.parent.clone(),
        agency: pick(&set.agency, made.agency),
        desk: pick(&set.desk, made.desk),
        place: pick(&set.place, made.place),
        symbol: pick(&set.symbol, made.symbol),
        capacity: pick(&set.capacity, made.capacity),
        signer: set.signer.clone(),
    }
}

/// The authority in whose name a unit writes: the one whose seat the letter's head names, be it the unit itself or above
/// it. A desk that bears the name of its commune is not the commune. `line` as above.
pub fn authority_of(line: &[Unit]) -> Option<&Unit> {
    let names = line.iter().rev();
    let mut named = names.filter_map(|unit| Some((unit, Name::read(&unit.name)?)));
    let Some((nearest, name)) = named.next() else {
        return line.last();
    };
    let is_seat = |other: &Name| {
        other.office.is_empty() && other.seat.to_lowercase() == name.seat.to_lowercase()
    };
    match is_seat(&name) {
        true => Some(nearest),
        false => named
            .find(|(_, other)| is_seat(other))
            .map_or(Some(nearest), |(unit, _)| Some(unit)),
    }
}

fn made_of(line: &[Unit]) -> Letterhead {
    let own = line.last().map_or("", |unit| unit.name.as_str());
    let authority = line.iter().rev().find_map(|unit| Name::read(&unit.name));
    let symbol = SYMBOL.to_owned();
    let Some(authority) = authority else {
        return Letterhead {
            agency: own.to_uppercase(),
            capacity: "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ".to_owned(),
            symbol,
            ..Letterhead::default()
        };
    };
    let desk = Name::read(own).map_or_else(|| own.to_owned(), |name| name.office);
    Letterhead {
        agency: format!("ỦY BAN NHÂN DÂN\n{}", authority.seat.to_uppercase()),
        desk: desk.to_uppercase(),
        place: authority.place,
        capacity: "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH".to_owned(),
        symbol,
        ..Letterhead::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(names: &[&str]) -> Vec<Unit> {
        let unit = |name: &&str| Unit {
            id: 1,
            code: "X".to_owned(),
            name: (*name).to_owned(),
            parent_id: None,
            path: "/1/".to_owned(),
            hotline: String::new(),
            address: String::new(),
        };
        names.iter().map(unit).collect()
    }

    fn head(names: &[&str]) -> Letterhead {
        letterhead_of(&Rules::default(), &line(names))
    }

    #[test]
    fn a_commune_writes_in_the_name_of_its_committee() {
        for name in [
            "Xã Tân Bình",
            "UBND xã Tân Bình",
            "Ủy ban nhân dân xã Tân Bình",
        ] {
            let head = head(&["Tỉnh Gia Lai", name]);
            assert_eq!(head.agency, "ỦY BAN NHÂN DÂN\nXÃ TÂN BÌNH", "{name}");
            assert_eq!(head.place, "Tân Bình");
            assert_eq!((head.desk.as_str(), head.symbol.as_str()), ("", "PXL"));
            assert_eq!(head.capacity, "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH");
        }
        assert_eq!(head(&["Phường 1"]).place, "Phường 1");
        assert_eq!(head(&["Thành phố Hà Nội"]).place, "Hà Nội");
    }

    #[test]
    fn a_desk_writes_in_the_name_of_its_commune() {
        for desk in ["Bộ phận Một cửa", "Bộ phận Một cửa xã Tân Bình"] {
            let head = head(&["Tỉnh Gia Lai", "Xã Tân Bình", desk]);
            assert_eq!(head.agency, "ỦY BAN NHÂN DÂN\nXÃ TÂN BÌNH", "{desk}");
            assert_eq!(head.desk, "BỘ PHẬN MỘT CỬA");
            assert_eq!(head.place, "Tân Bình");
        }
    }

    #[test]
    fn the_chairman_signs_for_a_desk_that_bears_the_name_of_the_commune() {
        let authority = |names: &[&str]| {
            let line = line(names);
            authority_of(&line).map(|unit| unit.name.clone())
        };
        let center = "Trung tâm Phục vụ hành chính công xã Tân Bình";
        let commune = Some("Xã Tân Bình".to_owned());
        assert_eq!(authority(&["Tỉnh Gia Lai", "Xã Tân Bình", center]), commune);
        assert_eq!(
            authority(&["Tỉnh Gia Lai", "Xã Tân Bình", "Một cửa"]),
            commune
        );
        assert_eq!(authority(&["Tỉnh Gia Lai", "Xã Tân Bình"]), commune);
        assert_eq!(
            authority(&["Tỉnh Gia Lai", center]).as_deref(),
            Some(center),
            "never the province for a commune"
        );
        assert_eq!(authority(&["Trung tâm"]).as_deref(), Some("Trung tâm"));
    }

    #[test]
    fn what_is_set_is_kept_and_a_name_without_a_seat_stands_for_itself() {
        let mut rules = Rules::default();
        rules.letterhead.place = "Chư Sê".to_owned();
        rules.letterhead.agency = "TRUNG TÂM".to_owned();
        let set = letterhead_of(&rules, &line(&["Xã Tân Bình"]));
        assert_eq!(
            (set.place.as_str(), set.agency.as_str()),
            ("Chư Sê", "TRUNG TÂM")
        );
        let other = head(&["Trung tâm Phục vụ hành chính công"]);
        assert_eq!(other.agency, "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG");
        assert_eq!(other.place, "");
        assert_eq!(
            letterhead_of(&Rules::default(), &[]).agency,
            "",
            "nobody has no name"
        );
    }
}
