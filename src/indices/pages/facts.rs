//! What stands beside the answer: how sure it is, how many people it is of, how many of those served they are, what was
//! promised, what was published elsewhere; and the notes that a reader must not miss.

use maud::{Markup, html};
use rust_i18n::t;

use super::answer::other_days;
use super::leader::LeaderPage;
use super::parts::{interval, standing_badge};
use crate::clock::local_day;
use crate::indices::closing::Closing;
use crate::indices::comparison::mixed_differently;
use crate::indices::measure::Measure;
use crate::indices::response::Response;
use crate::web::language::Lang;

/// The facts beside the answer.
pub fn facts(lang: Lang, page: &LeaderPage) -> Markup {
    let text = |key: &str| t!(format!("indices.facts.{key}"), locale = lang.code());
    let (now, _) = page.reading.figures(Measure::Overall);
    let target = page.lines.targets.get(&Measure::Overall);
    let imported = page.lines.imported_before.get(&Measure::Overall);
    html! {
        dl.facts.key-facts {
            @if let Some(interval) = interval(lang, now) {
                (fact(&text("interval"), html! { (interval) " %" }, html! {}))
            }
            (fact(&text("persons"), html! { @if now.is_withheld() { (t!("indices.under_ten", locale = lang.code())) } @else { (lang.number(now.persons)) } },
                html! { (ballots(lang, page)) }))
            @if let Some(response) = page.response { (rate(lang, response)) }
            @if let Some(target) = target {
                (fact(&t!("indices.facts.target", locale = lang.code(), year = page.reading.year), html! { (lang.percent(*target)) },
                    html! { (standing_badge(lang, now, *target)) }))
            }
            @if let (Some(imported), Some(year)) = (imported, page.reading.compare()) {
                (fact(&t!("indices.facts.imported", locale = lang.code(), year = year), html! { (lang.percent(*imported)) },
                    html! { span.badge.none { (t!("indices.imported.badge", locale = lang.code())) } }))
            }
        }
    }
}

fn fact(name: &str, figure: Markup, note: Markup) -> Markup {
    html! {
        div {
            dt { (name) }
            dd { (figure) " " span.hint { (note) } }
        }
    }
}

/// "1.204 phiếu; cùng kỳ năm 2025: 1.180 phiếu".
fn ballots(lang: Lang, page: &LeaderPage) -> String {
    let code = lang.code();
    let now = lang.number(page.reading.now.ballots());
    let mut shown = t!("indices.facts.ballots", locale = code, ballots = now).into_owned();
    if let (Some((_, before)), Some(other)) =
        (&page.reading.before, other_days(lang, &page.evidence.spans))
    {
        let before = lang.number(before.ballots());
        shown += &t!(
            "indices.facts.ballots_before",
            locale = code,
            ballots = before,
            other = other
        );
    }
    shown
}

fn rate(lang: Lang, response: Response) -> Markup {
    let code = lang.code();
    let (ballots, returned) = (
        lang.number(response.ballots),
        lang.number(response.returned),
    );
    let name = t!("indices.facts.response", locale = code);
    match response.percent() {
        Some(percent) => {
            let key = if percent > 100 {
                "indices.facts.over_all"
            } else {
                "indices.facts.of"
            };
            let note = t!(key, locale = code, ballots = ballots, returned = returned);
            let figure = match percent > 100 {
                true => t!("indices.facts.over_hundred", locale = code).into_owned(),
                false => format!("{}\u{a0}%", lang.number(percent)),
            };
            fact(&name, html! { (figure) }, html! { (note) })
        }
        None => fact(
            &name,
            html! { "–" },
            html! { (t!("indices.facts.none_returned", locale = code, ballots = ballots)) },
        ),
    }
}

/// What limits the answer: other classes than usual, or others than the other year's; other questionnaires; late ballots.
pub fn notes(lang: Lang, page: &LeaderPage) -> Markup {
    let text = |key: &str| t!(format!("indices.{key}"), locale = lang.code());
    let (reading, evidence) = (&page.reading, &page.evidence);
    let fell_back = evidence.now.ground.fallen_back
        || evidence
            .before
            .as_ref()
            .is_some_and(|side| side.ground.fallen_back);
    let mixed = reading
        .before
        .as_ref()
        .is_some_and(|(_, before)| mixed_differently(&reading.now.turnout, &before.turnout));
    let found = reading.now.ballots() > 0;
    html! {
        @if !reading.alike { p.notice.warning { (text("notes.other_classes")) } }
        @if fell_back { p.notice.info { (text("notes.fallen_back")) } }
        @if mixed { p.notice.warning { (text("mixed_differently")) } }
        @if page.is_provisional() && found { p.hint { (text("provisional.note")) } }
        @if let Some((closing, late)) = &page.closed { (closed(lang, closing, *late)) }
    }
}

/// That a report of these days was closed, and what this page counts beyond it.
fn closed(lang: Lang, closing: &Closing, late: u64) -> Markup {
    let told = t!(
        "indices.closed.told",
        locale = lang.code(),
        day = lang.date(local_day(closing.closed_at)),
        ballots = lang.number(closing.ballots.values().sum())
    );
    html! {
        p.hint {
            (told) " "
            @if late > 0 { (t!("indices.closed.late", locale = lang.code(), ballots = lang.number(late))) }
        }
    }
}
