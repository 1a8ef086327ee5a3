//! The form of a procedure.

use maud::{Markup, html};
use rust_i18n::t;

use super::super::form::ProcedureForm;
use crate::units::Unit;
use crate::units::fields::fields;
use crate::web::components::{Field, FieldErrors, breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// The form, perhaps after it came back.
pub struct FormPage<'a> {
    /// What is typed.
    pub form: &'a ProcedureForm,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
    /// Whose catalogue it is.
    pub unit: &'a Unit,
    /// The row that is changed; nothing for a new one.
    pub id: Option<i64>,
    /// Token of the session.
    pub csrf: &'a str,
}

impl FormPage<'_> {
    /// The page's own part.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let title = match self.id {
            Some(_) => t!("procedures.change", locale = code),
            None => t!("procedures.add", locale = code),
        };
        let action = match self.id {
            Some(id) => format!("/dossiers/procedures/{id}"),
            None => "/dossiers/procedures/new".to_owned(),
        };
        let list = format!("/dossiers/procedures?unit={}", self.unit.id);
        let above = [
            ("/dossiers", &*t!("accounts.nav.dossiers", locale = code)),
            (list.as_str(), &*t!("procedures.title", locale = code)),
        ];
        let markup = html! {
            (breadcrumb(lang, &above))
            h1 { (title) }
            p.lead { (self.unit.name) }
            (self.errors.summary(lang))
            form.card.narrow method="post" action=(action) novalidate {
                (csrf_field(self.csrf))
                input type="hidden" name="unit" value=(self.unit.id);
                (self.fields(lang))
                div.actions {
                    button type="submit" { (t!("procedures.save", locale = code)) }
                    a.button.secondary href=(list) { (t!("procedures.cancel", locale = code)) }
                }
            }
        };
        Body::new(self.errors.title(&title, lang), markup)
    }

    fn fields(&self, lang: Lang) -> Markup {
        let form = self.form;
        let none = t!("procedures.no_field", locale = lang.code()).into_owned();
        let choices: Vec<_> = std::iter::once((String::new(), none))
            .chain(
                fields()
                    .iter()
                    .map(|field| (field.code.clone(), field.name(lang).to_owned())),
            )
            .collect();
        html! {
            (self.input("name", &form.name, lang))
            (self.input("code", &form.code, lang))
            (self.field("field", &form.field, lang, |field| field.select(&choices)))
            (self.input("limit", &form.limit, lang))
            (self.input("valid_from", &form.valid_from, lang))
            (self.input("valid_until", &form.valid_until, lang))
            (self.input("basis", &form.basis, lang))
            (self.input("fee", &form.fee, lang))
            (check("at_desk", form.at_desk, lang))
            (check("online", form.online, lang))
        }
    }

    fn input(&self, name: &str, value: &str, lang: Lang) -> Markup {
        self.field(name, value, lang, |field| field.input("text", "off"))
    }

    fn field(
        &self,
        name: &str,
        value: &str,
        lang: Lang,
        control: impl FnOnce(&Field<'_>) -> Markup,
    ) -> Markup {
        let code = lang.code();
        control(&Field {
            name,
            label: &t!(format!("procedures.column.{name}"), locale = code),
            hint: &t!(format!("procedures.hint.{name}"), locale = code),
            value,
            errors: self.errors,
        })
    }
}

fn check(name: &str, checked: bool, lang: Lang) -> Markup {
    html! {
        div.field {
            label {
                input type="checkbox" id=(name) name=(name) value="1" checked[checked];
                (t!(format!("procedures.column.{name}"), locale = lang.code()))
            }
        }
    }
}
