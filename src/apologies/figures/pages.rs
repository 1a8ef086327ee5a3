//! The markup of figures: the question, the answer in one sentence, both years, the reasons, months and fields.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};
use rust_i18n::t;

use super::counts::{Counts, Figures};
use crate::apologies::pages::{kind_name, reason_name};
use crate::dossiers::facts::Fact;
use crate::units::fields::field_name;
use crate::web::components::{breadcrumb, empty_state};
use crate::web::language::Lang;
use crate::web::layout::Body;
use crate::web::years::Choices;

/// What the tables of months and fields count.
const IN_PARTS: [Fact; 5] = [
    Fact::Received,
    Fact::Ended,
    Fact::OnTime,
    Fact::Late,
    Fact::Apologised,
];

/// The page of figures.
pub(super) struct FiguresPage {
    pub(super) choices: Choices,
    /// Nothing where something is wrong with the question.
    pub(super) shown: Option<Shown>,
    pub(super) may_read_dossiers: bool,
    pub(super) may_read_evaluation: bool,
}

/// A year's figures, and those they are held against.
pub(super) struct Shown {
    pub(super) year: i32,
    pub(super) now: Figures,
    pub(super) before: Option<(i32, Figures)>,
    pub(super) today: NaiveDate,
}

impl FiguresPage {
    pub(super) fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let title = t!("apology_figures.title", locale = code);
        let above = match self.may_read_dossiers {
            true => ("/dossiers", t!("apologies.dossiers", locale = code)),
            false => ("/indices", t!("indices.title", locale = code)),
        };
        let markup = html! {
            (breadcrumb(lang, &[(above.0, &above.1)]))
            h1 { (title) }
            @if let Some(name) = self.choices.unit_name() { p.lead { (name) } }
            (self.choices.form(lang))
            @if let Some(shown) = &self.shown { (shown.render(lang)) }
            @if self.may_read_evaluation {
                p.actions.no-print {
                    a.button.quiet href={ "/evaluation?unit=" (self.choices.offer.unit) } {
                        (t!("apology_figures.evaluation", locale = code))
                    }
                }
            }
        };
        Body::new(self.choices.errors.title(&title, lang), markup)
    }
}

impl Shown {
    fn render(&self, lang: Lang) -> Markup {
        let code = lang.code();
        html! {
            p.answer { (self.sentence(lang)) }
            @if self.year == self.today.year() {
                p.hint { (t!("apology_figures.so_far", locale = code, date = lang.date(self.today))) }
            }
            @if self.now.is_empty() && self.before.as_ref().is_none_or(|(_, before)| before.is_empty()) {
                (empty_state(&t!("apology_figures.empty", locale = code)))
            } @else {
                (self.table(lang))
                (self.voices(lang))
                (self.reasons(lang))
                (self.months(lang))
                (self.fields(lang))
            }
        }
    }

    /// How many ended in time, against the year before; for how many of the late ones somebody said sorry.
    fn sentence(&self, lang: Lang) -> String {
        let (code, counts) = (lang.code(), &self.now.all);
        let Some(percent) = counts.in_time() else {
            return t!("apology_figures.lead_none", locale = code, year = self.year).into_owned();
        };
        let before = self.before.as_ref();
        let before = before.and_then(|(year, before)| Some((*year, before.all.in_time()?)));
        let in_time = match before {
            Some((year, before)) => t!(
                "apology_figures.in_time_against",
                locale = code,
                percent = lang.percent(percent),
                year = year,
                before = lang.percent(before)
            ),
            None => t!(
                "apology_figures.in_time",
                locale = code,
                percent = lang.percent(percent)
            ),
        };
        let late = counts.of(Fact::Late);
        let sorry = match (late, counts.unapologised()) {
            (0, _) => t!("apology_figures.none_late", locale = code),
            (_, 0) => t!(
                "apology_figures.all_sorry",
                locale = code,
                late = lang.number(late)
            ),
            (_, silent) => t!(
                "apology_figures.some_silent",
                locale = code,
                late = lang.number(late),
                silent = lang.number(silent)
            ),
        };
        format!("{in_time} {sorry}")
    }

