//! The page of a unit's rules: whose rules hold, the leader, the numbers, the way back to those of the unit above.

use maud::{Markup, html};
use rust_i18n::t;

use super::way_back;
use crate::complaints::pages::unkept_notice;
use crate::complaints::settings::number::Number;
use crate::complaints::settings::rules_form::RulesForm;
use crate::complaints::settings::store::Settings;
use crate::units::{Unit, ask_unit};
use crate::web::components::{Field, FieldErrors, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Where the page is.
const RULES: &str = "/complaints/rules";
/// Numbers of the days to the answer.
const ANSWERED: [Number; 4] = [
    Number::Acknowledge,
    Number::Conduct,
    Number::Regulation,
    Number::Question,
];
/// Numbers of the days until it is handed on, refused or noted.
const HANDED_ON: [Number; 5] = [
    Number::Elsewhere,
    Number::Unfit,
    Number::Grievance,
    Number::Denunciation,
    Number::Emergency,
];

/// Asks for the unit; `own` is chosen already. So many cases wait for a leader to keep them.
pub fn choose_unit(units: &[Unit], own: i64, unkept: usize, lang: Lang) -> Body {
    let title = t!("complaint_settings.rules", locale = lang.code());
    let markup = html! {
        (way_back(lang, &[]))
        h1 { (title) }
        (unkept_notice(unkept, lang))
        (ask_unit(RULES, units, own, lang))
    };
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
        let heading = t!("complaint_settings.rules", locale = code);
        let text = |key: &str| t!(format!("complaint_settings.{key}"), locale = code).into_owned();
        let markup = html! {
            (way_back(lang, &[]))
            h1 { (heading) }
            p.lead { (unit.name) }
            (self.errors.summary(lang))
            (unkept_notice(self.settings.unkept, lang))
            div.notice {
                p { strong { (self.whose(lang)) } }
                p { (text("new_ones_only")) }
            }
            @if self.settings.has_lost_its_leader() {
                p.notice.warning { (text("leader_lost")) }
            }
            form.rules method="post" action=(RULES) novalidate {
                (csrf_field(self.csrf))
                input type="hidden" name="unit" value=(unit.id);
                section.card { (self.leader(lang)) }
                (self.numbers("answered", &ANSWERED, lang))
                (self.numbers("handed_on", &HANDED_ON, lang))
                (self.numbers("besides", &[Number::Soon, Number::KeepMonths], lang))
                div.actions {
                    button type="submit" { (text("set")) }
                    a.button.secondary href="/complaints" { (text("cancel")) }
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
            (Some(_), _) => t!("complaint_settings.own", locale = code),
            (None, Some(name)) => t!("complaint_settings.of_above", locale = code, unit = name),
            (None, None) => t!("complaint_settings.usual", locale = code),
        }
        .into_owned()
    }

    fn leader(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let settings = self.settings;
        let above = settings.inherited.leader_id;
        let above = settings
            .leaders
            .iter()
            .find(|leader| Some(leader.id) == above);
        let none = match above {
            Some(leader) => t!(
                "complaint_settings.leader_of_above",
                locale = code,
                name = leader.name
            ),
            None => t!("complaint_settings.no_leader", locale = code),
        };
        let own = settings.leaders.iter().map(|leader| {
            let name = match leader.unit_id == settings.unit.id {
                true => leader.name.clone(),
                false => t!(
                    "complaint_settings.leader_above",
                    locale = code,
                    name = leader.name
                )
                .into_owned(),
            };
            (leader.id.to_string(), name)
        });
        let choices: Vec<_> = [(String::new(), none.into_owned())]
            .into_iter()
            .chain(own)
            .collect();
        Field {
            name: "leader",
            label: &t!("complaint_settings.leader", locale = code),
            hint: &t!("complaint_settings.leader_hint", locale = code),
            value: &self.form.leader,
            errors: self.errors,
        }
        .select(&choices)
    }

    fn numbers(&self, part: &str, numbers: &[Number], lang: Lang) -> Markup {
        let text = |key: &str| {
            t!(
                format!("complaint_settings.{part}.{key}"),
                locale = lang.code()
            )
            .into_owned()
        };
        html! {
            section.card {
                h2 { (text("title")) }
                p.hint { (text("hint")) }
                div.rule-numbers { @for number in numbers { (self.number(*number, lang)) } }
            }
        }
    }

    /// A number with its source in law, and what it is without a rule of the unit's own.
    fn number(&self, number: Number, lang: Lang) -> Markup {
        let code = lang.code();
        let label = number.name(lang);
        let why = t!(
            format!("complaint_settings.number.{number}.why"),
            locale = code
        );
        let inherited = number.of(&self.settings.inherited.days);
        let differs = self.form.typed(number) != inherited.to_string();
        let hint = match differs {
            true => {
                let key = match self.settings.inherited_from {
                    Some(_) => "complaint_settings.above_has",
                    None => "complaint_settings.usually",
                };
                let usually = t!(key, locale = code, number = inherited);
                format!("{why} {usually}")
            }
            false => why.into_owned(),
        };
        Field {
            name: number.as_str(),
            label: &label,
            hint: hint.trim(),
            value: self.form.typed(number),
            errors: self.errors,
        }
        .input("text", "off")
    }

    fn go_back(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let says = match &self.settings.inherited_from {
            Some(name) => t!("complaint_settings.go_back_to", locale = code, unit = name),
            None => t!("complaint_settings.go_back_to_usual", locale = code),
        };
        html! {
            form.card method="post" action={ (RULES) "/inherit" } {
                (csrf_field(self.csrf))
                input type="hidden" name="unit" value=(self.settings.unit.id);
                h2 { (t!("complaint_settings.go_back_title", locale = code)) }
                p { (says) }
                button.secondary type="submit" { (t!("complaint_settings.go_back", locale = code)) }
            }
        }
    }
}
