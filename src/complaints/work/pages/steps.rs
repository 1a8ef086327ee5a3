//! The forms of the steps: what each asks for.

use maud::{Markup, html};
use rust_i18n::t;

use super::CasePage;
use crate::complaints::class::Class;
use crate::complaints::pages::class_name;
use crate::complaints::rules::REOPEN_DAYS;
use crate::complaints::state::Step;
use crate::survey::questionnaire::{Dimension, catalogue};
use crate::units::fields::fields;

impl CasePage<'_> {
    pub(super) fn form_of(&self, step: Step, usual: bool) -> Markup {
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
            Step::Correct => self.correct(),
            Step::Forward => {
                html! { (self.control(step, "authority").line()) (self.note(step, 3)) }
            }
            Step::Close => html! {
                p.hint { (t!("complaints.form.close.hint", locale = code, days = REOPEN_DAYS)) }
                (self.note(step, 2))
            },
            Step::Start | Step::Resume | Step::Confine | Step::Release => html! {
                p.hint { (t!(format!("complaints.form.{step}.hint"), locale = code)) }
            },
            _ => self.note(step, 3),
        };
        let class = if usual { "" } else { "secondary" };
        self.step_form(step, controls, class)
    }

    /// Of what is confined the citizen reads not even why it was refused, or to whom it was forwarded.
    fn note(&self, step: Step, rows: u32) -> Markup {
        let note = self.control(step, "note");
        match self.desk.case.confined && matches!(step, Step::Refuse | Step::Forward) {
            true => note.labelled("note_of_confined").lines(rows),
            false => note.lines(rows),
        }
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

    /// Who is called back learns the number and where to read the answer. Whoever left no phone is not called back.
    fn acknowledge(&self) -> Markup {
        let hint = t!(
            "complaints.form.acknowledge.hint",
            locale = self.lang.code(),
            number = self.desk.case.id,
            address = self.answers
        );
        html! { p.hint { (hint) } (self.note(Step::Acknowledge, 3)) }
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
        let none = t!("complaints.form.none", locale = self.lang.code()).into_owned();
        let classes: Vec<_> = [(String::new(), none)]
            .into_iter()
            .chain(self.classes())
            .collect();
        html! {
            (self.control(step, "text").value(&self.desk.case.text)
                .hint(t!("complaints.form.split.hint", locale = self.lang.code())).lines(5))
            (self.control(step, "class").choice(&classes))
        }
    }

    fn correct(&self) -> Markup {
        let (step, known) = (Step::Correct, self.desk.contact.clone().unwrap_or_default());
        html! {
            p.hint { (t!("complaints.form.correct.hint", locale = self.lang.code())) }
            (self.control(step, "name").value(known.name).line())
            (self.control(step, "phone").value(known.phone).line())
            (self.control(step, "address").value(known.address).line())
            (self.note(step, 2))
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
