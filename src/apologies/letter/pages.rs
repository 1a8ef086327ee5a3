//! A letter as a page for the printer: one A4 sheet as Word shows it. On the screen a toolbar lies above it, in the
//! language of whoever prints; the letter is Vietnamese.

use maud::{DOCTYPE, Markup, html};
use rust_i18n::t;

use super::Paragraph;
use super::sheet::{COPIES, DRAFT, STATE, STATE_MOTTO, Sheet};
use crate::web::assets::asset_url;
use crate::web::language::Lang;

/// A letter to print.
pub struct LetterPage<'a> {
    /// What stands on it.
    pub sheet: &'a Sheet,
    /// Where its toolbar leads.
    pub ways: Ways<'a>,
    /// Language of the person who prints.
    pub lang: Lang,
}

/// Addresses in the toolbar.
pub struct Ways<'a> {
    /// Back: address and text.
    pub back: (&'a str, &'a str),
    /// The same letter for Word.
    pub docx: &'a str,
}

impl LetterPage<'_> {
    /// The style sheets of the page, in their order.
    pub const SHEETS: [&'static str; 3] = ["tokens.css", "letter.css", "paper-a4.css"];

    /// The document.
    pub fn render(&self) -> Markup {
        let Sheet { title, number, .. } = self.sheet;
        html! {
            (DOCTYPE)
            html lang="vi" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (title) " – " (number) }
                    link rel="icon" href=(asset_url("icon.svg")) type="image/svg+xml";
                    @for name in Self::SHEETS { link rel="stylesheet" href=(asset_url(name)); }
                }
                body {
                    (self.tools())
                    main class={ "sheet " (self.sheet.fit_or_tightest().name) } {
                        @if self.sheet.is_draft { p.draft { (DRAFT) } }
                        (head(self.sheet))
                        h1 { (title) }
                        p.basis { @for part in &self.sheet.basis { span { (part) } " " } }
                        @for part in &self.sheet.body { (paragraph(part)) }
                        (foot(self.sheet))
                    }
                }
            }
        }
    }

    fn tools(&self) -> Markup {
        let code = self.lang.code();
        html! {
            header.tools.no-print lang=(code) {
                p { a href=(self.ways.back.0) { "← " (self.ways.back.1) } }
                p { (t!("letters.print", locale = code)) }
                @if self.sheet.is_draft { p.tools-draft { (t!("letters.draft", locale = code)) } }
                p { a href=(self.ways.docx) download { (t!("letters.docx", locale = code)) } }
            }
        }
    }
}

/// Agency, state, number, place and day.
pub fn head(sheet: &Sheet) -> Markup {
    html! {
        div.head {
            div.agency {
                @for line in &sheet.above { p { (line) } }
                @for line in &sheet.issuer { p.issuer { span { (line) } } }
            }
            div.state {
                p.name { (STATE) }
                p.motto { span { (STATE_MOTTO) } }
            }
            p.number { (sheet.number) }
            p.day { (sheet.place_and_day) }
        }
    }
}

/// Copies on the left, signature on the right.
pub fn foot(sheet: &Sheet) -> Markup {
    html! {
        div.foot {
            div.copies {
                p.label { (COPIES) }
                @for line in &sheet.copies { p { (line) } }
            }
            div.signature {
                @for line in &sheet.capacity { p { (line) } }
                p.signer { (sheet.signer) }
            }
        }
    }
}

fn paragraph(part: &Paragraph) -> Markup {
    let class = match part {
        Paragraph::Addressee(_) | Paragraph::Address(_) => "addressee",
        Paragraph::Text(_) => "text",
        Paragraph::Promise(_) => "promise",
    };
    html! { p class=(class) { (part.text()) } }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{birth_certificate, of_a_desk};
    use super::super::{Letter, Stage};
    use super::*;

    fn page(letter: &Letter, lang: Lang) -> String {
        let page = LetterPage {
            sheet: &Sheet::of(letter).unwrap(),
            ways: Ways {
                back: ("/apologies/7", "H21.65.12-261102-0001"),
                docx: "/apologies/7/letter.docx",
            },
            lang,
        };
        page.render().into_string()
    }

    #[test]
    fn the_toolbar_speaks_to_the_officer_and_the_letter_vietnamese() {
        let html = page(&birth_certificate(), Lang::En);
        assert!(html.contains(r#"<html lang="vi">"#));
        assert!(html.contains(r#"<header class="tools no-print" lang="en">"#));
        assert!(html.contains(r#"<a href="/apologies/7/letter.docx" download>Download"#));
        assert!(html.contains(r#"<a href="/apologies/7">"#));
        assert!(!html.contains("<script"));
    }

    #[test]
    fn a_draft_says_above_the_sheet_that_it_must_not_leave() {
        let mut letter = of_a_desk();
        assert!(!page(&letter, Lang::Vi).contains("Không gửi bản này"));
        letter.stage = Stage::Draft {
            today: letter.stage.day(),
        };
        let html = page(&letter, Lang::Vi);
        assert!(html.contains("Không gửi bản này") && html.contains(r#"class="draft""#));
    }
}
