//! What may be done next: the usual step open, the others folded away.

use maud::{Markup, html};
use rust_i18n::t;

use super::CasePage;
use crate::complaints::class::Class;
use crate::complaints::pages::class_name;
use crate::complaints::proposal::propose;
use crate::complaints::state::{State, Step};
use crate::complaints::work::permission::may_now;

/// In the order of a case's way.
const STEPS: [Step; 18] = [
    Step::Classify,
    Step::Assign,
    Step::Resume,
    Step::Approve,
    Step::Return,
    Step::Write,
    Step::Start,
    Step::Acknowledge,
    Step::Pause,
    Step::Forward,
    Step::Refuse,
    Step::Close,
    Step::Reopen,
    Step::Note,
    Step::Split,
    Step::Join,
    Step::Accuse,
    Step::Correct,
];

impl CasePage<'_> {
    pub(super) fn next_steps(&self) -> Markup {
        let case = &self.desk.case;
        let possible: Vec<Step> = STEPS
            .into_iter()
            .chain([Step::Confine, Step::Release])
            .filter(|step| may_now(self.role, *step, case))
            .filter(|step| self.with_contact || *step != Step::Correct)
            .filter(|step| self.waits() || !matches!(step, Step::Approve | Step::Return))
            .collect();
        let kept = self.kept(&possible);
        let usual = self.usual();
        let (open, folded): (Vec<Step>, Vec<Step>) = possible
            .into_iter()
            .partition(|step| usual.contains(step) || self.typed.step == Some(*step));
        let code = self.lang.code();
        html! {
            (kept)
            @if open.is_empty() && case.state == State::Received {
                p.notice { (t!("complaints.waits_for_class", locale = code)) }
            }
            @if usual.is_empty() && self.waits() && case.state.is_open() {
                p.notice { (t!("complaints.waits_for_leader", locale = code)) }
            }
            @if !open.is_empty() || self.publishes_next() {
                section.card.next-steps {
                    h2 { (t!("complaints.next", locale = code)) }
                    (self.sent_back())
                    (self.advice())
                    @if self.publishes_next() { (self.publish("button")) }
                    @for (index, step) in open.iter().enumerate() {
                        @if index > 0 || self.publishes_next() { hr; }
                        @if !usual.contains(step) || self.publishes_next() { h3 { (self.title_of(*step)) } }
                        (self.form_of(*step, index == 0 && *step != Step::Close))
                    }
                }
            }
            @if !folded.is_empty() {
                section.card {
                    h2 { (t!("complaints.other_steps", locale = code)) }
                    @for step in &folded {
                        details name="step" {
                            summary { (self.title_of(*step)) }
                            (self.form_of(*step, false))
                        }
                    }
                }
            }
        }
    }

    /// Whether an answer waits for the leader.
    fn waits(&self) -> bool {
        self.desk.waiting_answer().is_some()
    }

    /// What a step is called where it is not what comes next.
    fn title_of(&self, step: Step) -> String {
        let part = match step {
            Step::Assign if self.desk.case.assignee_id.is_none() => "first",
            Step::Write if self.waits() => "again",
            _ => "title",
        };
        let key = format!("complaints.form.{step}.{part}");
        t!(key, locale = self.lang.code()).into_owned()
    }

    /// Words of a step that cannot be taken any more are given back.
    fn kept(&self, possible: &[Step]) -> Markup {
        let form = &self.typed.form;
        let words = [form.text.as_str(), form.note.as_str()];
        let gone = self
            .typed
            .step
            .is_some_and(|step| !possible.contains(&step));
        html! {
            @if gone && words.iter().any(|words| !words.is_empty()) {
                section.card {
                    h2 { (t!("complaints.kept", locale = self.lang.code())) }
                    @for words in words { p.complaint-text { (words) } }
                }
            }
        }
    }

    /// What somebody would do next where the case stands.
    fn usual(&self) -> Vec<Step> {
        let case = &self.desk.case;
        let handed_on = case.class().is_some_and(|class| !class.is_answered_here());
        match case.state {
            State::Received => vec![Step::Classify],
            _ if handed_on && case.class() == Some(Class::Unfit) => vec![Step::Refuse],
            _ if handed_on => vec![Step::Forward],
            _ if case.confined => self.usual_of_confined(),
            State::Classified => vec![Step::Assign],
            State::Reopened if case.assignee_id.is_none() => vec![Step::Assign],
            State::Waiting => vec![Step::Resume],
            State::Assigned | State::InProgress if self.waits() => {
                match may_now(self.role, Step::Approve, case) {
                    true => vec![Step::Approve, Step::Return],
                    false => Vec::new(),
                }
            }
            State::Assigned | State::InProgress | State::Reopened => vec![Step::Write],
            State::Answered => vec![Step::Close],
            State::Closed | State::Refused | State::Forwarded => Vec::new(),
        }
    }

    /// What was hidden since it was last decided what it is, its keeper decides first. What is answered here is shown
    /// again to those who answer.
    fn usual_of_confined(&self) -> Vec<Step> {
        let turns = [Step::Classify, Step::Confine, Step::Join, Step::Reopen];
        let turns = turns.map(Step::as_str);
        let mut newest_first = self.desk.events.iter().rev();
        let last = newest_first.find(|event| turns.contains(&event.action.as_str()));
        match last.is_some_and(|event| event.action == Step::Classify.as_str()) {
            true => vec![Step::Release],
            false => vec![Step::Classify, Step::Release],
        }
    }

    /// Why the last answer was not enough, in the words of the leader or of the citizen.
    fn sent_back(&self) -> Markup {
        let turns = [Step::Write, Step::Return, Step::Reopen];
        let last = self.desk.events.iter().rev().find_map(|event| {
            let step = event.action.parse().ok()?;
            turns.contains(&step).then_some((step, &event.note))
        });
        let why = last.filter(|(step, note)| *step != Step::Write && !note.is_empty());
        html! {
            @if let Some((step, note)) = why && self.desk.case.state.is_open() {
                p.notice.warning.complaint-text {
                    strong { (t!(format!("complaints.why.{step}"), locale = self.lang.code())) } " " (note)
                }
            }
        }
    }

    /// Whether the answer is approved and nobody has confirmed yet that all may read it.
    pub(super) fn publishes_next(&self) -> bool {
        let case = &self.desk.case;
        let turns = [Step::Approve, Step::Publish, Step::Withdraw, Step::Confine];
        let turns = turns.map(Step::as_str);
        let mut newest_first = self.desk.events.iter().rev();
        let last = newest_first.find(|event| turns.contains(&event.action.as_str()));
        let is_public = last.is_some_and(|event| event.action == Step::Publish.as_str());
        case.state == State::Answered && !is_public && may_now(self.role, Step::Publish, case)
    }

    /// The way to the page on which the answer is made fit for all to read.
    pub(super) fn publish(&self, class: &str) -> Markup {
        html! {
            div.actions {
                a class=(class) href={ "/complaints/" (self.desk.case.id) "/publish" } {
                    (t!("complaints.publish", locale = self.lang.code()))
                }
            }
        }
    }

    /// What is not answered here is advised: which way the citizen can go.
    fn advice(&self) -> Markup {
        let class = self.desk.case.class_or_proposed();
        html! {
            @if self.desk.case.class().is_none() { (self.proposal()) }
            @if !class.is_answered_here() {
                p.notice { (t!(format!("complaints.advice.{class}"), locale = self.lang.code())) }
            }
        }
    }

    /// What it was taken for: by whoever logged it, or by the program, which shows the citizen's own words for it.
    fn proposal(&self) -> Markup {
        let (case, code) = (&self.desk.case, self.lang.code());
        let proposal = propose(&case.text);
        let class = class_name(case.proposed.as_str(), self.lang);
        let words = proposal.because.iter().map(|word| format!("“{word}”"));
        let words = words.collect::<Vec<_>>().join(", ");
        html! {
            p {
                @if proposal.class == case.proposed {
                    (t!("complaints.takes_it_for", locale = code, class = class))
                    @if !words.is_empty() { " " (t!("complaints.because", locale = code, words = words)) }
                } @else {
                    (t!("complaints.logged_as", locale = code, class = class))
                }
            }
            @if proposal.class == Class::Emergency && case.proposed != Class::Emergency {
                p.notice { (t!("complaints.advice.emergency", locale = code)) }
            }
            @if proposal.mixed { p.notice { (t!("complaints.mixed", locale = code)) } }
        }
    }
}
