//! What one row says of a dossier (pure). It is kept beside the dossier, so that the next file is compared with what the
//! software said the last time: what it says again is no change, whatever was done here meanwhile.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::moment::Told;
use crate::clock::local_time;
use crate::dossiers::dossier::{Application, Dossier, Way};
use crate::dossiers::limit::has_hour;
use crate::dossiers::state::State;

/// What is said of a dossier. What is not told is nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Where it stands.
    pub state: State,
    /// When it came in.
    pub received: Told,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Told>,
    /// When the result was ready.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Told>,
    /// When the applicant got it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<Told>,
    /// The procedure, by name or code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<String>,
    /// Code of the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Login or name of the officer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<String>,
    /// How it was handed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<Way>,
    /// How often the applicant had to contact the desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contacts: Option<i32>,
    /// How many agencies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agencies: Option<i32>,
    /// By which a change of the applicant's data is seen. Too short to tell who it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant: Option<String>,
}

/// What was said of a dossier last, and when a file was heard to say so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// What was said.
    #[serde(flatten)]
    pub said: Said,
    /// When it was heard, UTC.
    #[serde(default)]
    pub heard_at: Option<NaiveDateTime>,
}

/// The applicant's data of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applicant {
    /// Name of the person or organisation.
    pub name: String,
    /// Identity number.
    pub identity: String,
    /// To call.
    pub phone: String,
    /// To write to.
    pub email: String,
    /// Where they live.
    pub address: String,
}

/// One row that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// Line in the file.
    pub line: u64,
    /// Code of the dossier.
    pub code: String,
    /// What is said of it.
    pub said: Said,
    /// Who it is of.
    pub applicant: Applicant,
}

impl Applicant {
    /// Eight hexadecimal digits of its digest; nothing where nothing is told.
    pub fn mark(&self) -> Option<String> {
        let parts = [
            &self.name,
            &self.identity,
            &self.phone,
            &self.email,
            &self.address,
        ];
        if parts.iter().all(|part| part.is_empty()) {
            return None;
        }
        let mut digest = Sha256::new();
        for part in parts {
            digest.update(part.as_bytes());
            digest.update([0]);
        }
        let digest = data_encoding::HEXLOWER.encode(&digest.finalize());
        digest.get(..8).map(str::to_owned)
    }

    /// Those of an application that are known.
    pub fn of(application: &Application) -> Self {
        Self {
            name: application.name.clone(),
            identity: application.identity.clone(),
            phone: application.phone.clone(),
            email: application.email.clone(),
            address: application.address.clone(),
        }
    }

    /// Puts what is told in the place of what was known; what is not told stays.
    pub fn put_into(&self, application: &mut Application) {
        let put = |new: &String, old: &mut String| {
            if !new.is_empty() {
                old.clone_from(new);
            }
        };
        put(&self.name, &mut application.name);
        put(&self.identity, &mut application.identity);
        put(&self.phone, &mut application.phone);
        put(&self.email, &mut application.email);
        put(&self.address, &mut application.address);
    }
}

impl Said {
    /// What would have been said of a dossier that was registered here.
    pub fn of(dossier: &Dossier, application: Option<&Application>) -> Self {
        let told = |moment| Told::of(local_time(moment));
        let due = dossier.first_due_at.map(|due| {
            let mut due_told = told(due);
            if !has_hour(local_time(due)) {
                due_told.time = None;
            }
            due_told
        });
        let words = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        Self {
            state: dossier.state,
            received: told(dossier.received_at),
            due,
            ended: dossier.ended_at.map(told),
            returned: dossier.returned_at.map(told),
            procedure: words(&dossier.procedure_name),
            field: words(&dossier.field),
            officer: words(&dossier.officer_name),
            way: Some(dossier.way),
            contacts: dossier.contacts,
            agencies: dossier.agencies,
            applicant: application.and_then(|known| Applicant::of(known).mark()),
        }
    }

    /// What is known after this was said as well: what is not told stays.
    pub fn then(&self, new: &Self) -> Self {
        fn later<T: Clone>(old: &Option<T>, new: &Option<T>) -> Option<T> {
            new.clone().or_else(|| old.clone())
        }
        Self {
            state: new.state,
            received: new.received,
            due: later(&self.due, &new.due),
            ended: later(&self.ended, &new.ended),
            returned: later(&self.returned, &new.returned),
            procedure: later(&self.procedure, &new.procedure),
            field: later(&self.field, &new.field),
            officer: later(&self.officer, &new.officer),
            way: later(&self.way, &new.way),
            contacts: later(&self.contacts, &new.contacts),
            agencies: later(&self.agencies, &new.agencies),
            applicant: later(&self.applicant, &new.applicant),
        }
    }
}
