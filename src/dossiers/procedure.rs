//! A procedure of the catalogue (pure).

use chrono::NaiveDate;

use super::limit::Limit;

/// Longest code of a procedure, characters.
pub const CODE_LIMIT: usize = 60;
/// Longest name, characters: those of the national list are long.
pub const NAME_LIMIT: usize = 500;
/// Most of any unit that a limit may have.
pub const MOST: u32 = 1_000;

/// A procedure as it is from a day on. Limits change often: an older row stays for the dossiers of its time.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::db::schema::procedures)]
pub struct Procedure {
    /// Row; 0 before it is stored.
    pub id: i64,
    /// The unit in which it holds, and below.
    pub unit_id: i64,
    /// Its code in the national list: `1.001193`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Code of the field of work, or empty.
    pub field: String,
    /// How many of the limit's unit.
    pub limit_n: i32,
    /// Word of the limit's unit.
    pub limit_unit: String,
    /// The law that says so.
    pub basis: String,
    /// What it costs, in words.
    pub fee: String,
    /// The first day on which it holds.
    pub valid_from: NaiveDate,
    /// The last one, if known.
    pub valid_until: Option<NaiveDate>,
    /// Received, examined, approved and returned at the desk itself.
    pub at_desk: bool,
    /// Can be handed in online.
    pub online: bool,
}

impl Procedure {
    /// How long it may take.
    pub fn limit(&self) -> Option<Limit> {
        Some(Limit {
            n: u32::try_from(self.limit_n).ok()?,
            unit: self.limit_unit.parse().ok()?,
        })
    }

    /// Whether it holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_until.is_none_or(|last| day <= last)
    }
}
