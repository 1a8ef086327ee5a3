//! The markup of complaints.

use maud::{Markup, html};
use rust_i18n::t;

use super::store::Listed;
use crate::clock::local_time;
use crate::web::components::{empty_state, pager};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Complaints on one page of the list.
pub const PER_PAGE: i64 = 50;

/// One page of the list.
pub struct ListPage {
    number: i64,
    complaints: Vec<Listed>,
    more: bool,
    with_contacts: bool,
}

impl ListPage {
    /// The page of this number, counted from 1. One complaint more than a page holds says that there is a next page.
    pub fn new(number: i64, mut complaints: Vec<Listed>, with_contacts: bool) -> Self {
        let per_page = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
        let more = complaints.len() > per_page;
        complaints.truncate(per_page);
        Self {
            number,
            complaints,
            more,
            with_contacts,
        }
    }

    /// The list.
    pub fn render(&self, lang: Lang) -> Body {
        let title = t!("complaints.title", locale = lang.code());
        let markup = html! {
            h1 { (title) }
            p.lead { (t!("complaints.lead", locale = lang.code())) }
            @if self.complaints.is_empty() {
                (empty_state(&t!("complaints.none", locale = lang.code())))
            } @else {
                div.complaints { @for complaint in &self.complaints { (self.card(complaint, lang)) } }
            }
            (pager(lang, self.number, self.more, |number| format!("/complaints?page={number}")))
        };
        Body::new(title, markup)
    }

    fn card(&self, complaint: &Listed, lang: Lang) -> Markup {
        html! {
            article.card.complaint {
                h2 { (t!("complaints.number", locale = lang.code(), number = complaint.id)) }
                p.hint {
                    (lang.moment(local_time(complaint.created_at))) " · " (complaint.unit)
                    @if let Some(counter) = &complaint.counter { " · " (counter) }
                }
                p.complaint-text { (complaint.text) }
                @if self.with_contacts { (contact(complaint, lang)) }
            }
        }
    }
}

fn contact(complaint: &Listed, lang: Lang) -> Markup {
    let code = lang.code();
    let told = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let (name, phone) = (told(&complaint.name), told(&complaint.phone));
    html! {
        p {
            @if let Some(phone) = phone {
                (t!("complaints.call_back", locale = code)) " "
                a href={ "tel:" (phone.replace(' ', "")) } { strong { (phone) } }
                @if let Some(name) = name { " · " (name) }
            } @else if let Some(name) = name {
                (name) " · " (t!("complaints.no_number", locale = code))
            } @else {
                (t!("complaints.no_contact", locale = code))
            }
        }
    }
}
