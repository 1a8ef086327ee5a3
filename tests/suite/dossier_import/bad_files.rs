//! What is wrong with a file is named by its line, its column and its value, in the reader's language.

use super::{FIRST, HEAD, PAGE, SECOND, counts, import, import_as, send, tried};
use crate::harness::App;
use crate::harness::people::UNIT;

/// A row with this code, days and status, otherwise right.
fn row(code: &str, [received, due, ended, returned]: [&str; 4], state: &str) -> String {
    format!("{code},Khai sinh,A,,,{received},{due},{ended},{returned},{state}\n")
}

/// A row, the column that is wrong in it, and what is told of it.
type Bad = (String, &'static str, &'static str);

/// Rows whose code or whose days before the result are wrong: the row, the column and what is told.
fn bad_starts() -> Vec<Bad> {
    let code = |number: u32| format!("H21.65-260302-{number:04}");
    let days = |received, due| [received, due, "", ""];
    let march = ["02/03/2026", "05/03/2026", "", ""];
    vec![
        (row("", march, ""), "code", "Ô này phải có nội dung"),
        (
            row("H21.65-260302-1", march, ""),
            "code",
            "Mã hồ sơ không đúng dạng",
        ),
        (
            row("H21.65-260231-0001", march, ""),
            "code",
            "không phải là một ngày có thật",
        ),
        (
            row(&code(4), days("31/02/2026", "05/03/2026"), ""),
            "received",
            "Không phải là ngày",
        ),
        (
            row(&code(5), days("", "05/03/2026"), ""),
            "received",
            "Ô này phải có nội dung",
        ),
        (
            row(&code(6), days("02/03/2099", "05/03/2099"), ""),
            "received",
            "Ngày này chưa đến",
        ),
        (
            row(&code(7), days("02/03/2026", "01/03/2026"), ""),
            "due",
            "trước ngày tiếp nhận",
        ),
        (
            row(&code(8), ["02/03/2026", "05/03/2026", "01/03/2026", ""], ""),
            "ended",
            "trước ngày tiếp nhận",
        ),
    ]
}

/// Rows whose end does not fit, or whose day cannot be known.
fn bad_ends() -> Vec<Bad> {
    let code = |number: u32| format!("H21.65-260302-{number:04}");
    let days = |received, due| [received, due, "", ""];
    let march = ["02/03/2026", "05/03/2026", "", ""];
    vec![
        (
            row(
                &code(9),
                ["02/03/2026", "05/03/2026", "04/03/2026", "03/03/2026"],
                "",
            ),
            "returned",
            "trước ngày có kết quả",
        ),
        (
            row(&code(10), march, "Đang bay"),
            "state",
            "Đang xử lý, Chờ bổ sung",
        ),
        (
            row(&code(11), march, "Đã trả kết quả"),
            "state",
            "không có ngày có kết quả",
        ),
        (
            row(
                &code(12),
                ["02/03/2026", "05/03/2026", "04/03/2026", ""],
                "Đang xử lý",
            ),
            "state",
            "còn đang xử lý",
        ),
        (
            row(&code(13), days("02/03/2026", ""), ""),
            "due",
            "không có trong danh mục",
        ),
    ]
}

/// Each bad row is refused for its reason, and the good one is not taken with them unless it is wanted.
async fn every_bad_row_is_named(app: &App) {
    let leader = app.staff("leader").await;
    let bad = [bad_starts(), bad_ends()].concat();
    let rows: String = bad.iter().map(|(row, ..)| row.as_str()).collect();
    let file = format!("{HEAD}{rows}{FIRST}");
    let (status, report) = import(app, &file, &[]);
    assert_eq!((status, counts(&report)), (1, [1, 0, 0, 13]), "{report}");
    assert_eq!(
        (app.count("dossiers"), &report["taken"]),
        (0, &false.into())
    );
    for (place, (_, column, _)) in bad.iter().enumerate() {
        let refused = &report["refused"][place];
        assert_eq!(refused["line"], place + 2, "{refused}");
        assert_eq!(refused["column"], *column, "{refused}");
    }
    let (trial, mut page) = tried(&leader, PAGE, file.as_bytes()).await;
    for (_, _, told) in &bad {
        page = page.is(200).says(told);
    }
    let page = page.says("31/02/2026").says("Nhập 1 hồ sơ, bỏ lại 13 dòng");
    let list = leader.get(&format!("{trial}/refused.csv")).await.is(200);
    assert!(list.body.contains("Ngày này chưa đến"), "{}", list.body);
    let english = leader.get(&format!("{trial}?lang=en")).await;
    english
        .says("This is no date")
        .says("Import 1 dossiers, leave out 13 rows");
    leader.get(&format!("{trial}/refused.xlsx")).await.is(200);
    leader
        .send(&page.form(&format!("{trial}/take")))
        .await
        .is(303);
    assert_eq!(app.count("dossiers"), 1);
}

