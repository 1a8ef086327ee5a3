//! The public board: what anybody may know of a unit, read on a phone or hung up on A4.

use chrono::NaiveDate;
use maud::{Markup, html};
use rust_i18n::t;

use super::parts::{
    baselines, by_file, difference, mark, method, percent_or_none, size, verdict_badge,
};
use crate::apologies::figures::Figures;
use crate::complaints::facts::Fact;
use crate::complaints::figures::Counts;
use crate::dossiers::facts as dossiers;
use crate::indices::below::UnitBelow;
use crate::indices::board::Board;
use crate::indices::charts::bar;
use crate::indices::comparison::{Comparison, Verdict};
use crate::indices::evidence::Evidence;
use crate::indices::interval::Interval;
use crate::indices::measure::Measure;
use crate::indices::reading::Reading;
use crate::survey::questionnaire::Dimension;
use crate::units::Unit;
use crate::web::language::Lang;

/// What the public reads of complaints.
const REPORTED: [Fact; 7] = [
    Fact::Received,
    Fact::Answered,
    Fact::OnTime,
    Fact::Late,
    Fact::Open,
    Fact::Reopened,
    Fact::Satisfied,
];

/// Fewer people than this, and the page says that the figure may still move a lot.
const FEW_PERSONS: u64 = 30;
/// Fewer cases than this are not broken down in public.
const FEW_CASES: u64 = 5;

/// The board of a unit, as of a day.
pub fn board_page(lang: Lang, board: &Board, today: NaiveDate) -> Markup {
    let Board {
        evidence,
        reading,
        below,
        baselines: imported,
        complaints,
        dossiers,
    } = board;
    let code = lang.code();
    html! {
        div.board {
            h1 { (reading.unit.name) }
            p.lead { (t!("indices.board.lead", locale = code, year = reading.year, date = lang.date(today))) }
            div.board-top {
                (overall(lang, evidence, reading))
                (hotline(lang, &reading.unit))
            }
            (dimensions(lang, reading))
            (reported(lang, reading.year, complaints))
            (kept_promises(lang, reading.year, dossiers))
            (units_below(lang, (reading.year, reading.compare()), below, |code| format!("/u/{code}")))
            (by_file(lang, &reading.by_file))
            @if !imported.is_empty() {
                section {
                    h2 { (t!("indices.imported.title", locale = code)) }
                    (baselines(lang, imported))
                }
            }
            (method(lang, false))
            p.no-print { a href={ "/data?unit=" (reading.unit.code) } { (t!("indices.board.data", locale = code)) } }
        }
    }
}

fn overall(lang: Lang, evidence: &Evidence, reading: &Reading) -> Markup {
    let code = lang.code();
    let (now, before) = reading.figures(Measure::Overall);
    let ballots = lang.number(reading.now.ballots());
    html! {
        section.card.board-overall {
            h2 { (t!("indices.overall", locale = code)) }
            @match now.share.percent() {
                None if now.is_withheld() => {
                    p.stat-figure.none { (t!("indices.too_few", locale = code)) }
                    p.stat-note { (t!("indices.board.too_few", locale = code, year = reading.year)) }
                }
                None => {
                    p.stat-figure.none { (t!("indices.no_data", locale = code)) }
                    p.stat-note { (t!("indices.board.nobody_yet", locale = code, year = reading.year)) }
                    @if before.is_some_and(|before| before.share.answers > 0) {
                        p { (against(lang, reading, Measure::Overall)) }
                    }
                }
                Some(value) => {
                    p.stat-figure.large { (lang.percent(value)) }
                    p { (t!("indices.board.in_words", locale = code, of_hundred = (value.value() + 50) / 100)) }
                    @if before.is_some() { p { (against(lang, reading, Measure::Overall)) } }
                    p.stat-note {
                        (t!("indices.board.ballots", locale = code, ballots = ballots,
                            satisfied = lang.number(now.share.satisfied), answers = lang.number(now.share.answers)))
                        @if let Some(Interval { low, high }) = now.interval_of_persons() {
                            " " (t!("indices.board.interval", locale = code,
                                low = lang.percent(low), high = lang.percent(high)))
                        }
                        @if now.persons < FEW_PERSONS { " " (t!("indices.board.few", locale = code)) }
                        " " (ground(lang, evidence))
                    }
                }
            }
        }
    }
}

