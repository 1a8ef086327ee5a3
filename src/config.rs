//! What an operator can set, with every default visible. Command-line flags and environment variables are read
//! by `cli`, which fills this; nothing else in the program looks at the environment.

use std::fmt;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use crate::clock::Clock;
use crate::db::DatabaseUrl;

/// Everything the server needs to start.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the data lie.
    pub database: DatabaseUrl,
    /// Address and port to listen on; port 0 takes a free one.
    pub listen: String,
    /// What citizens' phones reach us under, for links and QR codes: `https://host`. Default: the listen address.
    pub public_url: Option<String>,
    /// Folder of the languages and voices that the commune adds; `None` is none.
    pub languages: Option<PathBuf>,
    /// Connections to the database, not counting the ballot writer's own.
    pub connections: u32,
    /// Threads that answer requests; `None` is one per core.
    pub workers: Option<usize>,
    /// The ballot box's limits.
    pub ballots: BallotBoxConfig,
    /// How messages leave the server.
    pub messages: MessagesConfig,
    /// How often the server looks for what is due without anybody's click.
    pub duties_every: Duration,
    /// How often it looks whether something that is watched rings.
    pub watch_every: Duration,
    /// The clock; tests move it.
    pub clock: Clock,
}

/// How ballots share commits.
#[derive(Clone, Copy, Debug)]
pub struct BallotBoxConfig {
    /// Ballots in one commit at most. 1 is one commit per ballot, for comparison.
    pub batch: usize,
    /// Submissions waiting at most; beyond it the answer is 503 with Retry-After.
    pub queue: usize,
}

impl Default for BallotBoxConfig {
    fn default() -> Self {
        Self {
            batch: 512,
            queue: 4096,
        }
    }
}

/// A text that nobody may read in a log or a list of processes.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(not shown)")
    }
}

/// How messages leave the server. What has no way out waits in the database.
#[derive(Clone, Debug)]
pub struct MessagesConfig {
    /// Mail server: `smtps://USER:PASSWORD@HOST`, `smtp://HOST:25`, `smtp://USER:PASSWORD@HOST?tls=required`.
    pub smtp_url: Option<Secret>,
    /// Sender of every mail: `ADDRESS` or `NAME <ADDRESS>`.
    pub mail_from: Option<String>,
    /// Where the signed call goes: a gateway to SMS or Zalo. Its path may be a secret.
    pub hook_url: Option<Secret>,
    /// Key of its signature, known to the gateway.
    pub hook_key: Option<Secret>,
    /// How often the server looks for what is due.
    pub look_every: Duration,
}

impl Default for MessagesConfig {
    fn default() -> Self {
        Self {
            smtp_url: None,
            mail_from: None,
            hook_url: None,
            hook_key: None,
            look_every: Duration::from_secs(20),
        }
    }
}

impl Config {
    /// The defaults for a database and an address.
    pub fn new(database: DatabaseUrl, listen: impl Into<String>) -> Self {
        Self {
            database,
            listen: listen.into(),
            public_url: None,
            languages: None,
            connections: 8,
            workers: None,
            ballots: BallotBoxConfig::default(),
            messages: MessagesConfig::default(),
            duties_every: Duration::from_secs(60),
            watch_every: Duration::from_secs(300),
            clock: Clock::default(),
        }
    }

    /// How people reach the server: the public address, or where it listens.
    pub fn base_url(&self, address: SocketAddr) -> String {
        match &self.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None if address.ip().is_unspecified() => format!("http://127.0.0.1:{}", address.port()),
            None => format!("http://{address}"),
        }
    }

    /// Why the server cannot listen where it is told to, and what to do about it.
    pub fn cannot_listen(&self, error: &io::Error) -> String {
        let listen = &self.listen;
        let advice = match error.kind() {
            ErrorKind::AddrInUse => {
                "another program does so, perhaps another hailong; stop it, or take another port with --listen"
            }
            ErrorKind::AddrNotAvailable => {
                "this machine has no such address; 0.0.0.0 and the port listens on all it has"
            }
            ErrorKind::PermissionDenied => {
                "only an administrator may; take a port above 1023 with --listen"
            }
            ErrorKind::InvalidInput => "it is no IP:PORT such as 127.0.0.1:8080 or 0.0.0.0:8080",
            _ => return format!("cannot listen on {listen}: {error}; write --listen IP:PORT"),
        };
        format!("cannot listen on {listen}: {advice}")
    }

    /// A server for one test: a free port, few threads.
    pub fn for_tests(database: DatabaseUrl) -> Self {
        Self {
            connections: 4,
            workers: Some(1),
            messages: MessagesConfig {
                look_every: Duration::from_millis(100),
                ..MessagesConfig::default()
            },
            duties_every: Duration::from_millis(100),
            // Stories about something else are not told of alerts.
            watch_every: Duration::from_secs(3_600),
            ..Self::new(database, "127.0.0.1:0")
        }
    }
}
