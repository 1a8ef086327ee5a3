//! What another feature says of a dossier on its page. Features that build on dossiers are not known here: `server`, which
//! knows them all, hands in who speaks.

use diesel::QueryResult;
use maud::Markup;

use super::dossier::Dossier;
use crate::accounts::Viewer;
use crate::db::DbConn;
use crate::web::language::Lang;

/// Says something of a dossier to a viewer, or nothing.
#[derive(Clone, Copy)]
pub struct Beside(pub fn(&mut DbConn, &Viewer, &Dossier, Lang) -> QueryResult<Markup>);
