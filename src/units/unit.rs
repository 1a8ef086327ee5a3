//! A unit, its code, and the part of the tree that somebody may see (pure).

use std::fmt;
use std::str::FromStr;

use crate::error::{AppError, AppResult};

/// Longest code, characters (QĐ 20/2020/QĐ-TTg).
const CODE_LIMIT: usize = 35;

/// Code of a unit as in the national list of agencies: `H21.65.12`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitCode(String);

impl UnitCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for UnitCode {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        if (1..=CODE_LIMIT).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!(
                "a unit code has 1 to {CODE_LIMIT} letters, digits, dots and hyphens, such as H21.65.12"
            ))
        }
    }
}

impl fmt::Display for UnitCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A unit of the tree.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::db::schema::units)]
pub struct Unit {
    /// Row.
    pub id: i64,
    /// Its code.
    pub code: String,
    /// Its official name.
    pub name: String,
    /// The unit above.
    pub parent_id: Option<i64>,
    /// Ids of all ancestors and its own: `/1/7/`.
    pub path: String,
    /// Number of the leader's hotline; may be empty.
    pub hotline: String,
    /// Where it is; may be empty.
    pub address: String,
}

impl Unit {
    /// Ids of the units above it, from the top, and its own.
    pub fn line(&self) -> Vec<i64> {
        let ids = self.path.split('/');
        ids.filter_map(|id| id.parse().ok()).collect()
    }

    /// True if this unit is the other or above it.
    pub fn is_or_is_above(&self, other: &Self) -> bool {
        other.path.starts_with(&self.path)
    }

    /// How many units are above it.
    pub fn depth(&self) -> usize {
        self.path.matches('/').count().saturating_sub(2)
    }
}

/// A unit among those that somebody may see, by its code.
///
/// # Errors
/// There is none.
pub fn with_code<'a>(units: &'a [Unit], code: &str) -> AppResult<&'a Unit> {
    let found = units.iter().find(|unit| unit.code == code);
    found.ok_or(AppError::NotFound)
}

/// Code and name of each unit, as forms offer them.
pub fn names(units: &[Unit]) -> Vec<(String, String)> {
    let name = |unit: &Unit| (unit.code.clone(), unit.name.clone());
    units.iter().map(name).collect()
}

/// A place at the desk where one officer serves.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::db::schema::counters)]
pub struct Counter {
    /// Row.
    pub id: i64,
    /// The unit it belongs to.
    pub unit_id: i64,
    /// Its name: "Quầy 1".
    pub name: String,
    /// The account of the officer on it.
    pub officer_id: Option<i64>,
    /// False once it is closed.
    pub active: bool,
    /// Code of the only field that it serves; empty where it serves several.
    pub field: String,
}

/// The part of the tree that somebody may see: one unit and everything below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope(String);

impl Scope {
    /// The whole tree, for commands on the server itself.
    pub fn everything() -> Self {
        Self("/".to_owned())
    }

    /// This unit and below.
    pub fn below(unit: &Unit) -> Self {
        Self(unit.path.clone())
    }

    /// True if the unit may be seen.
    pub fn covers(&self, unit: &Unit) -> bool {
        unit.path.starts_with(&self.0)
    }

    /// Pattern that the paths of its units match. Paths are digits and slashes: nothing needs escaping.
    pub fn pattern(&self) -> String {
        format!("{}%", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(path: &str) -> Unit {
        Unit {
            id: 1,
            code: "X".into(),
            name: "X".into(),
            parent_id: None,
            path: path.into(),
            hotline: String::new(),
            address: String::new(),
        }
    }

    #[test]
    fn a_commune_sees_itself_and_its_desks_only() {
        let scope = Scope::below(&unit("/1/7/"));
        assert!(scope.covers(&unit("/1/7/")));
        assert!(scope.covers(&unit("/1/7/9/")));
        assert!(!scope.covers(&unit("/1/70/")));
        assert!(!scope.covers(&unit("/1/")));
        assert!(Scope::everything().covers(&unit("/2/")));
    }

    #[test]
    fn codes_hold_nothing_that_a_database_or_a_page_could_choke_on() {
        assert!("H21.65.12".parse::<UnitCode>().is_ok());
        for wrong in ["", "Tân Bình", "a\0b", "../x", &"1".repeat(36)] {
            assert!(wrong.parse::<UnitCode>().is_err(), "{wrong:?}");
        }
    }
}
