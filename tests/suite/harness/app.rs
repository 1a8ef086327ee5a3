//! The real server, in this process, on a free port and a fresh database; and the real command line beside it.

use std::net::SocketAddr;
use std::process::{Command, Stdio};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use actix_web::dev::ServerHandle;
use hailong::clock::Clock;
use hailong::config::Config;
use hailong::server;
use serde_json::Value;

use super::database::{Backend, TestDatabase};
use super::people::Visitor;

/// A running server and its database. Both end with the story.
pub struct App {
    pub address: SocketAddr,
    /// The server's clock; moving it moves the server's time.
    pub clock: Clock,
    /// The address of the first set-up as the server tells it at start.
    pub set_up: Option<String>,
    running: Option<(ServerHandle, JoinHandle<()>)>,
    // After `running`: the server is gone when the database goes.
    pub database: Arc<TestDatabase>,
}

/// Runs a story against a fresh server.
pub fn tell(backend: Backend, story: impl AsyncFnOnce(&App)) {
    let app = App::start(backend, |_| {});
    actix_web::rt::System::new().block_on(story(&app));
}

impl App {
    /// A server on a fresh database, after `adjust` has changed its settings.
    pub fn start(backend: Backend, adjust: impl FnOnce(&mut Config)) -> Self {
        Self::start_on(Arc::new(TestDatabase::migrated(backend)), adjust)
    }

    fn start_on(database: Arc<TestDatabase>, adjust: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::for_tests(database.url());
        adjust(&mut config);
        let clock = config.clock.clone();
        let (tell, told) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async {
                let running = server::start(&config).expect("the server starts");
                let set_up = running.set_up.clone();
                tell.send((running.address, running.handle(), set_up))
                    .unwrap();
                running.finish().await.expect("the server ends in order");
            });
        });
        let (address, handle, set_up) = told.recv().expect("the server starts");
        Self {
            address,
            clock,
            set_up,
            running: Some((handle, thread)),
            database,
        }
    }

    /// Stops the server the way an operator does, and starts another on what it left.
    pub fn restarted(mut self) -> Self {
        self.stop();
        Self::start_on(Arc::clone(&self.database), |_| {})
    }

    /// Another server on the same database, as a province runs several.
    pub fn beside(&self, adjust: impl FnOnce(&mut Config)) -> Self {
        Self::start_on(Arc::clone(&self.database), adjust)
    }

    /// Stops the server gracefully and waits until it is gone.
    pub fn stop(&mut self) {
        if let Some((handle, thread)) = self.running.take() {
            drop(handle.stop(true));
            let ended = thread.join();
            if !std::thread::panicking() {
                ended.expect("the server ends in order");
            }
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Somebody with a browser that keeps nothing.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(self.address, false)
    }

    /// Runs `hailong ARGUMENTS --database …` to its end.
    pub fn hailong(&self, arguments: &[&str]) -> Run {
        hailong(arguments, &self.database.address(), "")
    }

    /// Runs a command with `--json` that must work, and reads the line it prints.
    pub fn command(&self, arguments: &[&str]) -> Value {
        let run = self.hailong(&[arguments, &["--json"]].concat());
        assert_eq!(run.code, 0, "hailong {arguments:?}: {}{}", run.out, run.err);
        serde_json::from_str(&run.out).expect("one line of JSON")
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.stop();
    }
}

/// What a command left.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs the program to its end with something on its standard input.
pub fn hailong(arguments: &[&str], database: &str, input: &str) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hailong"))
        .args(arguments)
        .args(["--database", database])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A command that reads nothing may be gone already.
    let _ = std::io::Write::write_all(&mut stdin, input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Looks until it is so: threads of the server wake by themselves.
#[track_caller]
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(30), "never: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
