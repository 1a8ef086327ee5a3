//! What the import of a large file of dossiers costs: its seconds, the most memory the command ever held, rows a second.
//!
//!   cargo bench --bench dossiers -- ROWS FOLDER
//!
//! Makes a workbook and a text of the same rows, and imports each in a command of its own: new, and again unchanged.
//! `scripts/bench-dossiers` calls it.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};
use rust_xlsxwriter::Workbook;

type Outcome<T> = Result<T, Box<dyn Error>>;

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

fn main() -> Outcome<()> {
    // cargo adds a flag of its own.
    let arguments = std::env::args().skip(1).filter(|word| word != "--bench");
    let arguments: Vec<String> = arguments.collect();
    let [rows, folder] = arguments.as_slice() else {
        return Err("dossiers ROWS FOLDER".into());
    };
    let (rows, folder) = (rows.parse()?, Path::new(folder));
    let (text, book) = (folder.join("dossiers.csv"), folder.join("dossiers.xlsx"));
    write_text(&text, rows)?;
    write_book(&book, rows)?;
    let mut out = std::io::stdout();
    writeln!(
        out,
        "| file | rows | pass | seconds | rows/s | most memory |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|")?;
    for file in [&text, &book] {
        let name = file.extension().unwrap_or_default().to_string_lossy();
        let database = format!("sqlite:{}", folder.join(format!("{name}.db")).display());
        begin(&database)?;
        for pass in ["new", "unchanged"] {
            let (seconds, memory) = import(file, &database)?;
            let speed = rows as f64 / seconds;
            writeln!(
                out,
                "| {name} | {rows} | {pass} | {seconds:.1} | {speed:.0} | {memory} |"
            )?;
        }
    }
    Ok(())
}

/// The cells of one row.
fn cells(row: u64) -> Outcome<[String; 12]> {
    let first = NaiveDate::from_ymd_opt(2025, 1, 2).ok_or("no day")?;
    let day = |after: u64| {
        first
            .checked_add_days(Days::new(row / A_DAY + after))
            .ok_or("no day")
    };
    let (received, due, returned) = (day(0)?, day(7)?, day(1 + row % 9)?);
    let number = row % A_DAY + 1;
    Ok([
        format!("H21.65-{}-{number:04}", received.format("%y%m%d")),
        format!("Thủ tục hành chính số {}", row % 60),
        "Hộ tịch".to_owned(),
        format!("Nguyễn Thị Người Nộp {row}"),
        format!("064{row:09}"),
        format!("09{row:08}"),
        format!("Tổ {}, xã Tân Bình", row % 40),
        format!("Cán bộ {}", row % 12),
        format!("{} 08:{:02}", received.format("%d/%m/%Y"), row % 60),
        due.format("%d/%m/%Y").to_string(),
        returned.format("%d/%m/%Y").to_string(),
        "Đã trả kết quả".to_owned(),
    ])
}

fn write_text(path: &Path, rows: u64) -> Outcome<()> {
    let mut file = csv::Writer::from_path(path)?;
    file.write_record(HEAD)?;
    for row in 0..rows {
        file.write_record(cells(row)?)?;
    }
    file.flush()?;
    Ok(())
}

fn write_book(path: &Path, rows: u64) -> Outcome<()> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, HEAD)?;
    for row in 0..rows {
        sheet.write_row(u32::try_from(row)? + 1, 0, cells(row)?)?;
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

/// Seconds, and the most memory the command held, as the system tells it.
fn import(file: &Path, database: &str) -> Outcome<(f64, String)> {
    let file = file.display().to_string();
    let began = Instant::now();
    let mut program = hailong(&["import", "dossiers", &file], database)?;
    let status = format!("/proc/{}/status", program.id());
    let mut memory = String::new();
    loop {
        let told = fs::read_to_string(&status).unwrap_or_default();
        let most = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        if let Some(most) = most {
            most.trim().clone_into(&mut memory);
        }
        if let Some(ended) = program.try_wait()? {
            let seconds = began.elapsed().as_secs_f64();
            if !ended.success() {
                return Err("the import failed".into());
            }
            return Ok((seconds, memory));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}
