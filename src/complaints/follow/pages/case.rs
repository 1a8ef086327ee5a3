//! Where a case stands, its answer, and what the citizen may say about it.

use chrono::{NaiveDate, NaiveDateTime};
use maud::{Markup, html};
use rust_i18n::t;

use crate::clock::local_day;
use crate::complaints::case::Case;
use crate::complaints::citizen::{STYLE, in_language, languages, telephone, urgent};
use crate::complaints::follow::store::Followed;
use crate::complaints::follow::view::{Stand, advice, open_until};
use crate::complaints::follow::visit::{Typed, case_address};
use crate::complaints::pages::score_name;
use crate::complaints::rules::REOPEN_DAYS;
use crate::web::components::Field;
use crate::web::faces::face_here;
use crate::web::language::Lang;
use crate::web::phone::{PhonePage, Top, phone_document};

/// What the page shows. Where the case stands has names of its own here (`follow.stand`): whole sentences, and fewer of
/// them than the register tells apart.
pub struct CasePage<'a> {
    /// Language of the page.
    pub lang: Lang,
    /// True where the data are generated samples.
    pub sample: bool,
    /// The case.
    pub followed: &'a Followed,
    /// What its forms carry.
    pub proof: &'a str,
    /// Which answer they are about, sealed.
    pub answer: &'a str,
    /// Whether the citizen may still say something about the answer.
    pub is_open: bool,
    /// Today, in Vietnam.
    pub today: NaiveDate,
    /// What was typed, and what is wrong with it.
    pub typed: &'a Typed,
}

/// What to do about what is another procedure's, if it is; whom to call, if it cannot wait.
pub fn advised(case: &Case, lang: Lang) -> Option<Markup> {
    let text = |key: &str| t!(format!("follow.advice.{key}"), locale = lang.code()).into_owned();
    let advice = advice(case);
    if advice.is_none() && !case.may_be_emergency() {
        return None;
    }
    Some(html! {
        @if case.may_be_emergency() { (urgent(lang, &text("emergency"))) }
        @if let Some(advice) = advice {
            section.block {
                h2 { (text(&format!("{advice}_title"))) }
                p { (text(advice)) }
            }
        }
    })
}

