//! The markup of tablets in care: the list, those that need somebody first, and everything about one of them.

use chrono::NaiveDateTime;
use maud::{Markup, html};
use rust_i18n::t;

use super::alarms::Alarm;
use super::handlers::Seen;
use super::state::{Install, State};
use super::words::{ago, clock, sentences};
use crate::web::components::{breadcrumb, empty_state, pager};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Tablets on one page of the list.
const PER_PAGE: usize = 50;

/// The list.
pub(super) struct ListPage<'a> {
    pub(super) seen: &'a [Seen],
    pub(super) number: i64,
    pub(super) now: NaiveDateTime,
    pub(super) may_add: bool,
    pub(super) may_take: bool,
}

impl ListPage<'_> {
    /// The page of this number, counted from 1.
    pub(super) fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let title = t!("care.title", locale = code);
        let first = usize::try_from(self.number - 1)
            .unwrap_or(0)
            .saturating_mul(PER_PAGE);
        let shown = self.seen.iter().skip(first).take(PER_PAGE);
        let more = self.seen.len() > first.saturating_add(PER_PAGE);
        let markup = html! {
            h1 { (title) }
            p.lead { (self.summary(lang)) }
            @if self.may_add || self.may_take {
                div.toolbar {
                    @if self.may_add { a.button href="/kiosks/pair" { (t!("devices.pair.title", locale = code)) } }
                    @if self.may_take {
                        a.button.secondary href="/kiosks/hand-over" { (t!("care.hand_over.open", locale = code)) }
                    }
                }
            }
            @if self.seen.is_empty() {
                (empty_state(&t!("care.none", locale = code)))
            } @else {
                div.tablets { @for seen in shown { (self.card(seen, lang)) } }
            }
            (pager(lang, self.number, more, |number| format!("/kiosks?page={number}")))
        };
        Body::new(title, markup)
    }

    /// The answer first: how many need somebody now.
    fn summary(&self, lang: Lang) -> String {
        let code = lang.code();
        let all = self.seen.len();
        let urgent = self
            .seen
            .iter()
            .filter(|seen| seen.alarms.iter().any(|alarm| alarm.is_urgent()))
            .count();
        match (all, urgent) {
            (0, _) => t!("care.lead_none", locale = code),
            (_, 0) => t!("care.lead_well", locale = code, all = all),
            _ => t!("care.lead_urgent", locale = code, all = all, n = urgent),
        }
        .into_owned()
    }

    fn card(&self, seen: &Seen, lang: Lang) -> Markup {
        let placed = &seen.tablet.placed;
        html! {
            article.card.tablet.urgent[is_urgent(&seen.alarms)] {
                div.tablet-head {
                    h2 { a href={ "/kiosks/" (placed.device.id) } { (placed.place()) } }
                    (state_badge(seen, lang))
                }
                p.hint {
                    @if placed.counter.is_some() { (placed.unit) " · " }
                    (heard(seen.tablet.state.as_ref(), self.now, lang))
                }
                (alarm_list(&seen.alarms, self.now, lang))
                @if let Some(state) = &seen.tablet.state {
                    p { (waiting(state, self.now, lang)) }
                }
            }
        }
    }
}

/// Everything about one tablet.
pub(super) struct OnePage<'a> {
    pub(super) seen: &'a Seen,
    pub(super) gaps: &'a [(i64, i64)],
    pub(super) now: NaiveDateTime,
    pub(super) may_change: bool,
}

