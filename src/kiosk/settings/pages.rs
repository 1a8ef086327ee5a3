//! The markup of a tablet's settings.

use maud::{Markup, html};
use rust_i18n::t;

use super::form::{SPANS, SettingsForm};
use crate::kiosk::device::PlacedDevice;
use crate::units::UnitPlaces;
use crate::web::components::{Field, FieldErrors, breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// The form.
pub(super) struct SettingsPage<'a> {
    pub(super) placed: &'a PlacedDevice,
    pub(super) places: &'a UnitPlaces,
    pub(super) has_pin: bool,
    pub(super) form: &'a SettingsForm,
    pub(super) errors: &'a FieldErrors,
    pub(super) csrf: &'a str,
}

impl SettingsPage<'_> {
    pub(super) fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let id = self.placed.device.id;
        let heading = t!(
            "devices.settings.title",
            locale = code,
            place = self.placed.place()
        );
        let one = t!("care.one", locale = code, place = self.placed.place());
        let above = [
            ("/kiosks", t!("care.title", locale = code)),
            (&format!("/kiosks/{id}"), one),
        ];
        let above: Vec<_> = above
            .iter()
            .map(|(href, text)| (*href, text.as_ref()))
            .collect();
        let hint = t!("devices.counter_hint", locale = code);
        let markup = html! {
            (breadcrumb(lang, &above))
            h1 { (heading) }
            p.lead { (self.placed.unit) }
            (self.errors.summary(lang))
            form.card.narrow method="post" action={ "/kiosks/" (id) "/settings" } novalidate autocomplete="off" {
                (csrf_field(self.csrf))
                (self.places.counter_field(&self.form.counter, &hint, self.errors, lang))
                (self.hours(lang))
                (self.pin(lang))
                div.actions {
                    button type="submit" { (t!("devices.settings.save", locale = code)) }
                    a.button.secondary href={ "/kiosks/" (id) } { (t!("web.keep", locale = code)) }
                }
            }
        };
        Body::new(self.errors.title(&heading, lang), markup)
    }

    fn hours(&self, lang: Lang) -> Markup {
        let code = lang.code();
        html! {
            fieldset #days {
                legend { (t!("devices.settings.hours", locale = code)) }
                p.hint { (t!("devices.settings.hours_hint", locale = code)) }
                @if let Some(error) = self.errors.of("days") { p.field-error { (error) } }
                div.weekdays {
                    @for day in 1..=7_u8 {
                        label.checkbox {
                            input type="checkbox" name={ "day" (day) } value="1" checked[self.form.days.contains(&day)];
                            " " (t!(format!("devices.settings.day{day}"), locale = code))
                        }
                    }
                }
                @for (at, ((from, to), names)) in self.form.times.iter().zip(SPANS).enumerate() {
                    div.span {
                        (self.time(names.0, from, &t!(format!("devices.settings.from{}", at + 1), locale = code)))
                        (self.time(names.1, to, &t!("devices.settings.to", locale = code)))
                    }
                }
            }
        }
    }

    fn time(&self, name: &str, value: &str, label: &str) -> Markup {
        Field {
            name,
            label,
            hint: "",
            value,
            errors: self.errors,
        }
        .input("time", "off")
    }

    fn pin(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let hint = if self.has_pin {
            t!("devices.settings.pin_kept", locale = code)
        } else {
            t!("devices.settings.pin_hint", locale = code)
        };
        Field {
            name: "pin",
            label: &t!("devices.settings.pin", locale = code),
            hint: &hint,
            value: &self.form.pin,
            errors: self.errors,
        }
        .input("text", "off")
    }
}
