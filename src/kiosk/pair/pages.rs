//! The markup of pairing: the code, the unit, and the tablet with the counter before somebody confirms.

use maud::{Markup, html};
use rust_i18n::t;

use super::PAIR;
use super::code::PairingCode;
use super::store::Pairing;
use crate::clock::local_time;
use crate::kiosk::device::PlacedDevice;
use crate::units::{Unit, UnitPlaces, unit_choices};
use crate::web::components::{Field, FieldErrors, breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

fn way_back(lang: Lang) -> Markup {
    breadcrumb(
        lang,
        &[("/kiosks", &t!("care.title", locale = lang.code()))],
    )
}

/// Asks for the code that the tablet shows.
pub(super) fn ask_code(typed: &str, errors: &FieldErrors, csrf: &str, lang: Lang) -> Body {
    let code = lang.code();
    let heading = t!("devices.pair.title", locale = code);
    let field = Field {
        name: "code",
        label: &t!("devices.pair.code", locale = code),
        hint: &t!("devices.pair.code_hint", locale = code),
        value: typed,
        errors,
    };
    let markup = html! {
        (way_back(lang))
        h1 { (heading) }
        (errors.summary(lang))
        ol.steps-text {
            @for step in ["chrome", "home", "code"] { li { (t!(format!("devices.steps.{step}"), locale = code)) } }
        }
        form.card.narrow method="post" action=(PAIR) novalidate autocomplete="off" {
            (csrf_field(csrf))
            (field.input("text", "off"))
            div.actions {
                button type="submit" { (t!("devices.pair.go_on", locale = code)) }
                a.button.secondary href="/kiosks" { (t!("devices.pair.leave", locale = code)) }
            }
        }
    };
    Body::new(errors.title(&heading, lang), markup)
}

/// What is known of the machine that asks, to be compared with the one on the desk.
fn machine(pairing: &Pairing, lang: Lang) -> Markup {
    let code = lang.code();
    let shown = PairingCode::read(&pairing.code).map(|code| code.shown());
    let unknown = t!("care.unknown", locale = code).into_owned();
    let told = |text: &str| {
        if text.is_empty() {
            unknown.clone()
        } else {
            text.to_owned()
        }
    };
    let facts = [
        ("code", shown.unwrap_or_default()),
        ("model", told(&pairing.model)),
        ("address", told(&pairing.address)),
        ("asked_at", lang.moment(local_time(pairing.created_at))),
    ];
    html! {
        dl.facts {
            @for (name, value) in facts {
                div { dt { (t!(format!("devices.pair.{name}"), locale = code)) } dd { (value) } }
            }
        }
        p.notice.warning { (t!("devices.pair.beware", locale = code)) }
    }
}

/// Asks for the unit; `own` is chosen already.
pub(super) fn choose_unit(
    pairing: &Pairing,
    units: &[Unit],
    own: i64,
    csrf: &str,
    lang: Lang,
) -> Body {
    let code = lang.code();
    let title = t!("devices.pair.title", locale = code);
    let errors = FieldErrors::default();
    let field = Field {
        name: "unit",
        label: &t!("units.place.unit", locale = code),
        hint: "",
        value: &own.to_string(),
        errors: &errors,
    };
    let markup = html! {
        (way_back(lang))
        h1 { (title) }
        (machine(pairing, lang))
        form.card.narrow method="post" action=(PAIR) {
            (csrf_field(csrf))
            input type="hidden" name="code" value=(pairing.code);
            (field.select(&unit_choices(units)))
            div.actions { button type="submit" { (t!("units.place.go_on", locale = code)) } }
        }
    };
    Body::new(title, markup)
}

/// What whoever confirms should know of a tablet that was paired before.
fn before(known: &PlacedDevice, lang: Lang) -> String {
    let code = lang.code();
    let place = match &known.counter {
        Some(counter) => format!("{counter} ({})", known.unit),
        None => known.unit.clone(),
    };
    match known.revoked_at {
        None => t!("devices.pair.known", locale = code, place = place),
        Some(at) => {
            let at = lang.moment(local_time(at));
            t!(
                "devices.pair.known_revoked",
                locale = code,
                place = place,
                at = at
            )
        }
    }
    .into_owned()
}

/// The last step: where it stands.
pub(super) struct ConfirmPage<'a> {
    pub(super) pairing: &'a Pairing,
    /// Where it stood until now, if it was paired before.
    pub(super) known: Option<&'a PlacedDevice>,
    pub(super) places: &'a UnitPlaces,
    /// The counter that is chosen.
    pub(super) counter: &'a str,
    pub(super) errors: &'a FieldErrors,
    pub(super) csrf: &'a str,
}

impl ConfirmPage<'_> {
    pub(super) fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let heading = t!("devices.pair.title", locale = code);
        let hint = t!("devices.counter_hint", locale = code);
        let markup = html! {
            (way_back(lang))
            h1 { (heading) }
            p.lead { (self.places.unit.name) }
            (self.errors.summary(lang))
            (machine(self.pairing, lang))
            @if let Some(known) = self.known { p.notice { (before(known, lang)) } }
            form.card.narrow method="post" action=(PAIR) novalidate {
                (csrf_field(self.csrf))
                input type="hidden" name="code" value=(self.pairing.code);
                input type="hidden" name="unit" value=(self.places.unit.id);
                input type="hidden" name="confirmed" value="yes";
                (self.places.counter_field(self.counter, &hint, self.errors, lang))
                div.actions {
                    button type="submit" { (t!("devices.pair.confirm", locale = code)) }
                    a.button.secondary href="/kiosks" { (t!("devices.pair.leave", locale = code)) }
                }
            }
        };
        Body::new(self.errors.title(&heading, lang), markup)
    }
}
