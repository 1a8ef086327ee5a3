//! The markup of tablets: their list, the form that adds one, the page that shows its token once, and the question
//! before one is revoked.

use maud::{Markup, html};
use rust_i18n::t;

use super::device::PlacedDevice;
use crate::clock::local_day;
use crate::units::{Unit, UnitPlaces, ask_unit};
use crate::web::components::{FieldErrors, breadcrumb, csrf_field, empty_state, pager};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Where the form is that adds a tablet.
const ADD: &str = "/admin/devices/new";

/// Tablets on one page of the list.
pub const PER_PAGE: i64 = 50;

/// One page of the list.
pub struct ListPage {
    number: i64,
    devices: Vec<PlacedDevice>,
    more: bool,
}

impl ListPage {
    /// The page of this number, counted from 1. One tablet more than a page holds says that there is a next page.
    pub fn new(number: i64, mut devices: Vec<PlacedDevice>) -> Self {
        let per_page = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
        let more = devices.len() > per_page;
        devices.truncate(per_page);
        Self {
            number,
            devices,
            more,
        }
    }

    /// The list.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let title = t!("devices.title", locale = code);
        let markup = html! {
            (breadcrumb(lang, &[("/admin", &t!("accounts.nav.admin", locale = code))]))
            h1 { (title) }
            p.lead { (t!("devices.lead", locale = code)) }
            div.toolbar {
                a.button href=(ADD) { (t!("devices.add", locale = code)) }
            }
            @if self.devices.is_empty() {
                (empty_state(&t!("devices.none", locale = code)))
            } @else {
                (self.table(lang))
            }
            (pager(lang, self.number, self.more, |number| format!("/admin/devices?page={number}")))
        };
        Body::new(title, markup)
    }

    fn table(&self, lang: Lang) -> Markup {
        let heads = ["place", "id", "added_on", "state"];
        html! {
            div.table-wrap {
                table.data {
                    thead {
                        tr {
                            @for head in heads {
                                th scope="col" { (t!(format!("devices.heads.{head}"), locale = lang.code())) }
                            }
                        }
                    }
                    tbody { @for device in &self.devices { (row(device, lang)) } }
                }
            }
        }
    }
}

fn row(placed: &PlacedDevice, lang: Lang) -> Markup {
    let code = lang.code();
    html! {
        tr.withdrawn[placed.revoked_at.is_some()] {
            td { (place(placed)) }
            td { code { (placed.short_id()) } }
            td { (lang.date(local_day(placed.created_at))) }
            td {
                @match placed.revoked_at {
                    Some(day) => {
                        span.badge.none {
                            (t!("devices.revoked_on", locale = code, day = lang.date(local_day(day))))
                        }
                    }
                    None => {
                        div.actions {
                            span.badge { (t!("devices.in_use", locale = code)) }
                            a href={ "/admin/devices/" (placed.device.id) "/revoke" } {
                                (t!("devices.revoke", locale = code))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn place(placed: &PlacedDevice) -> Markup {
    html! {
        strong { (placed.place()) }
        @if placed.counter.is_some() { br; (placed.unit) }
    }
}

/// Way back to the list.
fn way_back(lang: Lang) -> Markup {
    let code = lang.code();
    let (admin, list) = (
        t!("accounts.nav.admin", locale = code),
        t!("devices.title", locale = code),
    );
    breadcrumb(lang, &[("/admin", &admin), ("/admin/devices", &list)])
}

/// Asks for the unit; `own` is chosen already.
pub fn choose_unit(units: &[Unit], own: i64, lang: Lang) -> Body {
    let code = lang.code();
    let title = t!("devices.add", locale = code);
    let markup = html! {
        (way_back(lang))
        h1 { (title) }
        (ask_unit(ADD, units, own, lang))
    };
    Body::new(title, markup)
}

/// The form of one unit.
pub struct AddPage<'a> {
    /// The unit and its counters.
    pub places: &'a UnitPlaces,
    /// The counter that is chosen.
    pub counter: &'a str,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
    /// Signed ticket for the hidden field.
    pub ticket: &'a str,
    /// The token that the tablet will have.
    pub token: &'a str,
    /// Token of the session.
    pub csrf: &'a str,
}

impl AddPage<'_> {
    /// The form.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let heading = t!("devices.add", locale = code);
        let hint = t!("devices.counter_hint", locale = code);
        let markup = html! {
            (way_back(lang))
            h1 { (heading) }
            p.lead { (self.places.unit.name) }
            (self.errors.summary(lang))
            form.card.narrow method="post" action=(ADD) novalidate autocomplete="off" {
                (csrf_field(self.csrf))
                input type="hidden" name="ticket" value=(self.ticket);
                input type="hidden" name="token" value=(self.token);
                input type="hidden" name="unit" value=(self.places.unit.id);
                (self.places.counter_field(self.counter, &hint, self.errors, lang))
                div.actions {
                    button #send type="submit" { (t!("devices.add", locale = code)) }
                    a.button.secondary href="/admin/devices" { (t!("web.do_not_add", locale = code)) }
                }
            }
        };
        Body::new(self.errors.title(&heading, lang), markup)
    }
}

/// The token of a new tablet, shown once.
pub struct TokenPage<'a> {
    /// The tablet.
    pub device: &'a PlacedDevice,
    /// Address that carries the token.
    pub address: &'a str,
    /// The same as a QR.
    pub qr: Markup,
    /// What must be known about the address.
    pub warning: Option<String>,
}

impl TokenPage<'_> {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let title = t!("devices.added", locale = code, place = self.device.place());
        let markup = html! {
            (way_back(lang))
            h1 { (title) }
            p.notice.warning { (t!("devices.only_now", locale = code)) }
            @if let Some(warning) = &self.warning { p.notice.warning { (warning) } }
            div.device-token {
                div.device-qr { (self.qr) }
                div {
                    ol {
                        @for step in ["chrome", "scan", "home", "done"] {
                            li { (t!(format!("devices.steps.{step}"), locale = code)) }
                        }
                    }
                    p.hint { (t!("devices.address", locale = code)) }
                    p { code.device-address { (self.address) } }
                }
            }
            div.actions { a.button href="/admin/devices" { (t!("devices.finish", locale = code)) } }
        };
        Body::new(title, markup)
    }
}

/// Says what revoking means, and asks.
pub fn ask_revoke(placed: &PlacedDevice, csrf: &str, lang: Lang) -> Body {
    let code = lang.code();
    let title = t!(
        "devices.revoke_title",
        locale = code,
        place = placed.place()
    );
    let markup = html! {
        (way_back(lang))
        h1 { (title) }
        p.lead { (place(placed)) " · " code { (placed.short_id()) } }
        p { (t!("devices.revoke_means", locale = code)) }
        form method="post" action={ "/admin/devices/" (placed.device.id) "/revoke" } {
            (csrf_field(csrf))
            div.actions {
                button.danger type="submit" { (t!("devices.revoke_now", locale = code)) }
                a.button.secondary href="/admin/devices" { (t!("web.keep", locale = code)) }
            }
        }
    };
    Body::new(title, markup)
}
