//! What the pages of complaints cost with few and with many cases, in one run on two databases of the same kind.
//!
//!   cargo bench --bench complaints -- FEW MANY DATABASE-OF-FEW DATABASE-OF-MANY
//!
//! An empty database is filled first, through the store. Prints a table; `scripts/bench-complaints` calls it.

mod fill;
mod measure;
mod words;

use std::error::Error;
use std::io::Write;

use hailong::db::{self, DatabaseUrl, Db};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    // cargo adds a flag of its own.
    let arguments = std::env::args().skip(1).filter(|word| word != "--bench");
    let arguments: Vec<String> = arguments.collect();
    let [few, many, few_address, many_address] = arguments.as_slice() else {
        return Err("complaints FEW MANY DATABASE-OF-FEW DATABASE-OF-MANY".into());
    };
    let few = (few.parse()?, few_address.parse()?);
    let many = (many.parse()?, many_address.parse()?);
    for (cases, address) in [&few, &many] {
        let db = open(address)?;
        fill::fill(&db, *cases)?;
    }
    let lines = measure::measure(&few, &many)?;
    writeln!(std::io::stdout(), "{}", lines.join("\n"))?;
    Ok(())
}

fn open(address: &DatabaseUrl) -> Outcome<Db> {
    let db = Db::open(address, 1)?;
    db.read_blocking(db::migrate)?;
    Ok(db)
}
