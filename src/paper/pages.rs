//! A document as pages for the printer, as Word shows them. On the screen a toolbar lies above, in the language of whoever
//! prints; the document is Vietnamese.

use maud::{DOCTYPE, Markup, html};
use rust_i18n::t;

use super::{Block, Paper, Picture, Row, Table};
use crate::apologies::letter::{DRAFT, Fit, foot, head};
use crate::web::assets::asset_url;
use crate::web::language::Lang;

/// A document to print.
pub struct PaperPage<'a> {
    /// What stands on it.
    pub paper: &'a Paper,
    /// Way back: address and text.
    pub back: (&'a str, &'a str),
    /// Address of the same for Word.
    pub docx: &'a str,
    /// Language of the person who prints.
    pub lang: Lang,
}

impl PaperPage<'_> {
    /// The style sheets of the page, in their order.
    pub const SHEETS: [&'static str; 3] = ["tokens.css", "letter.css", "paper.css"];

    /// The document.
    pub fn render(&self) -> Markup {
        let Paper { sheet, subject, .. } = self.paper;
        html! {
            (DOCTYPE)
            html lang="vi" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (sheet.title) " – " (subject) }
                    link rel="icon" href=(asset_url("icon.svg")) type="image/svg+xml";
                    @for name in Self::SHEETS { link rel="stylesheet" href=(asset_url(name)); }
                }
                body {
                    (self.tools())
                    main class={ "sheet " (Fit::OF_PAGES.name) } {
                        @if sheet.is_draft { p.draft { (DRAFT) } }
                        (head(sheet))
                        h1 { (sheet.title) }
                        p.subject { (subject) }
                        @if !self.paper.recipient.is_empty() { p.recipient { "Kính gửi: " (self.paper.recipient) } }
                        @for line in &self.paper.basis { p.legal { (line) } }
                        @for block in &self.paper.blocks { (part(block)) }
                        (foot(sheet))
                    }
                }
            }
        }
    }

    fn tools(&self) -> Markup {
        let code = self.lang.code();
        html! {
            header.tools.no-print lang=(code) {
                p { a href=(self.back.0) { "← " (self.back.1) } }
                p { (t!("letters.print", locale = code)) }
                @if self.paper.sheet.is_draft { p.tools-draft { (t!("letters.is_draft", locale = code)) } }
                p { a href=(self.docx) download { (t!("letters.docx", locale = code)) } }
            }
        }
    }
}

fn part(block: &Block) -> Markup {
    html! {
        @match block {
            Block::Heading(words) => h2 { (words) },
            Block::Text(words) => p.text { (words) },
            Block::Table(of) => (table(of)),
            Block::Picture(of) => (picture(of)),
        }
    }
}

fn picture(of: &Picture) -> Markup {
    html! {
        figure.picture {
            (of.svg())
            figcaption { (of.caption) }
        }
    }
}

fn table(of: &Table) -> Markup {
    html! {
        table.official {
            colgroup { @for column in &of.columns { col class={ "mm-" (column.mm) }; } }
            thead { tr { @for column in &of.columns { th scope="col" { (column.head) } } } }
            tbody {
                @for row in &of.rows {
                    @match row {
                        Row::Part(name) => tr.part { th colspan=(of.columns.len()) scope="rowgroup" { (name) } },
                        Row::Cells(cells) => tr {
                            @for (cell, column) in cells.iter().zip(&of.columns) { td.centred[column.is_centred] { (cell) } }
                        },
                    }
                }
            }
        }
    }
}
