//! One published answer, and what is said where there is none.

use maud::html;
use rust_i18n::t;

use super::days;
use crate::complaints::answers::store::Published;
use crate::complaints::citizen::telephone;
use crate::web::language::Lang;
use crate::web::layout::Body;

/// The answer; prints on one sheet.
pub fn answer_page(answer: &Published, lang: Lang) -> Body {
    let text = |key: &str| t!(format!("answers.{key}"), locale = lang.code());
    let markup = html! {
        nav.no-print aria-label=(t!("web.way_back", locale = lang.code())) {
            ol.breadcrumb { li { a href="/answers" { (text("title")) } } }
        }
        article.one-answer {
            h1 { (answer.title) }
            p.hint {
                (answer.unit) " · " (t!("answers.number", locale = lang.code(), number = answer.number))
            }
            (days(answer, lang))
            section.card {
                h2 { (text("question")) }
                p.words { (answer.question) }
            }
            section.card.answer-words {
                h2 { (text("answer")) }
                p.words { (answer.answer) }
            }
            @if answer.has_blanks() { p.hint { (text("blanked")) } }
            @if !answer.hotline.is_empty() { p { (text("ask_more")) " " (telephone(&answer.hotline)) } }
        }
    };
    Body::new(answer.title.clone(), markup)
}

/// Nothing is published under this number. Whether there is such a report is not told.
pub fn none_page(number: Option<i64>, lang: Lang) -> Body {
    let text = |key: &str| t!(format!("answers.{key}"), locale = lang.code());
    let title = text("not_published");
    let follow = match number {
        Some(number) => format!("/answers/follow?number={number}"),
        None => "/answers/follow".to_owned(),
    };
    let markup = html! {
        div.error-page {
            h1 { (title) }
            p.lead { (text("not_published_lead")) }
            p.actions {
                a.button href=(follow) { (t!("follow.title", locale = lang.code())) }
                a.button.secondary href="/answers" { (text("see_all")) }
            }
        }
    };
    Body::new(title, markup)
}