/// What the figures stand on, in one sentence.
fn ground(lang: Lang, evidence: &Evidence) -> Markup {
    let key = match evidence.now.ground.fallen_back {
        true => "fallen_back",
        false => "at_the_desk",
    };
    html! { (t!(format!("indices.board.{key}"), locale = lang.code())) }
}

/// "tăng 1,52 điểm (cùng kỳ năm 2025: 80,49 %)" with its badge first.
fn against(lang: Lang, reading: &Reading, measure: Measure) -> Markup {
    let (Some(year), Some(compared), (_, Some(before))) = (
        reading.compare(),
        reading.comparison(measure),
        reading.figures(measure),
    ) else {
        return html! {};
    };
    let Comparison { points, verdict } = compared;
    let shown = before.share.percent().map(|before| lang.percent(before));
    let (by, shown) = (points.map(|by| size(lang, by)), shown.unwrap_or_default());
    let text = |key: &str| {
        t!(
            format!("indices.board.{key}"),
            locale = lang.code(),
            year = year,
            before = shown,
            size = by.as_deref().unwrap_or_default()
        )
    };
    let (badge, words) = match (verdict, shown.is_empty()) {
        (Verdict::Rise | Verdict::Fall, _) => (true, text("by")),
        (Verdict::NotEnough | Verdict::OtherClasses, _) => (true, text("compared")),
        (Verdict::NoData, true) => (true, text("not_compared")),
        (Verdict::NoData, false) => (false, text("before")),
    };
    html! {
        @if badge { (verdict_badge(lang, verdict)) " " }
        (words)
    }
}

fn hotline(lang: Lang, unit: &Unit) -> Markup {
    let code = lang.code();
    let number: String = unit
        .hotline
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    html! {
        section.card.board-hotline {
            h2 { (t!("indices.board.hotline", locale = code)) }
            @if number.is_empty() {
                p { (t!("indices.board.no_hotline", locale = code)) }
            } @else {
                p.stat-figure { a href={ "tel:" (number) } { (unit.hotline) } }
                p { (t!("indices.board.hotline_hint", locale = code)) }
            }
            p { a href={ "/answers?unit=" (unit.code) } { (t!("indices.board.answers", locale = code)) } }
            @if !unit.address.is_empty() { p.stat-note { (unit.address) } }
        }
    }
}

fn dimensions(lang: Lang, reading: &Reading) -> Markup {
    html! {
        section {
            h2 { (t!("indices.board.dimensions", locale = lang.code())) }
            ul.measures.card {
                @for dimension in Dimension::ALL { (measure(lang, reading, (*dimension).into())) }
            }
        }
    }
}

/// What citizens reported, as totals; so few that they could be told apart are not broken down.
fn reported(lang: Lang, year: i32, counts: &Counts) -> Markup {
    let code = lang.code();
    let received = counts.of(Fact::Received);
    html! {
        section.card {
            h2 { (t!("figures.board.title", locale = code)) }
            @if received == 0 {
                p { (t!("figures.board.none", locale = code, year = year)) }
            } @else if received < FEW_CASES {
                p { (t!("figures.board.few", locale = code, year = year, received = received)) }
            } @else {
                dl.facts {
                    @for fact in REPORTED {
                        div {
                            dt { (t!(format!("figures.board.{fact}"), locale = code)) }
                            dd.stat-figure { (lang.number(counts.of(fact))) }
                        }
                    }
                }
                p.stat-note { (t!("figures.board.hint", locale = code)) }
            }
            p.no-print { a href="/answers" { (t!("figures.board.answers", locale = code)) } }
        }
    }
}

