//! Where a file is chosen, and which columns it may have.

use maud::{Markup, html};
use rust_i18n::t;

use super::super::Import;
use super::super::fault::Fault;
use super::super::head::Column;
use super::{text, way_back};
use crate::units::{Unit, unit_choices};
use crate::web::components::{Field, FieldErrors, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// The form that sends a file.
pub struct StartPage<'a> {
    /// The units to choose from.
    pub units: &'a [Unit],
    /// The viewer's own.
    pub own: i64,
    /// What is wrong with what was sent.
    pub fault: Option<&'a Fault>,
    /// Token of the session.
    pub csrf: &'a str,
}

impl StartPage<'_> {
    /// The page's own part.
    pub fn render<I: Import>(&self, lang: Lang) -> Body {
        let title = text::<I>("title", lang);
        let errors = self.fault.map_or_else(FieldErrors::default, |fault| {
            FieldErrors::one("file", fault.text(lang))
        });
        let markup = html! {
            (way_back::<I>(false, lang))
            h1 { (title) }
            p.lead { (text::<I>("lead", lang)) }
            (errors.summary(lang))
            (self.form::<I>(&errors, lang))
            details {
                summary { (t!("dossier_import.columns_known", locale = lang.code())) }
                (columns::<I>(lang))
            }
        };
        Body::new(errors.title(&title, lang), markup)
    }

    fn form<I: Import>(&self, errors: &FieldErrors, lang: Lang) -> Markup {
        let code = lang.code();
        html! {
            form.card.narrow method="post" action={ (I::BASE) "/file" } enctype="multipart/form-data" novalidate {
                (csrf_field(self.csrf))
                @if self.units.len() > 1 {
                    (Field {
                        name: "id",
                        label: &t!("units.place.unit", locale = code),
                        hint: &text::<I>("unit_hint", lang),
                        value: &self.own.to_string(),
                        errors,
                    }.select(&unit_choices(self.units)))
                } @else {
                    input type="hidden" name="id" value=(self.own);
                }
                div.field.has-error[!errors.is_empty()] {
                    label for="file" { (t!("dossier_import.file", locale = code)) }
                    p.hint #file-hint { (t!("dossier_import.file_hint", locale = code)) }
                    div #file-error {
                        @for message in errors.all_of("file") { p.field-error { (message) } }
                    }
                    input #file name="file" type="file" required accept=".csv,.tsv,.txt,.xlsx"
                        aria-describedby="file-error file-hint";
                }
                div.actions {
                    button type="submit" { (t!("dossier_import.try", locale = code)) }
                }
                p.hint { (t!("dossier_import.try_hint", locale = code)) }
            }
        }
    }
}

/// The columns that are read, with the names by which they are known, and what each is for.
fn columns<I: Import>(lang: Lang) -> Markup {
    let code = lang.code();
    // The words of the command line are English, and of no use to whoever reads the page in Vietnamese.
    let with_words = lang != Lang::Vi;
    html! {
        div.table-wrap tabindex="0" role="group" aria-label=(t!("dossier_import.columns_known", locale = code)) {
            table.data {
                thead {
                    tr {
                        th scope="col" { (t!("dossier_import.heads.meaning", locale = code)) }
                        th scope="col" { (t!("dossier_import.heads.needed", locale = code)) }
                        @if with_words { th scope="col" { (t!("dossier_import.heads.word", locale = code)) } }
                    }
                }
                tbody {
                    @for column in I::Target::all() {
                        tr {
                            td { (column.title(lang)) }
                            td {
                                @if I::Target::REQUIRED.contains(column) { (t!("dossier_import.needed", locale = code)) }
                            }
                            @if with_words { td { code { (column.word()) } } }
                        }
                    }
                }
            }
        }
    }
}
