//! Languages that a commune fills in itself, Jrai and Bahnar, and recorded voices in every language. They lie in a
//! folder beside the program; what is complete is offered to tablets, what is not is left out and told. No text in these
//! languages is part of the program.

mod audio;
mod folder;
mod recording;
mod texts;
mod wanted;

use std::path::Path;
use std::sync::Arc;

use actix_web::web::{ServiceConfig, get};
use serde_json::{Map, Value, json};

use crate::error::AppResult;
use crate::web::kiosk_app::KeptFile;
use crate::web::language::Lang;
pub use folder::{Folder, Found};
pub use recording::Recording;
pub use texts::{Texts, template};
pub use wanted::{OwnLanguage, Section};

/// Mounts the recordings.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/kiosk/audio/{lang}/{file}", get().to(audio::get_audio));
}

/// The commune's languages and voices, as they were when the server started.
#[derive(Clone, Default)]
pub struct Languages {
    folder: Arc<Folder>,
}

impl Languages {
    /// Reads the folder, and tells in the log what of it cannot be used.
    ///
    /// # Errors
    /// There is no such folder, or it may not be read.
    pub fn load(path: &Path) -> AppResult<Self> {
        let folder = Folder::read(path)?;
        for fault in &folder.faults {
            tracing::warn!("languages: {fault}");
        }
        for (code, found) in &folder.languages {
            for fault in &found.faults {
                tracing::warn!("languages: {code}/{fault}");
            }
            if !folder.is_offered(code) {
                tracing::warn!("languages: {code} is not complete and not offered to tablets");
            }
        }
        Ok(Self {
            folder: Arc::new(folder),
        })
    }

    /// A recording of a language that is offered.
    fn recording(&self, lang: &str, file: &str) -> Option<&Recording> {
        let (_, found) = self.offered().find(|(code, _)| *code == lang)?;
        found
            .recordings
            .values()
            .find(|recording| recording.file == file)
    }

    /// Every recording that tablets keep.
    pub fn kept_files(&self) -> Vec<KeptFile> {
        self.offered()
            .flat_map(|(code, found)| {
                found.recordings.values().map(move |recording| KeptFile {
                    address: recording.address(code),
                    hash: recording.hash,
                })
            })
            .collect()
    }

    /// Adds what is offered to the configuration of tablets.
    pub(super) fn add_to(&self, config: &mut Value) {
        for (code, found) in self.offered() {
            if let Some(texts) = &found.texts {
                add_texts(config, code, texts);
            }
            let audio: Map<_, _> = found
                .recordings
                .values()
                .map(|recording| (recording.name.clone(), recording.address(code).into()))
                .collect();
            let languages = config.get_mut("languages").and_then(Value::as_array_mut);
            for language in languages.into_iter().flatten() {
                if language.get("code") == Some(&Value::from(code))
                    && let Value::Object(language) = language
                {
                    language.insert("audio".into(), audio.clone().into());
                }
            }
        }
    }

    fn offered(&self) -> impl Iterator<Item = (&'static str, &Found)> {
        let languages = self.folder.languages.iter();
        languages
            .filter(|(code, _)| self.folder.is_offered(code))
            .map(|(code, found)| (*code, found))
    }
}

impl Folder {
    /// Whether tablets are given the language of this code: those of the program always, others when complete.
    pub fn is_offered(&self, code: &str) -> bool {
        let is_complete = |found: &Found| found.texts.is_some();
        code.parse::<Lang>().is_ok() || self.languages.get(code).is_some_and(is_complete)
    }
}

fn add_texts(config: &mut Value, code: &str, texts: &Texts) {
    let messages: Map<_, _> = texts
        .of(Section::Kiosk)
        .map(|(key, text)| (key.to_owned(), text.into()))
        .collect();
    if let Some(Value::Object(all)) = config.get_mut("messages") {
        all.insert(code.to_owned(), messages.into());
    }
    if let Some(Value::Array(languages)) = config.get_mut("languages") {
        languages.push(json!({"code": code, "name": texts.name, "audio": {}}));
    }
    let add = |items: Option<&mut Value>, key: &str, section: Section| {
        let items = items.and_then(Value::as_array_mut);
        for item in items.into_iter().flatten() {
            let name = match item.get(key) {
                Some(Value::String(name)) => name.clone(),
                Some(other) => other.to_string(),
                None => continue,
            };
            let text = texts.of(section).find(|(key, _)| *key == name);
            if let (Some((_, text)), Some(Value::Object(wording))) = (text, item.get_mut("text")) {
                wording.insert(code.to_owned(), text.into());
            }
        }
    };
    add(config.get_mut("scale"), "score", Section::Scale);
    let criteria = config.pointer_mut("/questionnaire/criteria");
    add(criteria, "code", Section::Criteria);
    if let Some(Value::Object(by_dimension)) = config.get_mut("reasons") {
        for reasons in by_dimension.values_mut() {
            add(Some(reasons), "code", Section::Reasons);
        }
    }
}
