//! Files of the one-stop software, imported by the command: new, again as it is, and again with every dossier returned.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};
use rust_xlsxwriter::Workbook;

use super::Outcome;

const HEAD: [&str; 12] = [
    "Mã hồ sơ",
    "Tên thủ tục",
    "Lĩnh vực",
    "Người nộp",
    "Số định danh",
    "Số điện thoại",
    "Địa chỉ",
    "Cán bộ xử lý",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày trả",
    "Trạng thái",
];
/// Dossiers of one day.
const A_DAY: u64 = 400;
/// Most seconds, for a hundred thousand rows.
const SECONDS: f64 = 20.0;
/// Most memory, MB.
const MEMORY: f64 = 200.0;

/// The lines of a table: the file, how long, how much memory, whether that is what is promised.
pub fn measure(rows: u64, folder: &Path, databases: [&str; 2]) -> Outcome<Vec<String>> {
    let mut lines = Vec::new();
    for (kind, database) in ["csv", "xlsx"].into_iter().zip(databases) {
        let write = match kind {
            "csv" => write_text,
            _ => write_book,
        };
        let file = |name: &str| folder.join(format!("{name}.{kind}"));
        let (first, later) = (file("first"), file("later"));
        write(&first, rows, false)?;
        write(&later, rows, true)?;
        begin(database)?;
        for (pass, file) in [
            ("every row is new", &first),
            ("nothing has changed", &first),
            ("every dossier was returned", &later),
        ] {
            let Cost {
                seconds,
                busy,
                memory,
            } = import(file, database)?;
            let met = seconds <= SECONDS * rows as f64 / 100_000.0 && memory <= MEMORY;
            let verdict = if met { "met" } else { "MISSED" };
            lines.push(format!(
                "| {kind}, {rows} rows, {pass} | {seconds:.1} s, of which {busy:.1} s of processor | {memory:.0} MB | {verdict} |"
            ));
        }
    }
    Ok(lines)
}

/// The cells of one row, before or after the result was handed over.
fn cells(row: u64, is_returned: bool) -> Outcome<[String; 12]> {
    let first = NaiveDate::from_ymd_opt(2025, 1, 2).ok_or("no day")?;
    let day = |after: u64| {
        let days = Days::new(row / A_DAY + after);
        let day = first.checked_add_days(days).ok_or("no day")?;
        Ok::<_, &str>(day.format("%d/%m/%Y").to_string())
    };
    let received = first
        .checked_add_days(Days::new(row / A_DAY))
        .ok_or("no day")?;
    let number = row % A_DAY + 1;
    let (returned, state) = match is_returned {
        true => (day(1 + row % 9)?, "Đã trả kết quả"),
        false => (String::new(), "Đang xử lý"),
    };
    Ok([
        format!("H21.65-{}-{number:04}", received.format("%y%m%d")),
        format!("Thủ tục hành chính số {}", row % 60),
        "Hộ tịch".to_owned(),
        format!("Nguyễn Thị Người Nộp {row}"),
        format!("064{row:09}"),
        format!("09{row:08}"),
        format!("Tổ {}, xã Tân Bình", row % 40),
        format!("Cán bộ {}", row % 12),
        format!("{} 08:{:02}", day(0)?, row % 60),
        day(7)?,
        returned,
        state.to_owned(),
    ])
}

fn write_text(path: &Path, rows: u64, is_returned: bool) -> Outcome<()> {
    let mut file = csv::Writer::from_path(path)?;
    file.write_record(HEAD)?;
    for row in 0..rows {
        file.write_record(cells(row, is_returned)?)?;
    }
    file.flush()?;
    Ok(())
}

fn write_book(path: &Path, rows: u64, is_returned: bool) -> Outcome<()> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, HEAD)?;
    for row in 0..rows {
        sheet.write_row(u32::try_from(row)? + 1, 0, cells(row, is_returned)?)?;
    }
    book.save(path)?;
    Ok(())
}

fn hailong(words: &[&str], database: &str) -> Outcome<Child> {
    let program = Command::new(env!("CARGO_BIN_EXE_hailong"))
        .args(words)
        .args(["--database", database])
        .stdout(Stdio::null())
        .spawn()?;
    Ok(program)
}

fn begin(database: &str) -> Outcome<()> {
    let unit = ["unit", "add", "--code", "H21.65", "--name", "Xã Tân Bình"];
    for words in [&["migrate"][..], &unit] {
        if !hailong(words, database)?.wait()?.success() {
            return Err("no database to begin with".into());
        }
    }
    Ok(())
}

/// What an import cost.
#[derive(Default)]
struct Cost {
    seconds: f64,
    /// Seconds of the processor, in the command alone.
    busy: f64,
    /// The most memory the command held, MB.
    memory: f64,
}

fn import(file: &Path, database: &str) -> Outcome<Cost> {
    let file = file.display().to_string();
    let began = Instant::now();
    let mut program = hailong(&["import", "dossiers", &file], database)?;
    let told = format!("/proc/{}", program.id());
    let mut cost = Cost::default();
    loop {
        let status = fs::read_to_string(format!("{told}/status")).unwrap_or_default();
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        if let Some(kilobytes) = most.and_then(|most| most.trim().strip_suffix(" kB")) {
            cost.memory = kilobytes.parse::<f64>()? / 1024.0;
        }
        let stat = fs::read_to_string(format!("{told}/stat")).unwrap_or_default();
        // After the name: hundredths of a second in the program, and in the system for it.
        let ticks = stat.rsplit(") ").next().unwrap_or_default().split(' ');
        let busy: f64 = ticks
            .skip(11)
            .take(2)
            .filter_map(|ticks| ticks.parse::<f64>().ok())
            .sum();
        cost.busy = cost.busy.max(busy / 100.0);
        if let Some(ended) = program.try_wait()? {
            cost.seconds = began.elapsed().as_secs_f64();
            return match ended.success() {
                true => Ok(cost),
                false => Err("the import failed".into()),
            };
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}
