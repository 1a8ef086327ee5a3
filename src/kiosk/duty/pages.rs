//! The markup of duty.

use maud::html;
use rust_i18n::t;

use crate::units::Duty;
use crate::web::components::{FieldErrors, breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// The form.
pub(super) struct DutyPage<'a> {
    /// Row of the tablet.
    pub(super) tablet: i64,
    pub(super) duty: &'a Duty,
    /// Id of the officer who is chosen; empty for nobody.
    pub(super) chosen: &'a str,
    pub(super) errors: &'a FieldErrors,
    pub(super) csrf: &'a str,
}

impl DutyPage<'_> {
    pub(super) fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let place = &self.duty.counter.name;
        let heading = t!("devices.duty.title", locale = code, place = place);
        let tablet = format!("/kiosks/{}", self.tablet);
        let above = [
            ("/kiosks", t!("care.title", locale = code)),
            (&*tablet, t!("care.one", locale = code, place = place)),
        ];
        let above = above.each_ref().map(|(href, text)| (*href, text.as_ref()));
        let markup = html! {
            (breadcrumb(lang, &above))
            h1 { (heading) }
            p.lead { (self.duty.unit.name) }
            (self.errors.summary(lang))
            form.card.narrow method="post" action={ (tablet) "/duty" } novalidate {
                (csrf_field(self.csrf))
                (self.duty.officer_field(self.chosen, self.errors, lang))
                p.hint { (t!("devices.duty.hint", locale = code)) }
                div.actions {
                    button type="submit" { (t!("devices.duty.save", locale = code)) }
                    a.button.secondary href=(tablet) { (t!("web.keep", locale = code)) }
                }
            }
        };
        Body::new(self.errors.title(&heading, lang), markup)
    }
}
