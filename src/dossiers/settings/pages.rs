//! The page of a unit's rules: whose rules hold, hours and numbers, the letterhead, the way back to the unit above.

use maud::{Markup, html};
use rust_i18n::t;

use super::form::{RulesForm, TICKED, TIMES, lines_of};
use crate::dossiers::rules::{Letterhead, Rules};
use crate::units::{Unit, ask_unit};
use crate::web::components::{Field, FieldErrors, breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Where the page is.
const RULES: &str = "/dossiers/rules";

/// A unit with its rules and those that it would follow without any.
pub struct Settings {
    /// The unit.
    pub unit: Unit,
    /// Its own rules, if it has some.
    pub own: Option<Rules>,
    /// The rules that it follows without any of its own.
    pub inherited: Rules,
    /// Name of the unit above that set those; nothing where they are the usual ones.
    pub inherited_from: Option<String>,
    /// The letterhead where nothing is set.
    pub made: Letterhead,
}

impl Settings {
    /// The rules that hold.
    pub fn rules(&self) -> &Rules {
        self.own.as_ref().unwrap_or(&self.inherited)
    }
}

fn way_back(lang: Lang) -> Markup {
    breadcrumb(
        lang,
        &[("/dossiers", &t!("dossiers.title", locale = lang.code()))],
    )
}

/// Asks for the unit; `own` is chosen already.
pub fn choose_unit(units: &[Unit], own: i64, lang: Lang) -> Body {
    let title = t!("dossier_rules.title", locale = lang.code());
    let markup = html! { (way_back(lang)) h1 { (title) } (ask_unit(RULES, units, own, lang)) };
    Body::new(title, markup)
}

/// The rules of one unit.
pub struct RulesPage<'a> {
    /// The unit and what is known of its rules.
    pub settings: &'a Settings,
    /// What is filled in.
    pub form: &'a RulesForm,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
    /// Token of the session.
    pub csrf: &'a str,
}

impl RulesPage<'_> {
    /// The page's own part.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let unit = &self.settings.unit;
        let heading = t!("dossier_rules.title", locale = code);
        let text = |key: &str| t!(format!("dossier_rules.{key}"), locale = code).into_owned();
        let markup = html! {
            (way_back(lang))
            h1 { (heading) }
            p.lead { (unit.name) }
            (self.errors.summary(lang))
            div.notice {
                p { strong { (self.whose(lang)) } }
                p { (text("new_ones_only")) }
            }
            form.rules method="post" action=(RULES) novalidate {
                (csrf_field(self.csrf))
                input type="hidden" name="unit" value=(unit.id);
                section.card { (self.line("agency_code", &self.form.agency_code, lang)) }
                section.card {
                    h2 { (text("hours")) }
                    div.rule-numbers {
                        @for (name, typed) in TIMES.iter().zip(&self.form.times) { (self.line(name, typed, lang)) }
                    }
                    (self.tick("shift", &self.form.shift, lang))
                }
                section.card {
                    h2 { (text("numbers")) }
                    div.rule-numbers {
                        (self.line("soon", &self.form.soon, lang))
                        (self.line("keep_months", &self.form.keep_months, lang))
                    }
                }
                section.card { h2 { (text("letterhead")) } p.hint { (text("letterhead_hint")) } (self.letterhead(lang)) }
                div.actions {
                    button type="submit" { (text("set")) }
                    a.button.secondary href="/dossiers" { (t!("dossiers.cancel", locale = code)) }
                }
            }
            @if self.settings.own.is_some() { (self.go_back(lang)) }
        };
        Body::new(self.errors.title(&heading, lang), markup)
    }

    /// Whose rules hold now.
    fn whose(&self, lang: Lang) -> String {
        let code = lang.code();
        match (&self.settings.own, &self.settings.inherited_from) {
            (Some(_), _) => t!("dossier_rules.own", locale = code),
            (None, Some(name)) => t!("dossier_rules.of_above", locale = code, unit = name),
            (None, None) => t!("dossier_rules.usual", locale = code),
        }
        .into_owned()
    }

    fn field<'a>(
        &'a self,
        (name, label, hint): (&'a str, &'a str, &'a str),
        value: &'a str,
    ) -> Field<'a> {
        Field {
            name,
            label,
            hint,
            value,
            errors: self.errors,
        }
    }

    fn line(&self, name: &str, value: &str, lang: Lang) -> Markup {
        let label = t!(format!("dossier_rules.field.{name}"), locale = lang.code());
        let hint = t!(format!("dossier_rules.why.{name}"), locale = lang.code());
        self.field((name, &label, &hint), value)
            .input("text", "off")
    }

    fn tick(&self, name: &str, value: &str, lang: Lang) -> Markup {
        html! {
            p {
                label {
                    input type="checkbox" name=(name) value=(TICKED) checked[value == TICKED];
                    " " (t!(format!("dossier_rules.field.{name}"), locale = lang.code()))
                }
            }
        }
    }

    /// Each part, with what is printed where it is left empty.
    fn letterhead(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let made = lines_of(&self.settings.made);
        let typed = lines_of(&self.form.letterhead);
        html! {
            @for ((name, value), (_, made)) in typed.into_iter().zip(made) {
                @let label = t!(format!("dossier_rules.field.{name}"), locale = code);
                @let hint = match made.is_empty() {
                    true => String::new(),
                    false => t!("dossier_rules.made", locale = code, text = made.replace('\n', " / ")).into_owned(),
                };
                @let field = self.field((name, &label, &hint), value);
                @if matches!(name, "agency" | "capacity") { (field.lines(2)) } @else { (field.input("text", "off")) }
            }
        }
    }

    fn go_back(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let says = match &self.settings.inherited_from {
            Some(name) => t!("dossier_rules.go_back_to", locale = code, unit = name),
            None => t!("dossier_rules.go_back_to_usual", locale = code),
        };
        html! {
            form.card method="post" action={ (RULES) "/inherit" } {
                (csrf_field(self.csrf))
                input type="hidden" name="unit" value=(self.settings.unit.id);
                p { (says) }
                button.secondary type="submit" { (t!("dossier_rules.go_back", locale = code)) }
            }
        }
    }
}
