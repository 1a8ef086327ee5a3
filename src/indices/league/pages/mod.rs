//! How the units below are shown: the answer in words and the ends of the league on the leader's page (`View`), all of it
//! on a page of its own (`whole`), as rows (`table`), the months of each as small pictures (`multiples`).

mod multiples;
mod table;
mod whole;

use maud::{Markup, html};
use rust_i18n::t;

use super::rank::Side;
use super::{League, Place};
use crate::indices::classes::Filter;
use crate::indices::pages::parts::address;
use crate::indices::span::Spans;
use crate::units::Unit;
use crate::web::language::Lang;

pub(super) use self::whole::{LeaguePage, league_page};

/// Units that the leader's page shows at each end of the league; with no more than both ends hold it shows all.
const ENDS: usize = 5;
/// Units that a sentence names.
const NAMED: usize = 8;

/// A league with the question that it answers.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// Language of the page.
    pub lang: Lang,
    /// The unit above.
    pub unit: &'a Unit,
    /// The days.
    pub spans: &'a Spans,
    /// The classes of evidence.
    pub filter: Filter,
    /// The units below.
    pub league: &'a League,
}

impl View<'_> {
    /// The part of the leader's page: who is surely above or below, the ends of the league, the way to all of it. Nothing
    /// where no unit is below.
    pub fn section(&self) -> Markup {
        let lang = self.lang.code();
        let League { places, others, .. } = self.league;
        let (top, bottom) = match places.len() > 2 * ENDS {
            true => (places.get(..ENDS), places.get(places.len() - ENDS..)),
            false => (Some(places.as_slice()), None),
        };
        let others = match self.league.len() > 2 * ENDS {
            true => &[],
            false => others.as_slice(),
        };
        html! {
            @if !self.league.is_empty() {
                section.league {
                    h2 { (t!("league.below", locale = lang)) }
                    (self.answer())
                    (self.table(top.unwrap_or_default(), bottom.unwrap_or_default(), others))
                    p.actions.no-print {
                        a.button.quiet href=(self.address("/indices/league", &self.unit.code)) {
                            (t!("league.open", locale = lang, n = self.league.len()))
                        }
                    }
                }
            }
        }
    }

    /// Which units are surely below the whole and which above, by name.
    fn answer(&self) -> Markup {
        let lang = self.lang.code();
        let whole = self.league.whole.share.percent();
        let sides: Vec<(Side, Vec<&Place>)> = [Side::Below, Side::Above]
            .into_iter()
            .map(|side| (side, self.league.on(side).collect()))
            .collect();
        let nobody = sides.iter().all(|(_, places)| places.is_empty());
        let ranked = self.league.places.len();
        html! {
            @match whole {
                Some(whole) if ranked > 0 => {
                    @if nobody { p { (t!("league.answer.nobody", locale = lang, n = ranked, percent = self.lang.percent(whole))) } }
                    @else {
                        ul.findings {
                            @for (side, places) in &sides { (self.named(*side, places)) }
                        }
                    }
                }
                _ => p { (t!("league.answer.unranked", locale = lang)) },
            }
            @if ranked > 0 && !self.league.others.is_empty() {
                p.hint { (t!("league.answer.others", locale = lang, n = self.league.others.len())) }
            }
        }
    }

    /// The units on one side: the farthest from the whole first.
    fn named(&self, side: Side, places: &[&Place]) -> Markup {
        let lang = self.lang.code();
        let mut ordered = places.to_vec();
        ordered.sort_by_key(|place| place.below.now.share.percent());
        if side == Side::Above {
            ordered.reverse();
        }
        let percent = self.league.whole.share.percent();
        let percent = percent.map(|percent| self.lang.percent(percent));
        let more = ordered.len().saturating_sub(NAMED);
        html! {
            @if !ordered.is_empty() {
                li {
                    (side_badge(self.lang, side)) " "
                    (t!(format!("league.answer.{side}"), locale = lang, n = ordered.len(), percent = percent.unwrap_or_default()))
                    " "
                    @for (at, place) in ordered.iter().take(NAMED).enumerate() {
                        @if at > 0 { ", " }
                        a href=(self.unit_address(&place.below.unit)) { (place.below.unit.name) }
                    }
                    @if more > 0 { " " (t!("league.answer.more", locale = lang, n = more)) }
                    "."
                }
            }
        }
    }

    /// The leader's page of a unit, for the same days and classes.
    fn unit_address(&self, unit: &Unit) -> String {
        self.address("/indices", &unit.code)
    }

    fn address(&self, path: &str, unit: &str) -> String {
        address(path, unit, self.spans, self.filter)
    }
}

/// "cao hơn", "thấp hơn" or "chưa rõ".
fn side_badge(lang: Lang, side: Side) -> Markup {
    let class = match side {
        Side::Above => "badge met",
        Side::Below => "badge missed",
        Side::Open => "none",
    };
    html! { span class=(class) { (t!(format!("league.side.{side}"), locale = lang.code())) } }
}
