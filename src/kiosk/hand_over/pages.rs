//! The markup of hand-over: the form for the file, and the report.

use maud::{Markup, html};
use rust_i18n::t;
use serde_json::value::RawValue;

use super::file::seq_of;
use crate::kiosk::ballots::sent_id;
use crate::kiosk::device::PlacedDevice;
use crate::web::components::{FieldErrors, breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Refused records named at most; the others are counted.
const SHOWN: usize = 200;

/// What became of the records in a file.
#[derive(Default)]
pub(super) struct Report {
    /// New in the box.
    pub(super) taken: u64,
    /// There already.
    pub(super) known: u64,
    /// Not taken; the tablet still has them.
    pub(super) refused: Vec<Refused>,
}

/// A record that was not taken.
pub(super) struct Refused {
    /// Its number on the tablet.
    pub(super) seq: Option<i64>,
    /// Its id, as the tablet wrote it.
    pub(super) id: String,
    /// Why.
    pub(super) reason: String,
}

impl Report {
    /// None of these can be taken, for one reason.
    pub(super) fn refuse_all(&mut self, records: &[Box<RawValue>], reason: &str) {
        self.refused.extend(records.iter().map(|record| Refused {
            seq: seq_of(record),
            id: sent_id(record.get()),
            reason: reason.to_owned(),
        }));
    }
}

/// Asks for the file.
pub(super) fn ask_file(errors: &FieldErrors, csrf: &str, lang: Lang) -> Body {
    let code = lang.code();
    let heading = t!("care.hand_over.title", locale = code);
    let markup = html! {
        (way_back(lang))
        h1 { (heading) }
        p.lead { (t!("care.hand_over.lead", locale = code)) }
        (errors.summary(lang))
        form.card.narrow method="post" action="/kiosks/hand-over" enctype="multipart/form-data" novalidate {
            (csrf_field(csrf))
            div.field.has-error[errors.of("file").is_some()] {
                label for="file" { (t!("care.hand_over.file", locale = code)) }
                p.hint #file-hint { (t!("care.hand_over.file_hint", locale = code)) }
                @if let Some(error) = errors.of("file") { p.field-error #file-error { (error) } }
                input #file name="file" type="file" required accept=".hailong,.json,application/json"
                    aria-describedby=(if errors.of("file").is_some() { "file-error" } else { "file-hint" });
            }
            div.actions { button type="submit" { (t!("care.hand_over.send", locale = code)) } }
        }
    };
    Body::new(errors.title(&heading, lang), markup)
}

/// Tells what became of the records.
pub(super) fn report(tablet: &PlacedDevice, report: &Report, lang: Lang) -> Body {
    let code = lang.code();
    let heading = t!("care.hand_over.done", locale = code, place = tablet.place());
    let refused = u64::try_from(report.refused.len()).unwrap_or(u64::MAX);
    let figures = [
        ("taken", report.taken),
        ("known", report.known),
        ("refused", refused),
    ];
    let markup = html! {
        (way_back(lang))
        h1 { (heading) }
        p.lead { (summary(report, refused, lang)) }
        div.grid-3 {
            @for (name, number) in figures {
                div.card.stat {
                    p.stat-figure { (lang.number(number)) }
                    p.stat-note { (t!(format!("care.hand_over.figures.{name}"), locale = code)) }
                }
            }
        }
        (refused_table(&report.refused, lang))
        div.actions {
            a.button href={ "/kiosks/" (tablet.device.id) } { (t!("care.hand_over.to_tablet", locale = code)) }
            a.button.secondary href="/kiosks/hand-over" { (t!("care.hand_over.another", locale = code)) }
        }
    };
    Body::new(heading, markup)
}

fn summary(report: &Report, refused: u64, lang: Lang) -> String {
    let code = lang.code();
    let key = match (report.taken + report.known, refused) {
        (0, 0) => "care.hand_over.summary_empty",
        (_, 0) => "care.hand_over.summary_whole",
        _ => "care.hand_over.summary_partly",
    };
    t!(key, locale = code, n = lang.number(refused)).into_owned()
}

fn refused_table(refused: &[Refused], lang: Lang) -> Markup {
    let code = lang.code();
    let rest = refused.len().saturating_sub(SHOWN);
    html! {
        @if !refused.is_empty() {
            h2 { (t!("care.hand_over.refused", locale = code)) }
            p.hint { (t!("care.hand_over.refused_hint", locale = code)) }
            div.table-wrap {
                table.data {
                    thead {
                        tr {
                            @for head in ["seq", "id", "reason"] {
                                th scope="col" { (t!(format!("care.hand_over.heads.{head}"), locale = code)) }
                            }
                        }
                    }
                    tbody {
                        @for record in refused.iter().take(SHOWN) {
                            tr {
                                td.number { @if let Some(seq) = record.seq { (seq) } @else { "–" } }
                                td { code { (record.id) } }
                                td { (record.reason) }
                            }
                        }
                    }
                }
            }
            @if rest > 0 { p.hint { (t!("care.hand_over.more", locale = code, n = rest)) } }
        }
    }
}

fn way_back(lang: Lang) -> Markup {
    breadcrumb(
        lang,
        &[("/kiosks", &t!("care.title", locale = lang.code()))],
    )
}
