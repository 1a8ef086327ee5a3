//! The phone form and its thanks: one document each, styles and faces inside, readable after one request.

use std::sync::LazyLock;

use maud::{Markup, html};
use rust_i18n::t;

use super::ballot::COMMENT_LIMIT;
use super::form::{ANSWER_PREFIX, NO_OPINION, RatingForm, field_id};
use super::questionnaire::{Criterion, FULL, Questionnaire, TOUCH, catalogue};
use super::subject::{FormPath, Subject};
use crate::web::assets::InlineStyle;
use crate::web::components::FieldErrors;
use crate::web::faces::face_here;
use crate::web::language::Lang;
use crate::web::phone::{PhonePage, Top, in_language, phone_document};

static STYLE: LazyLock<InlineStyle> =
    LazyLock::new(|| InlineStyle::of(&["tokens.css", "form.css"]));

/// What the form shows.
pub struct RatingPage<'a> {
    /// Language of the page.
    pub lang: Lang,
    /// What is rated.
    pub subject: &'a Subject,
    /// What is asked.
    pub questionnaire: &'a Questionnaire,
    /// Signed ticket for the hidden field.
    pub ticket: String,
    /// True where the data are generated samples.
    pub sample: bool,
    /// What is filled in.
    pub form: &'a RatingForm,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
}

impl RatingPage<'_> {
    /// The form.
    pub fn render(&self) -> PhonePage {
        let lang = self.lang.code();
        let heading = t!("form.title", locale = lang);
        let body = html! {
            h1 { (heading) }
            (self.errors.summary(self.lang))
            p.lead { (t!("form.lead", locale = lang)) }
            (self.other_questionnaire())
            form #questions method="post" action=(self.action()) novalidate {
                input type="hidden" name="ticket" value=(self.ticket);
                (self.questions())
                (self.comment())
                button #send type="submit" { (t!("form.send", locale = lang)) }
            }
            p.privacy { (t!("form.privacy", locale = lang)) }
            @if let Some(report) = self.subject.report() {
                p.other-form {
                    a href=(in_language(self.lang, &report)) { (t!("form.report", locale = lang)) }
                }
            }
        };
        let top = Top {
            unit: self.subject.unit(),
            counter: self.subject.counter(),
            sample: self.sample,
            languages: Some(self.languages()),
        };
        let title = self.errors.title(&heading, self.lang);
        phone_document(self.lang, (&title, &STYLE), &top, body)
    }

    /// All questions; the long form says where each dimension begins.
    fn questions(&self) -> Markup {
        let criteria = &self.questionnaire.criteria;
        let grouped = criteria.len() > catalogue().dimensions.len();
        let mut before = None;
        html! {
            @for (index, criterion) in criteria.iter().enumerate() {
                @if grouped && before.replace(criterion.dimension) != Some(criterion.dimension) {
                    h2 { (catalogue().dimension_name(criterion.dimension, self.lang.code())) }
                }
                (self.question(index + 1, criterion))
            }
        }
    }

    fn question(&self, number: usize, criterion: &Criterion) -> Markup {
        let lang = self.lang.code();
        let id = field_id(&criterion.code);
        let name = format!("{ANSWER_PREFIX}{}", criterion.code);
        let chosen = self.form.chosen(&criterion.code);
        let error = self.errors.of(&id);
        html! {
            fieldset.question.has-error[error.is_some()]
                aria-describedby=[error.map(|_| error_id(&id))] {
                legend {
                    span.count { (number) "/" (self.questionnaire.criteria.len()) }
                    (criterion.wording.in_language(lang))
                }
                @if let Some(error) = error { p.field-error id=(error_id(&id)) { (error) } }
                div.scale { div.levels {
                    @for level in &catalogue().scale.levels {
                        @let value = level.score.to_string();
                        label.choice {
                            input type="radio" name=(name) value=(value)
                                id=[(level.score == 1).then_some(&id)]
                                checked[chosen.as_deref() == Some(&value)];
                            (face_here(level.score))
                            span { (level.wording.in_language(lang)) }
                        }
                    }
                } }
                label.no-opinion {
                    input type="radio" name=(name) value=(NO_OPINION)
                        checked[chosen.as_deref() == Some(NO_OPINION)];
                    span { (t!("form.no_opinion", locale = lang)) }
                }
            }
        }
    }

    fn comment(&self) -> Markup {
        let lang = self.lang.code();
        let error = self.errors.of("comment");
        html! {
            div.field.has-error[error.is_some()] {
                label for="comment" { (t!("form.comment", locale = lang)) }
                p.hint #comment-hint { (t!("form.comment_hint", locale = lang)) }
                @if let Some(error) = error { p.field-error #comment-error { (error) } }
                textarea #comment name="comment" rows="3" maxlength=(COMMENT_LIMIT)
                    aria-invalid=[error.map(|_| "true")]
                    aria-describedby=(if error.is_some() { "comment-error comment-hint" } else { "comment-hint" }) {
                    (self.form.comment)
                }
            }
        }
    }

    /// The way to the other form stands before the questions, where nothing is chosen or typed yet.
    fn other_questionnaire(&self) -> Markup {
        let lang = self.lang.code();
        let (version, text) = if self.questionnaire.version == TOUCH {
            (FULL, "form.answer_all")
        } else {
            (TOUCH, "form.answer_short")
        };
        html! {
            @if let Some(other) = catalogue().questionnaire(version) {
                p.other-form {
                    a href=(self.address(other)) { (t!(text, locale = lang, count = other.criteria.len())) }
                }
            }
        }
    }

    fn languages(&self) -> Markup {
        html! {
            nav.languages aria-label=(t!("web.languages", locale = self.lang.code())) {
                @for lang in Lang::ALL.iter().filter(|lang| **lang != self.lang) {
                    a href=(address(&self.subject.path(), self.questionnaire, *lang)) lang=(lang.code()) hreflang=(lang.code()) {
                        (lang.own_name())
                    }
                }
            }
        }
    }

    fn address(&self, questionnaire: &Questionnaire) -> String {
        address(&self.subject.path(), questionnaire, self.lang)
    }

    /// Where the form is sent to. A browser forgets what it has of an address that something was sent to; so that the
    /// blank form stays for whoever goes back, its ticket with it, this is another address.
    fn action(&self) -> String {
        let address = self.address(self.questionnaire);
        let joint = if address.contains('?') { '&' } else { '?' };
        format!("{address}{joint}sent")
    }
}

