//! The list of published answers, its search, and the form that leads to one's own report.

use maud::{Markup, html};
use rust_i18n::t;

use super::days;
use crate::complaints::answers::asked::{PER_PAGE, Part};
use crate::complaints::answers::store::Published;
use crate::complaints::citizen::telephone;
use crate::complaints::follow::follow_form;
use crate::vietnamese::shorten;
use crate::web::components::{FieldErrors, empty_state, pager};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Letters of an answer that the list shows.
const SHOWN: usize = 240;

/// One page of the list.
pub struct ListPage<'a> {
    /// What it shows.
    pub part: &'a Part,
    /// Language of the page.
    pub lang: Lang,
}

impl ListPage<'_> {
    /// The list.
    pub fn render(&self) -> Body {
        let title = self.text("title");
        let per_page = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
        let answers = &self.part.answers;
        let page = |number: i64| {
            let number = number.to_string();
            let choices = [("q", self.part.search.as_str()), ("page", &number)];
            self.part.address("/answers", &choices)
        };
        let markup = html! {
            h1 { (title) }
            p.lead { (self.text("lead")) }
            p.follow-first { a.button.secondary href="/answers/follow" { (self.text("own")) } }
            div.answers-columns {
                section.answers-list aria-label=(title) {
                    (self.search())
                    @if answers.is_empty() { (self.none()) }
                    @for answer in answers.iter().take(per_page) { (self.card(answer)) }
                    (pager(self.lang, self.part.number, answers.len() > per_page, page))
                }
                (self.beside())
            }
        };
        Body::new(title, markup)
    }

    fn search(&self) -> Markup {
        let chosen = self
            .part
            .unit
            .as_ref()
            .map_or("", |unit| unit.code.as_str());
        let known = self.part.units.iter().any(|unit| unit.code == chosen);
        html! {
            form.toolbar.answers-search method="get" action="/answers" role="search" {
                div.field {
                    label for="q" { (self.text("search")) }
                    input id="q" name="q" type="search" value=(self.part.search) autocomplete="off"
                        placeholder=(self.text("search_example"));
                }
                @if self.part.units.len() > 1 {
                    div.field {
                        label for="unit" { (self.text("unit")) }
                        select id="unit" name="unit" {
                            option value="" { (self.text("all_units")) }
                            @for unit in &self.part.units {
                                option value=(unit.code) selected[unit.code == chosen] { (unit.name) }
                            }
                            @if let Some(unit) = self.part.unit.as_ref().filter(|_| !known) {
                                option value=(unit.code) selected { (unit.name) }
                            }
                        }
                    }
                } @else if !chosen.is_empty() {
                    input type="hidden" name="unit" value=(chosen);
                }
                button.secondary type="submit" { (self.text("find")) }
            }
        }
    }

    fn none(&self) -> Markup {
        let code = self.lang.code();
        html! {
            @if self.part.search.is_empty() {
                (empty_state(&self.text("none")))
            } @else {
                (empty_state(&t!("answers.none_found", locale = code, words = self.part.search)))
                p { a href=(self.part.address("/answers", &[])) { (self.text("see_all")) } }
            }
        }
    }

    fn card(&self, answer: &Published) -> Markup {
        html! {
            article.card.answer-card {
                h2 { a href={ "/answers/" (answer.number) } { (answer.title) } }
                @if self.part.units.len() > 1 { p.hint { (answer.unit) } }
                p { (shorten(&answer.answer, SHOWN)) }
                (days(answer, self.lang))
            }
        }
    }

    fn beside(&self) -> Markup {
        let feed = self.part.address("/answers/feed.atom", &[]);
        let notice = self.part.address("/answers/notice", &[]);
        html! {
            aside.answers-beside {
                section.card {
                    h2 { (self.text("own")) }
                    p.hint { (t!("follow.lead", locale = self.lang.code())) }
                    (follow_form(self.lang, "", &FieldErrors::default()))
                    p.hint { (t!("follow.no_phone", locale = self.lang.code())) }
                    @if !self.part.hotline.is_empty() {
                        p #call { (self.text("call")) " " (telephone(&self.part.hotline)) }
                    }
                }
                p.no-print {
                    a href=(notice) { (self.text("notice")) }
                    " · " a href=(feed) { (self.text("feed_link")) }
                }
            }
        }
    }

    fn text(&self, key: &str) -> String {
        t!(format!("answers.{key}"), locale = self.lang.code()).into_owned()
    }
}
