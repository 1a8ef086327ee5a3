//! Makes bodies that nobody should send: from a good one, by a seeded generator, so that each can be made again.

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// A source of bad ideas. The same seed has the same ones.
pub struct Mischief(StdRng);

const TEXTS: [&str; 24] = [
    "",
    " ",
    "\u{0}",
    "a\u{0}b\u{7}\u{1b}[31m",
    "\u{202e}cba",
    "\u{feff}",
    "Nguyễn Thị Ệ 🙂👩‍👩‍👧",
    "e\u{302}\u{301}\u{323}",
    "'; DROP TABLE ballots; --",
    "<script>alert(1)</script>",
    "{{7*7}}${7*7}%{7}",
    "%00%ff%zz",
    "../../etc/passwd",
    "null",
    "NaN",
    "-0",
    "1e400",
    "9999-99-99T99:99:99Z",
    "+262142-12-31T23:59:59Z",
    "-262143-01-01T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "2016-12-31T23:59:60Z",
    "2026-11-24T08:00:00.999999999+14:00",
    "18446744073709551616",
];

/// Values that a parser, a column or a clock may choke on, for forms and addresses.
const WORDS: [&str; 12] = [
    "1",
    "5",
    "none",
    "0",
    "6",
    "-1",
    "05",
    "+5",
    "5.0",
    "٥",
    "2147483648",
    "99999999999999999999",
];

impl Mischief {
    pub fn new(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.0.random_range(0..100) < percent
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        of.choose(&mut self.0).unwrap()
    }

    pub fn text(&mut self) -> String {
        match self.0.random_range(0..12) {
            0 => "ữ".repeat(self.0.random_range(1..3_000)),
            1 => "A".repeat(self.0.random_range(1..40_000)),
            2 => self.0.random::<u64>().to_string(),
            3 => (0..9).map(|_| self.0.random::<char>()).collect(),
            4 | 5 => (*self.pick(&WORDS)).to_owned(),
            _ => (*self.pick(&TEXTS)).to_owned(),
        }
    }

    fn number(&mut self) -> Value {
        let numbers = [
            json!(0),
            json!(1),
            json!(5),
            json!(6),
            json!(-1),
            json!(255),
            json!(256),
            json!(4.5),
            json!(5.0),
            json!(1e308),
            json!(u64::MAX),
            json!(i64::MIN),
            json!(i64::from(i32::MAX) + 1),
        ];
        self.pick(&numbers).clone()
    }

    fn value(&mut self) -> Value {
        match self.0.random_range(0..9) {
            0 => Value::Null,
            1 => json!(self.0.random::<bool>()),
            2 | 3 => self.number(),
            4 => json!([self.text(), self.number()]),
            5 => Value::Object(Map::from_iter([(self.text(), self.number())])),
            6 => (0..self.0.random_range(1..200)).fold(json!(1), |inner, _| json!([inner])),
            _ => json!(self.text()),
        }
    }

    /// Goes down to some place and spoils it.
    fn spoil(&mut self, value: &mut Value) {
        let deeper = self.chance(90);
        match value {
            Value::Object(map) if deeper && !map.is_empty() => {
                let keys: Vec<String> = map.keys().cloned().collect();
                let key = self.pick(&keys).clone();
                match self.0.random_range(0..10) {
                    0 => drop(map.remove(&key)),
                    1 => drop(map.insert(self.text(), self.value())),
                    2 => {
                        let moved = map.remove(&key).unwrap();
                        map.insert(self.text(), moved);
                    }
                    _ => self.spoil(map.get_mut(&key).unwrap()),
                }
            }
            Value::Array(list) if deeper && !list.is_empty() => {
                let at = self.0.random_range(0..list.len());
                match self.0.random_range(0..10) {
                    0 => drop(list.remove(at)),
                    1 => list.push(list[at].clone()),
                    _ => self.spoil(&mut list[at]),
                }
            }
            other => *other = self.value(),
        }
    }

