//! A commune's file of texts: read, compared with what is wanted, and the empty one to fill in (pure).

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use rust_i18n::t;
use serde_yaml_ng::Value;
use unicode_normalization::UnicodeNormalization;

use super::wanted::{OwnLanguage, Section, Wanted, placeholders, wanted};
use crate::web::language::Lang;

/// Key of the language's own name.
const NAME: &str = "name";

/// The texts of one language, complete.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// The language's name in itself, for its button.
    pub name: String,
    sections: BTreeMap<Section, BTreeMap<String, String>>,
}

impl Texts {
    /// The texts of one part, by name.
    pub fn of(&self, section: Section) -> impl Iterator<Item = (&str, &str)> {
        let texts = self.sections.get(&section).into_iter().flatten();
        texts.map(|(key, text)| (key.as_str(), text.as_str()))
    }
}

/// What keeps a file of texts from being used. A place is `SECTION.KEY`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The file is no YAML, or no map.
    Unreadable(String),
    /// A text is not there or empty.
    Missing(String),
    /// A text is a list or a map.
    NoText(String),
    /// No text is wanted under this name; mostly a slip of the pen.
    Unknown(String),
    /// A text lacks what the tablet puts in.
    Lost(String, String),
    /// A text wants something put in that the tablet does not have there.
    Foreign(String, String),
}

impl Display for Fault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => write!(f, "cannot be read: {why}"),
            Self::Missing(place) => write!(f, "{place}: missing"),
            Self::NoText(place) => write!(f, "{place}: must be a text"),
            Self::Unknown(place) => write!(f, "{place}: unknown, perhaps mistyped"),
            Self::Lost(place, name) => write!(f, "{place}: must contain %{{{name}}}"),
            Self::Foreign(place, name) => write!(f, "{place}: must not contain %{{{name}}}"),
        }
    }
}

/// Reads a file. What is written in pieces (`e` and a breve) becomes one letter where there is one (NFC).
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn read(file: &str) -> Result<Texts, Vec<Fault>> {
    let value: Value = serde_yaml_ng::from_str(file.trim_start_matches('\u{feff}'))
        .map_err(|error| vec![Fault::Unreadable(error.to_string())])?;
    let Value::Mapping(parts) = value else {
        return Err(vec![Fault::Unreadable("it must be a map of texts".into())]);
    };
    let mut reader = Reader::default();
    for (part, content) in &parts {
        reader.take_part(&word(part), content);
    }
    reader.finish()
}

/// Puts what it finds in its place and notes what it cannot use.
#[derive(Default)]
struct Reader {
    texts: Texts,
    faults: Vec<Fault>,
}

impl Reader {
    fn take_part(&mut self, part: &str, content: &Value) {
        if part == NAME {
            self.texts.name = self.text(part, content).unwrap_or_default();
            return;
        }
        let Ok(section) = part.parse::<Section>() else {
            return self.faults.push(Fault::Unknown(part.to_owned()));
        };
        let Value::Mapping(texts) = content else {
            // Nothing in it: each of its texts is told as missing.
            return;
        };
        for (key, value) in texts {
            let key = word(key);
            if let Some(text) = self.text(&format!("{section}.{key}"), value) {
                let texts = self.texts.sections.entry(section).or_default();
                texts.insert(key, text);
            }
        }
    }

    fn text(&mut self, place: &str, value: &Value) -> Option<String> {
        let text = match value {
            Value::String(text) => text.trim().nfc().collect(),
            Value::Null => String::new(),
            Value::Number(number) => number.to_string(),
            _ => {
                self.faults.push(Fault::NoText(place.to_owned()));
                return None;
            }
        };
        Some(text)
    }

    fn finish(mut self) -> Result<Texts, Vec<Fault>> {
        if self.texts.name.is_empty() {
            self.faults.push(Fault::Missing(NAME.to_owned()));
        }
        let wanted = wanted();
        for text in &wanted {
            self.compare(text);
        }
        for (section, texts) in &self.texts.sections {
            for key in texts.keys() {
                let is_wanted = |text: &Wanted| text.section == *section && text.key == *key;
                if !wanted.iter().any(is_wanted) {
                    self.faults.push(Fault::Unknown(format!("{section}.{key}")));
                }
            }
        }
        if self.faults.is_empty() {
            Ok(self.texts)
        } else {
            Err(self.faults)
        }
    }

