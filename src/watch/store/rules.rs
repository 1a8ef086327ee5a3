//! What units set of what they watch.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{accounts, watch_rules};
use crate::on_each;
use crate::watch::rule::Rule;
use crate::watch::subject::Subject;

/// Each subject with its rule.
pub type Rules = BTreeMap<Subject, Rule>;

/// The rules of a unit: what stands ready, with what it changed.
///
/// # Errors
/// The database refuses.
pub fn find_rules(conn: &mut DbConn, unit_id: i64) -> QueryResult<Rules> {
    let rows: Vec<(String, bool, String, i32, i32, String)> = watch_rules::table
        .filter(watch_rules::unit_id.eq(unit_id))
        .select((
            watch_rules::subject,
            watch_rules::active,
            watch_rules::span,
            watch_rules::rings_at,
            watch_rules::quiet_at,
            watch_rules::told,
        ))
        .load(conn)?;
    let usual = Subject::ALL.iter().map(|it| (*it, Rule::usual(*it)));
    let mut rules: Rules = usual.collect();
    for (subject, active, span, rings_at, quiet_at, told) in rows {
        let (Ok(subject), Ok(span), Ok(told)) = (subject.parse(), span.parse(), told.parse())
        else {
            continue;
        };
        let rule = Rule {
            active,
            span,
            rings_at,
            quiet_at,
            told,
        };
        rules.insert(subject, rule);
    }
    Ok(rules)
}

/// Who changed the rules of a unit last, and when.
///
/// # Errors
/// The database refuses.
pub fn find_last_change(
    conn: &mut DbConn,
    unit_id: i64,
) -> QueryResult<Option<(String, NaiveDateTime)>> {
    watch_rules::table
        .inner_join(accounts::table.on(watch_rules::changed_by.eq(accounts::id)))
        .filter(watch_rules::unit_id.eq(unit_id))
        .order(watch_rules::changed_at.desc())
        .select((accounts::name, watch_rules::changed_at))
        .first(conn)
        .optional()
}

/// Sets a rule of a unit.
///
/// # Errors
/// The database refuses.
pub fn put_rule(
    conn: &mut DbConn,
    (unit_id, subject): (i64, Subject),
    rule: &Rule,
    (by, at): (i64, NaiveDateTime),
) -> QueryResult<()> {
    let content = (
        watch_rules::active.eq(rule.active),
        watch_rules::span.eq(rule.span.as_str()),
        watch_rules::rings_at.eq(rule.rings_at),
        watch_rules::quiet_at.eq(rule.quiet_at),
        watch_rules::told.eq(rule.told.as_str()),
        watch_rules::changed_by.eq(by),
        watch_rules::changed_at.eq(at),
    );
    let key = (
        watch_rules::unit_id.eq(unit_id),
        watch_rules::subject.eq(subject.as_str()),
    );
    on_each!(conn, |c| diesel::insert_into(watch_rules::table)
        .values((key, content))
        .on_conflict((watch_rules::unit_id, watch_rules::subject))
        .do_update()
        .set(content)
        .execute(c))?;
    Ok(())
}
