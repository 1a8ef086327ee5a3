//! The list of links, each with its drawings and printed sheets a click away.

use maud::{Markup, html};
use rust_i18n::t;

use super::super::link::PrintableLink;
use crate::clock::local_day;
use crate::units::{Unit, unit_choices};
use crate::web::components::{Field, FieldErrors, empty_state, pager};
use crate::web::language::Lang;
use crate::web::public_url::Reach;

/// Links on one page.
pub const PER_PAGE: i64 = 50;

/// One page of the list.
pub struct ListPage {
    units: Vec<Unit>,
    unit: Option<i64>,
    number: i64,
    links: Vec<PrintableLink>,
    more: bool,
    /// Whether the viewer may add and withdraw links.
    pub may_change: bool,
}

impl ListPage {
    /// The page of this number, counted from 1, of the links of `unit` or of all `units`. One link more than a page
    /// holds says that there is a next page.
    pub fn new(
        units: Vec<Unit>,
        unit: Option<i64>,
        number: i64,
        mut links: Vec<PrintableLink>,
    ) -> Self {
        let per_page = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
        let more = links.len() > per_page;
        links.truncate(per_page);
        Self {
            units,
            unit,
            number,
            links,
            more,
            may_change: false,
        }
    }

    /// The page's own part.
    pub fn render(&self, reach: &Reach, lang: Lang) -> Markup {
        let code = lang.code();
        let unit = self
            .unit
            .map(|id| format!("&unit={id}"))
            .unwrap_or_default();
        html! {
            h1 { (t!("links.title", locale = code)) }
            p.lead { (t!("links.lead", locale = code)) }
            @if let Some(warning) = reach.warning(lang) { p.notice.warning { (warning) } }
            div.toolbar {
                @if self.units.len() > 1 { (self.filter(lang)) }
                @if self.may_change {
                    a.button href="/admin/links/new" { (t!("links.add", locale = code)) }
                }
            }
            @if self.links.is_empty() && self.may_change {
                (empty_state(&t!("links.none_yet", locale = code)))
            } @else if self.links.is_empty() {
                (empty_state(&t!("links.none", locale = code)))
            } @else {
                (self.table(reach, lang))
            }
            (pager(lang, self.number, self.more, |number| format!("/admin/links?page={number}{unit}")))
        }
    }

    fn filter(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let field = Field {
            name: "unit",
            label: &t!("units.place.unit", locale = code),
            hint: "",
            value: &self.unit.map(|id| id.to_string()).unwrap_or_default(),
            errors: &FieldErrors::default(),
        };
        let all = t!("links.all_units", locale = code).into_owned();
        let mut choices = vec![(String::new(), all)];
        choices.extend(unit_choices(&self.units));
        html! {
            form.ask-first method="get" action="/admin/links" {
                (field.select(&choices))
                button.secondary type="submit" { (t!("links.show", locale = code)) }
            }
        }
    }

    fn table(&self, reach: &Reach, lang: Lang) -> Markup {
        let heads = ["drawing", "place", "address", "added_on", "sheets"];
        html! {
            div.table-wrap {
                table.data.links {
                    thead {
                        tr {
                            @for head in heads {
                                th scope="col" { (t!(format!("links.heads.{head}"), locale = lang.code())) }
                            }
                        }
                    }
                    tbody {
                        @for link in &self.links { (self.row(link, reach, lang)) }
                    }
                }
            }
        }
    }

    fn row(&self, link: &PrintableLink, reach: &Reach, lang: Lang) -> Markup {
        let code = lang.code();
        html! {
            tr id={ "link-" (link.link.id) } .withdrawn[link.revoked_at.is_some()] {
                td {
                    @if link.revoked_at.is_none() {
                        img.qr-small src={ "/admin/links/" (link.link.id) "/qr.svg" } width="88" height="88" alt=""
                            loading="lazy";
                    }
                }
                td {
                    strong { (link.place()) }
                    @if link.counter.is_some() { br; (link.unit) }
                    @if link.is_open() {
                        br; span.badge { (t!("links.kinds.open", locale = code)) }
                    }
                }
                td {
                    span.link-code { (link.link.code) }
                    (address(link, reach))
                }
                td { (lang.date(local_day(link.created_at))) }
                td { (self.actions(link, lang)) }
            }
        }
    }

    fn actions(&self, link: &PrintableLink, lang: Lang) -> Markup {
        let code = lang.code();
        let at = format!("/admin/links/{}", link.link.id);
        html! {
            @if let Some(day) = link.revoked_at {
                span.badge.none { (t!("links.withdrawn_on", locale = code, day = lang.date(local_day(day)))) }
            } @else {
                div.actions {
                    a.button.secondary href={ (at) "/poster" } { (t!("links.poster", locale = code)) }
                    a.button.secondary href={ (at) "/card" } { (t!("links.card", locale = code)) }
                }
                div.actions {
                    a href={ (at) "/qr.svg" } download { "SVG" }
                    a href={ (at) "/qr.png" } download { "PNG" }
                    @if self.may_change {
                        a href={ (at) "/withdraw" } { (t!("links.withdraw", locale = code)) }
                    }
                }
            }
        }
    }
}

/// The printed address; while it leads somewhere, a click away.
fn address(link: &PrintableLink, reach: &Reach) -> Markup {
    let (start, path) = (reach.base.capital_address(""), link.path());
    html! {
        @if link.revoked_at.is_none() {
            a.link-address href={ "/q/" (link.link.code) } { (start) wbr; (path) }
        } @else {
            span.link-address { (start) wbr; (path) }
        }
    }
}
