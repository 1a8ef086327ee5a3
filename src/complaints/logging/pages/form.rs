//! The page of the form, its fields in the order of a call.

use maud::{Markup, html};
use rust_i18n::t;

use super::super::choices::{Choices, place_value};
use super::super::form::{APART, CallForm, SAME_AS, TEXT_LIMIT, TICKED};
use super::super::store::{Draft, Similar};
use super::NEW;
use super::aside::{draft_notice, draft_state, other_drafts, similar_box};
use crate::complaints::pages::{class_name, way_name};
use crate::complaints::{Class, Way};
use crate::survey::questionnaire::{Dimension, catalogue};
use crate::units::fields::fields;
use crate::web::assets::asset_url;
use crate::web::components::{Field, FieldErrors, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// The page of the form.
pub struct CallPage<'a> {
    /// What can be chosen.
    pub choices: &'a Choices,
    /// What is filled in.
    pub form: &'a CallForm,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
    /// Signed ticket for the hidden field.
    pub ticket: &'a str,
    /// Token of the session.
    pub csrf: &'a str,
    /// The version of its draft that the page knows of; empty before the first.
    pub version: &'a str,
    /// The draft that was filled in.
    pub draft: Option<&'a Draft>,
    /// Other unfinished forms.
    pub drafts: &'a [Draft],
    /// Similar cases, where they were looked for.
    pub similar: Option<&'a [Similar]>,
}