impl CasePage<'_> {
    /// The page.
    pub fn render(&self) -> PhonePage {
        let case = &self.followed.case;
        let stand = Stand::of(case);
        let heading = t!("follow.case", locale = self.lang.code(), number = case.id);
        let received = self.lang.date(local_day(case.received_at));
        let body = html! {
            h1 { (heading) }
            (self.typed.errors.summary(self.lang))
            p.lead { (t!("follow.received_on", locale = self.lang.code(), date = received)) }
            (self.steps(stand))
            div #state {
                p { strong { (self.text(&format!("stand.{stand}"))) } }
                (self.day(stand))
                (self.parts())
            }
            @if let Some(advice) = advised(case, self.lang) { (advice) }
            @if !self.followed.reason.is_empty() && !case.confined { (self.reason()) }
            @if stand == Stand::Answered { (self.answered()) }
            @if stand == Stand::Again { (self.answers("former_answer")) }
            (self.kept(stand))
            (self.ways())
        };
        let top = Top {
            unit: &self.followed.unit,
            counter: None,
            sample: self.sample,
            languages: Some(languages(self.lang, &case_address(case.id))),
        };
        let title = self.typed.errors.title(&heading, self.lang);
        phone_document(self.lang, (&title, &STYLE), &top, body)
    }

    fn steps(&self, stand: Stand) -> Markup {
        html! {
            @if let Some(reached) = stand.step() {
                ol.stand {
                    @for (at, step) in ["received", "in_progress", "answered"].iter().enumerate() {
                        li.reached[at < reached] aria-current=[(at + 1 == reached).then_some("step")] {
                            (self.text(&format!("step.{step}")))
                        }
                    }
                }
            }
        }
    }

    /// By when an answer is due, where one was promised. What became late is not hidden.
    fn day(&self, stand: Stand) -> Markup {
        let waits = matches!(stand, Stand::Received | Stand::InProgress | Stand::Again);
        let open = waits && self.followed.case.promises_answer();
        html! {
            @match self.followed.case.due.filter(|_| open) {
                Some(due) if due < self.today => p.late { (self.dated("was_due", due)) },
                Some(due) => p { (self.dated("due", due)) },
                None if open => p { (self.text("no_day")) },
                None => {},
            }
        }
    }

    /// Nobody else tells the numbers of the parts. The citizen's own digits open them.
    fn parts(&self) -> Markup {
        html! {
            @for part in &self.followed.parts {
                p {
                    (self.text("part")) " "
                    a href=(in_language(self.lang, &format!("/answers/follow?number={part}"))) {
                        (t!("follow.part_number", locale = self.lang.code(), number = part))
                    }
                }
            }
        }
    }

    fn reason(&self) -> Markup {
        let title = match Stand::of(&self.followed.case) {
            Stand::Forwarded => "forwarded_to",
            _ => "refused_why",
        };
        html! {
            section.block {
                h2 { (self.text(title)) }
                p.words { (self.followed.reason) }
                @if title == "refused_why" {
                    p { (t!("follow.refused_anew", locale = self.lang.code(), number = self.followed.case.id)) }
                }
            }
        }
    }

    fn answers(&self, title: &str) -> Markup {
        html! {
            @for (at, (text, approved_at)) in self.followed.answers.iter().enumerate() {
                section.block {
                    h2 { (self.text(if at == 0 { title } else { "former_answer" })) }
                    p.hint { (self.answered_on(*approved_at)) }
                    p.words { (text) }
                }
            }
        }
    }

    fn answered_on(&self, approved_at: NaiveDateTime) -> String {
        self.dated("answered_on", local_day(approved_at))
    }

    fn answered(&self) -> Markup {
        let approved_at = self.followed.answers.first().map(|(_, at)| *at);
        let until = open_until(&self.followed.case, approved_at);
        html! {
            (self.answers("answer"))
            @if self.is_open {
                // One form, so that no button loses what was filled in beside it.
                form method="post" action=(self.action("rate")) novalidate {
                    (self.carried())
                    (self.rating())
                    @if let Some(until) = until { (self.reopening(until)) }
                }
            } @else {
                section.block {
                    h2 { (self.text("over_title")) }
                    p { (t!("follow.over_lead", locale = self.lang.code(), days = REOPEN_DAYS)) }
                    p { (t!("follow.over_anew", locale = self.lang.code(), number = self.followed.case.id)) }
                }
            }
        }
    }

    fn rating(&self) -> Markup {
        let stored = self.followed.case.score;
        let (rated, score) = (stored.is_some(), self.typed.score.or(stored));
        let error = self.typed.errors.of("score");
        html! {
            section #rated .block {
                @match stored {
                    Some(score) => p.done-note role="status" {
                        (t!("follow.rated", locale = self.lang.code(), level = score_name(score, self.lang)))
                        @if score <= 2 { " " (self.text("rated_low")) }
                    },
                    None => {},
                }
                fieldset.question.has-error[error.is_some()] {
                    legend { (self.text("rate")) }
                    @if let Some(error) = error { p.field-error { (error) } }
                    div.scale { div.levels {
                        @for level in 1..=5_u8 {
                            label.choice {
                                input type="radio" name="score" value=(level) id=[(level == 1).then_some("score")]
                                    checked[score == Some(level.into())];
                                (face_here(level))
                                span { (score_name(level.into(), self.lang)) }
                            }
                        }
                    } }
                }
                button type="submit" { (self.text(if rated { "rate_again" } else { "rate_send" })) }
            }
        }
    }

    fn reopening(&self, until: NaiveDate) -> Markup {
        let why = Field {
            name: "why",
            label: &self.text("why"),
            hint: &self.text("why_hint"),
            value: &self.typed.why,
            errors: &self.typed.errors,
        };
        html! {
            section.block {
                h2 { (self.text("unsolved")) }
                p { (self.dated("unsolved_lead", until)) }
                (why.lines(3))
                button.secondary type="submit" formaction=(self.action("reopen")) { (self.text("reopen")) }
            }
        }
    }

    /// Words that came too late are given back.
    fn kept(&self, stand: Stand) -> Markup {
        let shown = stand == Stand::Answered && self.is_open;
        html! {
            @if !shown && !self.typed.why.is_empty() {
                section.block {
                    h2 { (self.text("kept")) }
                    p.words { (self.typed.why) }
                }
            }
        }
    }

    fn ways(&self) -> Markup {
        html! {
            @if !self.followed.hotline.is_empty() {
                div.hotline { (self.text("call")) (telephone(&self.followed.hotline)) }
            }
            ul.ways {
                li { a href=(in_language(self.lang, "/answers")) { (self.text("see_answers")) } }
            }
        }
    }

    /// What every form here carries.
    fn carried(&self) -> Markup {
        html! {
            input type="hidden" name="proof" value=(self.proof);
            input type="hidden" name="answer" value=(self.answer);
        }
    }

    fn action(&self, act: &str) -> String {
        let address = format!("{}/{act}", case_address(self.followed.case.id));
        in_language(self.lang, &address)
    }

    fn dated(&self, key: &str, day: NaiveDate) -> String {
        let (code, date) = (self.lang.code(), self.lang.date(day));
        t!(format!("follow.{key}"), locale = code, date = date).into_owned()
    }

    fn text(&self, key: &str) -> String {
        t!(format!("follow.{key}"), locale = self.lang.code()).into_owned()
    }
}
