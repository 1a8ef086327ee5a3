//! A report on one sheet of A4, for the printer. On the screen a toolbar lies above, in the language of whoever prints; the
//! sheet is Vietnamese.

use maud::{DOCTYPE, Markup, html};
use rust_i18n::t;

use crate::paper::Picture;
use crate::reports::summary::{Fact, Row, Summary};
use crate::web::assets::asset_url;
use crate::web::language::Lang;

/// The summary of a report, to print.
pub struct SummaryPage<'a> {
    /// What stands on it.
    pub summary: &'a Summary,
    /// Address of the report.
    pub back: &'a str,
    /// Language of the person who prints.
    pub lang: Lang,
}

impl SummaryPage<'_> {
    /// The style sheets of the page, in their order.
    pub const SHEETS: [&'static str; 4] =
        ["tokens.css", "fonts.css", "summary.css", "paper-a4.css"];

    /// The sheet.
    pub fn render(&self) -> Markup {
        let summary = self.summary;
        html! {
            (DOCTYPE)
            html lang="vi" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (summary.title) " – " (summary.unit) }
                    link rel="icon" href=(asset_url("icon.svg")) type="image/svg+xml";
                    @for name in Self::SHEETS { link rel="stylesheet" href=(asset_url(name)); }
                }
                body {
                    (self.tools())
                    main.sheet {
                        (head(summary))
                        p.answer { (summary.answer) }
                        (measures(summary))
                        div.middle {
                            @if summary.indices.is_some() { (pictures(summary)) }
                            (work(&summary.work))
                        }
                        (weakest(&summary.weakest))
                        footer { @for line in &summary.foot { p { (line) } } }
                    }
                }
            }
        }
    }

    fn tools(&self) -> Markup {
        let code = self.lang.code();
        html! {
            header.tools.no-print lang=(code) {
                p { a href=(self.back) { "← " (t!("reports.back", locale = code)) } }
                p { (t!("letters.print", locale = code)) }
            }
        }
    }
}

fn head(summary: &Summary) -> Markup {
    html! {
        div.head {
            div {
                p.unit { (summary.unit) }
                h1 { (summary.title) }
                p.days { (summary.days) }
            }
            div.kind {
                @if let Some(mark) = summary.mark { p.mark { (mark) } }
                p { (summary.report) }
            }
        }
    }
}

fn measures(summary: &Summary) -> Markup {
    html! {
        div.wide role="region" tabindex="0" aria-label="Các chỉ số" {
            table.measures {
                thead { tr { @for head in &summary.heads { th scope="col" { (head) } } } }
                tbody { @for row in &summary.measures { (line(row)) } }
            }
        }
    }
}

fn line(row: &Row) -> Markup {
    html! {
        tr {
            th scope="row" { (row.name) }
            @for (figure, word) in &row.cells {
                td { (figure) @if !word.is_empty() { " " span.word { (word) } } }
            }
        }
    }
}

fn pictures(summary: &Summary) -> Markup {
    let both = [&summary.indices, &summary.months];
    html! {
        div.pictures {
            @for of in both.into_iter().flatten() { (picture(of)) }
        }
    }
}

fn picture(of: &Picture) -> Markup {
    html! {
        figure {
            figcaption { (of.caption) }
            div.drawing role="region" tabindex="0" aria-label=(of.caption) { (of.svg()) }
        }
    }
}

fn weakest(rows: &[Row]) -> Markup {
    html! {
        section.weakest {
            h2 { "Tiêu chí có tỷ lệ hài lòng thấp nhất (%, chênh lệch theo điểm)" }
            @if rows.is_empty() {
                p { "Chưa có tiêu chí nào đủ số người trả lời để nêu." }
            } @else {
                table { tbody { @for row in rows { (line(row)) } } }
            }
        }
    }
}

fn work(facts: &[Fact]) -> Markup {
    html! {
        section.work {
            h2 { "Công việc trong kỳ" }
            @for fact in facts {
                p {
                    span.name { (fact.name) }
                    @if let Some(figure) = &fact.figure { b { (figure) } }
                    span { (fact.told) }
                }
            }
        }
    }
}
