//! What would become of a file: how many rows are new, changed, there already or refused and why, what its columns were
//! taken for, and the button that takes it.

use maud::{Markup, html};
use rust_i18n::t;

use super::super::Import;
use super::super::fault::Fault;
use super::super::head::Column;
use super::super::report::{Outcome, Remark};
use super::super::sheet::Sheet;
use super::{counted, way_back};
use crate::rows::name_of;
use crate::web::components::{Field, FieldErrors, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// So many refused rows are shown; all of them are in the table that can be saved.
const SHOWN: usize = 20;

/// What came of a trial.
pub enum Tried<T> {
    /// The file cannot be read as a whole, or its sheet must be chosen.
    Unread(Fault),
    /// It was read.
    Read(Box<Sheet<T>>, Outcome),
}

/// The trial of a file.
pub struct TrialPage<'a, T> {
    /// Row of the file.
    pub id: i64,
    /// Name of the file.
    pub name: &'a str,
    /// Name of the unit.
    pub unit: &'a str,
    /// What came of it.
    pub tried: &'a Tried<T>,
    /// Token of the session.
    pub csrf: &'a str,
}

impl<T: Column> TrialPage<'_, T> {
    /// The page's own part.
    pub fn render<I: Import<Target = T>>(&self, lang: Lang) -> Body {
        let title = t!("dossier_import.trial", locale = lang.code()).into_owned();
        let errors = match self.tried {
            Tried::Unread(Fault::WhichSheet(_)) => FieldErrors::default(),
            Tried::Unread(fault) => FieldErrors::one("file", fault.text(lang)),
            Tried::Read(sheet, _) => missing(sheet, lang),
        };
        let markup = html! {
            (way_back::<I>(true, lang))
            h1 { (title) }
            p.lead { strong { (self.name) } " · " (self.unit) }
            (errors.summary(lang))
            @match self.tried {
                Tried::Unread(Fault::WhichSheet(names)) => (self.choose_sheet::<I>(names, lang)),
                Tried::Unread(_) => section.card.narrow #file {
                    p { (t!("dossier_import.unread", locale = lang.code())) }
                    (self.discard::<I>(lang))
                },
                Tried::Read(sheet, outcome) => {
                    @if errors.is_empty() {
                        (unusual(sheet, lang))
                        (self.summary::<I>(outcome, lang))
                        (self.refused::<I>(outcome, lang))
                        (remarkable::<T>(outcome, lang))
                    }
                    (self.columns::<I>(sheet, !errors.is_empty() || !sheet.head.unusual().is_empty(), lang))
                    @if !errors.is_empty() { (self.discard::<I>(lang)) }
                }
            }
        };
        Body::new(errors.title(&title, lang), markup)
    }

    fn at<I: Import>(&self, rest: &str) -> String {
        format!("{}/{}{rest}", I::BASE, self.id)
    }

    fn choose_sheet<I: Import>(&self, names: &[String], lang: Lang) -> Markup {
        let code = lang.code();
        let choices: Vec<_> = names
            .iter()
            .map(|name| (name.clone(), name.clone()))
            .collect();
        html! {
            form.card.narrow method="post" action=(self.at::<I>("/columns")) {
                (csrf_field(self.csrf))
                (Field {
                    name: "sheet",
                    label: &t!("dossier_import.sheet", locale = code),
                    hint: &t!("dossier_import.sheet_hint", locale = code),
                    value: "",
                    errors: &FieldErrors::default(),
                }.select(&choices))
                div.actions { button type="submit" { (t!("dossier_import.go_on", locale = code)) } }
            }
            (self.discard::<I>(lang))
        }
    }

    fn summary<I: Import>(&self, outcome: &Outcome, lang: Lang) -> Markup {
        let code = lang.code();
        let facts = [
            ("rows", outcome.rows),
            ("new", outcome.new),
            ("changed", outcome.changed),
            ("unchanged", outcome.unchanged),
            ("refused", outcome.refused.len()),
        ];
        let (taken, refused) = (outcome.new + outcome.changed, outcome.refused.len());
        html! {
            section.card.narrow {
                h2 { (t!("dossier_import.would", locale = code)) }
                dl.facts {
                    @for (key, number) in facts {
                        div {
                            dt { (t!(format!("dossier_import.count.{key}"), locale = code)) }
                            dd { (counted(number, lang)) }
                        }
                    }
                }
                @if outcome.is_nothing() {
                    p { (t!("dossier_import.nothing_new", locale = code)) }
                } @else {
                    @if refused > 0 { p { (t!("dossier_import.some_refused", locale = code)) } }
                    form method="post" action=(self.at::<I>("/take")) {
                        (csrf_field(self.csrf))
                        @if refused > 0 { input type="hidden" name="on_error" value="skip"; }
                        div.actions {
                            button type="submit" { (button::<I>(taken, refused, lang)) }
                            button.secondary type="submit" formaction=(self.at::<I>("/discard")) {
                                (t!("dossier_import.discard", locale = code))
                            }
                        }
                    }
                }
                @if outcome.is_nothing() { (self.discard::<I>(lang)) }
            }
        }
    }

    fn discard<I: Import>(&self, lang: Lang) -> Markup {
        html! {
            form method="post" action=(self.at::<I>("/discard")) {
                (csrf_field(self.csrf))
                div.actions {
                    button.secondary type="submit" { (t!("dossier_import.discard", locale = lang.code())) }
                }
            }
        }
    }

    fn refused<I: Import>(&self, outcome: &Outcome, lang: Lang) -> Markup {
        let code = lang.code();
        let all = counted(outcome.refused.len(), lang);
        let shown = counted(SHOWN, lang);
        html! {
            @if !outcome.refused.is_empty() {
                section #refused {
                    h2 { (t!("dossier_import.refused", locale = code)) }
                    @if outcome.refused.len() > SHOWN {
                        p { (t!("dossier_import.first_of", locale = code, shown = shown, all = all)) }
                    }
                    (table::<T>(outcome.refused.iter().take(SHOWN), lang))
                    @if outcome.refused.iter().all(|remark| remark.line > 0) {
                        div.actions {
                            a.button.secondary href=(self.at::<I>("/refused.xlsx")) { (t!("dossier_import.save_xlsx", locale = code)) }
                            a.button.secondary href=(self.at::<I>("/refused.csv")) { (t!("dossier_import.save_csv", locale = code)) }
                        }
                    }
                }
            }
        }
    }

    fn columns<I: Import<Target = T>>(&self, sheet: &Sheet<T>, open: bool, lang: Lang) -> Markup {
        let code = lang.code();
        let row = sheet.head.line;
        let named = sheet
            .head
            .names
            .iter()
            .zip(&sheet.head.meanings)
            .enumerate();
        let named = named.filter(|(_, ((name, _), _))| !name.is_empty());
        html! {
            details #columns open[open] {
                summary { (t!("dossier_import.columns", locale = code)) }
                form.card.narrow method="post" action=(self.at::<I>("/columns")) {
                    p { (t!("dossier_import.columns_lead", locale = code, line = row)) }
                    (csrf_field(self.csrf))
                    @for (place, ((name, key), meaning)) in named {
                        (column(sheet, place, (name, key), *meaning, lang))
                    }
                    div.actions { button type="submit" { (t!("dossier_import.try_again", locale = code)) } }
                }
            }
        }
    }
}

