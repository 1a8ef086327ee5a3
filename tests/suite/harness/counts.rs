//! Counts that a story writes by hand, instead of sending thousands of ballots.

use hailong::db::DbConn;

use super::desk::tamper;

const SCORES: &[&str] = &["n1", "n2", "n3", "n4", "n5", "no_opinion"];
const TURNOUT: &[&str] = &["ballots", "partial", "persons", "satisfied", "answers"];

/// The tables that are kept of all units below one as well: name, key beside the unit, counts.
const AREAS: &[(&str, &str, &[&str])] = &[
    (
        "tally_days",
        "day, channel, questionnaire_id, criterion",
        SCORES,
    ),
    (
        "tally_months",
        "month, channel, questionnaire_id, criterion",
        SCORES,
    ),
    (
        "suspect_tally_months",
        "month, channel, questionnaire_id, criterion",
        SCORES,
    ),
    ("turnout_days", "day, channel, questionnaire_id", TURNOUT),
    (
        "turnout_months",
        "month, channel, questionnaire_id",
        TURNOUT,
    ),
    (
        "suspect_turnout_months",
        "month, channel, questionnaire_id",
        TURNOUT,
    ),
    (
        "breakdown_months",
        "month, channel, facet, value, questionnaire_id, measure",
        &["persons", "satisfied", "answers"],
    ),
    ("reason_months", "month, channel, reason", &["ballots"]),
];

/// Makes what follows from the scores that stand in the tables of units: what they say overall, and the counts of the units
/// above. Everybody answered every question that anybody did.
pub fn add_up(conn: &mut DbConn) {
    for (turnout, scores, period) in [
        ("turnout_days", "tally_days", "day"),
        ("turnout_months", "tally_months", "month"),
        ("suspect_turnout_months", "suspect_tally_months", "month"),
    ] {
        for (column, sum) in [
            ("persons", "max(n1 + n2 + n3 + n4 + n5)"),
            ("satisfied", "sum(n4 + n5)"),
            ("answers", "sum(n1 + n2 + n3 + n4 + n5)"),
        ] {
            let told = format!(
                "UPDATE {turnout} SET {column} = coalesce((
                    SELECT {sum} FROM {scores} AS own
                    WHERE own.unit_id = {turnout}.unit_id AND own.{period} = {turnout}.{period}
                        AND own.channel = {turnout}.channel AND own.questionnaire_id = {turnout}.questionnaire_id
                ), 0)"
            );
            tamper(conn, &told).unwrap();
        }
    }
    for (table, key, counts) in AREAS {
        let list = |columns: &[&str], around: &dyn Fn(&str) -> String| -> String {
            let columns: Vec<String> = columns.iter().map(|column| around(column)).collect();
            columns.join(", ")
        };
        let keys: Vec<&str> = key.split(", ").collect();
        let own = list(&keys, &|column| format!("own.{column}"));
        let (counts, sums) = (
            counts.join(", "),
            list(counts, &|column| format!("sum(own.{column})")),
        );
        let raised = format!(
            "DELETE FROM area_{table};
             INSERT INTO area_{table} (unit_id, {key}, {counts})
             SELECT area.id, {own}, {sums} FROM {table} AS own
             JOIN units AS below ON below.id = own.unit_id
             JOIN units AS area ON area.id <> below.id AND below.path LIKE area.path || '%'
             GROUP BY area.id, {own}"
        );
        tamper(conn, &raised).unwrap();
    }
}
