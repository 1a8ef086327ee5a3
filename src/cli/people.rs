//! `user add`: people who sign in, for scripts and for the day when nobody can.

use std::io::Read;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;

use super::Common;
use super::places::{find_known_unit, required};
use super::print::print;
use crate::accounts::password::{LONGEST, Password, SHORTEST, Unfit};
use crate::accounts::store::{NewAccount, insert_account};
use crate::accounts::{Email, Login, Role};
use crate::clock::Clock;
use crate::db;
use crate::error::{AppError, AppResult};
use crate::units::UnitCode;

/// Commands about people.
#[derive(Subcommand)]
pub(super) enum UserCommand {
    /// Add an account.
    Add(UserArgs),
}

/// A new account.
#[derive(Args)]
pub(super) struct UserArgs {
    /// Code of the unit within which, and below which, the role holds.
    #[arg(long)]
    unit: UnitCode,
    /// What the person may do.
    #[arg(long, value_name = "admin|leader|desk|hotline|observer")]
    role: Role,
    /// Full name.
    #[arg(long)]
    name: String,
    /// What is typed to sign in; capitals do not matter.
    #[arg(long)]
    login: Login,
    /// Where the person reads mail.
    #[arg(long)]
    email: Option<Email>,
    /// Read the password from standard input, where no list of processes shows it.
    #[arg(long, required = true)]
    password_stdin: bool,
}

pub(super) fn user(common: &Common, command: UserCommand) -> AppResult<ExitCode> {
    let UserCommand::Add(args) = command;
    let name = required("--name", &args.name)?;
    let hash = read_password(&args.login)?.hash_blocking()?;
    let now = Clock::default().now();
    let account = common.open_existing()?.write_blocking(|conn| {
        let unit = find_known_unit(conn, &args.unit)?;
        let new = NewAccount {
            unit: &unit,
            role: args.role,
            name: &name,
            login: &args.login,
            password_hash: &hash,
            email: args.email.as_ref(),
        };
        let taken = || format!("there is an account with login {} already", args.login);
        insert_account(conn, &new, now).map_err(|error| db::conflict(error, taken))
    })?;
    if common.json {
        print(json!({"id": account.id, "token": null}))?;
    } else {
        print(format_args!(
            "Added {} ({}), role {}.",
            name, args.login, args.role
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Everything on standard input but the line's end.
fn read_password(login: &Login) -> AppResult<Password> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .map_err(|error| {
            AppError::Unprocessable(format!("the password on standard input: {error}"))
        })?;
    let text = text.trim_end_matches(['\r', '\n']);
    if text.is_empty() {
        let reason = "no password came on standard input; pipe it in, or type it and press Enter \
                      and Ctrl-D";
        return Err(AppError::Unprocessable(reason.to_owned()));
    }
    Password::parse(text, login.as_str()).map_err(|unfit| {
        AppError::Unprocessable(match unfit {
            Unfit::TooShort => format!("the password must have at least {SHORTEST} characters"),
            Unfit::TooLong => format!("the password must have at most {LONGEST} characters"),
            Unfit::IsLogin => "the password must differ from the login".to_owned(),
        })
    })
}
