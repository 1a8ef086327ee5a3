//! How much of something: a percentage, a number of days or of people. Hundredths, so that nothing is rounded on its way.

use crate::percent::Hundredths;
use crate::web::language::Lang;

/// Most digits before the decimal sign.
const DIGITS: usize = 9;

/// An amount in hundredths of its unit: 82.5 is 8250.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(pub i64);

impl Amount {
    /// What a thing that is done counts as; not done it is 0.
    pub const DONE: Self = Self(100);

    /// Reads "12", "82,5" or "1.250", with or without a percent sign. A point before three digits groups thousands.
    pub fn parse(text: &str) -> Option<Self> {
        let number = text.trim().trim_end_matches('%').trim_end();
        let plain = match number.rsplit_once('.') {
            Some((_, last)) if last.len() == 3 && !number.contains(',') => number.replace('.', ""),
            _ => number.to_owned(),
        };
        let (whole, decimals) = plain.split_once([',', '.']).unwrap_or((&plain, "0"));
        let digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(decimals) || whole.len() > DIGITS || decimals.len() > 2 {
            return None;
        }
        let decimals: i64 = format!("{decimals:0<2}").parse().ok()?;
        Some(Self(whole.parse::<i64>().ok()? * 100 + decimals))
    }

    /// The same as a share, if it is one.
    pub fn percent(self) -> Option<Hundredths> {
        Hundredths::new(self.0)
    }

    /// As it is typed and read: decimals only where there are some.
    pub fn written(self, lang: Lang) -> String {
        let whole = lang.number((self.0 / 100).unsigned_abs());
        let point = if lang == Lang::Vi { ',' } else { '.' };
        match self.0 % 100 {
            0 => whole,
            part if part % 10 == 0 => format!("{whole}{point}{}", part / 10),
            part => format!("{whole}{point}{part:02}"),
        }
    }

    /// The same with what it is measured in: "82,5 %", "12 cuộc".
    pub fn with_unit(self, unit: &str, lang: Lang) -> String {
        let written = self.written(lang);
        if unit.is_empty() {
            return written;
        }
        format!("{written}\u{a0}{unit}")
    }
}

impl From<Hundredths> for Amount {
    fn from(percent: Hundredths) -> Self {
        Self(percent.value().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_as_it_is_written() {
        for (typed, hundredths, written) in [
            ("100 %", 10_000, "100"),
            ("82,5", 8_250, "82,5"),
            ("82.05", 8_205, "82,05"),
            ("1.250", 125_000, "1.250"),
            ("0", 0, "0"),
        ] {
            let amount = Amount::parse(typed).expect(typed);
            assert_eq!(amount, Amount(hundredths), "{typed}");
            assert_eq!(amount.written(Lang::Vi), written);
            assert_eq!(Amount::parse(written), Some(amount));
        }
        for wrong in ["", "-1", "mười", "1,234", "1e3", "12345678901"] {
            assert_eq!(Amount::parse(wrong), None, "{wrong}");
        }
    }
}
