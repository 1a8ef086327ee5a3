//! A register as a clerk keeps it in Excel: titles above, a header of two rows, true dates, serial numbers, formulas,
//! merged cells, a second sheet.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use super::{PAGE, counts, dossier, import_as, tried, utc};
use crate::harness::App;
use crate::harness::people::UNIT;

/// A sheet with the head of a register in rows 4 and 5, and the numbers of its columns below.
fn register(sheet: &mut Worksheet) {
    let plain = Format::new();
    let title = "SỔ THEO DÕI HỒ SƠ QUÝ I NĂM 2026";
    sheet.merge_range(0, 0, 0, 6, title, &plain).unwrap();
    sheet.write(1, 0, "Đơn vị: UBND xã").unwrap();
    for (column, name) in [
        (0, "STT"),
        (1, "Mã hồ sơ"),
        (2, "Tên TTHC"),
        (6, "Trạng thái"),
    ] {
        sheet
            .merge_range(3, column, 4, column, name, &plain)
            .unwrap();
    }
    sheet.merge_range(3, 3, 3, 5, "Ngày, giờ", &plain).unwrap();
    for (column, name) in [
        (3, "Nhận hồ sơ"),
        (4, "Hẹn trả kết quả"),
        (5, "Trả kết quả"),
    ] {
        sheet.write(4, column, name).unwrap();
    }
    for column in 0..7_u16 {
        sheet.write(5, column, format!("({})", column + 1)).unwrap();
    }
}

fn dates() -> Format {
    Format::new().set_num_format("dd/mm/yyyy hh:mm")
}

fn moment(text: &str) -> ExcelDateTime {
    ExcelDateTime::parse_from_str(text).unwrap()
}

fn rows(sheet: &mut Worksheet) {
    let code = |number: u32| format!("H21.65-260302-{number:04}");
    for (row, number) in (6..).zip(1..=3_u32) {
        sheet.write(row, 0, number).unwrap();
        sheet.write(row, 1, code(number)).unwrap();
        sheet.write(row, 2, "Đăng ký khai sinh").unwrap();
    }
    sheet
        .write_with_format(6, 3, moment("2026-03-02T14:30:00"), &dates())
        .unwrap();
    sheet
        .write_with_format(6, 4, moment("2026-03-05"), &dates())
        .unwrap();
    // A date whose format was lost, and one that a formula gives.
    sheet.write(7, 3, 46083.375).unwrap();
    sheet
        .write(7, 4, Formula::new("=D8+3").set_result("46086"))
        .unwrap();
    sheet.write(8, 3, "02/03/2026 8:05").unwrap();
    sheet.write(8, 4, "2026-03-05").unwrap();
    sheet.write(8, 5, "04/03/2026").unwrap();
    sheet.write(8, 6, "Đã trả kết quả").unwrap();
}

fn book(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().unwrap()
}

/// The register is read as it is.
async fn a_register_is_read_as_the_clerk_keeps_it(app: &App) {
    let leader = app.staff("leader").await;
    let file = book(|book| {
        let sheet = book.add_worksheet();
        register(sheet);
        rows(sheet);
    });
    let (trial, page) = tried(&leader, PAGE, &file).await;
    let page = page
        .is(200)
        .says("Nhập 3 hồ sơ")
        .says("Dòng tên cột là dòng 5")
        .says("Mã hồ sơ (B)");
    leader
        .send(&page.form(&format!("{trial}/take")))
        .await
        .is(303);
    let received = |number: u32| dossier(app, &format!("H21.65-260302-{number:04}")).received_at;
    assert_eq!(Some(received(1)), utc("2026-03-02T14:30:00"));
    assert_eq!(Some(received(2)), utc("2026-03-02T09:00:00"));
    assert_eq!(Some(received(3)), utc("2026-03-02T08:05:00"));
    for number in 1..=3_u32 {
        let due = dossier(app, &format!("H21.65-260302-{number:04}")).first_due_at;
        assert_eq!(due, utc("2026-03-05T23:59:59"), "{number}");
    }
    assert_eq!(
        counts(&import_as(app, "sổ.xlsx", &file, &[]).1),
        [0, 0, 3, 0]
    );
}

/// A merged cell and an error of the spreadsheet are named by their row and cell.
async fn a_bad_cell_of_a_register_is_named(app: &App) {
    let leader = app.staff("leader").await;
    let file = book(|book| {
        let sheet = book.add_worksheet();
        register(sheet);
        rows(sheet);
        sheet
            .write(8, 3, Formula::new("=1/0").set_result("#DIV/0!"))
            .unwrap();
        sheet
            .merge_range(6, 2, 7, 2, "Đăng ký khai sinh", &Format::new())
            .unwrap();
    });
    let (_, page) = tried(&leader, PAGE, &file).await;
    page.is(200)
        .says("Dòng 7")
        .says("Dòng này có ô gộp")
        .says("Ô D9")
        .says("lỗi của bảng tính");
    let (status, report) = import_as(app, "sổ.xlsx", &file, &[]);
    assert_eq!((status, counts(&report)), (1, [0, 0, 0, 3]), "{report}");
    assert_eq!(report["refused"][2]["cell"], "D9");
}

/// Of several sheets the person chooses one; a command names it.
async fn the_sheet_is_chosen(app: &App) {
    let leader = app.staff("leader").await;
    let file = book(|book| {
        let notes = book.add_worksheet().set_name("Ghi chú").unwrap();
        notes.write(0, 0, "Sổ này do bà Hạnh giữ").unwrap();
        book.add_worksheet().set_name("Trống").unwrap();
        let sheet = book.add_worksheet().set_name("Quý I").unwrap();
        register(sheet);
        rows(sheet);
    });
    let (trial, page) = tried(&leader, PAGE, &file).await;
    let page = page.is(200).says("Quý I");
    assert!(!page.body.contains("Trống"), "{}", page.body);
    let form = page
        .form(&format!("{trial}/columns"))
        .with("sheet", "Quý I");
    leader.send(&form).await.leads_to(&trial);
    leader.get(&trial).await.is(200).says("Nhập 3 hồ sơ");
    let (status, report) = import_as(app, "sổ.xlsx", &file, &["--unit", UNIT]);
    let reason = report["refused"][0]["reason"].as_str().unwrap();
    assert!(status == 1 && reason.contains("Ghi chú, Quý I"), "{reason}");
    let (status, report) = import_as(app, "sổ.xlsx", &file, &["--sheet", "Quý I"]);
    assert_eq!((status, counts(&report)), (0, [3, 0, 0, 0]));
    let (_, report) = import_as(app, "sổ.xlsx", &file, &["--sheet", "Quý II"]);
    assert!(
        report["refused"][0]["reason"]
            .as_str()
            .unwrap()
            .contains("Quý I"),
        "{report}"
    );
}

crate::stories! {
    a_register_is_read_as_the_clerk_keeps_it,
    a_bad_cell_of_a_register_is_named,
    the_sheet_is_chosen,
}
