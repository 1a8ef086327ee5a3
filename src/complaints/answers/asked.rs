//! Which part of the answers an address asks for.

use actix_web::web::Data;
use serde::Deserialize;

use super::store;
use crate::complaints::citizen::hotline;
use crate::db::{Db, DbConn};
use crate::error::{AppError, AppResult};
use crate::units::store::{find_unit_by_code, list_units};
use crate::units::{Scope, Unit};
use crate::web::extract::{QueryNumber, clean_text};

/// Answers on one page of the list.
pub const PER_PAGE: i64 = 10;
/// Longest search, characters.
const SEARCH_LIMIT: usize = 200;

/// What an address may carry: `?unit=CODE&q=đất đai&page=2`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    unit: String,
    q: String,
    page: QueryNumber,
}

/// The part of the answers that is shown.
pub struct Part {
    /// The unit that was asked for.
    pub unit: Option<Unit>,
    /// The only unit that answered, or that was asked for: in whose name the page speaks.
    pub speaker: Option<Unit>,
    /// The number to call; empty where there is none to tell.
    pub hotline: String,
    /// Units to choose from.
    pub units: Vec<Unit>,
    /// The words that were searched; may be empty.
    pub search: String,
    /// Number of the page, from 1.
    pub number: i64,
    /// One answer more than a page holds says that there is a next page.
    pub answers: Vec<store::Published>,
}

impl Asked {
    /// The part that is asked for.
    ///
    /// # Errors
    /// 404 for a unit that does not exist; no way to the database.
    pub async fn find(self, db: &Data<Db>) -> AppResult<Part> {
        db.read(move |conn| self.find_in(conn)).await
    }

    /// The newest of it, whatever was searched.
    ///
    /// # Errors
    /// 404 for a unit that does not exist; no way to the database.
    pub async fn find_newest(self, db: &Data<Db>, at_most: i64) -> AppResult<Part> {
        db.read(move |conn| {
            let unit = self.find_unit(conn)?;
            let answers = store::list_published(conn, &scope(unit.as_ref()), 0, at_most)?;
            let units = store::list_units_that_answered(conn)?;
            Ok::<_, AppError>(Part::new(unit, units, answers))
        })
        .await
    }

    fn find_in(self, conn: &mut DbConn) -> AppResult<Part> {
        let unit = self.find_unit(conn)?;
        let scope = scope(unit.as_ref());
        let search: String = clean_text(&self.q).chars().take(SEARCH_LIMIT).collect();
        let number = self.page.as_page();
        let skip = (number - 1) * PER_PAGE;
        let answers = if search.is_empty() {
            store::list_published(conn, &scope, skip, PER_PAGE + 1)?
        } else {
            store::search_published(conn, &scope, &search, skip, PER_PAGE + 1)?
        };
        let units = store::list_units_that_answered(conn)?;
        let part = Part::new(unit, units, answers);
        let all = list_units(conn, &Scope::everything())?;
        Ok(Part {
            hotline: hotline(&all, part.speaker.as_ref()).to_owned(),
            search,
            number,
            ..part
        })
    }

    fn find_unit(&self, conn: &mut DbConn) -> AppResult<Option<Unit>> {
        if self.unit.is_empty() {
            return Ok(None);
        }
        let code = self.unit.parse().map_err(|_| AppError::NotFound)?;
        let unit = find_unit_by_code(conn, &code)?;
        Ok(Some(unit.ok_or(AppError::NotFound)?))
    }
}

/// Without a unit, everybody's.
fn scope(unit: Option<&Unit>) -> Scope {
    unit.map_or_else(Scope::everything, Scope::below)
}

impl Part {
    fn new(unit: Option<Unit>, units: Vec<Unit>, answers: Vec<store::Published>) -> Self {
        let only = match units.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        };
        Self {
            speaker: unit.clone().or(only),
            unit,
            hotline: String::new(),
            units,
            search: String::new(),
            number: 1,
            answers,
        }
    }

    /// An address of ours for this unit, with another choice (`q`, `page`) where its value is not empty.
    pub fn address(&self, path: &str, choices: &[(&str, &str)]) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let unit = self.unit.as_ref().map_or("", |unit| unit.code.as_str());
        for (name, value) in [("unit", unit)].iter().chain(choices) {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        match query.finish() {
            query if query.is_empty() => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }
}
