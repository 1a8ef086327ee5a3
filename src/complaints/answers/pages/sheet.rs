//! Answers on A4, to be hung up: one, or a bulletin of several. On the screen a toolbar lies above the sheet.

use chrono::NaiveDate;
use maud::{DOCTYPE, Markup, html};
use rust_i18n::t;

use super::days;
use crate::complaints::answers::asked::Part;
use crate::complaints::answers::store::Published;
use crate::web::assets::asset_url;
use crate::web::language::Lang;

/// Language of whoever reads what hangs on a wall.
const READER: Lang = Lang::Vi;

/// What is hung up.
pub struct Notice<'a> {
    /// In whose name.
    pub unit: &'a str,
    /// The answers.
    pub answers: &'a [Published],
    /// A drawing of the address under which they are read; may be empty.
    pub qr: Markup,
    /// Today, in Vietnam.
    pub today: NaiveDate,
    /// Where the toolbar leads back to.
    pub back: (&'a str, &'a str),
    /// Language of the person who prints.
    pub lang: Lang,
}

/// The document.
pub fn notice_sheet(notice: &Notice<'_>) -> Markup {
    let reader = READER.code();
    let title = match notice.answers {
        [only] => only.title.clone(),
        _ => t!("answers.bulletin", locale = reader).into_owned(),
    };
    html! {
        (DOCTYPE)
        html lang=(reader) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – " (notice.unit) }
                link rel="icon" href=(asset_url("icon.svg")) type="image/svg+xml";
                @for name in ["fonts.css", "tokens.css", "answer-notice.css"] {
                    link rel="stylesheet" href=(asset_url(name));
                }
            }
            body {
                header.tools.no-print lang=(notice.lang.code()) {
                    p { a href=(notice.back.0) { (notice.back.1) } }
                    p { (t!("answers.print_how", locale = notice.lang.code())) }
                }
                main.sheet.one[notice.answers.len() == 1] { (sheet(notice, &title)) }
            }
        }
    }
}

fn sheet(notice: &Notice<'_>, title: &str) -> Markup {
    let text = |key: &str| t!(format!("answers.{key}"), locale = READER.code());
    let is_one = notice.answers.len() == 1;
    html! {
        p.unit { (notice.unit) }
        p.kind { (text("notice_kind")) }
        h1 { (title) }
        @if notice.answers.is_empty() { p { (text("none")) } }
        @for answer in notice.answers {
            article {
                @if !is_one { h2 { (answer.title) } }
                (days(answer, READER))
                p.label { (text("question")) }
                p.words { (answer.question) }
                p.label { (text("answer")) }
                p.words.answer { (answer.answer) }
            }
        }
        footer {
            div {
                @if notice.answers.iter().any(Published::has_blanks) { p { (text("blanked")) } }
                p { (t!("answers.hung_on", locale = READER.code(), date = READER.date(notice.today))) }
                @if let Some(hotline) = hotline(notice) {
                    p.hotline { (text("ask_more")) " " strong { (hotline) } }
                }
            }
            div.code { (notice.qr) }
        }
    }
}

fn hotline<'a>(notice: &Notice<'a>) -> Option<&'a str> {
    let first = notice.answers.first()?;
    let told = first.hotline.as_str();
    let same = notice.answers.iter().all(|answer| answer.hotline == told);
    (same && !told.is_empty()).then_some(told)
}

/// The newest answers of a part.
pub fn bulletin(part: &Part, today: NaiveDate, lang: Lang) -> Markup {
    let unit = part.speaker.as_ref().map_or("", |unit| unit.name.as_str());
    let back = part.address("/answers", &[]);
    let title = t!("answers.title", locale = lang.code());
    notice_sheet(&Notice {
        unit,
        answers: &part.answers,
        qr: html! {},
        today,
        back: (&back, &title),
        lang,
    })
}