    /// Cuts, flips and inserts what no JSON and no UTF-8 has.
    fn bend(&mut self, bytes: &mut Vec<u8>) {
        let scraps: [&[u8]; 9] = [
            b"\xff\xfe",
            b"\xc3",
            b"\xed\xa0\x80",
            b"\0",
            b"\\ud83d",
            b"\\u0000",
            b"\"",
            b"}]",
            b"%%&=&;",
        ];
        let at = self.0.random_range(0..=bytes.len());
        match self.0.random_range(0..4) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] = self.0.random(),
            _ => {
                let scrap = self.pick(&scraps).to_vec();
                bytes.splice(at..at, scrap);
            }
        }
    }

    fn good_ballot(&mut self) -> Value {
        // A few ids come again and again, so that repeats and conflicts are among them.
        let id = match self.0.random_range(0..4) {
            0 => Uuid::from_u128(self.0.random_range(1..20)),
            _ => Uuid::from_u128(self.0.random()),
        };
        let scores = |mischief: &mut Self| json!(mischief.0.random_range(1..=5));
        let mut ballot = json!({
            "id": id, "questionnaire": "touch-5", "lang": "vi", "partial": false,
            "answers": {"1": scores(self), "2": scores(self), "5": null},
            "comment": self.text(), "reasons": ["slow"],
            "created_at": "2026-11-24T08:00:41Z", "started_at": "2026-11-24T08:00:10Z",
            "sent_at": "2026-11-24T08:00:42Z", "elapsed_ms": 31_000, "seq": 7, "install_id": Uuid::nil(),
        });
        let map = ballot.as_object_mut().unwrap();
        map.retain(|key, _| {
            ["id", "questionnaire", "lang", "answers"].contains(&key.as_str()) || self.0.random()
        });
        ballot
    }

    /// What a tablet might send that somebody has had in hand.
    pub fn json(&mut self) -> Vec<u8> {
        let count = self.0.random_range(1..5);
        let ballots: Vec<Value> = (0..count).map(|_| self.good_ballot()).collect();
        let mut body = json!({ "ballots": ballots });
        for _ in 0..self.0.random_range(0..3) {
            self.spoil(&mut body);
        }
        let mut bytes = body.to_string().into_bytes();
        if self.chance(15) {
            self.bend(&mut bytes);
        }
        bytes
    }

    /// What a form might send that somebody has filled in by hand. `good` is what our own page would send,
    /// `codes` what it asks.
    pub fn form(&mut self, good: &[(String, String)], codes: &[&str]) -> Vec<u8> {
        let mut pairs = good.to_vec();
        for code in ["1", "2", "3", "1.1", "4.1"] {
            // The short form and the full one have other codes, so that some of them are of the other.
            let of_this = codes.contains(&code) || self.chance(3);
            if of_this && self.chance(70) {
                let word = if self.chance(90) {
                    "5"
                } else {
                    self.pick::<&str>(&WORDS)
                };
                pairs.push((format!("a.{code}"), word.to_owned()));
            }
        }
        for _ in 0..self.0.random_range(0..3) {
            let at = self.0.random_range(0..=pairs.len());
            let name = self.field();
            pairs.insert(at, (name, self.text()));
        }
        let mut bytes = form_urlencoded(&pairs).into_bytes();
        if self.chance(25) {
            self.bend(&mut bytes);
        }
        bytes
    }

    /// What somebody signed in might send: the form of our page with other values, and mostly its proof of origin.
    pub fn staff_form(&mut self, good: &[(String, String)]) -> Vec<u8> {
        let mut pairs = good.to_vec();
        for (name, value) in &mut pairs {
            if self.chance(if name == "csrf" { 3 } else { 40 }) {
                *value = self.text();
            }
        }
        if self.chance(20) {
            pairs.push((self.field(), self.text()));
        }
        let mut bytes = form_urlencoded(&pairs).into_bytes();
        if self.chance(10) {
            self.bend(&mut bytes);
        }
        bytes
    }

    fn field(&mut self) -> String {
        let known = [
            "comment", "ticket", "a.1", "a.", "csrf", "login", "password", "name", "code", "role",
        ];
        if self.chance(80) {
            (*self.pick(&known)).to_owned()
        } else {
            self.text()
        }
    }

    /// A query string.
    pub fn query(&mut self) -> String {
        let names = [
            "unit",
            "year",
            "compare",
            "questionnaire",
            "full",
            "lang",
            "next",
            "v",
            "q",
            "page",
        ];
        let good = ["TB", "2026", "2025", "touch-5", "1", "en", "/indices"];
        let mut pairs = vec![
            ("unit".to_owned(), "TB".to_owned()),
            ("year".to_owned(), "2026".to_owned()),
        ];
        for _ in 0..self.0.random_range(0..4) {
            let name = (*self.pick(&names)).to_owned();
            let value = if self.chance(50) {
                (*self.pick(&good)).to_owned()
            } else {
                self.text()
            };
            pairs.push((name, value.chars().take(4_000).collect()));
        }
        let mut query = form_urlencoded(&pairs);
        if self.chance(30) {
            let tails = [
                "&%",
                "&year=%ff",
                "&&&=",
                "&unit",
                "?unit=1",
                "&year[]=1",
                "&a=%u0041",
            ];
            query.push_str(self.pick::<&str>(&tails));
        }
        query
    }

    /// A request line's path with bytes that no browser writes.
    pub fn path(&mut self) -> Vec<u8> {
        let starts = [
            "/", "/q/", "/Q/", "/api/v1/", "/static/", "/kiosk/", "/q/A/", "//", "/../", "*",
        ];
        let mut path = self.pick(&starts).as_bytes().to_vec();
        for _ in 0..self.0.random_range(1..12) {
            match self.0.random_range(0..3) {
                0 => path.extend(b"%2e%2e%2f"),
                1 => path.extend(b"%00%c3%28"),
                _ => path.push(self.0.random_range(0x21..=0xff)),
            }
        }
        path
    }
}

/// As a browser writes a form.
fn form_urlencoded(pairs: &[(String, String)]) -> String {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._*".contains(&byte);
    let encode = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b' ' => "+".to_owned(),
                byte if unreserved(byte) => char::from(byte).to_string(),
                byte => format!("%{byte:02X}"),
            })
            .collect()
    };
    let pair = |(name, value): &(String, String)| format!("{}={}", encode(name), encode(value));
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}
