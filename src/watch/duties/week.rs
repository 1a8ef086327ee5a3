//! The letter of the week: the index of four weeks against the four before, what waits and what was answered. Counts
//! and days alone, of nobody by name.

use chrono::{Days, NaiveDate, NaiveDateTime};
use rust_i18n::t;

use super::letters::{LANG, Letters};
use crate::apologies::store as apologies;
use crate::clock::local_day;
use crate::db::{Db, DbConn};
use crate::dossiers::Ground;
use crate::dossiers::store::{Filter, Tab, count_tabs};
use crate::error::AppResult;
use crate::indices::{Headline, Measure, Verdict};
use crate::messages::{NewMessage, Way, queue};
use crate::plan::list_overdue;
use crate::supervision;
use crate::units::Scope;
use crate::watch::look::Look;
use crate::watch::store::alerts::list_open;
use crate::watch::store::figures;
use crate::watch::store::people::Reader;
use crate::watch::words::{days_text, headline, silent};

/// Days of four weeks.
const WEEKS: u64 = 28;

/// Tells one reader.
pub(super) fn tell(
    db: &Db,
    letters: &Letters,
    reader: &Reader,
    now: NaiveDateTime,
) -> AppResult<()> {
    let today = local_day(now);
    let lines = db.read_blocking(|conn| lines(conn, reader, now))?;
    let text = |key: &str| {
        t!(
            format!("watch.week.{key}"),
            locale = LANG.code(),
            unit = reader.unit.name,
            day = LANG.date(today),
            lines = lines.join("\n"),
            address = letters.base.address("/indices"),
            alerts = letters.base.address("/watch")
        )
        .into_owned()
    };
    let message = NewMessage {
        unit_id: reader.unit.id,
        way: Way::Email,
        recipient: &reader.email,
        subject: &text("subject"),
        body: &text("body"),
        once: &format!("watch week {today} {}", reader.account_id),
    };
    db.write_and_rest(|conn| queue(conn, &message, now).map(|_| ()))
}

fn lines(conn: &mut DbConn, reader: &Reader, now: NaiveDateTime) -> AppResult<Vec<String>> {
    let look = Look::at(conn, &reader.unit, now)?;
    let mut lines = vec![index_line(conn, &look, local_day(now))?, String::new()];
    lines.push(heading("waits"));
    lines.extend(waiting(conn, reader, &look, now)?);
    lines.extend(overdue_tasks(conn, reader, local_day(now))?);
    let rings = list_open(conn, reader.unit.id)?;
    if !rings.is_empty() {
        lines.extend([String::new(), heading("rings")]);
        let line = |alert: &crate::watch::store::alerts::Alert| {
            format!("- {}", headline(alert.subject, &alert.evidence, LANG))
        };
        lines.extend(rings.iter().map(line));
    }
    Ok(lines)
}

fn heading(key: &str) -> String {
    t!(format!("watch.week.{key}"), locale = LANG.code()).into_owned()
}

/// The index of the last four weeks, that of the four before, and what may be said of both.
fn index_line(conn: &mut DbConn, look: &Look, today: NaiveDate) -> AppResult<String> {
    let weeks = |from: u64, to: u64| (today - Days::new(from), today - Days::new(to));
    let now = look.headline_of(conn, weeks(WEEKS, 1))?;
    let before = look.headline_of(conn, weeks(2 * WEEKS, WEEKS + 1))?;
    Ok([
        figure_text("now", &now),
        figure_text("before", &before),
        verdict_text(&now, &before),
    ]
    .join(" "))
}

fn figure_text(key: &str, headline: &Headline) -> String {
    let (code, days) = (LANG.code(), days_text(headline.days, LANG));
    let figure = headline.told(Measure::Overall);
    match figure.share.percent() {
        Some(percent) => t!(
            format!("watch.week.index.{key}"),
            locale = code,
            days = days,
            percent = LANG.percent(percent),
            persons = LANG.number(figure.persons)
        ),
        None => t!(
            format!("watch.week.index.{key}_few"),
            locale = code,
            days = days
        ),
    }
    .into_owned()
}

