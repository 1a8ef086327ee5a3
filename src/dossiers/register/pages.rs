//! The form of a new dossier: three fields to fill in, the rest folded away; and the page that says by when.

use maud::{Markup, html};
use rust_i18n::t;

use super::choices::Choices;
use super::form::NewForm;
use crate::clock::local_time;
use crate::dossiers::dossier::{Dossier, Way};
use crate::dossiers::pages::{due_text, limit_text, limit_units, way_name};
use crate::units::fields::fields;
use crate::units::{Unit, ask_unit};
use crate::web::components::{Field, FieldErrors, breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Where the form is.
const NEW: &str = "/dossiers/new";
/// Fields that are folded away beside those of the applicant.
const FOLDED: [&str; 9] = [
    "identity",
    "email",
    "address",
    "agent",
    "request",
    "papers",
    "copies",
    "return_way",
    "officer",
];

fn way_back(lang: Lang) -> Markup {
    breadcrumb(
        lang,
        &[("/dossiers", &t!("dossiers.title", locale = lang.code()))],
    )
}

/// Asks for the unit; `own` is chosen already.
pub fn choose_unit(units: &[Unit], own: i64, lang: Lang) -> Body {
    let title = t!("dossiers.new.title", locale = lang.code());
    let markup = html! {
        (way_back(lang))
        h1 { (title) }
        (ask_unit(NEW, units, own, lang))
    };
    Body::new(title, markup)
}

/// The form.
pub struct FormPage<'a> {
    /// What can be chosen.
    pub choices: &'a Choices,
    /// What is filled in.
    pub form: &'a NewForm,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
    /// Signed ticket for the hidden field.
    pub ticket: &'a str,
    /// Token of the session.
    pub csrf: &'a str,
}

