//! `hailong demo`: the sample commune, served from a file of its own, with its sign-ins printed.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;

use super::Common;
use super::serve::{ServeArgs, run};
use crate::clock::Clock;
use crate::db::{self, Db};
use crate::demo::{self, Size, USUAL};
use crate::error::AppResult;

/// A sample larger than this fills a disk, not a page.
const MOST_BALLOTS: u64 = 10_000_000;
/// More than any province has.
const MOST_COMMUNES: i64 = 500;

/// Flags of the sample.
#[derive(Args)]
pub struct DemoArgs {
    #[command(flatten)]
    serve: ServeArgs,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=MOST_BALLOTS), help = format!("Ratings of the two years together, {} if not told", USUAL.ballots))]
    ballots: Option<u64>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=MOST_COMMUNES), help = format!("Communes that share them: {} if nothing is told, 1 if just the ratings are", USUAL.communes))]
    communes: Option<u16>,
    /// Fill the database and stop.
    #[arg(long)]
    fill_only: bool,
}

impl DemoArgs {
    /// What was told; nothing if nothing was.
    fn size(&self) -> Option<Size> {
        (self.ballots.is_some() || self.communes.is_some()).then(|| Size {
            ballots: self.ballots.unwrap_or(USUAL.ballots),
            communes: self.communes.unwrap_or(1),
        })
    }
}

pub(super) fn demo(common: &Common, args: &DemoArgs) -> AppResult<ExitCode> {
    let config = args.serve.config(common.database_or("hailong-demo.db")?);
    let db = Db::open(&config.database, 1)?;
    db.read_blocking(db::migrate)?;
    let sample = demo::open(&db, &Clock::default(), args.size())?;
    drop(db);
    let print = |base: String| {
        let base = config.public_url.clone().unwrap_or(base);
        let lines = sample.lines(base.trim_end_matches('/')).join("\n");
        // Whoever read the output may be gone; the server is not.
        let _gone = writeln!(std::io::stdout(), "{lines}");
    };
    if args.fill_only {
        print(format!("http://{}", config.listen));
        return Ok(ExitCode::SUCCESS);
    }
    run(&config, |address| print(format!("http://{address}")))
}