/// How many dossiers were done in time, and how often the office said sorry, and why: counts, never names (NĐ
/// 61/2018/NĐ-CP Điều 5). So few that they could be told apart are not broken down.
fn kept_promises(lang: Lang, year: i32, figures: &Figures) -> Markup {
    let text = |key: &str| t!(format!("apology_figures.board.{key}"), locale = lang.code());
    let of = |fact| figures.all.of(fact);
    let ended = of(dossiers::Fact::Ended);
    let counts = [
        ("ended", ended),
        ("on_time", of(dossiers::Fact::OnTime)),
        ("late", of(dossiers::Fact::Late)),
        ("unapologised", figures.all.unapologised()),
        ("apologies", figures.apologies()),
    ];
    html! {
        section.card {
            h2 { (text("title")) }
            @if ended == 0 {
                p { (t!("apology_figures.board.none", locale = lang.code(), year = year)) }
            } @else if ended < FEW_CASES {
                p { (t!("apology_figures.board.few", locale = lang.code(), year = year, ended = ended)) }
            } @else {
                dl.facts {
                    @for (key, count) in counts {
                        div {
                            dt { (text(key)) }
                            dd.stat-figure { (lang.number(count)) }
                        }
                    }
                }
                @if figures.apologies() >= FEW_CASES {
                    p { (text("reasons")) }
                    ul {
                        @for (reason, count) in figures.by_reason() {
                            li {
                                (t!(format!("apologies.reason.{reason}"), locale = lang.code())) ": "
                                @if count < FEW_CASES { (text("fewer")) } @else { (lang.number(count)) }
                            }
                        }
                    }
                }
                p.stat-note { (text("hint")) }
            }
        }
    }
}

fn measure(lang: Lang, reading: &Reading, measure: Measure) -> Markup {
    let (now, before) = reading.figures(measure);
    let code = lang.code();
    html! {
        li.measure {
            h3 { (measure.name(lang)) }
            p.measure-figure { (percent_or_none(lang, now)) }
            div.measure-bar {
                (bar(mark(now)))
                @if now.share.answers > 0 {
                    p {
                        (t!("indices.board.counts", locale = code,
                            satisfied = lang.number(now.share.satisfied), answers = lang.number(now.share.answers)))
                    }
                }
            }
            @if now.share.answers + before.map_or(0, |before| before.share.answers) > 0 {
                p.measure-change { (against(lang, reading, measure)) }
            }
        }
    }
}

/// Where units have nothing above them in common: a list of them.
pub fn choice_page(lang: Lang, units: &[Unit]) -> Markup {
    html! {
        h1 { (t!("indices.choice.title", locale = lang.code())) }
        ul.choices {
            @for unit in units {
                li { a href={ "/u/" (unit.code) } { (unit.name) } }
            }
        }
    }
}

/// Before the first unit there is.
pub fn set_up_page(lang: Lang) -> Markup {
    let text = |key: &str| t!(format!("indices.set_up.{key}"), locale = lang.code());
    html! {
        h1 { (text("title")) }
        p.lead { (text("lead")) }
        ol {
            li { (text("terminal")) }
            li { (text("open")) }
            li { (text("unit")) }
        }
        p.hint { (text("restart")) }
    }
}

/// The units below with their overall figures; `address` makes the link of a code.
fn units_below(
    lang: Lang,
    (year, compare): (i32, Option<i32>),
    below: &[UnitBelow],
    address: impl Fn(&str) -> String,
) -> Markup {
    let text = |key: &str| t!(format!("indices.below.{key}"), locale = lang.code());
    html! {
        @if !below.is_empty() {
            section.below {
                h2 { (text("title")) }
                div.table-wrap {
                    table.data {
                        thead {
                            tr {
                                th scope="col" { (text("unit")) }
                                th.number scope="col" { (year) }
                                @if let Some(compare) = compare {
                                    th.number scope="col" { (compare) }
                                    th scope="col" { (t!("indices.table.difference", locale = lang.code())) }
                                }
                                th.number scope="col" { (text("ballots")) }
                            }
                        }
                        tbody {
                            @for unit in below {
                                tr {
                                    th scope="row" {
                                        a href=(address(&unit.unit.code)) { (unit.unit.name) }
                                        @if unit.ever_fallen_back { " *" }
                                    }
                                    td.number { (percent_or_none(lang, unit.now)) }
                                    @if let Some((before, compared)) = unit.compared {
                                        td.number { (percent_or_none(lang, before)) }
                                        td.change { (difference(lang, compared)) }
                                    }
                                    td.number { (lang.number(unit.ballots)) }
                                }
                            }
                        }
                    }
                }
                @if below.iter().any(|unit| unit.ever_fallen_back) { p.hint { "* " (text("fallen_back")) } }
            }
        }
    }
}
