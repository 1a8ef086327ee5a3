//! What the import of a large file of dossiers costs, and what their pages cost with few and with many of them.
//!
//!   cargo bench --bench dossiers -- import ROWS FOLDER DATABASE-OF-TEXT DATABASE-OF-BOOK
//!   cargo bench --bench dossiers -- pages FEW MANY DATABASE-OF-FEW DATABASE-OF-MANY DATABASE-WITH-MORE-DEBTS
//!
//! Databases that are empty are filled first. Prints a table; `scripts/bench-dossiers` calls it.

mod fill;
mod import;
mod pages;
mod served;

use std::error::Error;
use std::io::Write;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    // cargo adds a flag of its own.
    let arguments = std::env::args().skip(1).filter(|word| word != "--bench");
    let arguments: Vec<String> = arguments.collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let lines = match words.as_slice() {
        ["import", rows, folder, text, book] => {
            import::measure(rows.parse()?, folder.as_ref(), [text, book])?
        }
        ["pages", few, many, databases @ ..] => {
            pages::measure(few.parse()?, many.parse()?, databases)?
        }
        _ => return Err("import or pages, and what they need".into()),
    };
    writeln!(std::io::stdout(), "{}", lines.join("\n"))?;
    Ok(())
}