/// Address of the form, with the choices that a page without cookies must carry.
fn address(form: &FormPath, questionnaire: &Questionnaire, lang: Lang) -> String {
    let mut choices = Vec::new();
    if form.open {
        choices.push("open=1".to_owned());
    }
    if questionnaire.version != TOUCH {
        choices.push("full=1".to_owned());
    }
    if lang != Lang::Vi {
        choices.push(format!("lang={lang}"));
    }
    if choices.is_empty() {
        return form.path.clone();
    }
    format!("{}?{}", form.path, choices.join("&"))
}

fn error_id(field: &str) -> String {
    format!("{field}-error")
}

/// What the page after a rating shows.
pub struct ThanksPage<'a> {
    /// Language of the page.
    pub lang: Lang,
    /// What was rated.
    pub subject: &'a Subject,
    /// True where the data are generated samples.
    pub sample: bool,
    /// True where an earlier rating counts, and this one does not.
    pub rated_before: bool,
}

impl ThanksPage<'_> {
    /// The thanks.
    pub fn render(&self) -> PhonePage {
        let lang = self.lang.code();
        let hotline = self.subject.hotline();
        let (title, lead) = if self.rated_before {
            let title = t!("form.rated_before", locale = lang);
            (title, t!("form.first_counts", locale = lang))
        } else {
            let title = t!("form.thanks", locale = lang);
            (title, t!("form.thanks_lead", locale = lang))
        };
        let body = html! {
            div.thanks {
                svg.done viewBox="0 0 64 64" aria-hidden="true" {
                    circle cx="32" cy="32" r="30" fill="currentColor" {}
                    path d="M19 33.5l9 9 17-19" fill="none" stroke="#fff" stroke-width="5"
                        stroke-linecap="round" stroke-linejoin="round" {}
                }
                h1 { (title) }
                p.lead { (lead) }
                @if !hotline.is_empty() {
                    div.hotline {
                        (t!("form.hotline", locale = lang))
                        a href={ "tel:" (hotline.replace(' ', "")) } { (hotline) }
                    }
                }
                @if let Some(report) = self.subject.report() {
                    p {
                        a.button.secondary href=(in_language(self.lang, &report)) { (t!("form.report", locale = lang)) }
                    }
                }
                p { a.button.secondary href="/" { (t!("form.see_results", locale = lang)) } }
            }
        };
        let top = Top {
            unit: self.subject.unit(),
            counter: self.subject.counter(),
            sample: self.sample,
            languages: None,
        };
        phone_document(self.lang, (&title, &STYLE), &top, body)
    }
}
