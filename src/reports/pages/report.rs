//! One report on the screen: the answer in a sentence, where it stands and what to do next, its figures, what came later.

use maud::{Markup, html};
use rust_i18n::t;

use super::{Stand, closed_by, name_of};
use crate::indices::{class_name, is_too_few};
use crate::percent::Hundredths;
use crate::reports::charts;
use crate::reports::figures::Line;
use crate::reports::handlers::address;
use crate::reports::loaded::Loaded;
use crate::reports::paper::answer;
use crate::web::components::{breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// One report.
pub struct ReportPage<'a> {
    /// All that is known of it.
    pub loaded: &'a Loaded,
    /// Whether the viewer writes it.
    pub writes: bool,
    /// Token of the session.
    pub csrf: &'a str,
}

impl ReportPage<'_> {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let Loaded {
            unit, year, period, ..
        } = self.loaded;
        let code = lang.code();
        let of_year = format!("/reports?unit={}&year={year}", unit.code);
        let title = name_of(lang, *period, *year);
        let markup = html! {
            (breadcrumb(lang, &[(&of_year, &t!("reports.title", locale = code, year = year))]))
            h1 { (t!("reports.of", locale = code, period = title)) }
            p.lead { (unit.name) }
            p.answer lang="vi" { (answer(&self.loaded.figures)) }
            (self.stand(lang))
            (self.late(lang))
            (self.actions(lang))
            @if let Some(picture) = charts::indices(&self.loaded.figures) {
                figure.report-picture lang="vi" { (picture.svg()) }
            }
            (self.table(lang))
        };
        Body::new(title, markup)
    }

    fn stand(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let (from, to) = self.loaded.figures.days;
        let closing = self.loaded.closing.as_ref();
        let stand = Stand::of(self.loaded.is_over(), closing.is_some());
        html! {
            p {
                (stand.badge(lang)) " " (lang.date(from)) " – " (lang.date(to)) ". "
                (t!(format!("reports.cutoff.{}", self.loaded.cutoff()), locale = code)) "."
            }
            @if let Some(closing) = closing {
                p { (closed_by(lang, closing)) "." }
                p.hint { (t!("reports.hash", locale = code)) " " code.report-hash { (closing.digest_in_words()) } }
            }
        }
    }

    /// What came after the figures were closed. How these few answered is not told: one ballot more is one person.
    fn late(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let sum: u64 = self.loaded.late.values().sum();
        let classes = self.loaded.late.iter().map(|(class, ballots)| {
            format!(
                "{}: {}",
                class_name(lang, Some(*class)),
                lang.number(*ballots)
            )
        });
        html! {
            @if sum > 0 {
                section.card.report-late {
                    h2 { (t!("reports.late_title", locale = code)) }
                    p { (t!("reports.late_told", locale = code, ballots = lang.number(sum))) " "
                        (classes.collect::<Vec<_>>().join("; ")) "." }
                }
            }
        }
    }

    fn actions(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("reports.{key}"), locale = lang.code());
        let Loaded {
            unit, year, period, ..
        } = self.loaded;
        let to = |part: &str| address(unit, (*year, *period), part);
        let may_close = self.writes && self.loaded.closing.is_none();
        html! {
            div.actions.no-print {
                a.button href=(to("/paper")) { (text("print")) }
                a.button.secondary href=(to("/summary")) { (text("summary")) }
                a.button.secondary href=(to("/report.docx")) download { (text("docx")) }
                a.button.secondary href=(to("/figures.xlsx")) download { (text("xlsx")) }
                @if self.writes { a.button.quiet href=(to("/words")) { (text("write")) } }
            }
            @if may_close && self.loaded.is_over() {
                form.card.narrow.no-print method="post" action={ "/reports/" (period) "/close" } {
                    (csrf_field(self.csrf))
                    input type="hidden" name="unit" value=(unit.code);
                    input type="hidden" name="year" value=(year);
                    h2 { (text("close.title")) }
                    p { (text("close.told")) }
                    div.actions { button type="submit" { (text("close.send")) } }
                }
            } @else if may_close {
                p.hint { (text("close.later")) }
            }
        }
    }

    fn table(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let figures = &self.loaded.figures;
        let text = |key: &str| t!(format!("reports.column.{key}"), locale = code);
        let caption = t!("reports.figures", locale = code);
        html! {
            section {
                h2 { (caption) }
                div.table-wrap role="region" tabindex="0" aria-label=(caption) {
                    table.data {
                        thead { tr {
                            th scope="col" { (text("measure")) }
                            th.number scope="col" { (text("persons")) }
                            th.number scope="col" { (text("now")) }
                            th.number scope="col" { (text("interval")) }
                            th.number scope="col" { (text("before")) }
                            th.number scope="col" { (text("points")) }
                            th.number scope="col" { (text("target")) }
                        } }
                        tbody { @for line in &figures.measures { (row(lang, line)) } }
                    }
                }
            }
        }
    }
}

fn row(lang: Lang, line: &Line) -> Markup {
    let percent = |percent: Option<u16>| -> Markup {
        let told = percent.and_then(|percent| Hundredths::new(percent.into()));
        html! { @match told { Some(told) => (lang.percent(told)), None => "–" } }
    };
    let too_few = t!("indices.too_few", locale = lang.code());
    html! {
        tr {
            th scope="row" { (line.name) }
            td.number { @if is_too_few(line.persons) { (t!("indices.under_ten", locale = lang.code())) } @else { (lang.number(line.persons)) } }
            td.number { @if line.is_withheld() { span.none { (too_few) } } @else { (percent(line.percent)) } }
            td.number {
                @if let Some((low, high)) = line.interval {
                    (lang.hundredths(low.into())) " – " (lang.hundredths(high.into()))
                }
            }
            td.number { (percent(line.before)) }
            td.number {
                @if let (Some(points), Some(verdict)) = (line.points, line.verdict) {
                    @if points > 0 { "+" } (lang.hundredths(points.into())) " "
                    span.hint { (t!(format!("indices.verdict.{verdict}"), locale = lang.code())) }
                }
            }
            td.number { (percent(line.target)) }
        }
    }
}
