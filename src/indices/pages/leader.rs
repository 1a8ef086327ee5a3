//! The leader's page: the question, the answer in one sentence, the picture, the table, then where and why.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use maud::{Markup, html};
use rust_i18n::t;

use super::answer::{answer, days};
use super::classes::classes;
use super::criteria::{alternatives, criteria};
use super::facts::{facts, notes};
use super::parts::{
    baselines, counts, difference, interval, mark, method, percent_or_none, standing_badge,
    units_below,
};
use super::trend::trend;
use crate::complaints::Owed;
use crate::indices::baseline::Baseline;
use crate::indices::below::UnitBelow;
use crate::indices::breakdown::Breakdown;
use crate::indices::charts::{Chart, ChartRow};
use crate::indices::classes::Filter;
use crate::indices::closing::Closing;
use crate::indices::evidence::Evidence;
use crate::indices::measure::Measure;
use crate::indices::reading::Reading;
use crate::indices::response::Response;
use crate::indices::span::Period;
use crate::indices::trend::Trend;
use crate::percent::Hundredths;
use crate::survey::ballot::Channel;
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
    /// What was answered, class by class.
    pub evidence: Evidence,
    /// The figures on the ground that the headline stands on.
    pub reading: Reading,
    /// The same by month.
    pub trend: Trend,
    /// How many of those who were served answered; nothing where that cannot be told to the day.
    pub response: Option<Response>,
    /// Targets and imported figures.
    pub lines: Lines,
    /// The report of just these days, if its figures are closed, and how many ballots came later.
    pub closed: Option<(Closing, u64)>,
    /// The units below.
    pub below: Vec<UnitBelow>,
    /// What the year breaks down into; of parts of years it is not told.
    pub breakdown: Option<Breakdown>,
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
    /// The page below its form: the answer on the first sheet, then how it came about, then what it stands on.
    pub fn render(&self, lang: Lang) -> Markup {
        html! {
            (self.first_sheet(lang))
            (self.links(lang))
            (units_below(lang, self.years(), &self.below, |code| self.address("/indices", code)))
            @if !self.evidence.is_withheld() {
                (trend(lang, self))
                (self.where_and_why(lang))
            }
            (self.grounds(lang))
            (self.sheet_foot(lang))
        }
    }

    /// The answer, the facts beside it, the picture and its table.
    fn first_sheet(&self, lang: Lang) -> Markup {
        let target = self.lines.targets.get(&Measure::Overall).copied();
        html! {
            section.first-sheet {
                @if self.evidence.is_withheld() {
                    (empty_state(&t!("indices.withheld", locale = lang.code())))
                } @else {
                    (answer(lang, (&self.evidence, &self.reading), target, self.is_provisional()))
                    @if self.has_figures() {
                        (facts(lang, self))
                        (notes(lang, self))
                        (self.chart(lang).render())
                        (self.table(lang))
                    } @else {
                        (empty_state(&t!("indices.empty", locale = lang.code())))
                    }
                }
                (self.sheet_foot(lang))
            }
        }
    }

    /// Where the figure comes from and why it is what it is.
    fn where_and_why(&self, lang: Lang) -> Markup {
        html! {
            (criteria(lang, &self.reading))
            @match &self.breakdown {
                Some(breakdown) => (breakdown.render(lang)),
                None => p.hint {
                    (t!("indices.breakdown.elsewhere", locale = lang.code())) " "
                    a href=(self.whole_years("/indices/breakdown", &self.reading.unit.code)) {
                        (t!("indices.breakdown.open", locale = lang.code()))
                    }
                },
            }
        }
    }

    /// What the figures stand on: the classes of evidence, other ways of averaging, figures from elsewhere, the method.
    fn grounds(&self, lang: Lang) -> Markup {
        html! {
            (classes(lang, self))
            @if self.reading.now.ballots() > 0 && !self.evidence.is_withheld() { (alternatives(lang, &self.reading)) }
            @if !self.lines.baselines.is_empty() {
                details open[!self.has_figures()] {
                    summary { (t!("indices.imported.title", locale = lang.code())) }
                    (baselines(lang, &self.lines.baselines))
                }
            }
            (method(lang, !self.lines.targets.is_empty()))
        }
    }

    /// What a sheet of paper must say of itself.
    fn sheet_foot(&self, lang: Lang) -> Markup {
        let persons = self.reading.figures(Measure::Overall).0.persons;
        html! {
            p.sheet-foot {
                (t!("indices.sheet_foot", locale = lang.code(),
                    unit = self.reading.unit.name, days = days(lang, &self.evidence.spans),
                    classes = self.evidence.filter.name(lang), persons = lang.number(persons),
                    ballots = lang.number(self.reading.now.ballots()), made = lang.date(self.today),
                    version = env!("CARGO_PKG_VERSION")))
            }
        }
    }

    /// Whether ballots of the last days looked at may still come in.
    pub fn is_provisional(&self) -> bool {
        self.evidence.spans.now.is_provisional(self.today)
    }

    fn has_figures(&self) -> bool {
        !self.evidence.is_empty()
    }

    fn years(&self) -> (i32, Option<i32>) {
        (self.reading.year, self.reading.compare())
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
        let compared = self.reading.comparison(measure);
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
                    td.change { @if let Some(compared) = compared { (difference(lang, compared)) } }
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
                a.button.quiet href={ "/plan?unit=" (unit) "&year=" (self.reading.year) } { (text("plan")) }
                a.button.quiet href={ "/u/" (unit) } { (text("board")) }
                a.button.quiet href=(self.whole_years("/complaints/figures", unit)) { (text("complaints")) }
                @if self.may_read_evaluation {
                    a.button.quiet href={ "/evaluation?unit=" (unit) } { (text("evaluation")) }
                }
                @for format in ["xlsx", "csv"] {
                    a.button.quiet href={ (self.address("/indices/export", unit)) "&format=" (format) } download { (text(format)) }
                }
                a.button.quiet href=(self.whole_years("/api/v1/indices", unit)) { (text("json")) }
            }
        }
    }

    /// The page of one class of evidence alone.
    pub fn address_of_class(&self, class: Channel) -> String {
        let filter = Filter::Only(class);
        self.address_with("/indices", &self.reading.unit.code, filter)
    }

    /// The same question at another address, or of another unit.
    fn address(&self, path: &str, unit: &str) -> String {
        self.address_with(path, unit, self.evidence.filter)
    }

    fn address_with(&self, path: &str, unit: &str, filter: Filter) -> String {
        let mut address = self.whole_years(path, unit);
        let period = self.evidence.spans.period;
        if period != Period::Year {
            address += &format!("&period={period}");
        }
        if filter != Filter::Headline {
            address += &format!("&channel={}", filter.word());
        }
        address
    }

    /// The years at an address that knows no parts of them.
    fn whole_years(&self, path: &str, unit: &str) -> String {
        let compare = self.reading.compare().map(|year| year.to_string());
        let (year, compare) = (self.reading.year, compare.unwrap_or_default());
        format!("{path}?unit={unit}&year={year}&compare={compare}")
    }
}
