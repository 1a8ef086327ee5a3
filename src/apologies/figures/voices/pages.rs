//! The markup of what citizens say: the answer in a sentence, the groups, the dimensions.

use maud::{Markup, html};
use rust_i18n::t;

use super::Voices;
use crate::percent::Hundredths;
use crate::survey::questionnaire::{Dimension, catalogue};
use crate::survey::slips::Timeliness;
use crate::web::language::Lang;

impl Voices {
    /// The section of a year, beside the one that it is held against; nothing where nobody has rated by a slip.
    pub(in crate::apologies::figures) fn section(
        &self,
        year: i32,
        before: Option<(i32, &Self)>,
        lang: Lang,
    ) -> Markup {
        html! {
            @if !self.is_empty() || before.is_some_and(|(_, before)| !before.is_empty()) {
                section {
                    h2 { (text("title", lang)) }
                    p.answer { (self.sentence(lang)) }
                    (self.groups_table(year, before, lang))
                    (self.dimensions_table(lang))
                    p.hint { (text("hint", lang)) }
                    @if self.untold.citizens > 0 {
                        p.hint { (t!(
                            "apology_figures.voices.untold",
                            locale = lang.code(),
                            citizens = lang.number(people(self.untold.citizens))
                        )) }
                    }
                }
            }
        }
    }

    /// What those said who were told sorry, against those who were not.
    fn sentence(&self, lang: Lang) -> String {
        let late = [Timeliness::LateApologised, Timeliness::LateUnapologised];
        let [Some(sorry), Some(silent)] = late.map(|group| self.satisfied(group)) else {
            return text("too_few", lang);
        };
        let more = i64::from(sorry.value()) - i64::from(silent.value());
        let key = match more {
            0 => "same",
            1.. => "helps",
            _ => "does_not_help",
        };
        t!(
            format!("apology_figures.voices.{key}"),
            locale = lang.code(),
            sorry = lang.percent(sorry),
            silent = lang.percent(silent),
            points = lang.hundredths(more.abs())
        )
        .into_owned()
    }

    fn groups_table(&self, year: i32, before: Option<(i32, &Self)>, lang: Lang) -> Markup {
        html! {
            div.table-wrap role="region" tabindex="0" aria-label=(text("title", lang)) {
                table.data.rates {
                    thead { tr {
                        th scope="col" { (text("group_column", lang)) }
                        th.number scope="col" { (text("citizens", lang)) }
                        th.number scope="col" { (text("satisfied", lang)) " " (year) }
                        @if let Some((year, _)) = before {
                            th.number scope="col" { (text("satisfied", lang)) " " (year) }
                        }
                    } }
                    tbody {
                        @for group in Timeliness::ALL.iter().copied() {
                            tr {
                                th scope="row" { (group_name(group, lang)) }
                                td.number { (self.citizens(group, lang)) }
                                td.number { (share(self.satisfied(group), lang)) }
                                @if let Some((_, before)) = before {
                                    td.number { (share(before.satisfied(group), lang)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Who answered; where they are few only that they are.
    fn citizens(&self, group: Timeliness, lang: Lang) -> String {
        match self.groups.get(&group) {
            None => "0".to_owned(),
            Some(shares) if shares.percent().is_none() => text("few", lang),
            Some(shares) => lang.number(people(shares.citizens)),
        }
    }

    fn dimensions_table(&self, lang: Lang) -> Markup {
        let groups = Timeliness::ALL.iter().copied();
        let told: Vec<_> = groups
            .filter(|group| self.satisfied(*group).is_some())
            .collect();
        html! {
            @if told.len() > 1 {
                div.table-wrap role="region" tabindex="0" aria-label=(text("dimensions", lang)) {
                    table.data.rates {
                        caption { (text("dimensions", lang)) }
                        thead { tr {
                            th scope="col" { (text("dimension_column", lang)) }
                            @for group in &told { th.number scope="col" { (group_name(*group, lang)) } }
                        } }
                        tbody {
                            @for dimension in Dimension::ALL.iter().copied() {
                                tr {
                                    th scope="row" { (catalogue().dimension_name(dimension, lang.code())) }
                                    @for group in &told {
                                        td.number { (share(self.satisfied_with(dimension, *group), lang)) }
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

fn text(key: &str, lang: Lang) -> String {
    t!(
        format!("apology_figures.voices.{key}"),
        locale = lang.code()
    )
    .into_owned()
}

fn group_name(group: Timeliness, lang: Lang) -> String {
    text(&format!("group.{group}"), lang)
}

fn share(percent: Option<Hundredths>, lang: Lang) -> String {
    percent.map_or_else(|| "—".to_owned(), |percent| lang.percent(percent))
}

fn people(citizens: i64) -> u64 {
    u64::try_from(citizens).unwrap_or_default()
}
