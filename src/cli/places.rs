//! `unit add`, `unit list`, `device add`, `link add`: what scripts and people on the server set up without pages.

use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde_json::json;

use super::Common;
use super::print::print;
use crate::clock::Clock;
use crate::db::{self, DbConn};
use crate::error::{AppError, AppResult};
use crate::units::store::{
    NewUnit, find_or_insert_counter, find_unit_by_code, insert_unit, list_units,
};
use crate::units::{Counter, Scope, Unit, UnitCode, lineage};
use crate::web::extract::clean_text;
use crate::web::public_url::BaseUrl;
use crate::web::secret::random_token;
use crate::{kiosk, links};

/// Commands about units.
#[derive(Subcommand)]
pub(super) enum UnitCommand {
    /// Add a province, a commune or a desk.
    Add(UnitArgs),
    /// Note that a unit became part of another, so that years compare over the same ground.
    Merge(MergeArgs),
    /// Print every unit, each after the one above it; with --json one line for each.
    List,
}

/// A new unit.
#[derive(Args)]
pub(super) struct UnitArgs {
    /// Code of the unit, such as H21.65.12.
    #[arg(long)]
    code: UnitCode,
    /// Its official name.
    #[arg(long)]
    name: String,
    /// Code of the unit above it.
    #[arg(long)]
    parent: Option<UnitCode>,
    /// Number of the leader's hotline.
    #[arg(long, default_value = "")]
    hotline: String,
    /// Where it is.
    #[arg(long, default_value = "")]
    address: String,
}

/// A merger.
#[derive(Args)]
pub(super) struct MergeArgs {
    /// Code of the unit that became part.
    #[arg(long)]
    from: UnitCode,
    /// Code of the unit it became part of.
    #[arg(long)]
    into: UnitCode,
    /// The first day of the merged unit, 2025-07-01.
    #[arg(long, value_name = "DAY")]
    on: NaiveDate,
}

/// Commands about tablets.
#[derive(Subcommand)]
pub(super) enum DeviceCommand {
    /// Add a tablet and print its token, which is shown only now.
    Add(PlaceArgs),
}

/// Commands about QR links.
#[derive(Subcommand)]
pub(super) enum LinkCommand {
    /// Add a QR link and print its address.
    Add(LinkArgs),
}

/// Where something stands.
#[derive(Args)]
pub(super) struct PlaceArgs {
    /// Code of the unit.
    #[arg(long)]
    unit: UnitCode,
    /// Name of the counter; added where the unit has none of this name.
    #[arg(long)]
    counter: Option<String>,
}

/// A new link.
#[derive(Args)]
pub(super) struct LinkArgs {
    #[command(flatten)]
    place: PlaceArgs,
    /// A link that belongs to no place, for a web page.
    #[arg(long)]
    open: bool,
    /// What phones reach the server under: https://HOST.
    #[arg(
        long,
        env = "HAILONG_PUBLIC_URL",
        default_value = "http://127.0.0.1:8080"
    )]
    public_url: BaseUrl,
}

pub(super) fn unit(common: &Common, command: UnitCommand) -> AppResult<ExitCode> {
    match command {
        UnitCommand::Add(args) => add_unit(common, &args),
        UnitCommand::Merge(args) => merge(common, &args),
        UnitCommand::List => list_all_units(common),
    }
}

