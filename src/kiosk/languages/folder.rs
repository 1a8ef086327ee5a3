//! Reads the folder in which a commune keeps its languages: `CODE/texts.yml` and `CODE/audio/`.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::recording::{LARGEST, Recording};
use super::texts::{Texts, read};
use super::wanted::OwnLanguage;
use crate::error::{AppError, AppResult};
use crate::web::language::Lang;

const TEXTS_FILE: &str = "texts.yml";
const AUDIO_FOLDER: &str = "audio";
/// Bytes of a file of texts at most: the template has a tenth of it.
const LARGEST_TEXTS: usize = 200_000;

/// What was found of one language.
#[derive(Debug, Default)]
pub struct Found {
    /// Its texts, if it is one of the commune's own and complete.
    pub texts: Option<Texts>,
    /// The recording of each text.
    pub recordings: BTreeMap<String, Recording>,
    /// What is wrong with its files, each with its file.
    pub faults: Vec<String>,
}

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Folder {
    /// Each language by its code.
    pub languages: BTreeMap<&'static str, Found>,
    /// What is wrong beside the languages.
    pub faults: Vec<String>,
}

impl Folder {
    /// Reads everything in it.
    ///
    /// # Errors
    /// There is no such folder, or it may not be read.
    pub fn read(path: &Path) -> AppResult<Self> {
        let names = names_in(path).map_err(|error| {
            let path = path.display();
            AppError::Unprocessable(format!("the folder of languages {path}: {error}"))
        })?;
        let mut folder = Self::default();
        for name in names {
            if name.starts_with('.') {
                continue;
            }
            match code_of(&name) {
                Some((code, own)) => {
                    let found = Found::read(&path.join(&name), own);
                    folder.languages.insert(code, found);
                }
                None => {
                    let codes: Vec<_> = codes().map(|(code, _)| code).collect();
                    let known = codes.join(", ");
                    folder
                        .faults
                        .push(format!("{name}: no language of tablets ({known})"));
                }
            }
        }
        Ok(folder)
    }
}

impl Found {
    fn read(folder: &Path, own: Option<OwnLanguage>) -> Self {
        let mut found = Self::default();
        if own.is_some() {
            found.read_texts(&folder.join(TEXTS_FILE));
        }
        found.read_audio(&folder.join(AUDIO_FOLDER));
        found
    }

    fn read_texts(&mut self, path: &Path) {
        let text = read_small(path, LARGEST_TEXTS)
            .and_then(|bytes| String::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned()));
        match text.map(|text| read(&text)) {
            Ok(Ok(texts)) => self.texts = Some(texts),
            Ok(Err(faults)) => {
                let told = faults.iter().map(|fault| format!("{TEXTS_FILE}: {fault}"));
                self.faults.extend(told);
            }
            Err(why) => self.faults.push(format!("{TEXTS_FILE}: {why}")),
        }
    }

    fn read_audio(&mut self, folder: &Path) {
        let names = match names_in(folder) {
            Ok(names) => names,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return,
            Err(error) => return self.faults.push(format!("{AUDIO_FOLDER}: {error}")),
        };
        for name in names.iter().filter(|name| !name.starts_with('.')) {
            let bytes = read_small(&folder.join(name), LARGEST);
            match bytes.and_then(|bytes| Recording::read(name, bytes)) {
                Ok(recording) => self.take(recording),
                Err(why) => self.faults.push(format!("{AUDIO_FOLDER}/{name}: {why}")),
            }
        }
    }

    fn take(&mut self, recording: Recording) {
        let other = self.recordings.remove(&recording.name);
        let (played, unused) = match other {
            Some(other) if other.rank() <= recording.rank() => (other, Some(recording)),
            other => (recording, other),
        };
        if let Some(unused) = unused {
            let why = format!("is not used, because there is {}", played.file);
            self.faults
                .push(format!("{AUDIO_FOLDER}/{}: {why}", unused.file));
        }
        self.recordings.insert(played.name.clone(), played);
    }
}

/// The codes of all languages that a tablet can have, with whether a commune writes the texts.
fn codes() -> impl Iterator<Item = (&'static str, Option<OwnLanguage>)> {
    let built_in = Lang::ALL.iter().map(|lang| (lang.code(), None));
    let own = OwnLanguage::ALL
        .iter()
        .map(|own| (own.as_str(), Some(*own)));
    built_in.chain(own)
}

fn code_of(name: &str) -> Option<(&'static str, Option<OwnLanguage>)> {
    codes().find(|(code, _)| *code == name)
}

/// Names in a folder, sorted. One that is no Unicode cannot be any of ours.
fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    let entries: io::Result<Vec<_>> = fs::read_dir(folder)?.collect();
    let names = entries?.into_iter().map(|entry| entry.file_name());
    let mut names: Vec<_> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    Ok(names)
}

/// The whole of a file that is not larger than `largest`.
fn read_small(path: &Path, largest: usize) -> Result<Vec<u8>, String> {
    let told = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    };
    let about = fs::metadata(path).map_err(told)?;
    if !about.is_file() {
        return Err("is no file".into());
    }
    if usize::try_from(about.len()).unwrap_or(usize::MAX) > largest {
        return Err(format!("is too large, at most {largest} bytes"));
    }
    fs::read(path).map_err(told)
}
