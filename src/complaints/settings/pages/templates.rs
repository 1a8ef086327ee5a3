//! The pages of templates: the list, the form, the question before one goes.

use maud::{Markup, html};
use rust_i18n::t;

use super::way_back;
use crate::complaints::settings::store::Template;
use crate::complaints::settings::template_form::TemplateForm;
use crate::units::{Unit, ask_unit};
use crate::vietnamese::shorten;
use crate::web::components::{Field, FieldErrors, csrf_field, empty_state};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Where the list is.
const TEMPLATES: &str = "/complaints/templates";
/// Where the form is that adds one.
const NEW: &str = "/complaints/templates/new";
/// First letters of a text, as the list shows them.
const EXCERPT: usize = 140;

fn title(lang: Lang) -> String {
    t!("complaint_settings.templates", locale = lang.code()).into_owned()
}

/// Asks for the unit; `own` is chosen already.
pub fn choose_unit(units: &[Unit], own: i64, lang: Lang) -> Body {
    let heading = t!("complaint_settings.add", locale = lang.code());
    let markup = html! {
        (way_back(lang, &[(TEMPLATES, &title(lang))]))
        h1 { (heading) }
        (ask_unit(NEW, units, own, lang))
    };
    Body::new(heading, markup)
}

/// The list.
pub struct TemplatesPage<'a> {
    /// Every template that the viewer may use.
    pub templates: &'a [Template],
    /// The viewer's unit.
    pub own: &'a Unit,
}

impl TemplatesPage<'_> {
    /// The page's own part.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let heading = title(lang);
        let markup = html! {
            (way_back(lang, &[]))
            h1 { (heading) }
            p.lead { (t!("complaint_settings.templates_lead", locale = code)) }
            div.toolbar {
                a.button href=(NEW) { (t!("complaint_settings.add", locale = code)) }
            }
            @if self.templates.is_empty() {
                (empty_state(&t!("complaint_settings.no_templates", locale = code)))
            } @else {
                div.table-wrap {
                    table.data.templates {
                        thead {
                            tr {
                                th scope="col" { (t!("complaint_settings.template_title", locale = code)) }
                                th scope="col" { (t!("complaint_settings.template_text", locale = code)) }
                                th scope="col" { span.visually-hidden { (t!("complaint_settings.change", locale = code)) } }
                            }
                        }
                        tbody { @for template in self.templates { (self.row(template, lang)) } }
                    }
                }
            }
        };
        Body::new(heading, markup)
    }

    fn row(&self, template: &Template, lang: Lang) -> Markup {
        let code = lang.code();
        let address = format!("{TEMPLATES}/{}", template.id);
        html! {
            tr {
                th scope="row" {
                    (template.title)
                    @if template.unit_id != self.own.id { p.hint { (template.unit) } }
                }
                td { (shorten(&template.text, EXCERPT)) }
                td {
                    @if self.may_change(template) {
                        a href=(address) { (t!("complaint_settings.change", locale = code)) }
                        " · "
                        a href={ (address) "/delete" } { (t!("complaint_settings.delete", locale = code)) }
                    } @else {
                        span.hint { (t!("complaint_settings.of_unit_above", locale = code)) }
                    }
                }
            }
        }
    }

    /// Of the viewer's unit or below: what stands above is the unit's own that set it.
    fn may_change(&self, template: &Template) -> bool {
        let above = self.own.line();
        template.unit_id == self.own.id || !above.contains(&template.unit_id)
    }
}

/// Which template the form is about.
pub enum Editing<'a> {
    /// One that is added to a unit.
    New(&'a Unit),
    /// One that is there.
    Old(&'a Template),
}

/// The form of one template.
pub struct TemplatePage<'a> {
    /// Which.
    pub editing: Editing<'a>,
    /// What is filled in.
    pub form: &'a TemplateForm,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
    /// Token of the session.
    pub csrf: &'a str,
}

impl TemplatePage<'_> {
    /// The page's own part.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let (heading, action, unit) = match self.editing {
            Editing::New(unit) => (
                t!("complaint_settings.add", locale = code),
                NEW.to_owned(),
                unit.name.as_str(),
            ),
            Editing::Old(template) => (
                t!("complaint_settings.change_template", locale = code),
                format!("{TEMPLATES}/{}", template.id),
                template.unit.as_str(),
            ),
        };
        let markup = html! {
            (way_back(lang, &[(TEMPLATES, &title(lang))]))
            h1 { (heading) }
            p.lead { (unit) }
            (self.errors.summary(lang))
            form.card.narrow.template method="post" action=(action) novalidate {
                (csrf_field(self.csrf))
                @if let Editing::New(unit) = self.editing {
                    input type="hidden" name="unit" value=(unit.id);
                }
                (Field {
                    name: "title",
                    label: &t!("complaint_settings.template_title", locale = code),
                    hint: &t!("complaint_settings.template_title_hint", locale = code),
                    value: &self.form.title,
                    errors: self.errors,
                }.input("text", "off"))
                (Field {
                    name: "text",
                    label: &t!("complaint_settings.template_text", locale = code),
                    hint: &t!("complaint_settings.template_text_hint", locale = code),
                    value: &self.form.text,
                    errors: self.errors,
                }.lines(12))
                div.actions {
                    button type="submit" { (t!("complaint_settings.keep", locale = code)) }
                    a.button.secondary href=(TEMPLATES) { (t!("complaint_settings.cancel", locale = code)) }
                }
            }
        };
        Body::new(self.errors.title(&heading, lang), markup)
    }
}

/// Shows what would go, and asks.
pub fn ask_delete(template: &Template, csrf: &str, lang: Lang) -> Body {
    let code = lang.code();
    let heading = t!(
        "complaint_settings.delete_title",
        locale = code,
        title = template.title
    );
    let markup = html! {
        (way_back(lang, &[(TEMPLATES, &title(lang))]))
        h1 { (heading) }
        p.lead { (template.unit) }
        p { (t!("complaint_settings.delete_means", locale = code)) }
        blockquote.complaint-text { (template.text) }
        form method="post" action={ (TEMPLATES) "/" (template.id) "/delete" } {
            (csrf_field(csrf))
            div.actions {
                button.danger type="submit" { (t!("complaint_settings.delete_now", locale = code)) }
                a.button.secondary href=(TEMPLATES) { (t!("web.keep", locale = code)) }
            }
        }
    };
    Body::new(heading, markup)
}
