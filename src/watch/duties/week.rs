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
use crate::indices::{Comparison, Figure, Measure, Verdict};
use crate::messages::{NewMessage, Way, queue};
use crate::supervision;
use crate::units::Scope;
use crate::watch::look::{Answered, Look};
use crate::watch::store::alerts::list_open;
use crate::watch::store::figures;
use crate::watch::store::people::Reader;
use crate::watch::words::{days_text, headline, silent};

/// Days of four weeks.
const WEEKS: u64 = 28;
/// Of fewer people nothing is told (kiosk.md D3).
const FEWEST_TOLD: u64 = 10;

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
    let (days, days_before) = (weeks(WEEKS, 1), weeks(2 * WEEKS, WEEKS + 1));
    let now = look.answered_on(conn, days)?;
    let before = look.answered_on(conn, days_before)?;
    Ok([
        figure_text("now", days, overall(&now)),
        figure_text("before", days_before, overall(&before)),
        verdict_text(&now, &before),
    ]
    .join(" "))
}

fn overall(answered: &Answered) -> Figure {
    answered.table.figure(Measure::Overall)
}

fn figure_text(key: &str, days: (NaiveDate, NaiveDate), figure: Figure) -> String {
    let (code, days) = (LANG.code(), days_text(days, LANG));
    let percent = figure.share.percent();
    match percent.filter(|_| figure.persons >= FEWEST_TOLD) {
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
fn verdict_text(now: &Answered, before: &Answered) -> String {
    let code = LANG.code();
    let (figure, earlier) = (overall(now), overall(before));
    let comparison = Comparison::of(figure, earlier);
    let told = figure.persons.min(earlier.persons) >= FEWEST_TOLD;
    let points = comparison.points.filter(|_| told);
    let Some(points) = points else {
        return t!("watch.week.verdict.no_data", locale = code).into_owned();
    };
    if now.at_desk != before.at_desk {
        return t!("watch.week.verdict.other_classes", locale = code).into_owned();
    }
    let key = match comparison.verdict {
        Verdict::Rise => "rise",
        Verdict::Fall => "fall",
        _ if points.value() > 0 => "higher",
        _ if points.value() < 0 => "lower",
        _ => "same",
    };
    let size = LANG.hundredths(points.value().abs().into());
    t!(
        format!("watch.week.verdict.{key}"),
        locale = code,
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
