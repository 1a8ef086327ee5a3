//! Files with more rows than one statement takes.

use hailong::survey::slips;

use super::{HEAD, counts, dossier, history, import};
use crate::harness::App;
use crate::harness::people::UNIT;

/// More rows than one statement takes change at once: each has its line, its version and its counts, and the slips of
/// those that have one follow.
async fn many_change_at_once(app: &App) {
    app.add_unit(UNIT, None);
    let file = |rows: std::ops::Range<u32>, end: &str, phone: &str| {
        let row = |row| {
            format!(
                "H21.65-260302-{row:04},Đăng ký khai sinh,A {row},{phone},,02/03/2026,05/03/2026,,{end}\n"
            )
        };
        format!("{HEAD}{}", rows.map(row).collect::<String>())
    };
    let first = file(0..1_200, ",Đang xử lý", "0905123456");
    assert_eq!(counts(&import(app, &first, &[]).1), [1_200, 0, 0, 0]);
    let before = dossier(app, "H21.65-260302-0700");
    let slip = slips::issue(&mut app.database.connect(), before.unit_id, None, before.id);
    slip.unwrap();
    let later = file(0..1_300, "04/03/2026,Đã trả kết quả", "0905999999");
    assert_eq!(counts(&import(app, &later, &[]).1), [100, 1_200, 0, 0]);
    for (rows, number) in [
        ("dossiers WHERE state = 'returned' AND version = 2", 1_200),
        ("dossiers WHERE returned_at IS NOT NULL", 1_300),
        ("dossier_events WHERE action = 'update'", 1_200),
        (
            "dossier_applications WHERE phone_key LIKE '%905999999'",
            1_300,
        ),
        ("slip_tokens WHERE timeliness = 'on_time'", 1),
    ] {
        assert_eq!(app.count(rows), number, "{rows}");
    }
    assert_eq!(history(app, before.id).len(), 2);
    assert_eq!(counts(&import(app, &later, &[]).1), [0, 0, 1_300, 0]);
    app.verified();
}

crate::stories! {
    many_change_at_once,
}
