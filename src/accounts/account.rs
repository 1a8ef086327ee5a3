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
    /// Where the person reads mail; empty for none.
    pub email: String,
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

/// Most bytes of an e-mail address (RFC 5321, 4.5.3.1.3, without the angle brackets).
const EMAIL_LENGTH: usize = 254;

/// An e-mail address as mail servers take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        match text.parse::<lettre::Address>() {
            Ok(_) if text.len() <= EMAIL_LENGTH => Ok(Self(text.to_owned())),
            _ => Err("an e-mail address looks like name@example.vn".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_address_is_one_that_mail_servers_take() {
        let read = |text: &str| text.parse::<Email>().map(|email| email.0);
        assert_eq!(
            read(" Siu.Bia@gialai.gov.vn "),
            Ok("Siu.Bia@gialai.gov.vn".to_owned())
        );
        let long = format!("{}@x.vn", "a.".repeat(130));
        for wrong in [
            "",
            "bia",
            "@x.vn",
            "a b@x.vn",
            "a@x.vn, b@x.vn",
            "a@x.vn\r\nBcc: b@x.vn",
            &long,
        ] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }

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
