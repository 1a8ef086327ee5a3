//! The SQL of settings: what a unit's rules are and where they come from, and its templates.

use diesel::prelude::*;

use crate::accounts::Role;
use crate::complaints::rules::Rules;
use crate::complaints::sight::Sight;
use crate::complaints::store::{self, Colleague};
use crate::db::DbConn;
use crate::db::schema::{complaint_rules, complaint_templates, units};
use crate::on_each;
use crate::units::store::find_unit;
use crate::units::{Scope, Unit};
use crate::vietnamese::fold;

/// A unit with its rules and those that it would follow without any.
pub struct Settings {
    /// The unit.
    pub unit: Unit,
    /// Its own rules, if it has some.
    pub own: Option<Rules>,
    /// The rules that it follows without any of its own.
    pub inherited: Rules,
    /// Name of the unit above that set those; nothing where they are the usual ones.
    pub inherited_from: Option<String>,
    /// Leaders who may be named: of the unit and of those above it.
    pub leaders: Vec<Colleague>,
    /// Cases of the unit and of those below it that wait for a leader to keep them.
    pub unkept: usize,
}

impl Settings {
    /// The rules that hold.
    pub fn rules(&self) -> Rules {
        self.own.unwrap_or(self.inherited)
    }

    /// Whether its own rules name somebody who leads no more.
    pub fn has_lost_its_leader(&self) -> bool {
        let named = self.own.and_then(|rules| rules.leader_id);
        named.is_some_and(|id| self.leaders.iter().all(|leader| leader.id != id))
    }
}

/// The settings of a unit that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn find_settings(
    conn: &mut DbConn,
    sight: &Sight,
    unit_id: i64,
) -> QueryResult<Option<Settings>> {
    let Some(unit) = find_unit(conn, &sight.scope, unit_id)? else {
        return Ok(None);
    };
    let above = match unit.parent_id {
        Some(id) => find_unit(conn, &Scope::everything(), id)?,
        None => None,
    };
    let inherited = match &above {
        Some(above) => store::find_rules(conn, above)?,
        None => Rules::default(),
    };
    let inherited_from = match &above {
        Some(above) => find_rule_giver(conn, above)?,
        None => None,
    };
    let line = unit.line();
    let people = store::list_people_of(conn, &unit.path)?;
    let below = Sight {
        scope: Scope::below(&unit),
        ..sight.clone()
    };
    let leads = |person: &Colleague| person.role == Role::Leader && line.contains(&person.unit_id);
    Ok(Some(Settings {
        own: store::find_own_rules(conn, unit.id)?,
        inherited,
        inherited_from,
        leaders: people.into_iter().filter(leads).collect(),
        unkept: store::count_unkept(conn, &below)?,
        unit,
    }))
}

/// Name of the unit whose rules this one follows: itself, or the nearest above it that has some.
fn find_rule_giver(conn: &mut DbConn, unit: &Unit) -> QueryResult<Option<String>> {
    let found: Vec<(String, String)> = complaint_rules::table
        .inner_join(units::table.on(units::id.eq(complaint_rules::unit_id)))
        .filter(complaint_rules::unit_id.eq_any(unit.line()))
        .select((units::path, units::name))
        .load(conn)?;
    let nearest = found.into_iter().max_by_key(|(path, _)| path.len());
    Ok(nearest.map(|(_, name)| name))
}

/// A template of an answer.
#[derive(Clone, Debug, Queryable)]
pub struct Template {
    /// Row.
    pub id: i64,
    /// The unit that it belongs to; the units below may use it, too.
    pub unit_id: i64,
    /// Name of that unit.
    pub unit: String,
    /// What it is called.
    pub title: String,
    /// Its words.
    pub text: String,
}

macro_rules! templates {
    () => {
        complaint_templates::table
            .inner_join(units::table.on(units::id.eq(complaint_templates::unit_id)))
            .select((
                complaint_templates::id,
                complaint_templates::unit_id,
                units::name,
                complaint_templates::title,
                complaint_templates::text,
            ))
    };
}

/// Templates of the units that the viewer may see, and of those above, which they may use, by title.
///
/// # Errors
/// The database refuses.
pub fn list_templates(
    conn: &mut DbConn,
    scope: &Scope,
    above: &Unit,
) -> QueryResult<Vec<Template>> {
    let mut found: Vec<Template> = templates!()
        .filter(
            units::path
                .like(scope.pattern())
                .or(units::id.eq_any(above.line())),
        )
        .order(complaint_templates::id)
        .load(conn)?;
    found.sort_by_cached_key(|template| fold(&template.title));
    Ok(found)
}

/// A template of a unit that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn find_template(conn: &mut DbConn, scope: &Scope, id: i64) -> QueryResult<Option<Template>> {
    templates!()
        .filter(complaint_templates::id.eq(id))
        .filter(units::path.like(scope.pattern()))
        .first(conn)
        .optional()
}

/// Adds a template. The same once more changes nothing; false where another text has this title already.
///
/// # Errors
/// The database refuses.
pub fn insert_template(
    conn: &mut DbConn,
    unit_id: i64,
    title: &str,
    text: &str,
) -> QueryResult<bool> {
    let row = (
        complaint_templates::unit_id.eq(unit_id),
        complaint_templates::title.eq(title),
        complaint_templates::text.eq(text),
    );
    on_each!(conn, |c| diesel::insert_into(complaint_templates::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    let stored: String = complaint_templates::table
        .filter(complaint_templates::unit_id.eq(unit_id))
        .filter(complaint_templates::title.eq(title))
        .select(complaint_templates::text)
        .first(conn)?;
    Ok(stored == text)
}

/// Changes a template; false where another of its unit has this title.
///
/// # Errors
/// The database refuses.
pub fn update_template(
    conn: &mut DbConn,
    template: &Template,
    title: &str,
    text: &str,
) -> QueryResult<bool> {
    let taken: i64 = complaint_templates::table
        .filter(complaint_templates::unit_id.eq(template.unit_id))
        .filter(complaint_templates::title.eq(title))
        .filter(complaint_templates::id.ne(template.id))
        .count()
        .get_result(conn)?;
    if taken > 0 {
        return Ok(false);
    }
    diesel::update(complaint_templates::table.find(template.id))
        .set((
            complaint_templates::title.eq(title),
            complaint_templates::text.eq(text),
        ))
        .execute(conn)?;
    Ok(true)
}

/// Deletes a template of a unit that the viewer may see. One that is gone stays gone.
///
/// # Errors
/// The database refuses.
pub fn delete_template(conn: &mut DbConn, template: &Template) -> QueryResult<()> {
    diesel::delete(complaint_templates::table.find(template.id)).execute(conn)?;
    Ok(())
}
