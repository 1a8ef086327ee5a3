//! Why a database cannot be opened, in one line that says what to do. SQLite has one sentence for most of its
//! reasons, so the path itself is looked at.

use std::path::Path;

use super::DatabaseUrl;

/// The reason and the way out, after the database itself has only `told` this.
pub(super) fn of_opening(url: &DatabaseUrl, told: &str) -> String {
    match url {
        DatabaseUrl::Sqlite(path) => of_file(Path::new(path), told),
        DatabaseUrl::Postgres(_) => one_line(told),
    }
}

fn of_file(path: &Path, told: &str) -> String {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    if path.is_dir() {
        return "it is a folder; name a file in it".to_owned();
    }
    if !folder.is_dir() {
        return format!("there is no folder {}; make it first", folder.display());
    }
    if told.contains("not a database") {
        return "the file is something else; name another one, or move it away".to_owned();
    }
    if told.contains("readonly") || told.contains("unable to open") {
        return format!(
            "whoever runs this may not write there; change the rights of {} and of the file",
            folder.display()
        );
    }
    one_line(told)
}

/// What libpq says has line breaks and an empty line at its end.
fn one_line(told: &str) -> String {
    told.split_whitespace().collect::<Vec<_>>().join(" ")
}
