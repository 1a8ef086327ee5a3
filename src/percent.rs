//! A percentage with two decimals, kept as a whole number: exact shares go in, rounded half up once. Nothing here knows
//! what is counted.

use std::fmt;

use serde::{Serialize, Serializer};

/// A percentage in hundredths of a percent, from 0 to 10000: 81.38 % is 8138.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hundredths(u16);

impl Hundredths {
    /// 100 %.
    pub const FULL: Self = Self(10_000);

    /// A percentage from a count of hundredths, if it lies between 0 and 100 %.
    pub fn new(hundredths: i64) -> Option<Self> {
        let value = u16::try_from(hundredths).ok()?;
        (value <= Self::FULL.0).then_some(Self(value))
    }

    /// Rounds `part` of `whole` half-up; nothing if there is no whole or the part exceeds it.
    pub fn of_ratio(part: u128, whole: u128) -> Option<Self> {
        let full = u128::from(Self::FULL.0);
        let doubled = part.checked_mul(2 * full)?.checked_add(whole)?;
        let rounded = doubled.checked_div(whole.checked_mul(2)?)?;
        Self::new(i64::try_from(rounded).ok()?)
    }

    /// Rounds a proportion from 0 to 1 half-up; what lies outside is moved to the nearest end.
    pub fn of_proportion(proportion: f64) -> Self {
        let scaled = (proportion.clamp(0.0, 1.0) * f64::from(Self::FULL.0) + 0.5).floor();
        Self((scaled as u16).min(Self::FULL.0))
    }

    /// Reads "82.5" or "82,50", at most two decimals, with or without a percent sign.
    pub fn parse(text: &str) -> Option<Self> {
        let number = text.trim().trim_end_matches('%').trim_end();
        let (whole, decimals) = number.split_once(['.', ',']).unwrap_or((number, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(decimals) || whole.len() > 3 || decimals.len() > 2 {
            return None;
        }
        let whole: i64 = whole.parse().ok()?;
        let decimals: i64 = format!("{decimals:0<2}").parse().ok()?;
        Self::new(whole * 100 + decimals)
    }

    /// The count of hundredths of a percent.
    pub fn value(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}.{:02}", self.0 / 100, self.0 % 100))
    }
}

/// A JSON number: the nearest one prints as the two decimals.
impl Serialize for Hundredths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / 100.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_percentage_is_written_as_a_json_number() {
        let json = |value| serde_json::to_string(&Hundredths::new(value)).expect("json");
        assert_eq!(json(8138), "81.38");
        assert_eq!(json(8400), "84.0");
        assert_eq!(json(7), "0.07");
        assert_eq!(json(10_001), "null");
    }

    #[test]
    fn a_typed_percentage_is_read_with_point_or_comma() {
        let value = |text| Hundredths::parse(text).map(Hundredths::value);
        assert_eq!(value(" 82,5 %"), Some(8250));
        assert_eq!(value("82.05"), Some(8205));
        assert_eq!(value("100"), Some(10_000));
        for wrong in [
            "", "100.01", "-1", "82.555", "8e1", "82,", ",5", "NaN", "٨٢",
        ] {
            assert_eq!(value(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn rounding_is_half_up(satisfied in 0..=u64::MAX, unsatisfied in 0..=u32::MAX) {
            let whole = u128::from(satisfied) + u128::from(unsatisfied);
            let percent = Hundredths::of_ratio(satisfied.into(), whole);
            prop_assert_eq!(percent.map(|p| u128::from(p.value())), naive_half_up(satisfied.into(), whole));
        }

        #[test]
        fn a_written_percentage_reads_back(value in 0..=10_000_i64) {
            let percent = Hundredths::new(value).expect("in range");
            prop_assert_eq!(Hundredths::parse(&percent.to_string()), Some(percent));
        }
    }

    /// Long division, one decimal digit at a time, then a look at what is left.
    fn naive_half_up(part: u128, whole: u128) -> Option<u128> {
        if whole == 0 {
            return None;
        }
        let (mut result, mut rest) = (part / whole, part % whole);
        for _ in 0..4 {
            rest *= 10;
            result = result * 10 + rest / whole;
            rest %= whole;
        }
        Some(if rest * 2 >= whole {
            result + 1
        } else {
            result
        })
    }
}
