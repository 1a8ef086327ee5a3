//! The nine indicators of a unit: points, and from what; of what is missing, where it is entered.

use maud::{Markup, html};
use rust_i18n::t;

use super::{Shown, indicator_name, of_possible, points_or_none};
use crate::clock::local_day;
use crate::dossiers::timing::Timing;
use crate::evaluation::points::Indicator;
use crate::percent::Hundredths;
use crate::web::language::Lang;

impl Shown {
    pub(super) fn indicators(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("evaluation.{key}"), locale = lang.code());
        let sheet = &self.evaluation.sheet;
        html! {
            div.table-wrap role="region" tabindex="0" aria-label=(text("indicators")) {
                table.data.evaluation {
                    caption.visually-hidden { (text("indicators")) }
                    thead { tr {
                        th.number scope="col" { (text("column.number")) }
                        th scope="col" { (text("column.indicator")) }
                        th.number scope="col" { (text("column.points")) }
                        th scope="col" { (text("column.basis")) }
                    } }
                    tbody {
                        @for indicator in Indicator::ALL.iter().copied() {
                            @let score = sheet.of(indicator);
                            tr.unknown[score.is_none()] {
                                td.number { (indicator.number()) }
                                th scope="row" { (indicator_name(indicator, lang)) }
                                td.number.now { (points_or_none(score, lang)) }
                                td { (self.basis(indicator, lang)) }
                            }
                        }
                        tr.overall {
                            td {}
                            th scope="row" { (text("total")) }
                            td.number.now { (of_possible(sheet, lang)) }
                            td { (self.class(lang)) }
                        }
                    }
                }
            }
        }
    }

    /// The class, or why there is none.
    fn class(&self, lang: Lang) -> String {
        let (code, sheet) = (lang.code(), &self.evaluation.sheet);
        match sheet.class() {
            Some(class) => t!(format!("evaluation.class.{class}"), locale = code),
            None => t!("evaluation.no_class", locale = code, known = sheet.known()),
        }
        .into_owned()
    }

    fn basis(&self, indicator: Indicator, lang: Lang) -> Markup {
        match indicator {
            Indicator::Time => self.time(lang),
            Indicator::AgencyTime => {
                html! { (t!("evaluation.basis.agency_time", locale = lang.code())) }
            }
            Indicator::Contacts | Indicator::Agencies => self.told(indicator, lang),
            Indicator::Desk => self.desk(lang),
            Indicator::Publication => self.publication(lang),
            Indicator::Attitude => self.attitude(lang),
            Indicator::Petitions => self.petitions(lang),
            Indicator::Online => self.online(lang),
        }
    }

    fn time(&self, lang: Lang) -> Markup {
        let (code, files) = (lang.code(), &self.evaluation.files);
        let count = |timing| lang.number(files.of(timing));
        html! {
            @if files.all == 0 { (t!("evaluation.basis.no_files", locale = code)) } @else {
                (t!("evaluation.basis.time", locale = code, all = lang.number(files.all),
                    early = count(Timing::Early), on_day = count(Timing::OnDay), late = count(Timing::Late)))
                @if files.of(Timing::Unknown) > 0 {
                    " " (t!("evaluation.basis.time_unknown", locale = code, unknown = count(Timing::Unknown)))
                }
            }
        }
    }

    /// Of how many files it is known, and what to do where these are too few.
    fn told(&self, indicator: Indicator, lang: Lang) -> Markup {
        let (code, files) = (lang.code(), &self.evaluation.files);
        let known = files.known(indicator);
        html! {
            @if files.all == 0 { (t!("evaluation.basis.no_files", locale = code)) } @else {
                (t!("evaluation.basis.known", locale = code, known = lang.number(known), all = lang.number(files.all)))
                @if self.evaluation.sheet.of(indicator).is_none() {
                    " " (t!(format!("evaluation.missing.{indicator}"), locale = code))
                    @if self.led.is_some() {
                        " " a href="/dossiers/import" { (t!("evaluation.missing.import", locale = code)) }
                    }
                }
            }
        }
    }

    fn desk(&self, lang: Lang) -> Markup {
        let (code, provision) = (lang.code(), self.evaluation.provision);
        let said = self
            .evaluation
            .statement
            .as_ref()
            .and_then(|it| it.said.through_desk);
        html! {
            @if provision.all > 0 {
                (t!("evaluation.basis.desk", locale = code, all = lang.number(provision.all), at_desk = lang.number(provision.at_desk)))
            }
            @if self.evaluation.sheet.of(Indicator::Desk).is_none() {
                " " (t!("evaluation.missing.desk", locale = code)) (self.say_it(lang))
            } @else if provision.at_desk < provision.all || provision.all == 0 {
                @let key = if said == Some(true) { "through_desk" } else { "not_through_desk" };
                " " (t!(format!("evaluation.basis.{key}"), locale = code)) (self.who_said(lang))
            }
        }
    }

    fn publication(&self, lang: Lang) -> Markup {
        let code = lang.code();
        html! {
            @match &self.evaluation.statement {
                None => { (t!("evaluation.missing.publication", locale = code)) (self.say_it(lang)) }
                Some(statement) => {
                    @let key = match (statement.said.board, statement.said.online) {
                        (true, true) => "both",
                        (true, false) => "board",
                        (false, true) => "online",
                        (false, false) => "neither",
                    };
                    (t!(format!("evaluation.publication.{key}"), locale = code)) (self.who_said(lang))
                }
            }
        }
    }

    /// Where a leader says it.
    fn say_it(&self, lang: Lang) -> Markup {
        html! {
            @if self.led.is_some() { " " a href="#said" { (t!("evaluation.missing.say_it", locale = lang.code())) } }
        }
    }

    /// A word of the unit about itself, by whom and when.
    fn who_said(&self, lang: Lang) -> Markup {
        let code = lang.code();
        html! {
            @if let Some(statement) = &self.evaluation.statement {
                " " span.badge.none { (t!("evaluation.said.badge", locale = code)) } " "
                span.hint { (self.said_by(statement, lang)) }
            }
        }
    }

    /// By whom, when, and from which day on.
    pub(super) fn said_by(&self, statement: &crate::evaluation::Statement, lang: Lang) -> String {
        let code = lang.code();
        let (day, from) = (
            lang.date(local_day(statement.at)),
            lang.date(statement.said.valid_from),
        );
        match &statement.by {
            Some(name) => t!(
                "evaluation.said.by",
                locale = code,
                name = name,
                day = day,
                from = from
            ),
            None => t!("evaluation.said.by_rules", locale = code, from = from),
        }
        .into_owned()
    }

    fn attitude(&self, lang: Lang) -> Markup {
        let (code, files) = (lang.code(), &self.evaluation.files);
        html! {
            @match (files.all, files.complained_of) {
                (0, _) => (t!("evaluation.basis.no_files", locale = code)),
                (_, 0) => (t!("evaluation.basis.no_conduct", locale = code)),
                (_, some) => (t!("evaluation.basis.conduct", locale = code, some = lang.number(some))),
            }
        }
    }

    fn petitions(&self, lang: Lang) -> Markup {
        let (code, petitions) = (lang.code(), self.evaluation.petitions);
        html! {
            @if petitions.all() == 0 { (t!("evaluation.basis.no_petitions", locale = code)) } @else {
                (t!("evaluation.basis.petitions", locale = code, all = lang.number(petitions.all()),
                    in_time = lang.number(petitions.in_time), late = lang.number(petitions.late),
                    prolonged = lang.number(petitions.prolonged)))
            }
        }
    }

    fn online(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let (provision, handed) = (self.evaluation.provision, self.evaluation.handed);
        let percent = Hundredths::of_ratio(handed.online.into(), handed.all.into());
        html! {
            @match (provision.all, percent) {
                (0, _) => {
                    (t!("evaluation.missing.online", locale = code))
                    @if self.led.is_some() {
                        " " a href="/dossiers/procedures" { (t!("evaluation.missing.catalogue", locale = code)) }
                    }
                }
                (_, None) => (t!("evaluation.basis.no_files", locale = code)),
                (all, Some(percent)) => (t!("evaluation.basis.online", locale = code,
                    offered = lang.number(provision.online), all = lang.number(all),
                    online = lang.number(handed.online), files = lang.number(handed.all),
                    percent = lang.percent(percent), late = lang.number(handed.online_late))),
            }
        }
    }
}
