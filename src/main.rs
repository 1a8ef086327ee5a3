//! Reads the command line, calls the library, prints an error with its cause.

use std::error::Error;
use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("HAILONG_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,hailong=info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    match hailong::cli::Cli::parse().run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("hailong: {error}");
            let mut told = error.to_string();
            let mut cause = error.source();
            while let Some(error) = cause {
                // What wraps a cause often repeats its words.
                if told != error.to_string() {
                    told = error.to_string();
                    eprintln!("  because: {told}");
                }
                cause = error.source();
            }
            ExitCode::FAILURE
        }
    }
}
