//! The form of a draft.

use maud::{Markup, html};
use rust_i18n::t;

use super::{dossier_facts, kind_name, reason_name};
use crate::apologies::apology::{Apology, Kind, Reason};
use crate::apologies::desk::Desk;
use crate::apologies::form::DraftForm;
use crate::web::components::{Field, FieldErrors, breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Asks what an apology says.
pub struct DraftPage<'a> {
    /// Language of the page.
    pub lang: Lang,
    /// The dossier.
    pub desk: &'a Desk,
    /// The apology that is drafted anew, if it is.
    pub again: Option<&'a Apology>,
    /// What is filled in.
    pub form: &'a DraftForm,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
    /// Token of the session.
    pub csrf: &'a str,
}

impl DraftPage<'_> {
    /// The page's own part.
    pub fn render(&self) -> Body {
        let (lang, dossier) = (self.lang, &self.desk.dossier);
        let heading = t!("apologies.draft.title", locale = lang.code());
        let dossiers = t!("apologies.dossiers", locale = lang.code());
        let above = format!("/dossiers/{}", dossier.id);
        let markup = html! {
            (breadcrumb(lang, &[("/dossiers", &dossiers), (&above, &dossier.code)]))
            (self.errors.summary(lang))
            h1 { (heading) }
            div.case {
                div.case-main {
                    @if let Some(apology) = self.again.filter(|apology| !apology.return_note.is_empty()) {
                        p.notice.warning {
                            strong { (self.text("sent_back")) } " " (apology.return_note)
                        }
                    }
                    @if self.kinds().is_empty() {
                        p.notice { (self.text("nothing_owed")) }
                    } @else {
                        (self.form())
                    }
                }
                div.case-side { (dossier_facts(self.desk, lang)) }
            }
        };
        Body::new(self.errors.title(&heading, lang), markup)
    }

    fn text(&self, key: &str) -> String {
        t!(format!("apologies.draft.{key}"), locale = self.lang.code()).into_owned()
    }

    /// What can be apologised for.
    fn kinds(&self) -> Vec<Kind> {
        match self.again {
            Some(apology) => vec![apology.kind],
            None => self.desk.possible.clone(),
        }
    }

    fn form(&self) -> Markup {
        let kinds = self.kinds();
        let action = match self.again {
            Some(apology) => format!("/apologies/{}/draft", apology.id),
            None => format!("/apologies/new?dossier={}", self.desk.dossier.id),
        };
        let has = |kind: Kind| kinds.contains(&kind);
        let promises = has(Kind::Late) && self.desk.dossier.state.is_open();
        html! {
            form.card.apology-form method="post" action=(action) novalidate {
                (csrf_field(self.csrf))
                input type="hidden" name="version" value=(self.form.version);
                (self.what(&kinds))
                (self.reasons(&kinds))
                (self.field("words", &self.form.words).lines(3))
                @if promises { (self.field("new_due", &self.form.new_due).input("date", "off")) }
                @if has(Kind::LateAgain) { p.notice { (self.text("no_third_day")) } }
                @if has(Kind::Error) { (self.field("remedy", &self.form.remedy).lines(3)) }
                div.actions {
                    button type="submit" { (self.text("send")) }
                    a.button.secondary href={ "/dossiers/" (self.desk.dossier.id) } { (self.text("cancel")) }
                }
            }
        }
    }

    /// For what: said where there is one thing, asked where there are several.
    fn what(&self, kinds: &[Kind]) -> Markup {
        let choices: Vec<_> = kinds
            .iter()
            .map(|kind| {
                (
                    kind.as_str().to_owned(),
                    kind_name(kind.as_str(), self.lang),
                )
            })
            .collect();
        html! {
            @match kinds {
                [kind] => {
                    input type="hidden" name="kind" value=(kind);
                    p.lead #kind { (kind_name(kind.as_str(), self.lang)) }
                }
                _ => (self.field("kind", &self.form.kind).select(&choices)),
            }
        }
    }

    fn reasons(&self, kinds: &[Kind]) -> Markup {
        let fits = |reason: &&Reason| kinds.iter().any(|kind| reason.fits(*kind));
        let none = (String::new(), self.text("choose"));
        let reasons = Reason::ALL.iter().filter(fits);
        let choices: Vec<_> = [none]
            .into_iter()
            .chain(reasons.map(|reason| {
                (
                    reason.as_str().to_owned(),
                    reason_name(reason.as_str(), self.lang),
                )
            }))
            .collect();
        self.field("reason", &self.form.reason).select(&choices)
    }

    fn field<'b>(&'b self, name: &'static str, value: &'b str) -> OwnedField<'b> {
        OwnedField {
            name,
            label: self.text(name),
            hint: self.text(&format!("{name}_hint")),
            value,
            errors: self.errors,
        }
    }
}

/// A field whose texts come from the catalogue.
struct OwnedField<'a> {
    name: &'static str,
    label: String,
    hint: String,
    value: &'a str,
    errors: &'a FieldErrors,
}

impl OwnedField<'_> {
    fn borrow(&self) -> Field<'_> {
        Field {
            name: self.name,
            label: &self.label,
            hint: &self.hint,
            value: self.value,
            errors: self.errors,
        }
    }

    fn lines(&self, rows: u32) -> Markup {
        self.borrow().lines(rows)
    }

    fn input(&self, kind: &str, autocomplete: &str) -> Markup {
        self.borrow().input(kind, autocomplete)
    }

    fn select(&self, choices: &[(String, String)]) -> Markup {
        self.borrow().select(choices)
    }
}
