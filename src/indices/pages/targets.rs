//! The form of a year's targets: one field for each measure, with last year's figure beside it.

use maud::{Markup, html};
use rust_i18n::t;

use crate::indices::measure::Measure;
use crate::indices::reading::Reading;
use crate::indices::targets::Promise;
use crate::units::Unit;
use crate::web::components::{Field, csrf_field};
use crate::web::language::Lang;

/// What the form shows.
pub struct TargetForm<'a> {
    /// Whose targets.
    pub unit: &'a Unit,
    /// What was typed and what is wrong with it.
    pub promise: &'a Promise,
    /// The figures of the year before, to promise against.
    pub before: &'a Reading,
    /// Token of the session.
    pub csrf: &'a str,
}

/// The form.
pub fn targets_page(lang: Lang, form: &TargetForm<'_>) -> Markup {
    let TargetForm { unit, promise, .. } = form;
    let text = |key: &str| t!(format!("indices.targets.{key}"), locale = lang.code());
    let back = format!("/indices?unit={}&year={}", unit.code, promise.year);
    html! {
        nav.breadcrumb { a href=(back) { (t!("indices.title", locale = lang.code())) } }
        h1 { (t!("indices.targets.title", locale = lang.code(), year = promise.year)) }
        p.lead { (unit.name) }
        p { (text("lead")) }
        (promise.errors.summary(lang))
        form.targets method="post" action="/indices/targets" novalidate {
            (csrf_field(form.csrf))
            input type="hidden" name="unit" value=(unit.code);
            input type="hidden" name="year" value=(promise.year);
            @for measure in Measure::ALL { (field(lang, form, *measure)) }
            div.actions {
                button type="submit" { (text("save")) }
                a.button.quiet href=(back) { (text("cancel")) }
            }
        }
    }
}

fn field(lang: Lang, form: &TargetForm<'_>, measure: Measure) -> Markup {
    let (code, year) = (lang.code(), form.promise.year - 1);
    let hint = match form.before.figures(measure).0.share.percent() {
        Some(value) => t!(
            "indices.targets.before",
            locale = code,
            year = year,
            percent = lang.percent(value)
        ),
        None => t!("indices.targets.no_before", locale = code, year = year),
    };
    Field {
        name: measure.as_str(),
        label: &measure.name(lang),
        hint: &hint,
        value: form.promise.typed(measure),
        errors: &form.promise.errors,
    }
    .input("text", "off")
}
