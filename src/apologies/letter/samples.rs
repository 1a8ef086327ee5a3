//! Letters that tests of this folder share with those of the printed page: issued ones, as they are stored.

use std::fs;
use std::path::Path;

use super::Letter;

/// Of a reason that is longer than a page holds.
pub const LONG_REASON: &str =
    "Hồ sơ có nguồn gốc sử dụng đất phức tạp, phải lấy ý kiến của nhiều cơ quan. ";

/// An ordinary letter of 2026.
pub fn birth_certificate() -> Letter {
    read("birth-certificate")
}

/// A letter of 2021 that names the desk, to an organisation, without hours.
pub fn of_a_desk() -> Letter {
    read("of-a-desk")
}

/// Everything as long as it gets.
pub fn longest() -> Letter {
    read("longest")
}

fn read(name: &str) -> Letter {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters");
    let text = fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}
