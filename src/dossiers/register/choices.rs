//! What can be chosen in the form: procedures of the catalogue, officers (pure).

use crate::dossiers::procedure::Procedure;
use crate::dossiers::steps::Ground;
use crate::vietnamese::fold;

/// Between the name of a procedure and its code, where names are alike.
const BETWEEN: &str = " · ";

/// The choices of one unit's form.
pub struct Choices {
    /// The unit, its rules, and the working days.
    pub ground: Ground,
    /// The procedures that hold, by name.
    pub procedures: Vec<Procedure>,
    /// Account and name of who may work on it.
    pub officers: Vec<(i64, String)>,
}

impl Choices {
    /// What is typed for a procedure: its name, with its code where another has the same name.
    pub fn typed_for(&self, procedure: &Procedure) -> String {
        let mut alike = self.procedures.iter();
        let alike = alike.any(|other| other.id != procedure.id && other.name == procedure.name);
        match alike {
            true => format!("{}{BETWEEN}{}", procedure.name, procedure.code),
            false => procedure.name.clone(),
        }
    }

    /// The procedure that is meant by what was typed: its code, or its name however it is written.
    pub fn procedure(&self, typed: &str) -> Option<&Procedure> {
        let code = typed.rsplit_once(BETWEEN).map_or(typed, |(_, code)| code);
        let mut all = self.procedures.iter();
        all.find(|one| one.code.eq_ignore_ascii_case(code.trim()))
            .or_else(|| {
                let wanted = fold(typed);
                let mut named = self.procedures.iter();
                named.find(|one| fold(&one.name) == wanted)
            })
    }

    /// Those whose names have every word that was typed, or begin with what there is of it.
    pub fn near(&self, typed: &str) -> Vec<&Procedure> {
        let typed = fold(typed);
        let words: Vec<&str> = typed.split_whitespace().collect();
        let has = |name: &str, word: &&str| name.split_whitespace().any(|it| it.starts_with(*word));
        let is_near = |one: &&Procedure| {
            let name = fold(&one.name);
            !words.is_empty() && words.iter().all(|word| has(&name, word))
        };
        self.procedures.iter().filter(is_near).collect()
    }

    /// The account of the officer whom a value names.
    pub fn officer(&self, value: &str) -> Option<i64> {
        let id = value.parse().ok()?;
        let known = self.officers.iter().any(|(officer, _)| *officer == id);
        known.then_some(id)
    }
}