fn add_unit(common: &Common, args: &UnitArgs) -> AppResult<ExitCode> {
    let name = required("--name", &args.name)?;
    let now = Clock::default().now();
    let unit = common.open()?.write_blocking(|conn| {
        let parent = args
            .parent
            .as_ref()
            .map(|code| find_known_unit(conn, code))
            .transpose()?;
        let new = NewUnit {
            code: &args.code,
            name: &name,
            parent: parent.as_ref(),
            hotline: &clean_text(&args.hotline),
            address: &clean_text(&args.address),
        };
        let taken = || format!("there is a unit with code {} already", args.code);
        insert_unit(conn, &new, now).map_err(|error| db::conflict(error, taken))
    })?;
    if common.json {
        print(json!({"id": unit.id, "token": null}))?;
    } else {
        print(format_args!("Added unit {} ({}).", unit.name, unit.code))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn merge(common: &Common, args: &MergeArgs) -> AppResult<ExitCode> {
    let (unit, former) = common.open_existing()?.write_blocking(|conn| {
        let unit = find_known_unit(conn, &args.into)?;
        let former = find_known_unit(conn, &args.from)?;
        if !lineage::may_merge(conn, &unit, &former)? {
            let reason = format!("{} cannot become part of {}: they are the same, one lies below the other, or {} became part of {} before", args.from, args.into, args.into, args.from);
            return Err(AppError::Unprocessable(reason));
        }
        lineage::insert_former(conn, unit.id, former.id, args.on)?;
        Ok((unit, former))
    })?;
    if common.json {
        print(json!({"id": unit.id, "former": former.id, "since": args.on}))?;
    } else {
        print(format_args!(
            "{} is part of {} since {}.",
            former.name, unit.name, args.on
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn list_all_units(common: &Common) -> AppResult<ExitCode> {
    let units = common
        .open_existing()?
        .read_blocking(|conn| list_units(conn, &Scope::everything()))?;
    let line = |unit: &Unit| {
        let parent = units.iter().find(|other| Some(other.id) == unit.parent_id);
        let parent = parent.map(|parent| parent.code.as_str());
        if common.json {
            json!({"code": unit.code, "name": unit.name, "parent": parent, "id": unit.id})
                .to_string()
        } else {
            let indent = 2 * unit.depth();
            format!("{:indent$}{} {}", "", unit.code, unit.name)
        }
    };
    let lines: Vec<_> = units.iter().map(line).collect();
    if !lines.is_empty() {
        print(lines.join("\n"))?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn device(common: &Common, command: DeviceCommand) -> AppResult<ExitCode> {
    let DeviceCommand::Add(args) = command;
    let token = random_token();
    let now = Clock::default().now();
    let device = common.open_existing()?.write_blocking(|conn| {
        let (unit, counter) = find_or_make_place(conn, &args)?;
        let device = kiosk::store::insert_device(conn, &unit, counter.as_ref(), &token, now)?;
        Ok::<_, AppError>(device)
    })?;
    if common.json {
        print(json!({"id": device.public_id, "token": token}))?;
    } else {
        print(format_args!(
            "Added tablet {}. Open /kiosk#token={token} on it.",
            device.public_id
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn link(common: &Common, command: LinkCommand) -> AppResult<ExitCode> {
    let LinkCommand::Add(args) = command;
    let kind = if args.open {
        links::LinkKind::Open
    } else {
        links::LinkKind::Place
    };
    let now = Clock::default().now();
    let link = common.open_existing()?.write_blocking(|conn| {
        let (unit, counter) = find_or_make_place(conn, &args.place)?;
        let link = links::store::insert_link(conn, &unit, counter.as_ref(), kind, now)?;
        Ok::<_, AppError>(link)
    })?;
    let url = args.public_url.address(&format!("/q/{}", link.code));
    if common.json {
        print(json!({"code": link.code, "url": url}))?;
    } else {
        print(format_args!("Added link {url}"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The unit with this code.
///
/// # Errors
/// There is none: the message names the code.
pub(super) fn find_known_unit(conn: &mut DbConn, code: &UnitCode) -> AppResult<Unit> {
    find_unit_by_code(conn, code)?.ok_or_else(|| {
        AppError::Unprocessable(format!(
            "there is no unit with code {code}; see hailong unit list"
        ))
    })
}

fn find_or_make_place(conn: &mut DbConn, args: &PlaceArgs) -> AppResult<(Unit, Option<Counter>)> {
    let unit = find_known_unit(conn, &args.unit)?;
    let counter = match &args.counter {
        Some(name) => {
            let name = required("--counter", name)?;
            Some(find_or_insert_counter(conn, &unit, &name)?)
        }
        None => None,
    };
    Ok((unit, counter))
}

/// A text that must not be empty, cleaned.
///
/// # Errors
/// It is empty or longer than a name may be.
pub(super) fn required(option: &str, text: &str) -> AppResult<String> {
    let text = clean_text(text);
    if text.is_empty() || text.chars().count() > 200 {
        return Err(AppError::Unprocessable(format!(
            "{option} must have 1 to 200 letters"
        )));
    }
    Ok(text)
}
