//! Reads the command line, calls the library, prints an error with its cause.

use std::error::Error;
use std::process::ExitCode;

use hailong::cli;
use tracing_subscriber::EnvFilter;

/// A library that would log the address of an outbound call, and whom it is for, whatever else is asked for.
const DISCREET: [&str; 2] = ["ureq=warn", "ureq_proto=warn"];

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("HAILONG_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,hailong=info"));
    let filter = DISCREET
        .iter()
        .filter_map(|rule| rule.parse().ok())
        .fold(filter, EnvFilter::add_directive);
    // A server whose log nobody reads any more goes on; telling of it on the same closed pipe would be a panic.
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .log_internal_errors(false)
        .init();
    let done = match cli::read() {
        Ok(command) => command.run(),
        Err(code) => return code,
    };
    done.unwrap_or_else(|error| {
        cli::tell(format_args!("hailong: {error}"));
        let mut told = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            // What wraps a cause often repeats its words.
            if told != error.to_string() {
                told = error.to_string();
                cli::tell(format_args!("  because: {told}"));
            }
            cause = error.source();
        }
        ExitCode::FAILURE
    })
}
