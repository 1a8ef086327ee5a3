//! The server as a process of its own, for stories in which it is killed.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};

use super::Visitor;

/// A running `hailong serve`. Killed when the story ends.
pub struct ChildServer {
    pub address: SocketAddr,
    process: Child,
    /// Kept open: what the server says later must find somebody who listens.
    _output: BufReader<ChildStdout>,
}

impl ChildServer {
    pub fn start(database: &str) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_hailong"))
            .args(["serve", "--listen", "127.0.0.1:0", "--database", database])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let address = output
            .by_ref()
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                let (_, after) = line.split_once("http://")?;
                after.split(['/', ' ']).next()?.parse().ok()
            });
        Self {
            address: address.expect("the server tells where it listens"),
            process,
            _output: output,
        }
    }

    pub fn visitor(&self) -> Visitor {
        Visitor::new(self.address, false)
    }

    /// As when the power goes.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// As an operator stops it; waits for its end.
    pub fn terminate(&mut self) -> ExitStatus {
        let pid = self.process.id().to_string();
        let told = Command::new("kill").args(["-TERM", &pid]).status();
        assert!(told.unwrap().success());
        self.process.wait().unwrap()
    }
}

impl Drop for ChildServer {
    fn drop(&mut self) {
        // It may have ended in its story.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
