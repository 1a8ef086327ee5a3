//! An account, its role and its login (pure).

use std::fmt;
use std::str::FromStr;

crate::text_enum! {
    /// What a person may do, within one unit and below it.
    pub enum Role {
        /// Runs the system: units, counters, accounts, tablets, links.
        Admin => "admin",
        /// Answers for the unit: reads everything, sets targets.
        Leader => "leader",
        /// Serves at a counter.
        Desk => "desk",
        /// Takes calls.
        Hotline => "hotline",
        /// Supervises (Fatherland Front, mass organisations): reads only.
        Observer => "observer",
    }
}

/// A person who signs in. The password's hash never leaves `store`.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::db::schema::accounts)]
pub struct Account {
    /// Row.
    pub id: i64,
    /// The unit within which, and below which, the role holds.
    pub unit_id: i64,
    /// What the person may do.
    #[diesel(deserialize_as = String)]
    pub role: Role,
    /// Full name.
    pub name: String,
    /// What is typed to sign in.
    pub login: String,
    /// False once the account is closed.
    pub active: bool,
}

/// Fewest and most characters of a login.
const LOGIN_LENGTH: std::ops::RangeInclusive<usize> = 3..=60;

/// What is typed to sign in: folded, so that a phone's capital letter does not matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login(String);

impl Login {
    /// The login as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What was typed, as it would be stored if it were a login.
    pub fn fold(typed: &str) -> String {
        typed.trim().to_lowercase()
    }
}

impl FromStr for Login {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let login = Self::fold(text);
        let allowed = |byte: u8| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-_@".contains(&byte)
        };
        if LOGIN_LENGTH.contains(&login.len()) && login.bytes().all(allowed) {
            Ok(Self(login))
        } else {
            Err(format!(
                "a login has {} to {} letters without accents, digits, and . - _ @",
                LOGIN_LENGTH.start(),
                LOGIN_LENGTH.end()
            ))
        }
    }
}

impl fmt::Display for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_folded_and_plain() {
        let read = |text: &str| text.parse::<Login>().map(|login| login.0);
        assert_eq!(
            read(" Nguyen.Van_An@tb "),
            Ok("nguyen.van_an@tb".to_owned())
        );
        for wrong in ["", "an", "nguyễn", "a b c", "x\0yz", &"a".repeat(61)] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }
}