/// The same code twice: the same is counted once, two different ones are both refused.
async fn a_code_that_stands_twice_is_told(app: &App) {
    app.add_unit(UNIT, None);
    let other = SECOND.replace("Nguyễn Văn A", "Trần Thị B");
    let (_, report) = import(
        app,
        &format!("{HEAD}{FIRST}{SECOND}{FIRST}{other}"),
        &["--on-error", "skip"],
    );
    assert_eq!(counts(&report), [1, 0, 1, 2], "{report}");
    assert_eq!(
        (&report["refused"][0]["line"], &report["refused"][1]["line"]),
        (&3.into(), &5.into())
    );
    assert_eq!(app.count("dossiers"), 1);
    let far = "H21.65-230302-0009,Khai sinh,A,,,02/03/2026,05/03/2026,,,\n";
    let (_, report) = import(app, &format!("{HEAD}{far}"), &[]);
    assert_eq!(counts(&report), [1, 0, 0, 0], "only remarkable");
    assert_eq!(report["remarkable"].as_array().unwrap().len(), 1);
}

/// No table at all, or another kind of file: what to do is said, and nothing is lost.
async fn a_file_that_is_no_table_is_explained(app: &App) {
    let leader = app.staff("leader").await;
    send(&leader, PAGE, b"")
        .await
        .is(422)
        .says("Hãy chọn một tệp");
    for (file, told) in [
        (&b"\xd0\xcf\x11\xe0 old"[..], "kiểu cũ (.xls)"),
        (b" <html><table>", "trang web"),
        (b"PK\x03\x04 no workbook", "Tệp không đọc được như một bảng"),
        (b"\xff\xfe\xff", "Tệp không đọc được như một bảng"),
        (b"a\xff,b,c\nd,e,f\n", "Tệp không đọc được như một bảng"),
        (b"\n\n", "Không thấy dòng tên cột"),
    ] {
        let (_, page) = tried(&leader, PAGE, file).await;
        page.is(422).says(told);
    }
    let (status, report) = import_as(app, "a.xls", b"\xd0\xcf\x11\xe0", &[]);
    assert_eq!((status, counts(&report)), (1, [0, 0, 0, 1]));
    let run = app.hailong(&["import", "dossiers", "không-có.csv"]);
    assert!(
        run.code != 0 && run.err.contains("cannot read the file"),
        "{}",
        run.err
    );
    app.add_unit("H21.66", None);
    let run = app.hailong(&["import", "dossiers", "không-có.csv"]);
    assert!(run.err.contains("--unit"), "{}", run.err);
}

/// A column of a name that nobody knows is chosen by hand, and known the next time.
async fn a_corrected_column_is_remembered(app: &App) {
    let leader = app.staff("leader").await;
    let file = "Ký hiệu,Việc,Vào sổ,Hẹn\nH21.65-260302-0001,Khai sinh,02/03/2026,05/03/2026\n";
    let (trial, page) = tried(&leader, PAGE, file.as_bytes()).await;
    let page = page.is(200).says("Thiếu cột: Mã hồ sơ, Ngày tiếp nhận");
    let form = page
        .form(&format!("{trial}/columns"))
        .with("column-ky hieu", "code")
        .with("column-viec", "procedure")
        .with("column-vao so", "received")
        .with("column-hen", "due");
    leader.send(&form).await.leads_to(&trial);
    let page = leader.get(&trial).await.is(200).says("Nhập 1 hồ sơ");
    leader
        .send(&page.form(&format!("{trial}/take")))
        .await
        .is(303);
    let (_, page) = tried(&leader, PAGE, file.replace("-0001", "-0002").as_bytes()).await;
    page.is(200).says("Nhập 1 hồ sơ");
    assert_eq!(
        counts(&import(app, file, &[]).1),
        [0, 0, 1, 0],
        "a command knows it, too"
    );
}

crate::stories! {
    every_bad_row_is_named,
    a_code_that_stands_twice_is_told,
    a_file_that_is_no_table_is_explained,
    a_corrected_column_is_remembered,
}
