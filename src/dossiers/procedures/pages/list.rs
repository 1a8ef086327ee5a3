//! The catalogue of a unit: what holds today, by field; what is to come and what ended is folded away.

use chrono::NaiveDate;
use maud::{Markup, html};
use rust_i18n::t;

use super::super::words::limit_words;
use crate::dossiers::procedure::Procedure;
use crate::units::fields::field_name;
use crate::units::{Unit, unit_choices};
use crate::vietnamese::fold;
use crate::web::components::{Field, FieldErrors, ask_first, breadcrumb, csrf_field, empty_state};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// A catalogue.
pub struct ListPage<'a> {
    /// The units to choose from.
    pub units: &'a [Unit],
    /// Whose catalogue it is.
    pub unit: &'a Unit,
    /// Every row that the unit sees.
    pub procedures: &'a [Procedure],
    /// Today in Vietnam.
    pub today: NaiveDate,
    /// Whether the viewer may change it.
    pub may_change: bool,
    /// Token of the session.
    pub csrf: &'a str,
}

impl ListPage<'_> {
    /// The page's own part.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let title = t!("procedures.title", locale = code);
        let (now, others): (Vec<_>, Vec<_>) = self
            .procedures
            .iter()
            .partition(|one| one.holds_on(self.today));
        let (coming, ended): (Vec<_>, Vec<_>) = others
            .into_iter()
            .partition(|one| one.valid_from > self.today);
        let markup = html! {
            (breadcrumb(lang, &[("/dossiers", &t!("accounts.nav.dossiers", locale = code))]))
            h1 { (title) }
            p.lead { (t!("procedures.lead", locale = code)) }
            @if self.units.len() > 1 { (self.choose_unit(lang)) }
            @if self.may_change { (self.toolbar(lang)) }
            @if now.is_empty() {
                (empty_state(&t!("procedures.none", locale = code)))
            } @else {
                (self.table(&now, lang))
            }
            @if self.may_change && self.procedures.is_empty() { (self.starter(lang)) }
            (self.folded(&t!("procedures.coming", locale = code, count = coming.len()), &coming, lang))
            (self.folded(&t!("procedures.ended", locale = code, count = ended.len()), &ended, lang))
        };
        Body::new(title, markup)
    }

    fn choose_unit(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let field = Field {
            name: "unit",
            label: &t!("units.place.unit", locale = code),
            hint: "",
            value: &self.unit.id.to_string(),
            errors: &FieldErrors::default(),
        };
        let show = t!("procedures.show", locale = code);
        ask_first(
            "/dossiers/procedures",
            field.select(&unit_choices(self.units)),
            &show,
        )
    }

    fn toolbar(&self, lang: Lang) -> Markup {
        let code = lang.code();
        html! {
            div.toolbar {
                a.button href={ "/dossiers/procedures/new?unit=" (self.unit.id) } { (t!("procedures.add", locale = code)) }
                a.button.secondary href="/dossiers/procedures/import" { (t!("procedures.import.title", locale = code)) }
            }
        }
    }

    fn starter(&self, lang: Lang) -> Markup {
        let code = lang.code();
        html! {
            form.card.narrow method="post" action="/dossiers/procedures/starter" {
                h2 { (t!("procedures.starter", locale = code)) }
                p { (t!("procedures.starter_lead", locale = code)) }
                (csrf_field(self.csrf))
                input type="hidden" name="unit" value=(self.unit.id);
                div.actions { button.secondary type="submit" { (t!("procedures.load_starter", locale = code)) } }
            }
        }
    }

    fn folded(&self, title: &str, procedures: &[&Procedure], lang: Lang) -> Markup {
        html! {
            @if !procedures.is_empty() {
                details {
                    summary { (title) }
                    (self.table(procedures, lang))
                }
            }
        }
    }

    fn table(&self, procedures: &[&Procedure], lang: Lang) -> Markup {
        let code = lang.code();
        let mut sorted = procedures.to_vec();
        sorted.sort_by_cached_key(|one| {
            (
                field_name(&one.field, lang).to_owned(),
                fold(&one.name),
                one.valid_from,
            )
        });
        html! {
            div.table-wrap tabindex="0" role="group" aria-label=(t!("procedures.title", locale = code)) {
                table.data {
                    thead {
                        tr {
                            @for head in ["name", "limit", "basis", "since"] {
                                th scope="col" { (t!(format!("procedures.heads.{head}"), locale = code)) }
                            }
                        }
                    }
                    tbody { @for one in sorted { (self.row(one, lang)) } }
                }
            }
        }
    }

    fn row(&self, one: &Procedure, lang: Lang) -> Markup {
        let code = lang.code();
        let is_own = one.unit_id == self.unit.id;
        html! {
            tr {
                th scope="row" {
                    @if self.may_change && is_own {
                        a href={ "/dossiers/procedures/" (one.id) } { (one.name) }
                    } @else {
                        (one.name)
                    }
                    p.hint {
                        (one.code)
                        @if !one.field.is_empty() { " · " (field_name(&one.field, lang)) }
                        @if !is_own { " · " (t!("procedures.from_above", locale = code)) }
                    }
                }
                td { @if let Some(limit) = one.limit() { (limit_words(limit, lang)) } }
                td { (one.basis) }
                td {
                    (lang.date(one.valid_from))
                    @if let Some(last) = one.valid_until { " – " (lang.date(last)) }
                }
            }
        }
    }
}
