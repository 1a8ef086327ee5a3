//! `hailong serve`: flags of the server, and running it to its end.

use std::io::Write;
use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Args;

use super::Common;
use super::languages::LanguagesFolder;
use super::messages::MessagesArgs;
use crate::config::{BallotBoxConfig, Config};
use crate::db::DatabaseUrl;
use crate::error::{AppError, AppResult};
use crate::server;

/// Flags of the server.
#[derive(Args, Clone)]
pub struct ServeArgs {
    /// Address and port to listen on.
    #[arg(long, env = "HAILONG_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// What phones reach this server under, for QR codes: https://HOST.
    #[arg(long, env = "HAILONG_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    #[command(flatten)]
    languages: LanguagesFolder,
    #[command(flatten)]
    messages: MessagesArgs,
    /// Ballots that share one commit at most.
    #[arg(long, default_value_t = BallotBoxConfig::default().batch, hide = true)]
    pub ballot_batch: usize,
    /// Submissions that may wait at most.
    #[arg(long, default_value_t = BallotBoxConfig::default().queue, hide = true)]
    pub ballot_queue: usize,
}

impl ServeArgs {
    /// The configuration of a server on this database.
    pub(super) fn config(&self, database: DatabaseUrl) -> Config {
        let mut config = Config::new(database, &self.listen);
        config.public_url.clone_from(&self.public_url);
        config.languages = self.languages.path();
        config.messages = self.messages.config();
        config.ballots = BallotBoxConfig {
            batch: self.ballot_batch.max(1),
            queue: self.ballot_queue.max(1),
        };
        config
    }
}

pub(super) fn serve(common: &Common, args: &ServeArgs) -> AppResult<ExitCode> {
    run(&args.config(common.database()?), |_| {})
}

/// Runs a server until it is told to stop. `started` is told where it listens.
pub(super) fn run(config: &Config, started: impl FnOnce(SocketAddr)) -> AppResult<ExitCode> {
    actix_web::rt::System::new().block_on(async {
        let running = server::start(config)?;
        greet(&format!("Hài Lòng: http://{}", running.address));
        if let Some(address) = &running.set_up {
            greet(&format!("Set up: {address}"));
        }
        started(running.address);
        running.finish().await
    })?;
    Ok::<_, AppError>(ExitCode::SUCCESS)
}

/// A server goes on when nobody reads its greeting, as in `hailong | head -1`.
fn greet(line: &str) {
    let _unheard = writeln!(std::io::stdout(), "{line}");
}
