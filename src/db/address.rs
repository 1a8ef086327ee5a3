//! Where the database is, as the operator writes it. An address may hold a password, so nothing of a PostgreSQL
//! address is ever printed; and libpq, which tells the part it cannot read, is given none that it could misread.

use std::fmt;
use std::str::FromStr;

/// Where the database is: `sqlite:PATH` or `postgres://…`.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file, made when missing.
    Sqlite(String),
    /// A libpq connection address.
    Postgres(String),
}

impl FromStr for DatabaseUrl {
    type Err = String;

    /// The message of a refusal says nothing of the text: it may hold a password in any place.
    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() {
                return Err("sqlite: needs a path, for example sqlite:hailong.db".into());
            }
            if path.contains("://") {
                return Err(
                    "the path after sqlite: is itself an address: leave sqlite: out".into(),
                );
            }
            return Ok(Self::Sqlite(path.to_owned()));
        }
        let rest = text
            .strip_prefix("postgres://")
            .or_else(|| text.strip_prefix("postgresql://"));
        match rest {
            Some(rest) => check(rest).map(|()| Self::Postgres(text.to_owned())),
            None => Err("unknown database scheme: it must be sqlite:PATH or \
                 postgres://USER:PASSWORD@HOST:PORT/NAME"
                .into()),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{path}"),
            Self::Postgres(_) => f.write_str("postgres://… (address not shown)"),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Makes sure that libpq takes each part of `[USER[:PASSWORD]@]HOST[:PORT],…[/NAME][?OPTION=VALUE&…]` for what it
/// is meant to be. A password with an unescaped sign ends somewhere else for libpq, which then tells the rest of it
/// as a host or port that it cannot find.
fn check(rest: &str) -> Result<(), String> {
    let (user, place) = rest.rsplit_once('@').unwrap_or(("", rest));
    if user.contains(|letter: char| "@/?".contains(letter)) || !is_escaped(user) {
        return Err(
            "user and password of the postgres:// address are not percent-encoded: \
             write %40 for @, %2F for /, %3F for ?, %25 for %, %20 for a space"
                .into(),
        );
    }
    let (place, options) = place.split_once('?').unwrap_or((place, ""));
    let hosts = place.split('/').next().unwrap_or_default();
    if !is_escaped(place) || !hosts.split(',').all(is_host) {
        return Err(
            "the postgres:// address has no HOST:PORT after user and password, \
             as in postgres://USER:PASSWORD@HOST:5432/NAME"
                .into(),
        );
    }
    let is_option = |option: &str| option.matches('=').count() == 1 && is_escaped(option);
    if !options.is_empty() && !options.split('&').all(is_option) {
        return Err("what follows ? in the postgres:// address is not OPTION=VALUE&…".into());
    }
    Ok(())
}

/// A name or address, and a port if any; nothing stands for this machine.
fn is_host(text: &str) -> bool {
    let (host, port) = match text.strip_prefix('[') {
        Some(ip) => match ip.split_once(']') {
            Some((ip, port)) => (ip, port.strip_prefix(':').unwrap_or(port)),
            None => return false,
        },
        None => text.split_once(':').unwrap_or((text, "")),
    };
    !host.contains(['[', ']', '#', ' ']) && (port.is_empty() || port.parse::<u16>().is_ok())
}

/// Each % is followed by two hexadecimal digits, and not by 00, and no space is left as it is.
fn is_escaped(text: &str) -> bool {
    let escapes = text.split('%').skip(1);
    let is_escape = |rest: &str| {
        let digits = rest.get(..2).unwrap_or_default();
        digits.len() == 2 && digits != "00" && digits.bytes().all(|b| b.is_ascii_hexdigit())
    };
    !text.contains(char::is_whitespace) && escapes.into_iter().all(is_escape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_that_libpq_reads_is_taken() {
        for good in [
            "postgres://",
            "postgres://h",
            "postgresql://u@h/x",
            "postgres://u:p:w#[@h/x",
            "postgres://u:gehe%40im@h:5432/x?sslmode=require&application_name=a%20b",
            "postgres://u:p@h1:1,h2:2/x?target_session_attrs=read-write",
            "postgres://u:p@[::1]:5432/x",
            "postgres://u@%2Frun%2Fpostgresql/x",
            "postgres:///x?host=/run/postgresql&password=geheim",
        ] {
            let address: DatabaseUrl = good.parse().expect(good);
            assert_eq!(address, DatabaseUrl::Postgres(good.to_owned()));
            assert!(!format!("{address} {address:?}").contains("geheim"));
        }
        let file: DatabaseUrl = "sqlite:///srv/a b.db".parse().expect("a file");
        assert_eq!(file, DatabaseUrl::Sqlite("/srv/a b.db".to_owned()));
    }

    #[test]
    fn what_libpq_would_misread_is_refused_without_a_word_of_it() {
        for bad in [
            "",
            "geheim",
            "postgress://u:geheim@h/x",
            "postgres//u:geheim@h/x",
            "postgres:u:geheim@h/x",
            "Postgres://u:geheim@h/x",
            " postgres://u:geheim@h/x",
            "u:geheim@h/x",
            "host=h user=u password=geheim",
            "sqlite:",
            "sqlite:postgres://u:geheim@h/x",
            "postgres://u:geheim",
            "postgres://u:geheim/x",
            "postgres://h?password=ge@heim",
            "postgres://u:ge@heim@h/x",
            "postgres://u:ge/heim@h/x",
            "postgres://u:ge?heim@h/x",
            "postgres://u:ge%heim@h/x",
            "postgres://u:geheim%@h/x",
            "postgres://u:ge%00heim@h/x",
            "postgres://u:ge heim@h/x",
            "postgres://u:geheim@h:x/x",
            "postgres://u:p@h:geheim/x",
            "postgres://u:p@[geheim/x",
            "postgres://u:p@h/x?geheim",
            "postgres://u:p@h/x?password=ge=heim",
            "postgres://u:p@h/x?password=ge%heim",
            "postgres://u@h/x?password=ge@heim",
        ] {
            let told = bad.parse::<DatabaseUrl>().expect_err(bad);
            assert!(!told.contains("heim"), "{bad}: {told}");
            assert!(!told.contains('\n'), "{told}");
        }
    }
}
