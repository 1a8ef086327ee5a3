//! The leader's page: the question, the answer in one sentence, the picture, the table, then where and why.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};
use rust_i18n::t;

use super::answer::answer;
use super::criteria::{alternatives, criteria};
use super::parts::{
    baselines, by_file, counts, difference, interval, mark, method, percent_or_none,
    standing_badge, units_below,
};
use crate::complaints::Owed;
use crate::indices::baseline::Baseline;
use crate::indices::below::UnitBelow;
use crate::indices::charts::{Chart, ChartRow};
use crate::indices::comparison::mixed_differently;
use crate::indices::measure::Measure;
use crate::indices::reading::Reading;
use crate::percent::Hundredths;
use crate::web::components::empty_state;
use crate::web::language::Lang;
use crate::web::years::Choices;

/// What the table's lines say beside the figures.
#[derive(Default)]
pub struct Lines {
    /// What was promised for the year.
    pub targets: BTreeMap<Measure, Hundredths>,
    /// Imported figures of the unit, those above it and the country.
    pub baselines: Vec<Baseline>,
    /// Imported figures of the unit itself in the year compared with.
    pub imported_before: BTreeMap<Measure, Hundredths>,
}

/// Everything the page shows below its form.
pub struct LeaderPage {
    /// The figures.
    pub reading: Reading,
    /// Targets and imported figures.
    pub lines: Lines,
    /// The units below.
    pub below: Vec<UnitBelow>,
    /// The day.
    pub today: NaiveDate,
    /// Whether the viewer may set targets.
    pub may_set_targets: bool,
    /// Whether the viewer may read how procedures are settled.
    pub may_read_evaluation: bool,
}

/// The whole page: what waits for the viewer, the question, and below it the answer, unless something is wrong with the
/// question.
pub fn indices_page(
    lang: Lang,
    choices: &Choices,
    page: Option<&LeaderPage>,
    owed: Option<&Owed>,
) -> Markup {
    html! {
        @if let Some(owed) = owed { (owed.render(lang)) }
        h1 { (t!("indices.title", locale = lang.code())) }
        @if let Some(name) = choices.unit_name() { p.lead { (name) } }
        (choices.form(lang))
        @if let Some(page) = page { (page.render(lang)) }
    }
}

impl LeaderPage {
    /// The page below its form.
    pub fn render(&self, lang: Lang) -> Markup {
        let target = self.lines.targets.get(&Measure::Overall).copied();
        let figures = self.reading.now.ballots() > 0
            || self
                .reading
                .before
                .as_ref()
                .is_some_and(|(_, table)| table.ballots() > 0);
        html! {
            (answer(lang, &self.reading, target))
            @if figures {
                p.hint { (self.basis(lang)) }
                (self.warning(lang))
                (self.chart(lang).render())
                (self.table(lang))
            } @else {
                (empty_state(&t!("indices.empty", locale = lang.code())))
            }
            (self.links(lang))
            (units_below(lang, self.years(), &self.below, |code| self.address("/indices", code)))
            (by_file(lang, &self.reading.by_file))
            @if self.reading.now.ballots() > 0 {
                (criteria(lang, &self.reading))
                (alternatives(lang, &self.reading))
            }
            @if !self.lines.baselines.is_empty() {
                details open[!figures] {
                    summary { (t!("indices.imported.title", locale = lang.code())) }
                    (baselines(lang, &self.lines.baselines))
                }
            }
            (method(lang, !self.lines.targets.is_empty()))
        }
    }

    fn years(&self) -> (i32, Option<i32>) {
        (self.reading.year, self.reading.compare())
    }

    /// On how many ballots it stands, and that a year which is not over is not a whole one.
    fn basis(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let Reading {
            year, now, before, ..
        } = &self.reading;
        let persons = now.figure(Measure::Overall).persons;
        html! {
            (t!("indices.basis.ballots", locale = code, year = year,
                ballots = lang.number(now.ballots()), persons = lang.number(persons)))
            @if let Some((compare, table)) = before {
                " " (t!("indices.basis.before", locale = code, year = compare, ballots = lang.number(table.ballots())))
            }
            @if *year == self.today.year() {
                " " (t!("indices.basis.so_far", locale = code, year = year, date = lang.date(self.today)))
            }
        }
    }

