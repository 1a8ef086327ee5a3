//! The phone form and its thanks: one document each, styles and faces inside, readable after one request.

use maud::{DOCTYPE, Markup, html};
use rust_i18n::t;

use super::ballot::COMMENT_LIMIT;
use super::form::{ANSWER_PREFIX, NO_OPINION, RatingForm, field_id};
use super::questionnaire::{Criterion, FULL, Questionnaire, TOUCH, catalogue};
use crate::web::assets::{inline_style, style_text};
use crate::web::components::FieldErrors;
use crate::web::faces::{face_here, sprite};
use crate::web::guard::POLICY;
use crate::web::language::Lang;

/// A page with the policy that allows its own style element.
pub struct PhonePage {
    /// The document.
    pub markup: Markup,
    /// Value of its Content-Security-Policy.
    pub policy: String,
}

/// What the form shows.
pub struct RatingPage<'a> {
    /// Language of the page.
    pub lang: Lang,
    /// The unit that is rated.
    pub unit: &'a str,
    /// The counter, where the link belongs to one.
    pub counter: Option<&'a str>,
    /// Code of the link.
    pub code: &'a str,
    /// What is asked.
    pub questionnaire: &'a Questionnaire,
    /// Signed ticket for the hidden field.
    pub ticket: String,
    /// What is filled in.
    pub form: &'a RatingForm,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
}

impl RatingPage<'_> {
    /// The form.
    pub fn render(&self) -> PhonePage {
        let lang = self.lang.code();
        let title = t!("form.title", locale = lang);
        let title = if self.errors.is_empty() {
            title
        } else {
            t!("form.error_title", locale = lang, title = title)
        };
        let body = html! {
            (self.place())
            h1 { (t!("form.title", locale = lang)) }
            p.lead { (t!("form.lead", locale = lang)) }
            (self.errors.summary(self.lang))
            form method="post" action=(self.address(self.questionnaire)) novalidate {
                input type="hidden" name="ticket" value=(self.ticket);
                @for criterion in &self.questionnaire.criteria { (self.question(criterion)) }
                (self.comment())
                button type="submit" { (t!("form.send", locale = lang)) }
            }
            p.other-form { (self.other_questionnaire()) }
            p.privacy { (t!("form.privacy", locale = lang)) }
            (self.languages())
        };
        phone_document(self.lang, &title, body)
    }

    fn place(&self) -> Markup {
        html! {
            p.place {
                strong { (self.unit) }
                @if let Some(counter) = self.counter { " · " (counter) }
            }
        }
    }

    fn question(&self, criterion: &Criterion) -> Markup {
        let lang = self.lang.code();
        let id = field_id(&criterion.code);
        let name = format!("{ANSWER_PREFIX}{}", criterion.code);
        let chosen = self.form.chosen(&criterion.code);
        let error = self.errors.of(&id);
        html! {
            fieldset.question.has-error[error.is_some()] {
                legend { (criterion.wording.in_language(lang)) }
                @if let Some(error) = error { p.field-error { (error) } }
                div.scale {
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
                }
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
                @if let Some(error) = error { p.field-error { (error) } }
                textarea #comment name="comment" rows="3" maxlength=(COMMENT_LIMIT)
                    aria-describedby="comment-hint" { (self.form.comment) }
            }
        }
    }

    fn other_questionnaire(&self) -> Markup {
        let lang = self.lang.code();
        let (version, text) = if self.questionnaire.version == TOUCH {
            (FULL, "form.answer_all")
        } else {
            (TOUCH, "form.answer_short")
        };
        html! {
            @if let Some(other) = catalogue().questionnaire(version) {
                a href=(self.address(other)) { (t!(text, locale = lang, count = other.criteria.len())) }
            }
        }
    }

    fn languages(&self) -> Markup {
        html! {
            nav.languages aria-label=(t!("web.languages", locale = self.lang.code())) {
                @for lang in Lang::ALL {
                    @if *lang == self.lang {
                        span aria-current="true" { (lang.own_name()) }
                    } @else {
                        a href=(address(self.code, self.questionnaire, *lang)) lang=(lang.code()) hreflang=(lang.code()) {
                            (lang.own_name())
                        }
                    }
                }
            }
        }
    }

    fn address(&self, questionnaire: &Questionnaire) -> String {
        address(self.code, questionnaire, self.lang)
    }
}

/// Address of the form, with the choices that a page without cookies must carry.
fn address(code: &str, questionnaire: &Questionnaire, lang: Lang) -> String {
    let mut choices = Vec::new();
    if questionnaire.version != TOUCH {
        choices.push("full=1".to_owned());
    }
    if lang != Lang::Vi {
        choices.push(format!("lang={lang}"));
    }
    if choices.is_empty() {
        return format!("/q/{code}");
    }
    format!("/q/{code}?{}", choices.join("&"))
}

/// The page after a rating.
pub fn thanks(lang: Lang, unit: &str, hotline: &str) -> PhonePage {
    let code = lang.code();
    let title = t!("form.thanks", locale = code);
    let body = html! {
        p.place { strong { (unit) } }
        (face_here(5))
        h1 { (title) }
        p.lead { (t!("form.thanks_lead", locale = code)) }
        @if !hotline.is_empty() {
            p { (t!("form.hotline", locale = code)) " " a href={ "tel:" (hotline.replace(' ', "")) } { (hotline) } }
        }
        p { a href="/" { (t!("form.see_results", locale = code)) } }
    };
    phone_document(lang, &title, body)
}

fn phone_document(lang: Lang, title: &str, body: Markup) -> PhonePage {
    let (style, source) = inline_style(&style_text(&["tokens.css", "form.css"]));
    let markup = html! {
        (DOCTYPE)
        html lang=(lang.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="icon" href="data:,";
                (style)
            }
            body.phone {
                (sprite())
                main { (body) }
            }
        }
    };
    PhonePage {
        markup,
        policy: POLICY.replace("style-src 'self'", &format!("style-src {source}")),
    }
}
