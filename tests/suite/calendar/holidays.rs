//! A year that lacks a holiday of the law, and what completes one.

use super::{HEAD, WHOLE, send_file, typed};
use crate::harness::App;

/// What the law gives 2027 besides: Tết, the Hùng Kings' day, the day in place of 1 May, the second day in September.
pub const FURTHER_2027: &str =
    "05/02/2027 08/02/2027 09/02/2027 10/02/2027 11/02/2027 16/04/2027 03/05/2027 03/09/2027";
/// The same for 2026, with a later Tết.
pub const FURTHER_2026: &str =
    "17/02/2026 18/02/2026 19/02/2026 20/02/2026 23/02/2026 27/04/2026 01/09/2026";

/// Days of a list.
pub fn listed(further: &str) -> Vec<&str> {
    further.split(' ').collect()
}

/// Days typed, one on each line, and those that the law gives besides.
pub fn with_further(typed: &str, further: &str) -> String {
    format!("{typed}\n{}", listed(further).join("\n"))
}

/// A file of 2027 that lacks nothing.
pub fn whole() -> String {
    let further = listed(FURTHER_2027)
        .into_iter()
        .map(|day| format!("2027,{day},off,,\n"));
    format!("{HEAD}{WHOLE}{}", further.collect::<String>())
}

/// A year in which people would work at Tết is refused, typed or as a file: what lacks is said, and where it is looked
/// for.
async fn a_year_without_a_holiday_is_refused(app: &App) {
    let admin = app.staff("admin").await;
    for (gone, told) in [
        (
            "08/02/2027",
            "Tết Nguyên đán: từ 18/01/2027 đến 28/02/2027 phải có ít nhất 5 ngày nghỉ",
        ),
        (
            "16/04/2027",
            "Giỗ Tổ Hùng Vương, ngày 30/4 và ngày 1/5: từ 29/03/2027 đến 15/05/2027",
        ),
        (
            "03/05/2027",
            "Giỗ Tổ Hùng Vương, ngày 30/4 và ngày 1/5: từ 29/03/2027 đến 15/05/2027",
        ),
        (
            "03/09/2027",
            "Quốc khánh: từ 18/08/2027 đến 16/09/2027 phải có ít nhất 2 ngày nghỉ từ thứ hai đến thứ sáu, mới ghi 1",
        ),
    ] {
        let form = typed(&admin).await;
        let left = form.value("off").replace(&format!("{gone}\n"), "");
        let left = left.trim_end_matches(gone);
        admin.send(&form.with("off", left)).await.is(422).says(told);
        let file = whole().replace(&format!("2027,{gone},off,,\n"), "");
        let page = send_file(&admin, file.as_bytes()).await.is(422);
        page.says(&format!("Dòng 2: Thiếu ngày nghỉ {told}"));
    }
    assert_eq!(app.count("calendar_years WHERE year = 2027"), 0);
}

crate::stories! {
    a_year_without_a_holiday_is_refused,
}
