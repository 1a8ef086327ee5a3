//! The programs that print and read: where they are, and what to do where one is missing.

use std::ffi::{OsStr, OsString};
use std::process::Command;

/// Runs a program to its end and gives what it wrote.
#[track_caller]
pub fn run(program: impl AsRef<OsStr>, arguments: &[OsString]) -> String {
    let program = program.as_ref();
    let name = program.display();
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| {
        panic!("{name} cannot be started ({error}): scripts/test installs what this test needs")
    });
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name} failed: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// The browser without windows, or the whole one, as scripts/lib/machine.sh names them.
pub fn browser() -> OsString {
    ["HAILONG_CHROMIUM_SHELL", "HAILONG_CHROMIUM"]
        .iter()
        .filter_map(std::env::var_os)
        .find(|path| !path.is_empty())
        .unwrap_or_else(|| "chromium".into())
}
