//! How a request of any feature learns where something new may stand.

use crate::accounts::Viewer;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::units::store::{find_place_choice, find_unit_places};
use crate::units::{PlaceChoice, UnitPlaces};
use crate::web::extract::Fields;

impl PlaceChoice {
    /// What the viewer may choose from next: the units, or the counters of the wanted one or of the only one.
    ///
    /// # Errors
    /// 404 for a unit that the viewer may not see.
    pub async fn find(db: &Db, viewer: &Viewer, wanted: Option<i64>) -> AppResult<Self> {
        let scope = viewer.scope();
        db.read(move |conn| find_place_choice(conn, &scope, wanted))
            .await?
            .ok_or(AppError::NotFound)
    }
}

impl UnitPlaces {
    /// The unit that the field `unit` of a form names.
    ///
    /// # Errors
    /// 404 for a unit that the viewer may not see.
    pub async fn of_form(fields: &Fields, db: &Db, viewer: &Viewer) -> AppResult<Self> {
        let scope = viewer.scope();
        let id = fields.text("unit").parse();
        let id = id.map_err(|_| AppError::NotFound)?;
        db.read(move |conn| find_unit_places(conn, &scope, id))
            .await?
            .ok_or(AppError::NotFound)
    }
}
