//! What stands beside the form: whether its draft is kept, similar cases, other drafts. The first two also come by
//! themselves, as the answer to a draft.

use chrono::{NaiveDateTime, NaiveTime};
use maud::{Markup, html};
use rust_i18n::t;

use super::super::form::CallForm;
use super::super::store::{Draft, Similar};
use super::NEW;
use crate::clock::local_time;
use crate::complaints::pages::state_name;
use crate::vietnamese::shorten;
use crate::web::components::csrf_field;
use crate::web::language::Lang;

/// Characters shown of what somebody said.
const FIRST_WORDS: usize = 110;

/// What became of a draft.
#[derive(Clone, Copy, Debug)]
pub enum Saved {
    /// There is nothing in it yet.
    Nothing,
    /// It is kept.
    At {
        /// As this version.
        version: i64,
        /// Since this time of the day in Vietnam.
        time: NaiveTime,
    },
    /// Another page has it open and changed it, to this version.
    Elsewhere {
        /// What the other page wrote last.
        version: i64,
    },
    /// It has become a case.
    Stored,
}

/// The answer to a draft: both pieces, which take the place of those of the page.
pub fn draft_answer(saved: Saved, similar: &[Similar], lang: Lang) -> Markup {
    html! { (draft_state(Some(saved), lang)) (similar_box(Some(similar), lang)) }
}

/// Whether the draft is kept, in a line.
pub fn draft_state(saved: Option<Saved>, lang: Lang) -> Markup {
    let code = lang.code();
    let version = match saved {
        Some(Saved::At { version, .. } | Saved::Elsewhere { version }) => Some(version),
        _ => None,
    };
    let troubled = matches!(saved, Some(Saved::Elsewhere { .. } | Saved::Stored));
    html! {
        p #draft-state .draft-state.troubled[troubled] data-version=[version] role=[troubled.then_some("alert")] {
            @match saved {
                None | Some(Saved::Nothing) => {},
                Some(Saved::At { time, .. }) => {
                    @let at = time.format("%H:%M").to_string();
                    (t!("intake.kept", locale = code, at = at))
                }
                Some(Saved::Elsewhere { .. }) => {
                    (t!("intake.open_elsewhere", locale = code)) " "
                    button.quiet type="button" data-take-over { (t!("intake.take_over", locale = code)) }
                }
                Some(Saved::Stored) => (t!("intake.stored_already", locale = code)),
            }
        }
    }
}

/// Similar cases; what would be there before anybody looked.
pub fn similar_box(similar: Option<&[Similar]>, lang: Lang) -> Markup {
    let code = lang.code();
    html! {
        section #similar aria-labelledby="similar-title" {
            h2 #similar-title { (t!("intake.similar", locale = code)) }
            div role="status" {
                @match similar {
                    None => p.hint { (t!("intake.similar_hint", locale = code)) },
                    Some([]) => p.hint { (t!("intake.none_similar", locale = code)) },
                    Some(found) => p.hint { (t!("intake.some_similar", locale = code, count = found.len())) },
                }
            }
            @if let Some(found @ [_, ..]) = similar {
                ol.similar { @for case in found { (similar_case(case, lang)) } }
            }
        }
    }
}

fn similar_case(case: &Similar, lang: Lang) -> Markup {
    let code = lang.code();
    let day = lang.date(local_time(case.received_at).date());
    html! {
        li {
            p.similar-head {
                a href={ "/complaints/" (case.id) } target="_blank" rel="noopener" {
                    (t!("intake.number", locale = code, number = case.id))
                    span.visually-hidden { " " (t!("intake.new_tab", locale = code)) }
                }
                " · " (day) " · " (state_name(case.state.as_str(), lang))
            }
            p.similar-words { (shorten(&case.text, FIRST_WORDS)) }
            p.similar-foot {
                span.badge { (t!(format!("intake.likeness.{}", case.likeness), locale = code)) }
                button.quiet type="submit" name="twin" value=(case.id) {
                    (t!("intake.same_matter", locale = code))
                    span.visually-hidden { ": " (case.id) }
                }
            }
        }
    }
}

/// Says that a draft was filled in, with the ways to drop it and to begin anew.
pub fn draft_notice(draft: &Draft, ticket: &str, csrf: &str, lang: Lang) -> Markup {
    let code = lang.code();
    let at = moment(draft.updated_at, lang);
    html! {
        form.notice.info.draft-notice method="post" action={ (NEW) "/drop" } {
            (csrf_field(csrf))
            input type="hidden" name="ticket" value=(ticket);
            span role="status" { (t!("intake.filled_in", locale = code, at = at)) }
            button.quiet type="submit" { (t!("intake.drop", locale = code)) }
            a href={ (NEW) "?fresh" } { (t!("intake.begin_anew", locale = code)) }
        }
    }
}

/// Other unfinished forms.
pub fn other_drafts(drafts: &[Draft], lang: Lang) -> Markup {
    let code = lang.code();
    html! {
        @if !drafts.is_empty() {
            section aria-labelledby="drafts-title" {
                h2 #drafts-title { (t!("intake.drafts", locale = code)) }
                ul.plain-list {
                    @for draft in drafts {
                        li {
                            a href={ (NEW) "?draft=" (draft.id) } { (moment(draft.updated_at, lang)) }
                            p.similar-words { (gist(&draft.form)) }
                        }
                    }
                }
            }
        }
    }
}

fn moment(utc: NaiveDateTime, lang: Lang) -> String {
    lang.moment(local_time(utc))
}

/// By what somebody knows a draft again: who it is from and how it begins.
fn gist(form: &CallForm) -> String {
    let told = [&form.name, &form.phone, &form.text];
    let told: Vec<&str> = told
        .iter()
        .map(|told| told.as_str())
        .filter(|told| !told.is_empty())
        .collect();
    shorten(&told.join(" · "), FIRST_WORDS)
}