    fn table(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("apology_figures.{key}"), locale = lang.code());
        let median = |figures: &Figures| match figures.all.median_delay() {
            Some(days) => days.to_string(),
            None => "—".to_owned(),
        };
        let count = |figures: &Figures, fact| lang.number(figures.all.of(fact));
        let before = self.before.as_ref();
        html! {
            div.table-wrap role="region" tabindex="0" aria-label=(text("table")) {
                table.data.rates {
                    thead { tr {
                        th scope="col" { (text("what")) }
                        th.number scope="col" { (self.year) }
                        @if let Some((year, _)) = before { th.number scope="col" { (year) } }
                    } }
                    tbody {
                        @for fact in Fact::ALL.iter().copied() {
                            tr.overall[fact == Fact::Received] {
                                th scope="row" { (text(&format!("fact.{fact}"))) }
                                td.number { (count(&self.now, fact)) }
                                @if let Some((_, before)) = before { td.number { (count(before, fact)) } }
                            }
                        }
                        tr {
                            th scope="row" { (text("unapologised")) }
                            td.number { (lang.number(self.now.all.unapologised())) }
                            @if let Some((_, before)) = before {
                                td.number { (lang.number(before.all.unapologised())) }
                            }
                        }
                        tr {
                            th scope="row" { (text("median")) }
                            td.number { (median(&self.now)) }
                            @if let Some((_, before)) = before { td.number { (median(before)) } }
                        }
                        tr {
                            th scope="row" { (text("issued")) }
                            td.number { (lang.number(self.now.apologies())) }
                            @if let Some((_, before)) = before { td.number { (lang.number(before.apologies())) } }
                        }
                    }
                }
            }
            p.hint { (text("hint")) }
        }
    }

    fn voices(&self, lang: Lang) -> Markup {
        let before = self.before.as_ref();
        let before = before.map(|(year, before)| (*year, &before.voices));
        self.now.voices.section(self.year, before, lang)
    }

    fn reasons(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("apology_figures.{key}"), locale = lang.code());
        html! {
            @if !self.now.reasons.is_empty() {
                section {
                    h2 { (text("reasons")) }
                    div.table-wrap role="region" tabindex="0" aria-label=(text("reasons")) {
                        table.data.rates {
                            thead { tr {
                                th scope="col" { (text("for_what")) }
                                th scope="col" { (text("why")) }
                                th.number scope="col" { (text("letters")) }
                            } }
                            tbody {
                                @for ((kind, reason), count) in &self.now.reasons {
                                    tr {
                                        th scope="row" { (kind_name(kind.as_str(), lang)) }
                                        td { (reason_name(reason.as_str(), lang)) }
                                        td.number { (lang.number(*count)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn months(&self, lang: Lang) -> Markup {
        let name =
            |month: i32| t!("figures.month", locale = lang.code(), month = month).into_owned();
        let lines = self.now.months.iter();
        let lines: Vec<_> = lines
            .map(|(month, counts)| (name(*month), counts))
            .collect();
        part("months", &lines, lang)
    }

    fn fields(&self, lang: Lang) -> Markup {
        let none = t!("figures.no_field", locale = lang.code());
        let name = |code: &str| match code {
            "" => none.to_string(),
            code => field_name(code, lang).to_owned(),
        };
        let lines = self.now.fields.iter();
        let lines: Vec<_> = lines.map(|(code, counts)| (name(code), counts)).collect();
        part("fields", &lines, lang)
    }
}

fn part(key: &str, lines: &[(String, &Counts)], lang: Lang) -> Markup {
    let text = |key: &str| t!(format!("apology_figures.{key}"), locale = lang.code());
    html! {
        section {
            h2 { (text(key)) }
            div.table-wrap role="region" tabindex="0" aria-label=(text(key)) {
                table.data.parts {
                    thead { tr {
                        th scope="col" { (text(&format!("{key}_column"))) }
                        @for fact in IN_PARTS { th.number scope="col" { (text(&format!("fact.{fact}"))) } }
                        th.number scope="col" { (text("rate")) }
                    } }
                    tbody {
                        @for (name, counts) in lines {
                            tr {
                                th scope="row" { (name) }
                                @for fact in IN_PARTS { td.number { (lang.number(counts.of(fact))) } }
                                td.number {
                                    @match counts.in_time() {
                                        Some(percent) => (lang.percent(percent)),
                                        None => "—",
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
