//! The markup of taking calls: the form, what stands beside it, and what to tell the caller.

mod aside;
mod form;
mod told;

use maud::html;
use rust_i18n::t;

use crate::units::{Unit, ask_unit};
use crate::web::language::Lang;
use crate::web::layout::Body;

pub use aside::{Saved, draft_answer};
pub use form::CallPage;
pub use told::ToldPage;

/// Where the form is, and where it is sent to.
const NEW: &str = "/complaints/new";

/// Asks for the unit first; `own` is chosen already.
pub fn choose_unit(units: &[Unit], own: i64, lang: Lang) -> Body {
    let title = t!("intake.title", locale = lang.code());
    let markup = html! {
        h1 { (title) }
        p.lead { (t!("intake.choose_unit", locale = lang.code())) }
        (ask_unit(NEW, units, own, lang))
    };
    Body::new(title, markup)
}
