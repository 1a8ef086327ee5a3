//! What rang, in sentences: the same on pages and in mails.

use chrono::NaiveDate;
use rust_i18n::t;

use super::evidence::{Evidence, Silent};
use super::subject::Subject;
use crate::web::language::Lang;

/// The whole in one sentence: "3 phản ánh quá hạn chưa trả lời".
pub fn headline(subject: Subject, evidence: &Evidence, lang: Lang) -> String {
    let code = lang.code();
    let figure = subject.figure(evidence.value, lang);
    match subject.measure() {
        Some(measure) => t!(
            "watch.headline.index",
            locale = code,
            name = measure.name(lang),
            figure = figure
        )
        .into_owned(),
        None => t!(
            format!("watch.headline.{subject}"),
            locale = code,
            figure = figure
        )
        .into_owned(),
    }
}

/// What it stands on, sentence by sentence.
pub fn facts(subject: Subject, evidence: &Evidence, lang: Lang) -> Vec<String> {
    let code = lang.code();
    let mut facts = match subject {
        Subject::Complaints | Subject::Apologies => evidence
            .since
            .map(|day| {
                let day = lang.date(day);
                t!(format!("watch.fact.{subject}"), locale = code, day = day).into_owned()
            })
            .into_iter()
            .collect(),
        Subject::Tablets => evidence
            .tablets
            .iter()
            .map(|tablet| silent(tablet, lang))
            .collect(),
        Subject::Ballots => of_ballots(evidence, lang),
        _ => of_index(evidence, lang),
    };
    facts.push(thresholds(
        subject,
        (evidence.rings_at, evidence.quiet_at),
        lang,
    ));
    facts
}

/// "Máy ở Quầy 1 (a1b2c3d4): im lặng 5 giờ làm việc".
pub fn silent(tablet: &Silent, lang: Lang) -> String {
    t!(
        "watch.fact.tablet",
        locale = lang.code(),
        place = tablet.place,
        name = tablet.name,
        hours = tablet.hours
    )
    .into_owned()
}

/// When it rings and when it is quiet again.
pub fn thresholds(subject: Subject, (rings_at, quiet_at): (i32, i32), lang: Lang) -> String {
    let key = match (subject.measure(), subject.rings_below()) {
        (Some(_), _) => "watch.fact.thresholds_index",
        (None, true) => "watch.fact.thresholds_below",
        (None, false) if quiet_at == 0 => "watch.fact.thresholds_none",
        (None, false) => "watch.fact.thresholds_above",
    };
    t!(
        key,
        locale = lang.code(),
        rings = subject.figure(rings_at, lang),
        quiet = subject.figure(quiet_at, lang)
    )
    .into_owned()
}

/// "12/03/2026 đến 09/06/2026".
pub fn days_text((first, last): (NaiveDate, NaiveDate), lang: Lang) -> String {
    t!(
        "watch.days",
        locale = lang.code(),
        first = lang.date(first),
        last = lang.date(last)
    )
    .into_owned()
}

fn of_index(evidence: &Evidence, lang: Lang) -> Vec<String> {
    let code = lang.code();
    let days = evidence.days.map(|days| days_text(days, lang));
    let figures = t!(
        "watch.fact.index",
        locale = code,
        days = days.unwrap_or_default(),
        persons = lang.number(evidence.persons),
        answers = lang.number(evidence.answers),
        low = lang.hundredths(evidence.low.into()),
        high = lang.hundredths(evidence.high.into())
    );
    let ground = match evidence.at_desk {
        true => t!("watch.fact.at_desk", locale = code),
        false => t!("watch.fact.everywhere", locale = code),
    };
    vec![figures.into_owned(), ground.into_owned()]
}

fn of_ballots(evidence: &Evidence, lang: Lang) -> Vec<String> {
    let days = evidence.days.map(|days| days_text(days, lang));
    let text = t!(
        "watch.fact.ballots",
        locale = lang.code(),
        days = days.unwrap_or_default(),
        now = lang.number(evidence.persons),
        usual = lang.number(evidence.answers)
    );
    vec![text.into_owned()]
}
