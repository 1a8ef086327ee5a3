//! What waits for a person beside the page that they asked for. Features know it; every page of the office shows it, in
//! its menu and, where it presses, before all else.

use chrono::NaiveDateTime;
use diesel::QueryResult;
use rust_i18n::t;

use super::account::Account;
use super::guard::Part;
use crate::db::DbConn;
use crate::units::Unit;
use crate::web::language::Lang;
use crate::web::layout::{Call, NavigationItem};

/// Something that waits, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// The part of the site, where it is not told again.
    pub part: Part,
    /// Its address.
    pub href: &'static str,
    /// Key of its name in the menu.
    pub name: &'static str,
    /// How much waits.
    pub count: usize,
    /// Key of the sentence that stands before every other page, and how much it tells of, if it presses.
    pub notice: Option<(&'static str, usize)>,
}

/// Asks the features what waits for somebody now.
#[derive(Clone, Copy)]
pub struct News(pub fn(&mut DbConn, &Account, &Unit, NaiveDateTime) -> QueryResult<Vec<Told>>);

impl Told {
    /// Its entry of the menu.
    pub(super) fn item(&self, lang: Lang, part: Part) -> NavigationItem {
        NavigationItem {
            href: self.href,
            text: t!(self.name, locale = lang.code()).into_owned(),
            count: self.count,
            current: self.part == part,
        }
    }

    /// The sentence before a page of another part.
    pub(super) fn call(&self, lang: Lang, part: Part) -> Option<Call> {
        let (key, count) = self.notice.filter(|_| self.part != part)?;
        Some(Call {
            href: self.href,
            text: t!(key, locale = lang.code(), count = count).into_owned(),
        })
    }
}
