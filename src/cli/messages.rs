//! Flags of the server about messages that leave it. What they hold is checked by the server, which never prints it.

use std::time::Duration;

use clap::Args;

use crate::config::{MessagesConfig, Secret};

/// Ways out for messages. An empty value is none.
#[derive(Args, Clone)]
pub(super) struct MessagesArgs {
    /// Mail server: smtps://USER:PASSWORD@HOST, smtp://HOST:25 or smtp://USER:PASSWORD@HOST?tls=required. A password
    /// stands percent-encoded; in the environment no list of processes shows it.
    #[arg(
        long,
        env = "HAILONG_SMTP_URL",
        hide_env_values = true,
        value_name = "URL"
    )]
    smtp_url: Option<String>,
    /// Sender of every mail: ADDRESS or `NAME <ADDRESS>`.
    #[arg(long, env = "HAILONG_MAIL_FROM", value_name = "ADDRESS")]
    mail_from: Option<String>,
    /// Where the signed call for SMS or Zalo goes: https://HOST/PATH, see docs/hook.md.
    #[arg(
        long,
        env = "HAILONG_HOOK_URL",
        hide_env_values = true,
        value_name = "URL"
    )]
    hook_url: Option<String>,
    /// Key of its signature, at least 16 characters; better told in the environment.
    #[arg(
        long,
        env = "HAILONG_HOOK_KEY",
        hide_env_values = true,
        value_name = "KEY"
    )]
    hook_key: Option<String>,
    /// Seconds between two looks for what is due.
    #[arg(long, default_value_t = MessagesConfig::default().look_every.as_secs(), hide = true)]
    messages_every: u64,
}

impl MessagesArgs {
    /// The configuration that they stand for.
    pub(super) fn config(&self) -> MessagesConfig {
        let told = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        MessagesConfig {
            smtp_url: told(&self.smtp_url).map(Secret::from),
            mail_from: told(&self.mail_from),
            hook_url: told(&self.hook_url).map(Secret::from),
            hook_key: told(&self.hook_key).map(Secret::from),
            look_every: Duration::from_secs(self.messages_every.max(1)),
        }
    }
}
