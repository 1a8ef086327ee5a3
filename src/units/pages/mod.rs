//! The pages that manage units and counters, and fields for other features: of a unit for the first set-up, of the
//! place of something new.

mod counter;
mod duty;
mod place;
mod tree;
mod unit;

pub use place::ask_unit;

pub(super) use counter::CounterPage;
pub(super) use tree::TreePage;
pub(super) use unit::{NewUnitPage, UnitPage};

use maud::{Markup, html};
use rust_i18n::t;

use super::form::UnitForm;
use super::unit::Unit;
use crate::web::components::{Field, FieldErrors, breadcrumb};
use crate::web::language::Lang;

/// The code of a unit that is being made.
pub fn code_field(form: &UnitForm, errors: &FieldErrors, lang: Lang) -> Markup {
    let lang = lang.code();
    Field {
        name: "code",
        label: &t!("units.code", locale = lang),
        hint: &t!("units.code_hint", locale = lang),
        value: &form.code,
        errors,
    }
    .input("text", "off")
}

/// Name, hotline and address of a unit.
pub fn detail_fields(form: &UnitForm, errors: &FieldErrors, lang: Lang) -> Markup {
    let lang = lang.code();
    let field = |name, label: &str, hint: &str, value: &str, kind: &str| {
        Field {
            name,
            label,
            hint,
            value,
            errors,
        }
        .input(kind, "off")
    };
    html! {
        (field("name", &t!("units.name", locale = lang), &t!("units.name_hint", locale = lang), &form.name, "text"))
        (field("hotline", &t!("units.hotline", locale = lang), &t!("units.hotline_hint", locale = lang), &form.hotline, "tel"))
        (field("address", &t!("units.address", locale = lang), "", &form.address, "text"))
    }
}

/// Units as the choices of a select, each set in below the one above it. They come in the order of the tree.
pub fn unit_choices(units: &[Unit]) -> Vec<(String, String)> {
    let top = units.iter().map(Unit::depth).min().unwrap_or(0);
    let choice = |unit: &Unit| {
        let indent = "\u{2003}".repeat(unit.depth() - top);
        (unit.id.to_string(), format!("{indent}{}", unit.name))
    };
    units.iter().map(choice).collect()
}

/// The way back to the administration, the list of units, and further units.
pub(super) fn way_back(lang: Lang, above: &[(String, &str)]) -> Markup {
    let code = lang.code();
    let (admin, units) = (
        t!("accounts.nav.admin", locale = code),
        t!("units.title", locale = code),
    );
    let mut line: Vec<(&str, &str)> = vec![("/admin", &admin), ("/admin/units", &units)];
    line.extend(above.iter().map(|(href, name)| (href.as_str(), *name)));
    breadcrumb(lang, &line)
}
