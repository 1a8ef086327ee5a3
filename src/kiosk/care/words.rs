//! A tablet's state in plain words: how long ago, what is wrong and what to do.

use chrono::{Duration, NaiveDateTime};
use rust_i18n::t;

use super::alarms::Alarm;
use crate::clock::{local_day, local_time};
use crate::web::language::Lang;

/// "2 phút trước", "hôm nay 08:12", "23/11/2026 14:30".
pub(super) fn ago(moment: NaiveDateTime, now: NaiveDateTime, lang: Lang) -> String {
    let code = lang.code();
    let passed = now - moment;
    if passed < Duration::minutes(2) {
        return t!("care.just_now", locale = code).into_owned();
    }
    if passed < Duration::hours(1) {
        return t!("care.minutes_ago", locale = code, n = passed.num_minutes()).into_owned();
    }
    let local = local_time(moment);
    if local_day(moment) == local_day(now) {
        let time = local.format("%H:%M");
        return t!("care.today_at", locale = code, time = time).into_owned();
    }
    lang.moment(local)
}

/// How a tablet's clock goes, from the seconds that it is behind; a few seconds are the network's.
pub(super) fn clock(behind_s: i32, lang: Lang) -> String {
    let code = lang.code();
    let off = behind_s.unsigned_abs();
    let (unit, n) = if off < 120 {
        ("s", off)
    } else {
        ("min", off / 60)
    };
    let way = match (off, behind_s) {
        (0..=5, _) => return t!("care.clock.right", locale = code).into_owned(),
        (_, 1..) => "behind",
        _ => "ahead",
    };
    t!(format!("care.clock.{way}_{unit}"), locale = code, n = n).into_owned()
}

/// What is wrong, and what to do next: two sentences.
pub(super) fn sentences(alarm: Alarm, now: NaiveDateTime, lang: Lang) -> (String, String) {
    let key = key(alarm);
    let number = match alarm {
        Alarm::Missing(n) | Alarm::Refused(n) | Alarm::Elsewhere(n) => n,
        Alarm::Clock(seconds) => i64::from(seconds) / 60,
        Alarm::Battery(percent) => i64::from(percent),
        _ => 0,
    };
    let when = match alarm {
        Alarm::Silent(since) | Alarm::Waiting(since) => ago(since, now, lang),
        _ => String::new(),
    };
    let text = |part: &str| {
        let path = format!("care.alarms.{key}.{part}");
        t!(path, locale = lang.code(), n = number, when = when).into_owned()
    };
    (text("is"), text("do"))
}

const fn key(alarm: Alarm) -> &'static str {
    match alarm {
        Alarm::Missing(_) => "missing",
        Alarm::StorageBroken => "storage_broken",
        Alarm::Refused(_) => "refused",
        Alarm::Silent(_) => "silent",
        Alarm::Waiting(_) => "waiting",
        Alarm::NeverHeard => "never_heard",
        Alarm::NobodyRated => "nobody_rated",
        Alarm::Elsewhere(_) => "elsewhere",
        Alarm::Clock(_) => "clock",
        Alarm::NotPersisted => "not_persisted",
        Alarm::NotSecure => "not_secure",
        Alarm::Battery(_) => "battery",
        Alarm::Outdated => "outdated",
        Alarm::Asleep => "asleep",
        Alarm::NotMeasured => "not_measured",
    }
}