/// Risen or fallen with certainty alone, and never where the two were asked differently.
fn verdict_text(now: &Headline, before: &Headline) -> String {
    let comparison = now.against(before, Measure::Overall);
    let points = comparison.points.map_or(0, |points| points.value());
    let key = match comparison.verdict {
        Verdict::NoData => "no_data",
        Verdict::OtherClasses => "other_classes",
        Verdict::Rise => "rise",
        Verdict::Fall => "fall",
        Verdict::NotEnough if points > 0 => "higher",
        Verdict::NotEnough if points < 0 => "lower",
        Verdict::NotEnough => "same",
    };
    let size = LANG.hundredths(points.abs().into());
    t!(
        format!("watch.week.verdict.{key}"),
        locale = LANG.code(),
        points = size
    )
    .into_owned()
}

/// What waits for the unit, and what was answered in the week that is over.
fn waiting(
    conn: &mut DbConn,
    reader: &Reader,
    look: &Look,
    now: NaiveDateTime,
) -> AppResult<Vec<String>> {
    let (today, scope) = (local_day(now), Scope::below(&reader.unit));
    let (late, _) = figures::count_late_complaints(conn, look.unit_ids(), today)?;
    let week = (today, today + Days::new(6));
    let due = figures::count_due_complaints(conn, look.unit_ids(), week)?;
    let (owed, _) = figures::count_owed_apologies(conn, look.unit_ids(), now)?;
    let letters = apologies::count_tabs(conn, &scope)?;
    let to_sign = letters
        .iter()
        .find(|(tab, _)| *tab == apologies::Tab::Waiting);
    let (soon, _) = Ground::find(conn, reader.unit.id)?.today(now);
    let dossiers = count_tabs(conn, &scope, &Filter::default(), soon)?;
    let notes = supervision::count_waiting(conn, &scope, today)?;
    let past = (today - Days::new(7), today - Days::new(1));
    let answered = figures::count_answered(conn, look.unit_ids(), past)?;
    let big = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let counts = [
        ("complaints_late", late),
        ("complaints_due", due),
        ("apologies", owed),
        ("to_sign", to_sign.map_or(0, |(_, count)| *count)),
        ("dossiers_late", big(dossiers.of(Tab::Late))),
        ("dossiers_soon", big(dossiers.of(Tab::Soon))),
        ("notes", big(notes.open)),
        ("notes_late", big(notes.late)),
        ("answered", answered),
    ];
    let mut lines: Vec<String> = counts
        .into_iter()
        .map(|(key, count)| {
            let key = format!("watch.week.count.{key}");
            format!("- {}", t!(key, locale = LANG.code(), count = count))
        })
        .collect();
    let silent_tablets = look.silent(conn)?;
    lines.extend(
        silent_tablets
            .iter()
            .map(|it| format!("- {}", silent(it, LANG))),
    );
    Ok(lines)
}

/// The tasks of the unit's own plan whose day has passed, each by its words.
fn overdue_tasks(conn: &mut DbConn, reader: &Reader, today: NaiveDate) -> AppResult<Vec<String>> {
    let tasks = list_overdue(conn, reader.unit.id, today)?;
    if tasks.is_empty() {
        return Ok(Vec::new());
    }
    let heading = t!(
        "watch.week.count.tasks",
        locale = LANG.code(),
        count = tasks.len()
    );
    let line = |(words, due): &(String, NaiveDate)| {
        let day = LANG.date(*due);
        let text = t!(
            "watch.week.task",
            locale = LANG.code(),
            words = words,
            day = day
        );
        format!("  + {text}")
    };
    let lines = tasks.iter().map(line);
    Ok(std::iter::once(format!("- {heading}"))
        .chain(lines)
        .collect())
}