impl FormPage<'_> {
    /// The page's own part.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let heading = t!("dossiers.new.title", locale = code);
        let unit = &self.choices.ground.unit;
        let markup = html! {
            (way_back(lang))
            h1 { (heading) }
            p.lead { (unit.name) }
            (self.errors.summary(lang))
            form #dossier .card.dossier-new method="post" action=(NEW) novalidate autocomplete="off" {
                (csrf_field(self.csrf))
                input type="hidden" name="ticket" value=(self.ticket);
                input type="hidden" name="unit" value=(unit.id);
                (self.procedure(lang))
                (self.form.applicant.first_fields(self.errors, lang))
                (self.day(lang))
                details.dossier-more open[self.is_unfolded()] {
                    summary { (t!("dossiers.new.more", locale = code)) }
                    (self.form.applicant.other_fields(self.errors, lang))
                    (self.more(lang))
                }
                div.actions {
                    button #send type="submit" { (t!("dossiers.new.send", locale = code)) }
                    a.button.secondary href="/dossiers" { (t!("dossiers.cancel", locale = code)) }
                }
            }
        };
        Body::new(self.errors.title(&heading, lang), markup)
    }

    fn is_unfolded(&self) -> bool {
        let form = self.form;
        let wrong = FOLDED.iter().chain(&["code", "way", "day", "time"]);
        let typed = [&form.code, &form.day, &form.time];
        form.applicant.has_more()
            || typed.iter().any(|text| !text.is_empty())
            || wrong.into_iter().any(|name| self.errors.of(name).is_some())
    }

    /// A field labelled `dossiers.field.NAME`, with a hint if it has one.
    fn field(
        &self,
        (name, value, hint): (&'static str, &str, &str),
        lang: Lang,
        show: impl FnOnce(&Field<'_>) -> Markup,
    ) -> Markup {
        let label = t!(format!("dossiers.field.{name}"), locale = lang.code());
        show(&Field {
            name,
            label: &label,
            hint,
            value,
            errors: self.errors,
        })
    }

    fn procedure(&self, lang: Lang) -> Markup {
        let name = "procedure";
        let hint = t!("dossiers.field.procedure_hint", locale = lang.code());
        let label = t!("dossiers.field.procedure", locale = lang.code());
        let field = Field {
            name,
            label: &label,
            hint: &hint,
            value: &self.form.procedure,
            errors: self.errors,
        };
        html! {
            (field.frame(html! {
                input id=(name) name=(name) type="text" value=(self.form.procedure) autocomplete="off" list="procedures"
                    autofocus[self.errors.is_empty()] aria-invalid=[field.invalid()] aria-describedby=[field.described_by()];
            }))
            datalist #procedures {
                @for procedure in &self.choices.procedures {
                    option value=(self.choices.typed_for(procedure)) {
                        (procedure.code)
                        @if let Some(limit) = procedure.limit() { " · " (limit_text(limit, lang)) }
                    }
                }
            }
        }
    }

    /// By when, where the catalogue does not say.
    fn day(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let form = self.form;
        let names = ["limit_n", "limit_unit", "due_day", "due_time", "field"];
        let typed = [&form.limit_n, &form.due_day, &form.due_time, &form.field];
        let open = typed.iter().any(|text| !text.is_empty())
            || names.iter().any(|name| self.errors.of(name).is_some());
        let every = fields()
            .iter()
            .map(|field| (field.code.clone(), field.name(lang).to_owned()));
        let none = (
            String::new(),
            t!("dossiers.no_field", locale = code).into_owned(),
        );
        let every: Vec<_> = [none].into_iter().chain(every).collect();
        let hint = t!("dossiers.field.due_day_hint", locale = code);
        html! {
            details.dossier-more open[open] {
                summary { (t!("dossiers.new.own_limit", locale = code)) }
                p.hint { (t!("dossiers.new.own_limit_hint", locale = code)) }
                div.field-row {
                    (self.field(("limit_n", &form.limit_n, ""), lang, |field| field.input("text", "off")))
                    (self.field(("limit_unit", &form.limit_unit, ""), lang, |field| field.select(&limit_units(lang))))
                }
                div.field-row {
                    (self.field(("due_day", &form.due_day, &hint), lang, |field| field.input("text", "off")))
                    (self.field(("due_time", &form.due_time, ""), lang, |field| field.input("text", "off")))
                }
                (self.field(("field", &form.field, ""), lang, |field| field.select(&every)))
            }
        }
    }

    fn more(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let form = self.form;
        let ways: Vec<_> = Way::ALL
            .iter()
            .map(|way| (way.to_string(), way_name(way.as_str(), lang)))
            .collect();
        let nobody = (
            String::new(),
            t!("dossiers.nobody_yet", locale = code).into_owned(),
        );
        let officers = self.choices.officers.iter();
        let officers = officers.map(|(id, name)| (id.to_string(), name.clone()));
        let officers: Vec<_> = [nobody].into_iter().chain(officers).collect();
        let code_hint = t!("dossiers.field.code_hint", locale = code);
        let day_hint = t!("dossiers.field.day_hint", locale = code);
        html! {
            (self.field(("way", &form.way, ""), lang, |field| field.select(&ways)))
            (self.field(("officer", &form.officer, ""), lang, |field| field.select(&officers)))
            div.field-row {
                (self.field(("day", &form.day, &day_hint), lang, |field| field.input("text", "off")))
                (self.field(("time", &form.time, ""), lang, |field| field.input("text", "off")))
            }
            (self.field(("code", &form.code, &code_hint), lang, |field| field.input("text", "off")))
        }
    }
}

/// What to tell whoever handed it in.
pub fn received_page(dossier: &Dossier, csrf: &str, lang: Lang) -> Body {
    let code = lang.code();
    let title = t!(
        "dossiers.received.title",
        locale = code,
        code = dossier.code
    );
    let address = format!("/dossiers/{}", dossier.id);
    let markup = html! {
        (way_back(lang))
        h1 { (title) }
        section.card.dossier-received {
            p { (dossier.procedure_name) }
            @match dossier.due_at {
                Some(due) => {
                    p.hint { (t!("dossiers.received.due", locale = code)) }
                    p.dossier-due { (due_text(local_time(due), lang)) }
                }
                None => p.notice.warning { (t!("dossiers.received.no_day", locale = code)) },
            }
            @if let Some(limit) = dossier.limit() { p.hint { (limit_text(limit, lang)) } }
            div.actions {
                form method="post" action={ (address) "/papers/receipt" } {
                    (csrf_field(csrf))
                    button type="submit" autofocus { (t!("dossiers.received.print", locale = code)) }
                }
                a.button.secondary href=(NEW) accesskey="n" { (t!("dossiers.received.next", locale = code)) }
                a href=(address) { (t!("dossiers.received.open", locale = code)) }
            }
        }
    };
    Body::new(title, markup)
}