impl OnePage<'_> {
    pub(super) fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let placed = &self.seen.tablet.placed;
        let title = t!("care.one", locale = code, place = placed.place());
        let markup = html! {
            (breadcrumb(lang, &[("/kiosks", &t!("care.title", locale = code))]))
            h1 { (title) }
            p.lead {
                @if placed.counter.is_some() { (placed.unit) " · " }
                (heard(self.seen.tablet.state.as_ref(), self.now, lang))
            }
            @if placed.revoked_at.is_some() { p.notice { (t!("care.revoked", locale = code)) } }
            @else { (alarm_list(&self.seen.alarms, self.now, lang)) }
            (self.gaps(lang))
            @if let Some(state) = &self.seen.tablet.state { (self.facts(state, lang)) }
            (self.installs(lang))
            @if placed.revoked_at.is_none() {
                div.actions {
                    @if placed.device.counter_id.is_some() {
                        a.button href={ "/kiosks/" (placed.device.id) "/duty" } {
                            (t!("devices.duty.open", locale = code))
                        }
                    }
                    @if self.may_change {
                        a.button.secondary href={ "/kiosks/" (placed.device.id) "/settings" } {
                            (t!("devices.settings.open", locale = code))
                        }
                        a.button.secondary href={ "/kiosks/" (placed.device.id) "/revoke" } {
                            (t!("devices.revoke", locale = code))
                        }
                    }
                }
            }
        };
        Body::new(title, markup)
    }

    /// The numbers that are nowhere; where others still wait on the tablet, they are among these.
    fn gaps(&self, lang: Lang) -> Markup {
        let code = lang.code();
        if self.gaps.is_empty() {
            return html! {};
        }
        let range = |(from, to): &(i64, i64)| {
            if from == to {
                from.to_string()
            } else {
                format!("{from}–{to}")
            }
        };
        let numbers: Vec<_> = self.gaps.iter().map(range).collect();
        html! {
            section.card {
                h2 { (t!("care.gaps", locale = code)) }
                p { (numbers.join(", ")) }
                p.hint { (t!("care.gaps_hint", locale = code)) }
            }
        }
    }

    fn facts(&self, state: &State, lang: Lang) -> Markup {
        let code = lang.code();
        let yes_no = |value: Option<bool>| match value {
            Some(true) => t!("care.yes", locale = code),
            Some(false) => t!("care.no", locale = code),
            None => t!("care.unknown", locale = code),
        };
        let battery = match (state.battery, state.charging) {
            (Some(percent), Some(true)) => t!("care.charging", locale = code, n = percent),
            (Some(percent), _) => t!("care.percent", locale = code, n = percent),
            (None, _) => t!("care.unknown", locale = code),
        };
        let touched = state.last_input_at.map_or_else(
            || t!("care.unknown", locale = code).into_owned(),
            |at| ago(at, self.now, lang),
        );
        let measured = state.px_per_mm_hundredths.is_some();
        let facts = [
            ("waiting", waiting(state, self.now, lang)),
            ("touched", touched),
            ("battery", battery.into_owned()),
            ("awake", yes_no(state.awake).into_owned()),
            ("persisted", yes_no(state.persisted).into_owned()),
            ("secure", yes_no(Some(state.secure)).into_owned()),
            ("measured", yes_no(Some(measured)).into_owned()),
            ("clock", clock(state.skew_s, lang)),
            ("screen", state.screen.clone()),
            ("model", state.model.clone()),
            ("address", state.address.clone()),
            ("app", state.app.clone()),
        ];
        html! {
            dl.facts {
                @for (name, value) in facts {
                    div {
                        dt { (t!(format!("care.facts.{name}"), locale = code)) }
                        dd { (value) }
                    }
                }
            }
        }
    }

    fn installs(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let made_any = |install: &&Install| install.present || install.counts.captured > 0;
        let installs: Vec<_> = self.seen.tablet.installs.iter().filter(made_any).collect();
        if installs.is_empty() {
            return html! {};
        }
        let numbers = [
            "captured",
            "stored",
            "waiting",
            "refused",
            "discarded",
            "missing",
        ];
        html! {
            h2 { (t!("care.installs", locale = code)) }
            p.hint { (t!("care.installs_hint", locale = code)) }
            div.table-wrap {
                table.data {
                    thead {
                        tr {
                            th scope="col" { (t!("care.heads.storage", locale = code)) }
                            @for head in numbers {
                                th.number scope="col" { (t!(format!("care.heads.{head}"), locale = code)) }
                            }
                        }
                    }
                    tbody { @for install in &installs { (install_row(install)) } }
                }
            }
        }
    }
}

fn install_row(install: &Install) -> Markup {
    let counts = &install.counts;
    let numbers = [
        counts.captured,
        install.stored,
        counts.waiting,
        counts.refused,
        counts.discarded,
        install.missing(),
    ];
    let id = counts.install_id.to_string();
    html! {
        tr {
            td { code { (id.split('-').next().unwrap_or_default()) } }
            @for number in numbers { td.number { (number) } }
        }
    }
}

fn is_urgent(alarms: &[Alarm]) -> bool {
    alarms.iter().any(|alarm| alarm.is_urgent())
}

/// One word; shape and place say it as well as the colour.
fn state_badge(seen: &Seen, lang: Lang) -> Markup {
    let code = lang.code();
    let alarms = &seen.alarms;
    if is_urgent(alarms) {
        html! { span.badge.missed { "! " (t!("care.urgent", locale = code)) } }
    } else if seen.tablet.state.is_none() {
        html! { span.badge.none { "? " (t!("care.unheard", locale = code)) } }
    } else if alarms.is_empty() {
        html! { span.badge.met { "✓ " (t!("care.well", locale = code)) } }
    } else {
        html! { span.badge.unsure { (t!("care.look", locale = code)) } }
    }
}

fn alarm_list(alarms: &[Alarm], now: NaiveDateTime, lang: Lang) -> Markup {
    html! {
        @if !alarms.is_empty() {
            ul.alarms {
                @for alarm in alarms {
                    @let (is, to_do) = sentences(*alarm, now, lang);
                    li.urgent[alarm.is_urgent()] { strong { (is) } " " (to_do) }
                }
            }
        }
    }
}

fn heard(state: Option<&State>, now: NaiveDateTime, lang: Lang) -> String {
    let code = lang.code();
    match state {
        None => t!("care.never", locale = code).into_owned(),
        Some(state) => {
            let when = ago(state.seen_at, now, lang);
            t!("care.heard", locale = code, when = when).into_owned()
        }
    }
}

fn waiting(state: &State, now: NaiveDateTime, lang: Lang) -> String {
    let code = lang.code();
    match (state.counts.waiting, state.oldest_waiting_at) {
        (0, _) => t!("care.nothing_waits", locale = code),
        (n, None) => t!("care.waits", locale = code, n = n),
        (n, Some(since)) => {
            let when = ago(since, now, lang);
            t!("care.waits_since", locale = code, n = n, when = when)
        }
    }
    .into_owned()
}
