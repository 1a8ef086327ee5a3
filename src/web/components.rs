//! Pieces that pages are put together from: form fields, error summary, badges, empty states.

use maud::{Markup, html};
use rust_i18n::t;

use super::language::Lang;
use crate::percent::Hundredths;

/// What is wrong with one field, and where to jump to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Id of the field.
    pub field: String,
    /// What to do, as a sentence.
    pub message: String,
}

/// The errors of a form, found together.
#[derive(Clone, Debug, Default)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// Notes an error of a field.
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(FieldError {
            field: field.into(),
            message: message.into(),
        });
    }

    /// A single error.
    pub fn one(field: impl Into<String>, message: impl Into<String>) -> Self {
        let mut errors = Self::default();
        errors.add(field, message);
        errors
    }

    /// Notes that a field has more characters than it may, and by how many.
    pub fn at_most(&mut self, field: impl Into<String>, typed: &str, limit: usize, lang: Lang) {
        let over = typed.chars().count().saturating_sub(limit);
        if over > 0 {
            let count = |count: usize| lang.number(count.try_into().unwrap_or(u64::MAX));
            let (limit, over) = (count(limit), count(over));
            let text = t!(
                "web.too_long",
                locale = lang.code(),
                limit = limit,
                over = over
            );
            self.add(field, text);
        }
    }

    /// The first message of a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|error| error.field == field)
            .map(|error| error.message.as_str())
    }

    /// Every message of a field.
    pub fn all_of<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        let of_field = self.0.iter().filter(move |error| error.field == field);
        of_field.map(|error| error.message.as_str())
    }

    /// True if nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The title of the form's page: it says first if something is wrong (GOV.UK pattern).
    pub fn title(&self, heading: &str, lang: Lang) -> String {
        if self.is_empty() {
            heading.to_owned()
        } else {
            t!("web.error_title", locale = lang.code(), title = heading).into_owned()
        }
    }

    /// Summary at the top of the page, each error linked to its field (GOV.UK pattern).
    pub fn summary(&self, lang: Lang) -> Markup {
        html! {
            @if !self.0.is_empty() {
                div.error-summary role="alert" tabindex="-1" autofocus {
                    h2 { (t!("web.errors", locale = lang.code())) }
                    ul {
                        @for error in &self.0 {
                            li { a href={ "#" (error.field) } { (error.message) } }
                        }
                    }
                }
            }
        }
    }
}

/// A field of a form: what it is called, what was typed, what is wrong.
pub struct Field<'a> {
    /// Name and id.
    pub name: &'a str,
    /// Label.
    pub label: &'a str,
    /// A sentence of help, may be empty.
    pub hint: &'a str,
    /// What is in it.
    pub value: &'a str,
    /// Errors of the whole form.
    pub errors: &'a FieldErrors,
}

impl<'a> Field<'a> {
    /// A one-line input. `kind` is the HTML type; `autocomplete` tells password managers what it is.
    pub fn input(&self, kind: &str, autocomplete: &str) -> Markup {
        self.sent_as(self.name).input(kind, autocomplete, None)
    }

    /// A one-line input whose suggestions stand in the list of this id.
    pub fn suggesting(&self, list: &str) -> Markup {
        self.sent_as(self.name).input("text", "off", Some(list))
    }

    /// Several lines.
    pub fn lines(&self, rows: u32) -> Markup {
        self.sent_as(self.name).lines(rows)
    }

    /// A choice of value and text.
    pub fn select(&self, choices: &[(String, String)]) -> Markup {
        self.sent_as(self.name).select(choices)
    }

    /// The field under a name that other forms of the page have as well: its own `name` is its id.
    pub fn sent_as(&'a self, sent: &'a str) -> Control<'a> {
        Control { field: self, sent }
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

    /// Ids of its error and help, for `aria-describedby`.
    pub fn described_by(&self) -> Option<String> {
        let error = self.error().map(|_| format!("{}-error", self.name));
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let ids: Vec<String> = error.into_iter().chain(hint).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// The control of a field, and the name under which it is sent.
pub struct Control<'a> {
    field: &'a Field<'a>,
    sent: &'a str,
}

impl Control<'_> {
    /// A one-line input; what it suggests stands in the list of this id.
    pub fn input(&self, kind: &str, autocomplete: &str, list: Option<&str>) -> Markup {
        let field = self.field;
        field.frame(html! {
            input id=(field.name) name=(self.sent) type=(kind) value=(field.value)
                autocomplete=(autocomplete) list=[list] aria-invalid=[field.invalid()]
                aria-describedby=[field.described_by()];
        })
    }

    /// Several lines.
    pub fn lines(&self, rows: u32) -> Markup {
        let field = self.field;
        field.frame(html! {
            textarea id=(field.name) name=(self.sent) rows=(rows) aria-invalid=[field.invalid()]
                aria-describedby=[field.described_by()] { (field.value) }
        })
    }

    /// A choice of value and text.
    pub fn select(&self, choices: &[(String, String)]) -> Markup {
        let field = self.field;
        field.frame(html! {
            select id=(field.name) name=(self.sent) aria-invalid=[field.invalid()]
                aria-describedby=[field.described_by()] {
                @for (value, text) in choices {
                    option value=(value) selected[value == field.value] { (text) }
                }
            }
        })
    }
}

/// Hidden field that proves a form came from this session.
pub fn csrf_field(token: &str) -> Markup {
    html! { input type="hidden" name="csrf" value=(token); }
}

/// The way back from a page: addresses and names of those above it, the topmost first.
pub fn breadcrumb(lang: Lang, above: &[(&str, &str)]) -> Markup {
    html! {
        nav aria-label=(t!("web.way_back", locale = lang.code())) {
            ol.breadcrumb { @for (href, text) in above { li { a href=(href) { (text) } } } }
        }
    }
}

/// A bar from nothing to everything, for a cell beside its figure; what is drawn over it is the caller's.
pub fn bar(part: Option<Hundredths>, over: Markup) -> Markup {
    html! {
        svg.bar width="100%" height="12" aria-hidden="true" focusable="false" {
            rect.track width="100%" height="12" fill="currentColor" fill-opacity="0.08" {}
            @if let Some(part) = part {
                rect.now width={ (part) "%" } height="12" fill="currentColor" fill-opacity="0.55" {}
                (over)
            }
        }
    }
}

/// What a list says while it has nothing to show.
pub fn empty_state(text: &str) -> Markup {
    html! { p.empty { (text) } }
}

/// Asks for one thing before a page can go on: a field and a button that lead to `action` (GET).
pub fn ask_first(action: &str, field: Markup, button: &str) -> Markup {
    html! {
        form.ask-first method="get" action=(action) {
            (field)
            div.actions { button type="submit" { (button) } }
        }
    }
}

/// Ways to the pages before and after page `number` (from 1) of a long list.
pub fn pager(lang: Lang, number: i64, more: bool, address: impl Fn(i64) -> String) -> Markup {
    let code = lang.code();
    html! {
        @if number > 1 || more {
            nav.actions aria-label=(t!("web.pages", locale = code)) {
                @if number > 1 {
                    a rel="prev" href=(address(number - 1)) { (t!("web.previous", locale = code)) }
                }
                @if more {
                    a rel="next" href=(address(number + 1)) { (t!("web.next", locale = code)) }
                }
            }
        }
    }
}
