//! Fields of the form: a label that is always seen, help, what is wrong, the control.

use maud::{Markup, html};

use crate::web::components::FieldErrors;

/// A field: what it is called, how it is explained, what is wrong.
pub struct Part<'a> {
    /// Name and id.
    pub name: &'a str,
    /// Label.
    pub label: &'a str,
    /// A sentence of help, may be empty.
    pub hint: &'a str,
    /// Errors of the whole form.
    pub errors: &'a FieldErrors,
}

impl Part<'_> {
    /// A line of text; what it suggests stands in the list of this id.
    pub fn line(&self, kind: &str, value: &str, list: Option<&str>) -> Markup {
        self.frame(html! {
            input id=(self.name) name=(self.name) type=(kind) value=(value) autocomplete="off" list=[list]
                aria-invalid=[self.invalid()] aria-describedby=[self.described_by()];
        })
    }

    /// A choice of value and text.
    pub fn choice(&self, value: &str, choices: &[(String, String)]) -> Markup {
        self.frame(html! {
            select id=(self.name) name=(self.name) aria-invalid=[self.invalid()]
                aria-describedby=[self.described_by()] {
                @for (word, text) in choices { option value=(word) selected[word == value] { (text) } }
            }
        })
    }

    /// Label, help and error around a control.
    pub fn frame(&self, control: Markup) -> Markup {
        html! {
            div.field.has-error[self.error().is_some()] {
                label for=(self.name) { (self.label) }
                (self.told())
                (control)
            }
        }
    }

    /// Help and error.
    pub fn told(&self) -> Markup {
        html! {
            @if !self.hint.is_empty() { p.hint id={ (self.name) "-hint" } { (self.hint) } }
            @if let Some(error) = self.error() { p.field-error id={ (self.name) "-error" } { (error) } }
        }
    }

    /// What is wrong with it.
    pub fn error(&self) -> Option<&str> {
        self.errors.of(self.name)
    }

    /// For `aria-invalid`.
    pub fn invalid(&self) -> Option<&'static str> {
        self.error().map(|_| "true")
    }

    /// Ids of its help and error, for `aria-describedby`.
    pub fn described_by(&self) -> Option<String> {
        let error = self.error().map(|_| format!("{}-error", self.name));
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let ids: Vec<String> = error.into_iter().chain(hint).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}
