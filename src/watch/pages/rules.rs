//! The rules of a unit: what each watches in a sentence, and the fields in which a leader sets it.

use chrono::NaiveDateTime;
use maud::{Markup, html};
use rust_i18n::t;

use crate::clock::local_time;
use crate::watch::form::{RulesForm, TICKED, Typed, field};
use crate::watch::rule::{Span, Told};
use crate::watch::subject::Subject;
use crate::watch::words::thresholds;
use crate::web::components::{Field, FieldErrors, breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// The page of rules.
pub struct RulesPage<'a> {
    /// What stands in the fields.
    pub form: &'a RulesForm,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
    /// Who changed something last, and when.
    pub changed: Option<(String, NaiveDateTime)>,
    /// Whether the viewer may set them; else they are read.
    pub may_set: bool,
    /// Token of the session's forms.
    pub csrf: &'a str,
}

impl RulesPage<'_> {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let title = t!("watch.rules.title", locale = code);
        let rules = Subject::ALL
            .iter()
            .filter_map(|subject| Some((*subject, self.form.typed(*subject)?)));
        let markup = html! {
            (breadcrumb(lang, &[("/watch", &t!("watch.title", locale = code))]))
            (self.errors.summary(lang))
            h1 { (title) }
            p.lead { (t!("watch.rules.lead", locale = code)) }
            p.hint {
                (t!("watch.rules.when", locale = code)) " "
                @if let Some((name, at)) = &self.changed {
                    (t!("watch.rules.changed", locale = code, name = name, moment = lang.moment(local_time(*at))))
                } @else {
                    (t!("watch.rules.unchanged", locale = code))
                }
            }
            @if self.may_set {
                form.watch-rules method="post" action="/watch/rules" novalidate {
                    (csrf_field(self.csrf))
                    @for (subject, typed) in rules { (self.fields(subject, typed, lang)) }
                    div.actions { button type="submit" { (t!("watch.rules.save", locale = code)) } }
                }
            } @else {
                ul.plain-list { @for (subject, typed) in rules { li { (told(subject, typed, lang)) } } }
            }
        };
        Body::new(self.errors.title(&title, lang), markup)
    }

    fn fields(&self, subject: Subject, typed: &Typed, lang: Lang) -> Markup {
        let code = lang.code();
        let text = |key: &str| t!(format!("watch.rules.{key}"), locale = code).into_owned();
        let key = match (subject.measure(), subject) {
            (Some(_), _) => "percent".to_owned(),
            (None, subject) => subject.as_str().to_owned(),
        };
        let control = |what: &str, value: &str, label: &str| {
            let name = field(subject, what);
            let field = Field {
                name: &name,
                label,
                hint: "",
                value,
                errors: self.errors,
            };
            match what {
                "span" => field.select(&choices(Span::ALL, "span", lang)),
                "told" => field.select(&choices(Told::ALL, "told", lang)),
                _ => field.input("text", "off"),
            }
        };
        html! {
            fieldset.card {
                legend.visually-hidden { (subject.name(lang)) }
                h2 { (subject.name(lang)) }
                p.hint { (what_it_does(subject, lang)) }
                label {
                    input type="checkbox" name=(field(subject, "active")) value=(TICKED) checked[typed.active];
                    (text("active"))
                }
                div.field-row {
                    (control("rings", &typed.rings_at, &text(&format!("rings.{key}"))))
                    (control("quiet", &typed.quiet_at, &text(&format!("quiet.{key}"))))
                    @if subject.measure().is_some() { (control("span", &typed.span, &text("span_label"))) }
                    (control("told", &typed.told, &text("told_label")))
                }
            }
        }
    }
}

/// What a rule does, in a sentence.
fn what_it_does(subject: Subject, lang: Lang) -> String {
    let code = lang.code();
    match subject.measure() {
        Some(_) => t!("watch.does.index", locale = code),
        None => t!(format!("watch.does.{subject}"), locale = code),
    }
    .into_owned()
}

/// A rule for whoever may not set it.
fn told(subject: Subject, typed: &Typed, lang: Lang) -> Markup {
    let code = lang.code();
    let both = subject
        .parse(&typed.rings_at)
        .zip(subject.parse(&typed.quiet_at));
    html! {
        strong { (subject.name(lang)) } ". " (what_it_does(subject, lang)) " "
        @if let Some(both) = both.filter(|_| typed.active) { (thresholds(subject, both, lang)) }
        @else { (t!("watch.rules.off", locale = code)) }
    }
}

fn choices<T: Copy + std::fmt::Display>(all: &[T], of: &str, lang: Lang) -> Vec<(String, String)> {
    let choice = |word: &T| {
        let text = t!(format!("watch.{of}.{word}"), locale = lang.code());
        (word.to_string(), text.into_owned())
    };
    all.iter().map(choice).collect()
}
