//! The page of the exchange: which units' counts came by file, the own key, and the form that takes a file.

use maud::{Markup, html};
use rust_i18n::t;

use super::import::fingerprint_of;
use super::store::TakenFile;
use crate::clock::local_time;
use crate::web::components::{Field, FieldErrors, breadcrumb, csrf_field, empty_state};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Letters of a digest that tell files apart.
const DIGEST: usize = 12;

/// The page.
pub(super) struct ExchangePage<'a> {
    /// Files of the units that the viewer may see, newest first.
    pub(super) files: &'a [TakenFile],
    /// Fingerprint of the own key.
    pub(super) fingerprint: &'a str,
    /// The fingerprint that was typed.
    pub(super) trust: &'a str,
    /// What is wrong with what was sent.
    pub(super) errors: &'a FieldErrors,
    /// The page that leads here: where it is, and what it is called.
    pub(super) parent: (&'a str, &'a str),
    /// Token of the session.
    pub(super) csrf: &'a str,
}

impl ExchangePage<'_> {
    /// The page's own part.
    pub(super) fn render(&self, lang: Lang) -> Body {
        let text = |key: &str| t!(format!("exchange.{key}"), locale = lang.code());
        let markup = html! {
            (breadcrumb(lang, &[self.parent]))
            h1 { (text("title")) }
            p.lead { (text("lead")) }
            (self.errors.summary(lang))
            (self.form(lang))
            section {
                h2 { (text("files")) }
                @if self.files.is_empty() { (empty_state(&text("none_yet"))) } @else { (self.table(lang)) }
            }
            section.card.narrow {
                h2 { (text("own_key")) }
                p { (text("own_key_lead")) }
                p { code { (self.fingerprint) } }
            }
        };
        Body::new(self.errors.title(&text("title"), lang), markup)
    }

    fn form(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("exchange.{key}"), locale = lang.code());
        html! {
            form.card.narrow method="post" action="/admin/exchange/file" enctype="multipart/form-data" novalidate {
                h2 { (text("take")) }
                (csrf_field(self.csrf))
                div.field.has-error[!self.errors.is_empty()] {
                    label for="file" { (text("file")) }
                    p.hint #file-hint { (text("file_hint")) }
                    div #file-error {
                        @for message in self.errors.all_of("file") { p.field-error { (message) } }
                    }
                    input #file name="file" type="file" required accept=".json"
                        aria-describedby="file-error file-hint";
                }
                (Field {
                    name: "id",
                    label: &text("trust"),
                    hint: &text("trust_hint"),
                    value: self.trust,
                    errors: self.errors,
                }.input("text", "off"))
                div.actions { button type="submit" { (text("take")) } }
            }
        }
    }

    fn table(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("exchange.column.{key}"), locale = lang.code());
        html! {
            div.table-wrap role="region" tabindex="0" aria-label=(t!("exchange.files", locale = lang.code())) {
                table.data {
                    thead {
                        tr {
                            th scope="col" { (text("unit")) }
                            th.number scope="col" { (text("year")) }
                            th scope="col" { (text("until")) }
                            th.number scope="col" { (text("ballots")) }
                            th scope="col" { (text("taken")) }
                            th scope="col" { (text("key")) }
                        }
                    }
                    tbody { @for (at, file) in self.files.iter().enumerate() { (self.row(at, file, lang)) } }
                }
            }
        }
    }

    fn row(&self, at: usize, file: &TakenFile, lang: Lang) -> Markup {
        let same = |newer: &TakenFile| (&newer.code, newer.year) == (&file.code, file.year);
        let replaced = self.files.iter().take(at).any(same);
        let text = |key: &str| t!(format!("exchange.{key}"), locale = lang.code());
        let digest: String = file.sha256.chars().take(DIGEST).collect();
        html! {
            tr {
                th scope="row" {
                    (file.name) " " code { (file.code) }
                    @if replaced { " " span.badge.none { (text("replaced")) } }
                }
                td.number { (file.year) }
                td { (lang.date(file.until)) }
                td.number {
                    (lang.number(file.ballots.unsigned_abs()))
                    @if file.untold > 0 {
                        br; span.stat-note {
                            (t!("exchange.by_file.untold", locale = lang.code(), ballots = file.untold))
                        }
                    }
                }
                td {
                    (lang.moment(local_time(file.imported_at))) br;
                    (file.imported_by.as_deref().unwrap_or(&text("by_command")))
                }
                td { code { (fingerprint_of(&file.issuer)) } br; span.stat-note { "SHA-256 " (digest) "…" } }
            }
        }
    }
}
