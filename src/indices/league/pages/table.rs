//! The rows of the league: the whole first, then the units, each with its interval drawn on the same scale.

use maud::{Markup, html};
use rust_i18n::t;

use super::{View, side_badge};
use crate::indices::below::UnitBelow;
use crate::indices::charts::{Range, Scale};
use crate::indices::comparison::Comparison;
use crate::indices::league::rank::{Rank, Side};
use crate::indices::league::{Other, Place, Why};
use crate::indices::pages::parts::{difference, interval, mark, percent_or_none};
use crate::indices::table::Figure;
use crate::percent::Hundredths;

/// What a row says beside the figures.
struct Row<'a> {
    name: Markup,
    class: &'static str,
    /// Number of the row's picture.
    id: i64,
    now: Figure,
    compared: Option<(Figure, Comparison)>,
    place: Option<&'a Place>,
    /// In place of a rank.
    word: Markup,
}

impl View<'_> {
    /// The table of some units from the top and some from the bottom, and of those without a rank.
    pub(super) fn table(&self, top: &[Place], bottom: &[Place], others: &[Other]) -> Markup {
        let text = |key: &str| t!(format!("league.table.{key}"), locale = self.lang.code());
        let scale = self.scale();
        let between = self
            .league
            .places
            .len()
            .saturating_sub(top.len() + bottom.len());
        let starred = self.league.units().any(|unit| unit.ever_fallen_back);
        html! {
            (self.key(scale))
            div.table-wrap role="region" tabindex="0" aria-label=(text("caption")) {
                table.data.league-table {
                    caption.visually-hidden { (text("caption")) }
                    (self.head(scale))
                    tbody {
                        (self.whole_row(scale))
                        @for place in top { (self.place_row(scale, place)) }
                        @if !bottom.is_empty() && between > 0 {
                            tr.group { td colspan=(self.columns()) { (t!("league.table.between", locale = self.lang.code(), n = between)) } }
                        }
                        @for place in bottom { (self.place_row(scale, place)) }
                        @for other in others { (self.other_row(scale, other)) }
                    }
                }
            }
            @if starred { p.hint { "* " (t!("indices.below.fallen_back", locale = self.lang.code())) } }
        }
    }

    /// Low enough for every interval that is drawn.
    fn scale(&self) -> Scale {
        let whole = self.league.whole.interval_of_persons();
        let others = self
            .league
            .units()
            .filter_map(|unit| unit.now.interval_of_persons());
        let lows = whole.into_iter().chain(others).map(|interval| interval.low);
        Scale::down_to(lows.min())
    }

    fn columns(&self) -> usize {
        if self.spans.before.is_some() { 8 } else { 6 }
    }

    fn key(&self, scale: Scale) -> Markup {
        let text = |key: &str| t!(format!("league.key.{key}"), locale = self.lang.code());
        html! {
            p.chart-key {
                span { (Range::sign("sure")) (text("sure")) }
                span { (Range::sign("open")) (text("open")) }
                span { (Range::sign("whole")) (text("whole")) }
                @if scale.start() > 0 {
                    span { (t!("league.key.scale", locale = self.lang.code(), start = scale.start())) }
                }
            }
        }
    }

    fn head(&self, scale: Scale) -> Markup {
        let text = |key: &str| t!(format!("league.table.{key}"), locale = self.lang.code());
        let (year, compare) = self.spans.years();
        html! {
            thead {
                tr {
                    th scope="col" { (text("unit")) }
                    th.drawn scope="col" { (text("interval")) (Range::axis(scale)) }
                    th.number scope="col" { (year) }
                    th scope="col" { (text("rank")) }
                    th scope="col" { (text("side")) }
                    th.number scope="col" { (text("persons")) }
                    @if let Some(compare) = compare {
                        th.number scope="col" { (compare) }
                        th scope="col" { (t!("indices.table.difference", locale = self.lang.code())) }
                    }
                }
            }
        }
    }

    fn whole_row(&self, scale: Scale) -> Markup {
        let name = t!(
            "league.whole",
            locale = self.lang.code(),
            unit = self.unit.name
        );
        let row = Row {
            name: html! { (name) },
            class: "overall",
            id: 0,
            now: self.league.whole,
            compared: self.league.compared,
            place: None,
            word: html! {},
        };
        self.row(scale, &row)
    }

    fn place_row(&self, scale: Scale, place: &Place) -> Markup {
        let row = Row {
            place: Some(place),
            word: html! { @if let Some(rank) = place.rank { (self.rank(rank)) } },
            ..self.unit_row(&place.below)
        };
        self.row(scale, &row)
    }

    fn other_row(&self, scale: Scale, other: &Other) -> Markup {
        let why = t!(
            format!("league.why.{}", other.why),
            locale = self.lang.code()
        );
        let row = Row {
            word: html! { @if other.why != Why::NoData { span.none { (why) } } },
            ..self.unit_row(&other.below)
        };
        self.row(scale, &row)
    }

    fn unit_row<'a>(&self, below: &UnitBelow) -> Row<'a> {
        let name = html! {
            a href=(self.unit_address(&below.unit)) { (below.unit.name) }
            @if below.ever_fallen_back { " *" }
        };
        Row {
            name,
            class: "unit",
            id: below.unit.id,
            now: below.now,
            compared: below.compared,
            place: None,
            word: html! {},
        }
    }

    fn row(&self, scale: Scale, row: &Row<'_>) -> Markup {
        let persons = match row.now.is_withheld() {
            true => "–".to_owned(),
            false => self.lang.number(row.now.persons),
        };
        html! {
            tr class=(row.class) {
                th scope="row" { (row.name) }
                td.drawn { (self.range(scale, row)) }
                td.number.now { (percent_or_none(self.lang, row.now)) }
                td.rank { (row.word) }
                td { @if let Some(place) = row.place { (side_badge(self.lang, place.side)) } }
                td.number { (persons) }
                @if self.spans.before.is_some() {
                    td.number { @if let Some((before, _)) = row.compared { (percent_or_none(self.lang, before)) } }
                    td.change { @if let Some((_, compared)) = row.compared { (difference(self.lang, compared)) } }
                }
            }
        }
    }

    /// The interval drawn and written.
    fn range(&self, scale: Scale, row: &Row<'_>) -> Markup {
        let (Some(own), Some(ends)) = (mark(row.now), interval(self.lang, row.now)) else {
            return html! {};
        };
        let shown = |percent: Hundredths| self.lang.percent(percent);
        let is_whole = row.id == 0;
        let whole = mark(self.league.whole).filter(|_| !is_whole);
        let title = t!(
            "league.picture",
            locale = self.lang.code(),
            percent = shown(own.percent),
            interval = ends
        );
        let range = Range {
            scale,
            id: &format!("league-{}", row.id),
            title: &title,
            own,
            whole,
            is_sure: is_whole || row.place.is_some_and(|place| place.side != Side::Open),
        };
        html! { (range.render()) span.hint { (ends) } }
    }

    fn rank(&self, rank: Rank) -> Markup {
        html! {
            (rank)
            @if rank.sure().is_none() {
                " " span.hint { (t!("league.rank.open", locale = self.lang.code())) }
            }
        }
    }
}
