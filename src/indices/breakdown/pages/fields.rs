//! Fields, weakest first, and the whole re-weighted by them.

use maud::{Markup, html};
use rust_i18n::t;

use super::parts::{self, bar, difference, interval, percent, persons, text};
use crate::indices::breakdown::Breakdown;
use crate::indices::breakdown::fields::FieldLine;
use crate::indices::comparison::Points;
use crate::indices::pages::parts as figures;
use crate::web::language::Lang;

impl Breakdown {
    /// The fields of both spans.
    pub(super) fn fields_section(&self, lang: Lang) -> Markup {
        html! {
            @if !self.fields.lines.is_empty() {
                section.fields {
                    h2 { (text(lang, "fields.title")) }
                    div.table-wrap role="region" tabindex="0" aria-label=(text(lang, "fields.title")) {
                        table.data {
                            thead { tr {
                                th scope="col" { (text(lang, "fields.field")) }
                                (self.year_columns(lang))
                                th.number scope="col" { (text(lang, "interval")) }
                                th.number scope="col" { (text(lang, "persons")) }
                            } }
                            tbody { @for line in &self.fields.lines { (self.field_row(lang, line)) } }
                        }
                    }
                    (self.weighed(lang))
                }
            }
        }
    }

    fn year_columns(&self, lang: Lang) -> Markup {
        html! {
            @if let Some(year) = self.year() { th scope="col" colspan="2" { (year) } }
            @if let Some(year) = self.other_year() {
                th.number scope="col" { (year) }
                th scope="col" { (text(lang, "difference")) }
            }
        }
    }

    fn field_row(&self, lang: Lang, line: &FieldLine) -> Markup {
        html! {
            tr {
                th scope="row" { (parts::field(lang, &line.code)) }
                td.number { (percent(lang, &line.now)) }
                td { @if let Some(figure) = line.now.told() { (bar(figure)) } }
                @if self.compare.is_some() {
                    td.number { (percent(lang, &line.before)) }
                    td.change { (difference(lang, &line.now, &line.before)) }
                }
                td.number { (interval(lang, &line.now).unwrap_or_default()) }
                td.number { (persons(lang, &line.now)) }
            }
        }
    }

    /// The whole as it is, and as it would be if each field had been rated as often as its dossiers were returned.
    fn weighed(&self, lang: Lang) -> Markup {
        let Some(weighed) = &self.fields.weighed else {
            return html! { p.hint { (text(lang, "fields.not_weighed")) } };
        };
        let raw = |figure: crate::indices::table::Figure| figure.share.percent();
        let compared = self.compared();
        let lines = [
            (
                "raw",
                raw(self.now),
                raw(self.before),
                Some(compared.verdict),
            ),
            (
                "weighed",
                Some(weighed.now),
                weighed.before,
                weighed.verdict,
            ),
        ];
        html! {
            h3 { (text(lang, "weighed.title")) }
            div.table-wrap role="region" tabindex="0" aria-label=(text(lang, "weighed.title")) {
                table.data.weighed {
                    thead { tr {
                        th scope="col" { (text(lang, "weighed.way")) }
                        @if let Some(year) = self.year() { th.number scope="col" { (year) } }
                        @if let Some(year) = self.other_year() {
                            th.number scope="col" { (year) }
                            th scope="col" { (text(lang, "difference")) }
                        }
                    } }
                    tbody {
                        @for (key, now, before, verdict) in lines {
                            tr {
                                th scope="row" { (text(lang, &format!("weighed.{key}"))) }
                                td.number { @if let Some(now) = now { (lang.percent(now)) } }
                                @if self.compare.is_some() {
                                    td.number { @if let Some(before) = before { (lang.percent(before)) } }
                                    td.change {
                                        @if let (Some(now), Some(before)) = (now, before) {
                                            span.points { (figures::points(lang, Points::between(now, before))) } " "
                                        }
                                        @if let Some(verdict) = verdict { (figures::verdict_badge(lang, verdict)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            p.hint { (t!("breakdown.weighed.hint", locale = lang.code(),
                dossiers = lang.number(weighed.dossiers), part = lang.percent(weighed.of_all))) }
        }
    }
}