/// Where nothing changes it is kept only what was said.
fn button<I: Import>(taken: usize, refused: usize, lang: Lang) -> String {
    if taken == 0 {
        return t!("dossier_import.note", locale = lang.code()).into_owned();
    }
    let (taken, left) = (counted(taken, lang), counted(refused, lang));
    let key = match refused {
        0 => format!("{}.take", I::AREA),
        _ => format!("{}.take_rest", I::AREA),
    };
    t!(key, locale = lang.code(), taken = taken, left = left).into_owned()
}

/// The choice of what one column means.
fn column<T: Column>(
    sheet: &Sheet<T>,
    place: usize,
    (name, key): (&str, &str),
    meaning: Option<T>,
    lang: Lang,
) -> Markup {
    let none = t!("dossier_import.not_read", locale = lang.code());
    let choices: Vec<_> = std::iter::once((String::new(), none.into_owned()))
        .chain(
            T::all()
                .iter()
                .map(|column| (column.word().to_owned(), column.title(lang))),
        )
        .collect();
    let letters: String = name_of((0, u32::try_from(place).unwrap_or_default()))
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect();
    let label = match sheet.is_book {
        true => format!("{name} ({letters})"),
        false => name.to_owned(),
    };
    let field = Field {
        name: &format!("column-{place}"),
        label: &label,
        hint: "",
        value: meaning.map(Column::word).unwrap_or_default(),
        errors: &FieldErrors::default(),
    };
    let sent = format!("column-{key}");
    field.sent_as(&sent).select(&choices)
}

fn missing<T: Column>(sheet: &Sheet<T>, lang: Lang) -> FieldErrors {
    let missing = sheet.head.missing();
    if missing.is_empty() {
        return FieldErrors::default();
    }
    let titles = missing.iter().map(|column| column.title(lang)).collect();
    FieldErrors::one("columns", Fault::Missing(titles).text(lang))
}

/// What nobody would miss before a letter is written to nobody.
fn unusual<T: Column>(sheet: &Sheet<T>, lang: Lang) -> Markup {
    let titles: Vec<String> = sheet
        .head
        .unusual()
        .iter()
        .map(|it| it.title(lang))
        .collect();
    html! {
        @if !titles.is_empty() {
            p.notice.warning role="status" {
                (t!("dossier_import.unusual", locale = lang.code(), columns = titles.join(", ")))
            }
        }
    }
}

fn remarkable<T: Column>(outcome: &Outcome, lang: Lang) -> Markup {
    html! {
        @if !outcome.remarkable.is_empty() {
            details {
                summary {
                    (t!("dossier_import.remarkable", locale = lang.code(), count = counted(outcome.remarkable.len(), lang)))
                }
                (table::<T>(outcome.remarkable.iter().take(SHOWN), lang))
            }
        }
    }
}

fn table<'a, T: Column>(remarks: impl Iterator<Item = &'a Remark>, lang: Lang) -> Markup {
    let code = lang.code();
    html! {
        div.table-wrap tabindex="0" role="group" aria-label=(t!("dossier_import.refused", locale = code)) {
            table.data {
                thead {
                    tr {
                        @for head in ["place", "value", "reason"] {
                            th scope="col" { (t!(format!("dossier_import.heads.{head}"), locale = code)) }
                        }
                    }
                }
                tbody { @for remark in remarks { (row::<T>(remark, lang)) } }
            }
        }
    }
}

fn row<T: Column>(remark: &Remark, lang: Lang) -> Markup {
    let code = lang.code();
    let place = match &remark.cell {
        Some(cell) => t!("dossier_import.cell", locale = code, cell = cell),
        None => t!("dossier_import.line", locale = code, line = remark.line),
    };
    let title = |word: &str| {
        let column = T::all().iter().find(|column| column.word() == word);
        column.map(|column| column.title(lang))
    };
    html! {
        tr {
            td {
                @if remark.line > 0 { (place) }
                @if let Some(column) = remark.column.and_then(title) { p.hint { (column) } }
            }
            td { (remark.value) }
            td { (remark.fault.text(lang)) }
        }
    }
}
