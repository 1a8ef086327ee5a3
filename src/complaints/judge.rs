//! What a citizen's words say of officers, when they come in and when the citizen says that it is not solved: whom they
//! name, and whether they may accuse somebody. An official decides the rest.

use diesel::QueryResult;

use super::class::Class;
use super::proposal::propose;
use super::store::{self, Colleague};
use crate::db::DbConn;
use crate::units::Unit;
use crate::vietnamese::Said;

/// What the program makes of some words.
pub(super) struct Judged {
    /// What they seem to be.
    pub(super) class: Class,
    /// Those of the unit whose whole name stands in them.
    pub(super) named: Vec<Colleague>,
    /// Whether they may be a denunciation: shown to a keeper alone until an official has decided.
    pub(super) accuses: bool,
}

/// Judges words said to a unit. `known` are the officers of whom it is told already that the words are about them.
///
/// # Errors
/// The database refuses.
pub(super) fn judge(
    conn: &mut DbConn,
    unit: &Unit,
    text: &str,
    known: &[i64],
) -> QueryResult<Judged> {
    let said = Said::new(text);
    let mut named = store::list_people_of(conn, &unit.path)?;
    named.retain(|person| said.names(&person.name));
    let proposal = propose(text);
    let names_somebody = !named.is_empty() || !known.is_empty();
    Ok(Judged {
        class: proposal.class,
        accuses: proposal.may_be_denunciation || proposal.of_strangers && names_somebody,
        named,
    })
}