impl CallPage<'_> {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let heading = t!("intake.title", locale = code);
        let limit = lang.number(TEXT_LIMIT.try_into().unwrap_or(u64::MAX));
        let markup = html! {
            div.intake-head {
                h1 { (heading) }
                @if self.choices.elsewhere {
                    p { (self.choices.base.name) " · " a href=(NEW) { (t!("intake.other_unit", locale = code)) } }
                }
            }
            @if let Some(draft) = self.draft { (draft_notice(draft, self.ticket, self.csrf, lang)) }
            (self.errors.summary(lang))
            form #call .intake method="post" action=(NEW) novalidate autocomplete="off"
                data-unsaved[self.draft.is_none() && self.form.is_worth_keeping()] data-limit=(TEXT_LIMIT) data-not-kept=(t!("intake.not_kept", locale = code))
                data-too-long=(t!("intake.too_long_here", locale = code, limit = limit)) {
                (csrf_field(self.csrf))
                input type="hidden" name="ticket" value=(self.ticket);
                input type="hidden" name="base" value=(self.choices.base.id);
                input type="hidden" name="draft_version" value=(self.version);
                div.intake-call { (self.ways(lang)) (self.caller(lang)) (self.words(lang)) }
                div.intake-details { (self.matter(lang)) (self.place(lang)) (self.moment(lang)) }
                div.actions {
                    @if !self.form.twin.is_empty() {
                        p.notice.info.intake-twin { (t!("intake.as_twin", locale = code, number = self.form.twin)) }
                        input type="hidden" name=(SAME_AS) value=(self.form.twin);
                    }
                    button #send type="submit" aria-keyshortcuts="Control+Enter" { (t!("intake.send", locale = code)) }
                    span.hint.intake-keys hidden { kbd { "Ctrl" } " + " kbd { "Enter" } }
                    @if !self.form.twin.is_empty() {
                        button.secondary type="submit" name=(APART) value=(TICKED) formaction={ (NEW) "/similar" } {
                            (t!("intake.not_twin", locale = code))
                        }
                    }
                    (draft_state(None, lang))
                }
                aside.intake-beside {
                    (similar_box(self.similar, lang))
                    button #find-similar .secondary type="submit" formaction={ (NEW) "/similar" } {
                        (t!("intake.find_similar", locale = code))
                    }
                    (other_drafts(self.drafts, lang))
                }
            }
            script type="module" src=(asset_url("intake.mjs")) {}
        };
        Body::new(self.errors.title(&heading, lang), markup)
    }

    fn field<'b>(
        &'b self,
        (name, value): (&'b str, &'b str),
        label: &'b str,
        hint: &'b str,
    ) -> Field<'b> {
        Field {
            name,
            label,
            hint,
            value,
            errors: self.errors,
        }
    }

    /// How it came in. The first field has the cursor, unless something is wrong, which is said first.
    fn ways(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let label = t!("intake.way", locale = code);
        let ways = self.field(("way", &self.form.way), &label, "");
        let known = Way::BY_STAFF
            .iter()
            .any(|way| way.as_str() == self.form.way);
        html! {
            fieldset.intake-ways.has-error[ways.error().is_some()] aria-describedby=[ways.described_by()] {
                legend { (label) }
                (ways.told())
                @for (at, way) in Way::BY_STAFF.iter().enumerate() {
                    @let chosen = way.as_str() == self.form.way;
                    label {
                        input type="radio" name="way" value=(way) id=[(at == 0).then_some("way")] checked[chosen]
                            autofocus[self.errors.is_empty() && (chosen || !known && at == 0)];
                        (way_name(way.as_str(), lang))
                    }
                }
            }
        }
    }

    fn caller(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let (name, phone, address) = (
            t!("intake.name", locale = code),
            t!("intake.phone", locale = code),
            t!("intake.address", locale = code),
        );
        html! {
            div.intake-pair {
                (self.field(("name", &self.form.name), &name, "").input("text", "off"))
                (self.field(("phone", &self.form.phone), &phone, "").input("tel", "off"))
            }
            (self.field(("address", &self.form.address), &address, &t!("intake.anonymous_hint", locale = code))
                .input("text", "off"))
        }
    }

    fn words(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let limit = lang.number(TEXT_LIMIT.try_into().unwrap_or(u64::MAX));
        let label = t!("intake.text", locale = code);
        let hint = t!("intake.text_hint", locale = code, limit = limit);
        let text = self.field(("text", &self.form.text), &label, &hint);
        let read_back = t!("intake.read_back", locale = code);
        let tick = self.field(("read_back", TICKED), &read_back, "");
        html! {
            (text.lines(4))
            div.field.intake-tick.has-error[tick.error().is_some()] {
                (tick.told())
                label {
                    input #read_back type="checkbox" name="read_back" value=(TICKED)
                        checked[self.form.read_back == TICKED] aria-invalid=[tick.invalid()]
                        aria-describedby=[tick.described_by()];
                    (read_back)
                }
            }
        }
    }

    fn matter(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let form = self.form;
        let none = |key: &str| (String::new(), t!(key, locale = code).into_owned());
        let (dossier, hint) = (
            t!("intake.dossier", locale = code),
            t!("intake.dossier_hint", locale = code),
        );
        let mut of_work = vec![none("intake.unknown")];
        of_work.extend(
            fields()
                .iter()
                .map(|field| (field.code.clone(), field.name(lang).to_owned())),
        );
        let mut dimensions = vec![none("intake.unknown")];
        dimensions.extend(Dimension::ALL.iter().map(|dimension| {
            let name = catalogue().dimension_name(*dimension, code);
            (dimension.to_string(), name.to_owned())
        }));
        let mut kinds = vec![none("intake.propose")];
        kinds.extend(
            Class::ALL
                .iter()
                .map(|class| (class.to_string(), class_name(class.as_str(), lang))),
        );
        let mut officers = vec![none("intake.no_officer")];
        officers.extend(
            self.choices
                .colleagues
                .iter()
                .map(|person| (person.id.to_string(), person.name.clone())),
        );
        let choice = |name: &str, label: &str, value: &str, choices: &[(String, String)]| {
            let label = t!(label, locale = code);
            self.field((name, value), &label, "").select(choices)
        };
        html! {
            (self.field(("dossier", &form.dossier), &dossier, &hint).suggesting("dossiers"))
            datalist #dossiers { @for dossier in &self.choices.dossiers { option value=(dossier) {} } }
            div.intake-pair {
                (choice("field", "intake.field", &form.field, &of_work))
                (choice("dimension", "intake.dimension", &form.dimension, &dimensions))
            }
            (choice("kind", "intake.kind", &form.kind, &kinds))
            (choice("officer", "intake.officer", &form.officer, &officers))
        }
    }

    /// Units and their counters; nothing to choose where there is but one.
    fn place(&self, lang: Lang) -> Markup {
        let label = t!("intake.place", locale = lang.code());
        let places = &self.choices.places;
        let value = &self.form.place;
        let mut choices = Vec::new();
        for place in places {
            choices.push((place_value(&place.unit, None), place.unit.name.clone()));
            choices.extend(place.counters.iter().map(|counter| {
                let name = format!("\u{2003}{}", counter.name);
                (place_value(&place.unit, Some(counter)), name)
            }));
        }
        if let [(only, _)] = choices.as_slice()
            && only == value
        {
            return html! { input type="hidden" name="place" value=(value); };
        }
        self.field(("place", value), &label, "").select(&choices)
    }

    fn moment(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let (day, time) = (
            t!("intake.day", locale = code),
            t!("intake.time", locale = code),
        );
        html! {
            fieldset.intake-moment {
                legend { (t!("intake.moment", locale = code)) }
                p.hint { (t!("intake.moment_hint", locale = code)) }
                div.intake-pair {
                    (self.field(("day", &self.form.day), &day, "").input("text", "off"))
                    (self.field(("time", &self.form.time), &time, "").input("text", "off"))
                }
            }
        }
    }
}
