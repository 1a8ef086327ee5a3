//! The ground of a unit's figures, and where its counts are read.

use std::collections::BTreeSet;

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::units;
use crate::units::lineage::Lineage;
use crate::units::{Scope, Unit};

/// A unit, all below it and what became part of them: years compare over the same ground.
#[derive(Clone, Debug, Default)]
pub struct Area {
    /// All units that are counted.
    pub unit_ids: Vec<i64>,
    apart: Vec<i64>,
    top: Option<i64>,
}

impl Area {
    /// The ground of a unit.
    ///
    /// # Errors
    /// The database refuses.
    pub fn find(conn: &mut DbConn, unit: &Unit) -> QueryResult<Self> {
        let at_and_below: Vec<i64> = units::table
            .filter(units::path.like(Scope::below(unit).pattern()))
            .select(units::id)
            .load(conn)?;
        let mut below: BTreeSet<i64> = at_and_below.iter().copied().collect();
        below.remove(&unit.id);
        let top = (!below.is_empty()).then_some(unit.id);
        let unit_ids = Lineage::find(conn)?.with_formers(at_and_below);
        let apart = unit_ids.iter().filter(|id| !below.contains(id));
        Ok(Self {
            apart: apart.copied().collect(),
            top,
            unit_ids,
        })
    }

    /// The units whose counts are read one by one: itself and what became part of it from elsewhere.
    pub(in crate::indices) fn apart(&self) -> &[i64] {
        &self.apart
    }

    /// The unit with others below it, all of which are kept added up.
    pub(in crate::indices) fn top(&self) -> Option<i64> {
        self.top
    }
}
