//! The command line: what each command takes, and which part of the library does it.
//! No questions are asked; with `--json` a command prints one line.

mod arguments;
mod demo;
mod export;
mod import;
mod index;
mod languages;
mod messages;
mod people;
mod places;
mod print;
mod serve;
mod verify;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::db::{self, DatabaseUrl, Db};
use crate::error::{AppError, AppResult};
use crate::survey::store::break_down_earlier;
pub use arguments::read;
use print::print;
pub use print::tell;

/// The satisfaction service of a commune's one-stop desk.
#[derive(Parser)]
#[command(version, about)]
pub struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    serve: serve::ServeArgs,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Options of every command.
#[derive(Args)]
pub struct Common {
    /// Where the data lie: sqlite:PATH or postgres://USER@HOST/NAME. If not told: sqlite:hailong.db, and for the
    /// sample sqlite:hailong-demo.db.
    // Read by us and not by clap, which prints what it cannot read: it may hold a password.
    #[arg(
        long,
        global = true,
        env = "HAILONG_DATABASE",
        hide_env_values = true,
        value_name = "URL"
    )]
    database: Option<String>,
    /// Print data as JSON, one line.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Serve pages and the API (the default).
    Serve(serve::ServeArgs),
    /// Serve a sample commune with two years of made-up ratings, from a file of its own.
    Demo(demo::DemoArgs),
    /// Units: provinces, communes, desks.
    #[command(subcommand)]
    Unit(places::UnitCommand),
    /// People who sign in.
    #[command(subcommand)]
    User(people::UserCommand),
    /// Tablets.
    #[command(subcommand)]
    Device(places::DeviceCommand),
    /// QR links.
    #[command(subcommand)]
    Link(places::LinkCommand),
    /// Languages that the commune fills in, and recorded voices.
    #[command(subcommand)]
    Language(languages::LanguageCommand),
    /// Print the index table of a unit and year.
    Index(index::IndexArgs),
    /// Take in tables prepared elsewhere.
    #[command(subcommand)]
    Import(import::Import),
    /// Hand out a year's data as a table.
    #[command(subcommand)]
    Export(export::Export),
    /// Bring the database to this program's schema.
    Migrate,
    /// Recompute every tally, of ballots and of complaints, and the chain of ballots; exit 1 if anything differs.
    Verify,
}

impl Common {
    /// Where the data lie.
    fn database(&self) -> AppResult<DatabaseUrl> {
        self.database_or("hailong.db")
    }

    /// Where the data lie, or in this file if nobody says.
    fn database_or(&self, file: &str) -> AppResult<DatabaseUrl> {
        match &self.database {
            Some(text) => text.parse().map_err(|why| {
                AppError::Unprocessable(format!("--database or HAILONG_DATABASE: {why}"))
            }),
            None => Ok(DatabaseUrl::Sqlite(file.to_owned())),
        }
    }

    /// Opens the database and brings it up to date.
    ///
    /// # Errors
    /// It cannot be reached or migrated.
    pub fn open(&self) -> AppResult<Db> {
        let db = Db::open(&self.database()?, 2)?;
        bring_up_to_date(&db)?;
        Ok(db)
    }

    /// `open` for commands that need what is there already: a mistyped path is told, not made into an empty database.
    ///
    /// # Errors
    /// There is no such file, or as `open`.
    pub fn open_existing(&self) -> AppResult<Db> {
        let database = self.database()?;
        if let DatabaseUrl::Sqlite(path) = &database
            && !std::path::Path::new(path).exists()
        {
            return Err(AppError::Unprocessable(format!(
                "there is no database at {database}; name it with --database, or make it with hailong migrate"
            )));
        }
        self.open()
    }
}

impl Cli {
    /// Carries the command out.
    ///
    /// # Errors
    /// What the command says, for people to read.
    pub fn run(self) -> AppResult<ExitCode> {
        let common = &self.common;
        match self.command.unwrap_or(Command::Serve(self.serve)) {
            Command::Serve(args) => serve::serve(common, &args),
            Command::Demo(args) => demo::demo(common, &args),
            Command::Unit(command) => places::unit(common, command),
            Command::User(command) => people::user(common, command),
            Command::Device(command) => places::device(common, command),
            Command::Link(command) => places::link(common, command),
            Command::Language(command) => languages::language(common, command),
            Command::Index(args) => index::index(common, args),
            Command::Import(what) => import::run(common, &what),
            Command::Export(what) => export::export(common, &what),
            Command::Migrate => migrate(common),
            Command::Verify => verify::verify(common),
        }
    }
}

/// Brings the database to this program's schema, and counts what the schema before did not; what was applied.
fn bring_up_to_date(db: &Db) -> AppResult<Vec<String>> {
    let applied = db.read_blocking(db::migrate)?;
    if !applied.is_empty() {
        db.write_blocking(break_down_earlier)?;
    }
    Ok(applied)
}

fn migrate(common: &Common) -> AppResult<ExitCode> {
    let db = Db::open(&common.database()?, 1)?;
    let applied = bring_up_to_date(&db)?;
    if common.json {
        print(serde_json::json!({ "applied": applied }))?;
    } else if applied.is_empty() {
        print("The database is up to date.")?;
    } else {
        print(format_args!("Applied: {}", applied.join(", ")))?;
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
