//! The months of each unit as small pictures on one scale, each with its last month in words and the way to the unit.

use maud::{Markup, html};
use rust_i18n::t;

use super::LeaguePage;
use crate::indices::charts::{Multiple, Scale, month_name};
use crate::indices::league::{Month, UnitBelow};
use crate::percent::Hundredths;
use crate::units::Unit;
use crate::web::language::Lang;

impl LeaguePage {
    /// The pictures, in the order of the league; units of too few months by name.
    pub(super) fn multiples(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("league.months.{key}"), locale = lang.code());
        let lowest = self
            .courses
            .all()
            .filter_map(|month| month.figure.share.percent());
        let scale = Scale::down_to(lowest.chain(self.league.whole.share.percent()).min());
        let (drawn, rest): (Vec<&UnitBelow>, Vec<&UnitBelow>) = self
            .league
            .units()
            .partition(|below| self.courses.of_unit(below.unit.id).is_some());
        html! {
            section.courses {
                h2 { (text("title")) }
                @if drawn.is_empty() { p { (text("nothing")) } }
                @else {
                    p.hint { (self.months_hint(lang, scale)) }
                    ul.multiples {
                        @for below in &drawn { (self.multiple(lang, scale, &below.unit)) }
                    }
                    @if !rest.is_empty() {
                        p.hint {
                            (text("rest")) " "
                            @for (at, below) in rest.iter().enumerate() {
                                @if at > 0 { ", " }
                                a href=(self.view(lang).unit_address(&below.unit)) { (below.unit.name) }
                            }
                            "."
                        }
                    }
                }
            }
        }
    }

    fn months_hint(&self, lang: Lang, scale: Scale) -> String {
        let last = self.courses.months.end.pred_opt();
        t!(
            "league.months.hint",
            locale = lang.code(),
            from = month_name(self.courses.months.start),
            to = last.map(month_name).unwrap_or_default(),
            start = scale.start()
        )
        .into_owned()
    }

    fn multiple(&self, lang: Lang, scale: Scale, unit: &Unit) -> Markup {
        let months = self.courses.of_unit(unit.id).unwrap_or_default();
        let title = title(lang, unit, months);
        let picture = Multiple {
            scale,
            id: &format!("course-{}", unit.id),
            title: &title,
            span: (self.courses.months.start, self.courses.count()),
            months,
            whole: self.league.whole.share.percent(),
        };
        html! {
            li {
                a href=(self.view(lang).unit_address(unit)) { (unit.name) }
                (picture.render())
                @if let Some(last) = months.last() { p { (told(lang, last)) } }
            }
        }
    }
}

/// "10/2026: 84,21 % (133 người)".
fn told(lang: Lang, month: &Month) -> String {
    t!(
        "league.months.last",
        locale = lang.code(),
        month = month_name(month.month),
        percent = percent(lang, month),
        persons = lang.number(month.figure.persons)
    )
    .into_owned()
}

/// The lowest, the highest and the last month in words.
fn title(lang: Lang, unit: &Unit, months: &[Month]) -> String {
    let share = |month: &&Month| month.figure.share.percent().unwrap_or(Hundredths::FULL);
    let named = |month: Option<&Month>| {
        let name =
            |month: &Month| format!("{} ({})", percent(lang, month), month_name(month.month));
        month.map(name).unwrap_or_default()
    };
    t!(
        "league.months.picture",
        locale = lang.code(),
        unit = unit.name,
        n = months.len(),
        lowest = named(months.iter().min_by_key(share)),
        highest = named(months.iter().max_by_key(share)),
        last = named(months.last())
    )
    .into_owned()
}

fn percent(lang: Lang, month: &Month) -> String {
    let percent = month.figure.share.percent();
    percent
        .map(|percent| lang.percent(percent))
        .unwrap_or_default()
}
