//! The data dictionary: what each column and each code means, for programs and, through the page, for people.

use rust_i18n::t;
use serde_json::{Value, json};

use super::{measures, tables};
use crate::exchange::SETTLING;
use crate::exchange::pool::LEAST;
use crate::survey::ballot::Channel;
use crate::survey::questionnaire::catalogue;
use crate::web::language::Lang;

/// A file that is handed out: its name in the texts, its address, its columns.
pub struct Described {
    /// Name in the catalogue of texts.
    pub name: &'static str,
    /// Address, with what varies in braces.
    pub address: &'static str,
    /// Names of the columns.
    pub columns: &'static [&'static str],
}

/// Every file that has columns.
pub const FILES: [Described; 3] = [
    Described {
        name: "units",
        address: "/data/units.{format}",
        columns: tables::UNITS,
    },
    Described {
        name: "tallies",
        address: "/data/{unit}/{year}.{format}",
        columns: tables::TALLIES,
    },
    Described {
        name: "indices",
        address: "/data/{unit}/indices.{format}",
        columns: measures::COLUMNS,
    },
];

/// What a column means.
pub fn meaning(file: &str, column: &str, lang: Lang) -> String {
    let key = format!("open_data.column.{file}.{column}");
    let text = t!(
        key,
        locale = lang.code(),
        least = LEAST,
        days = SETTLING,
        own = measures::MEASURED
    );
    text.into_owned()
}

/// What a channel means.
pub fn channel(channel: Channel, lang: Lang) -> String {
    t!(format!("open_data.channel.{channel}"), locale = lang.code()).into_owned()
}

/// The rule of small numbers.
pub fn rule(lang: Lang) -> String {
    t!("open_data.rule", locale = lang.code(), least = LEAST).into_owned()
}

/// The whole dictionary.
pub fn dictionary() -> Value {
    let both = |text: &dyn Fn(Lang) -> String| json!({"vi": text(Lang::Vi), "en": text(Lang::En)});
    let files = FILES.iter().map(|file| {
        let columns = file.columns.iter().map(|column| {
            let [vi, en] = [Lang::Vi, Lang::En].map(|lang| meaning(file.name, column, lang));
            json!({ "name": column, "vi": vi, "en": en })
        });
        json!({
            "address": file.address,
            "formats": ["csv", "json"],
            "columns": columns.collect::<Vec<_>>(),
        })
    });
    let channels = Channel::ALL.iter().map(|code| {
        let [vi, en] = [Lang::Vi, Lang::En].map(|lang| channel(*code, lang));
        json!({ "code": code, "vi": vi, "en": en })
    });
    let catalogue = catalogue();
    json!({
        "version": 1,
        "licence": tables::LICENCE,
        "attribution": both(&|lang| t!("open_data.cite_as", locale = lang.code()).into_owned()),
        "least_people": LEAST,
        "provisional_days": SETTLING,
        "rule": both(&rule),
        "files": files.collect::<Vec<_>>(),
        "channels": channels.collect::<Vec<_>>(),
        "scale": catalogue.scale,
        "dimensions": catalogue.dimensions,
        "questionnaires": catalogue.questionnaires,
    })
}
