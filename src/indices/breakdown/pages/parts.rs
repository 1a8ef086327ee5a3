//! How figures of the breakdown are written.

use chrono::Datelike;
use maud::{Markup, html};
use rust_i18n::t;

use crate::indices::breakdown::Span;
use crate::indices::charts;
use crate::indices::comparison::{Comparison, FEWEST_PERSONS};
use crate::indices::pages::parts as figures;
use crate::indices::privacy::Shown;
use crate::indices::table::Figure;
use crate::units::fields::field_name;
use crate::web::language::Lang;

/// A text of the breakdown.
pub fn text(lang: Lang, key: &str) -> String {
    t!(format!("breakdown.{key}"), locale = lang.code()).into_owned()
}

/// "tháng 1–10 năm 2026".
pub fn months(lang: Lang, span: &Span) -> String {
    t!(
        "breakdown.months",
        locale = lang.code(),
        last = span.end().month(),
        year = span.start().year()
    )
    .into_owned()
}

/// The name of a field, also of what is of none.
pub fn field(lang: Lang, code: &str) -> String {
    match code {
        "" => text(lang, "fields.unknown"),
        code => field_name(code, lang).to_owned(),
    }
}

/// The percentage of what may be told, or why there is none.
pub fn percent(lang: Lang, shown: &Shown<Figure>) -> Markup {
    let percent = |figure: &Figure| figure.share.percent();
    html! {
        @match (shown, shown.told().and_then(percent)) {
            (_, Some(percent)) => (lang.percent(percent)),
            (Shown::Hidden, _) => span.none { (text(lang, "few")) },
            _ => span.none { "–" },
        }
    }
}

/// Number of persons of what may be told.
pub fn persons(lang: Lang, shown: &Shown<Figure>) -> String {
    match shown {
        Shown::Told(figure) => lang.number(figure.persons),
        Shown::Hidden => String::new(),
        Shown::Nobody => "0".to_owned(),
    }
}

/// The 95 % interval of what may be told.
pub fn interval(lang: Lang, shown: &Shown<Figure>) -> Option<String> {
    figures::interval(lang, *shown.told()?)
}

/// A bar with the interval.
pub fn bar(figure: &Figure) -> Markup {
    charts::bar(figures::mark(*figure))
}

/// The difference of two figures with its verdict, where both may be told.
pub fn difference(lang: Lang, now: &Shown<Figure>, before: &Shown<Figure>) -> Markup {
    html! {
        @if let (Some(now), Some(before)) = (now.told(), before.told()) {
            @if now.persons.min(before.persons) < FEWEST_PERSONS {
                span.badge.unsure { (text(lang, "too_few_to_compare")) }
            } @else {
                (figures::difference(lang, Comparison::of(*now, *before)))
            }
        }
    }
}

/// Hundredths of a point with their sign: "+1,20".
pub fn signed(lang: Lang, hundredths: i64) -> String {
    let sign = if hundredths > 0 { "+" } else { "" };
    format!("{sign}{}", lang.hundredths(hundredths))
}

/// The hatch of what is kept back; its name is the page's only one.
pub fn hatch(name: &str) -> Markup {
    html! {
        defs {
            pattern id=(name) width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                line x1="0" y1="0" x2="0" y2="6" stroke="currentColor" stroke-width="1.5" stroke-opacity="0.45" {}
            }
        }
    }
}