    fn compare(&mut self, wanted: &Wanted) {
        let place = format!("{}.{}", wanted.section, wanted.key);
        let no_text = Fault::NoText(place.clone());
        let texts = self.texts.sections.get(&wanted.section);
        let text = texts.and_then(|texts| texts.get(&wanted.key));
        let Some(text) = text.filter(|text| !text.is_empty()) else {
            if !self.faults.contains(&no_text) {
                self.faults.push(Fault::Missing(place));
            }
            return;
        };
        let (theirs, ours) = (placeholders(text), placeholders(&wanted.model));
        let lost = ours.difference(&theirs).map(|name| (*name).to_owned());
        let foreign = theirs.difference(&ours).map(|name| (*name).to_owned());
        let faults = lost
            .map(|name| Fault::Lost(place.clone(), name))
            .chain(foreign.map(|name| Fault::Foreign(place.clone(), name)));
        self.faults.extend(faults);
    }
}

/// A key as it is written; `1:` is read as a number.
fn word(key: &Value) -> String {
    match key {
        Value::String(key) => key.clone(),
        Value::Number(key) => key.to_string(),
        other => format!("{other:?}"),
    }
}

/// The file to fill in, with the Vietnamese text above each place.
pub fn template(language: OwnLanguage) -> String {
    let vi = Lang::Vi.code();
    let mut lines = Vec::new();
    let head = t!(
        "languages.template_head",
        locale = vi,
        code = language,
        place = "%{n}"
    );
    lines.extend(
        head.lines()
            .map(|line| format!("# {line}").trim_end().to_owned()),
    );
    lines.extend([
        String::new(),
        format!("# {}", t!("languages.template_name", locale = vi)),
        format!("{NAME}:"),
    ]);
    let mut section = None;
    for text in wanted() {
        if section != Some(text.section) {
            section = Some(text.section);
            let about = match text.section {
                Section::Kiosk => t!("languages.template_kiosk", locale = vi),
                Section::Scale => t!("languages.template_scale", locale = vi),
                Section::Criteria => t!("languages.template_criteria", locale = vi),
                Section::Reasons => t!("languages.template_reasons", locale = vi),
            };
            lines.extend([
                String::new(),
                format!("# {about}"),
                format!("{}:", text.section),
            ]);
        }
        let model = text.model.lines().map(|line| format!("  # {line}"));
        lines.extend(model);
        lines.push(format!("  \"{}\":", text.key));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The template with something written in every place.
    fn filled() -> String {
        let mut last = String::new();
        let template = template(OwnLanguage::Jrai);
        let lines = template.lines().map(|line| {
            let model = std::mem::replace(&mut last, line.trim_start_matches("  # ").to_owned());
            let is_part = Section::ALL.iter().any(|part| line == format!("{part}:"));
            if !line.ends_with(':') || line.trim_start().starts_with('#') || is_part {
                return line.to_owned();
            }
            format!("{line} {}", serde_json::json!(format!("ƀơ̆ {model}")))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_filled_template_is_complete() {
        let texts = read(&filled()).expect("complete");
        let listen = texts.of(Section::Kiosk).find(|(key, _)| *key == "listen");
        assert_eq!(listen, Some(("listen", "ƀơ̆ Nghe đọc")));
        assert_eq!(texts.of(Section::Scale).count(), 5);
    }

    #[test]
    fn an_empty_template_lacks_everything() {
        let faults = read(&template(OwnLanguage::Bahnar)).unwrap_err();
        assert_eq!(faults.len(), wanted().len() + 1);
        let missing = |fault: &Fault| matches!(fault, Fault::Missing(_));
        assert!(faults.iter().all(missing), "{faults:?}");
    }

    #[test]
    fn each_fault_is_told_with_its_place() {
        let broken = filled()
            .replace("%{number}", "%{numbr}")
            .replace("\"go_on\":", "\"goon\":")
            .replace("\"access.far\": ", "\"access.far\": [1] #");
        let faults = read(&broken).unwrap_err();
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        let expected = [
            "reasons.access.far: must be a text",
            "kiosk.hotline: must contain %{number}",
            "kiosk.hotline: must not contain %{numbr}",
            "kiosk.go_on: missing",
            "kiosk.goon: unknown, perhaps mistyped",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn letters_written_in_pieces_become_one() {
        let file = filled().replace("Nghe", "e\u{302}\u{306}a\u{306}");
        let texts = read(&file).expect("complete");
        let listen = texts.of(Section::Kiosk).find(|(key, _)| *key == "listen");
        assert_eq!(listen, Some(("listen", "ƀơ̆ ê\u{306}ă đọc")));
    }

    #[test]
    fn what_is_no_map_is_no_file_of_texts() {
        for file in ["", "- a", "kiosk: a: b", "a: 1\na: 2", "\u{0}"] {
            let faults = read(file).unwrap_err();
            assert!(
                matches!(faults[..], [Fault::Unreadable(_)]),
                "{file}: {faults:?}"
            );
        }
    }
}