    fn warning(&self, lang: Lang) -> Markup {
        let Reading { now, before, .. } = &self.reading;
        let mixed = before
            .as_ref()
            .is_some_and(|(_, before)| mixed_differently(&now.turnout, &before.turnout));
        html! {
            @if mixed { p.notice.warning { (t!("indices.mixed_differently", locale = lang.code())) } }
        }
    }

    fn chart(&self, lang: Lang) -> Chart {
        let rows = Measure::ALL.iter().map(|measure| {
            let (now, before) = self.reading.figures(*measure);
            ChartRow {
                label: measure.name(lang),
                now: mark(now),
                before: before.and_then(mark),
                target: self.lines.targets.get(measure).copied(),
            }
        });
        Chart {
            lang,
            title: t!(
                "indices.chart",
                locale = lang.code(),
                unit = self.reading.unit.name
            )
            .into_owned(),
            year: self.reading.year,
            compare: self.reading.compare(),
            rows: rows.collect(),
        }
    }

    fn table(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("indices.table.{key}"), locale = lang.code());
        html! {
            div.table-wrap role="region" tabindex="0" aria-label=(text("caption")) {
                table.data.index-table {
                    caption.visually-hidden { (text("caption")) }
                    thead {
                        tr {
                            th scope="col" { (text("measure")) }
                            th.number scope="col" { (self.reading.year) }
                            @if let Some(compare) = self.reading.compare() {
                                th.number scope="col" { (compare) }
                                th scope="col" { (text("difference")) }
                            }
                            th scope="col" { (text("target")) }
                            th.number scope="col" { (text("interval")) }
                            th.number scope="col" { (text("counts")) }
                        }
                    }
                    tbody {
                        @for measure in Measure::ALL { (self.row(lang, *measure)) }
                    }
                }
            }
        }
    }

    fn row(&self, lang: Lang, measure: Measure) -> Markup {
        let (now, before) = self.reading.figures(measure);
        let imported = self.lines.imported_before.get(&measure);
        html! {
            tr.overall[measure == Measure::Overall] {
                th scope="row" { (measure.name(lang)) }
                td.number.now { (percent_or_none(lang, now)) }
                @if let Some(before) = before {
                    td.number {
                        @match (before.share.percent(), imported) {
                            (None, Some(imported)) => {
                                (lang.percent(*imported)) " "
                                span.badge.none { (t!("indices.imported.badge", locale = lang.code())) }
                            }
                            _ => (percent_or_none(lang, before)),
                        }
                    }
                    td.change { (difference(lang, now, before)) }
                }
                td.promised {
                    @match self.lines.targets.get(&measure) {
                        Some(target) => { (lang.percent(*target)) " " (standing_badge(lang, now, *target)) }
                        None => "–",
                    }
                }
                td.number { @if let Some(interval) = interval(lang, now) { (interval) } }
                td.number { (counts(lang, now)) }
            }
        }
    }

    fn links(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("indices.links.{key}"), locale = lang.code());
        let unit = &self.reading.unit.code;
        html! {
            p.actions.no-print {
                @if self.may_set_targets {
                    a.button.secondary href={ "/indices/targets?unit=" (unit) "&year=" (self.reading.year) } { (text("targets")) }
                }
                a.button.quiet href={ "/u/" (unit) } { (text("board")) }
                a.button.quiet href=(self.address("/complaints/figures", unit)) { (text("complaints")) }
                @if self.may_read_evaluation {
                    a.button.quiet href={ "/evaluation?unit=" (unit) } { (text("evaluation")) }
                }
                a.button.quiet href=(self.address("/api/v1/indices", unit)) { (text("json")) }
            }
        }
    }

    /// The same question at another address, or of another unit.
    fn address(&self, path: &str, unit: &str) -> String {
        let mut address = format!("{path}?unit={unit}&year={}", self.reading.year);
        if let Some(compare) = self.reading.compare() {
            address += &format!("&compare={compare}");
        } else if path != "/api/v1/indices" {
            address += "&compare=";
        }
        address
    }
}
