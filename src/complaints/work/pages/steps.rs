//! What may be done next: the usual step open, the others folded away.

use maud::{Markup, html};
use rust_i18n::t;

use super::CasePage;
use crate::complaints::class::Class;
use crate::complaints::fields::fields;
use crate::complaints::pages::class_name;
use crate::complaints::proposal::propose;
use crate::complaints::state::{State, Step};
use crate::complaints::work::permission::may_now;
use crate::survey::questionnaire::{Dimension, catalogue};

/// In the order of a case's way.
const STEPS: [Step; 17] = [
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
];

impl CasePage<'_> {
    pub(super) fn next_steps(&self) -> Markup {
        let case = &self.desk.case;
        let waits = self.desk.waiting_answer().is_some();
        let possible = STEPS
            .into_iter()
            .chain([Step::Confine, Step::Release])
            .filter(|step| may_now(self.role, *step, case))
            .filter(|step| waits || !matches!(step, Step::Approve | Step::Return));
        let possible: Vec<Step> = possible.collect();
        let kept = self.kept(&possible);
        let usual = self.usual(waits);
        let (open, folded): (Vec<Step>, Vec<Step>) = possible
            .into_iter()
            .partition(|step| usual.contains(step) || self.typed.step == Some(*step));
        let code = self.lang.code();
        html! {
            (kept)
            @if open.is_empty() && case.state == State::Received {
                p.notice { (t!("complaints.waits_for_class", locale = code)) }
            }
            @if !open.is_empty() {
                section.card.next-steps {
                    h2 { (t!("complaints.next", locale = code)) }
                    (self.advice())
                    @for (index, step) in open.iter().enumerate() {
                        @if index > 0 { hr; }
                        (self.form_of(*step, index == 0))
                    }
                }
            }
            @if !folded.is_empty() {
                section.card {
                    h2 { (t!("complaints.other_steps", locale = code)) }
                    @for step in &folded {
                        details name="step" {
                            summary { (t!(format!("complaints.form.{step}.title"), locale = code)) }
                            (self.form_of(*step, false))
                        }
                    }
                }
            }
        }
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
    fn usual(&self, waits: bool) -> Vec<Step> {
        let case = &self.desk.case;
        let handed_on = case.class().is_some_and(|class| !class.is_answered_here());
        match case.state {
            State::Received => vec![Step::Classify],
            _ if handed_on && case.class() == Some(Class::Unfit) => vec![Step::Refuse],
            _ if handed_on => vec![Step::Forward],
            State::Classified | State::Reopened => vec![Step::Assign],
            State::Waiting => vec![Step::Resume],
            State::Assigned | State::InProgress
                if waits && may_now(self.role, Step::Approve, case) =>
            {
                vec![Step::Approve, Step::Return]
            }
            State::Assigned | State::InProgress => vec![Step::Write],
            State::Answered => vec![Step::Close],
            State::Closed | State::Refused | State::Forwarded => Vec::new(),
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
            @if proposal.mixed { p.notice { (t!("complaints.mixed", locale = code)) } }
        }
    }

    fn form_of(&self, step: Step, usual: bool) -> Markup {
        let code = self.lang.code();
        let controls = match step {
            Step::Classify => self.classify(),
            Step::Assign => html! { (self.assignee()) (self.note(step, 2)) },
            Step::Write => self.write(),
            Step::Approve => self.approve(),
            Step::Split => self.split(),
            Step::Join => self.control(step, "other").line(),
            Step::Accuse => self.accuse(),
            Step::Acknowledge => self.acknowledge(),
            Step::Forward => {
                html! { (self.control(step, "authority").line()) (self.note(step, 3)) }
            }
            Step::Start | Step::Resume | Step::Confine | Step::Release => html! {
                p.hint { (t!(format!("complaints.form.{step}.hint"), locale = code)) }
            },
            _ => self.note(step, 3),
        };
        let class = if usual { "" } else { "secondary" };
        self.step_form(step, controls, class)
    }

    fn note(&self, step: Step, rows: u32) -> Markup {
        self.control(step, "note").lines(rows)
    }

    fn classes(&self) -> Vec<(String, String)> {
        let named = |class: &Class| (class.to_string(), class_name(class.as_str(), self.lang));
        Class::ALL.iter().map(named).collect()
    }

    fn classify(&self) -> Markup {
        let (case, code) = (&self.desk.case, self.lang.code());
        let none = t!("complaints.form.none", locale = code).into_owned();
        let dimensions = Dimension::ALL.iter().map(|dimension| {
            let name = catalogue().dimension_name(*dimension, code);
            (dimension.to_string(), name.to_owned())
        });
        let dimensions: Vec<_> = [(String::new(), none.clone())]
            .into_iter()
            .chain(dimensions)
            .collect();
        let known = fields()
            .iter()
            .map(|field| (field.code.clone(), field.name(self.lang).to_owned()));
        let known: Vec<_> = [(String::new(), none)].into_iter().chain(known).collect();
        let step = Step::Classify;
        html! {
            (self.control(step, "class").value(case.class_or_proposed().as_str())
                .hint(t!("complaints.form.classify.hint", locale = code)).choice(&self.classes()))
            div.field-row {
                (self.control(step, "dimension").value(case.dimension_word().unwrap_or_default()).choice(&dimensions))
                (self.control(step, "field").value(&case.field).choice(&known))
            }
            (self.note(step, 2))
        }
    }

    fn assignee(&self) -> Markup {
        let people: Vec<_> = self
            .desk
            .assignable()
            .map(|person| {
                let role = crate::accounts::role_name(person.role, self.lang);
                (person.id.to_string(), format!("{} ({role})", person.name))
            })
            .collect();
        let current = self.desk.case.assignee_id.map(|id| id.to_string());
        let mut control = self
            .control(Step::Assign, "account")
            .value(current.unwrap_or_default());
        // Whoever assigns can always take it on themselves.
        if people.len() <= 1 {
            control = control.hint(t!(
                "complaints.form.assign.alone",
                locale = self.lang.code()
            ));
        }
        control.choice(&people)
    }

    /// A citizen at the tablet learns the number from whoever calls back.
    fn acknowledge(&self) -> Markup {
        let (code, number) = (self.lang.code(), self.desk.case.id);
        html! {
            p.hint {
                (t!("complaints.form.acknowledge.hint", locale = code, number = number)) " "
                a href={ "/answers/follow?number=" (number) } { (t!("follow.title", locale = code)) } "."
            }
            (self.note(Step::Acknowledge, 3))
        }
    }

    fn write(&self) -> Markup {
        let begun = self.desk.answers.last().map(|answer| answer.text.clone());
        html! {
            (self.control(Step::Write, "text").value(begun.unwrap_or_default())
                .hint(t!("complaints.form.write.hint", locale = self.lang.code())).lines(8))
            (self.templates())
        }
    }

    /// Buttons of the answer's form that put the text of a template after what is typed.
    fn templates(&self) -> Markup {
        let address = format!(
            "/complaints/{}/write/template#step-write",
            self.desk.case.id
        );
        html! {
            @if !self.desk.templates.is_empty() {
                p.hint.answer-templates {
                    (t!("complaints.templates", locale = self.lang.code())) " "
                    @for (id, title) in &self.desk.templates {
                        button.quiet type="submit" formaction=(address) name="template" value=(id) { (title) } " "
                    }
                }
            }
        }
    }

    /// The leader reads the answer in the field in which it can be put better.
    fn approve(&self) -> Markup {
        let text = self.desk.waiting_answer().map(|answer| answer.text.clone());
        let by = self
            .desk
            .waiting_answer()
            .map(|answer| answer.written_by.clone());
        let hint = t!(
            "complaints.form.approve.hint",
            locale = self.lang.code(),
            name = by.unwrap_or_default()
        );
        self.control(Step::Approve, "text")
            .value(text.unwrap_or_default())
            .hint(hint)
            .lines(8)
    }

    fn split(&self) -> Markup {
        let step = Step::Split;
        html! {
            (self.control(step, "text").value(&self.desk.case.text)
                .hint(t!("complaints.form.split.hint", locale = self.lang.code())).lines(5))
            (self.control(step, "class").value(Class::Question.as_str()).choice(&self.classes()))
        }
    }

    fn accuse(&self) -> Markup {
        let named = |id: i64| self.desk.named.iter().any(|(named, _)| *named == id);
        let people: Vec<_> = self
            .desk
            .people
            .iter()
            .filter(|person| !named(person.id))
            .map(|person| (person.id.to_string(), person.name.clone()))
            .collect();
        self.control(Step::Accuse, "account")
            .hint(t!("complaints.form.accuse.hint", locale = self.lang.code()))
            .choice(&people)
    }
}
