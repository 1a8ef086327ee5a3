//! The question before a tablet's token is revoked.

use maud::html;
use rust_i18n::t;

use crate::kiosk::device::PlacedDevice;
use crate::web::components::{breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Says what revoking means, and asks.
pub fn ask_revoke(placed: &PlacedDevice, csrf: &str, lang: Lang) -> Body {
    let code = lang.code();
    let title = t!(
        "devices.revoke_title",
        locale = code,
        place = placed.place()
    );
    let markup = html! {
        (breadcrumb(lang, &[("/kiosks", &t!("care.title", locale = code))]))
        h1 { (title) }
        p.lead { (placed.place()) " · " code { (placed.short_id()) } }
        p { (t!("devices.revoke_means", locale = code)) }
        form method="post" action={ "/kiosks/" (placed.device.id) "/revoke" } {
            (csrf_field(csrf))
            div.actions {
                button.danger type="submit" { (t!("devices.revoke_now", locale = code)) }
                a.button.secondary href="/admin/devices" { (t!("web.keep", locale = code)) }
            }
        }
    };
    Body::new(title, markup)
}
