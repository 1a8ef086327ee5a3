//! `language template`, `language check`: for those who write the tablet's texts in Jrai or Bahnar, and who record voices.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::Common;
use super::print::print;
use crate::error::AppResult;
use crate::kiosk::languages::{Folder, OwnLanguage, template};

/// Taken where nobody names another, if it is there.
const USUAL: &str = "languages";

/// Commands about languages.
#[derive(Subcommand)]
pub(super) enum LanguageCommand {
    /// Print the file to fill in, with the Vietnamese text above each place.
    Template {
        /// Which language.
        #[arg(value_name = "jra|bdq")]
        language: OwnLanguage,
    },
    /// Tell what is missing or wrong in the folder; exit 1 if anything is.
    Check(LanguagesFolder),
}

/// Where the languages lie.
#[derive(Args, Clone)]
pub(super) struct LanguagesFolder {
    /// Folder of the languages and voices that the commune adds. If not told: languages, where it is there.
    #[arg(long, env = "HAILONG_LANGUAGES", value_name = "DIR")]
    languages: Option<PathBuf>,
}

impl LanguagesFolder {
    /// The folder that was named, or the usual one if there is one.
    pub(super) fn path(&self) -> Option<PathBuf> {
        let usual = || Some(PathBuf::from(USUAL)).filter(|path| path.is_dir());
        self.languages.clone().or_else(usual)
    }
}

pub(super) fn language(common: &Common, command: LanguageCommand) -> AppResult<ExitCode> {
    match command {
        LanguageCommand::Template { language } => {
            print(template(language))?;
            Ok(ExitCode::SUCCESS)
        }
        LanguageCommand::Check(folder) => {
            check(common, &folder.path().unwrap_or_else(|| USUAL.into()))
        }
    }
}

fn check(common: &Common, path: &Path) -> AppResult<ExitCode> {
    let folder = Folder::read(path)?;
    if common.json {
        print(json(&folder))?;
    } else {
        print(lines(&folder).join("\n"))?;
    }
    let is_well = folder.faults.is_empty()
        && folder
            .languages
            .values()
            .all(|found| found.faults.is_empty());
    Ok(if is_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn json(folder: &Folder) -> Value {
    let languages = folder.languages.iter().map(|(code, found)| {
        json!({
            "code": code,
            "offered": folder.is_offered(code),
            "recordings": found.recordings.len(),
            "faults": found.faults,
        })
    });
    json!({"languages": languages.collect::<Vec<_>>(), "faults": folder.faults})
}

fn lines(folder: &Folder) -> Vec<String> {
    let mut lines = folder.faults.clone();
    for (code, found) in &folder.languages {
        lines.extend(found.faults.iter().map(|fault| format!("{code}/{fault}")));
        let offered = if folder.is_offered(code) {
            "offered to tablets"
        } else {
            "not complete, not offered"
        };
        let recordings = found.recordings.len();
        lines.push(format!("{code}: {offered}, {recordings} recordings"));
    }
    if lines.is_empty() {
        lines.push("The folder is empty.".to_owned());
    }
    lines
}
