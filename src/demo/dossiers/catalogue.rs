//! The procedures of the sample, with the limits that the law gives them.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use diesel::QueryResult;

use crate::clock::local_day;
use crate::db::DbConn;
use crate::demo::places::Sample;
use crate::dossiers::limit::LimitUnit;
use crate::dossiers::procedure::Procedure;
use crate::dossiers::store::insert_procedure;

/// Code, name, field, limit and its source (see the catalogue of the national list for the whole names).
const PROCEDURES: [(&str, &str, &str, u32, LimitUnit, &str); 7] = [
    (
        "2.000815",
        "Chứng thực bản sao từ bản chính giấy tờ, văn bản",
        "certification",
        0,
        LimitUnit::SameDay,
        "Nghị định 23/2015/NĐ-CP, Điều 7",
    ),
    (
        "1.001193",
        "Đăng ký khai sinh",
        "civil_status",
        0,
        LimitUnit::SameDay,
        "Luật Hộ tịch 2014",
    ),
    (
        "1.000894",
        "Đăng ký kết hôn",
        "civil_status",
        5,
        LimitUnit::WorkingDay,
        "Luật Hộ tịch 2014, Điều 18",
    ),
    (
        "1.004859",
        "Thay đổi, cải chính, bổ sung thông tin hộ tịch",
        "civil_status",
        3,
        LimitUnit::WorkingDay,
        "Luật Hộ tịch 2014, Điều 28",
    ),
    (
        "1.001022",
        "Đăng ký nhận cha, mẹ, con",
        "civil_status",
        3,
        LimitUnit::WorkingDay,
        "Luật Hộ tịch 2014, Điều 25",
    ),
    (
        "1.001776",
        "Thực hiện trợ cấp xã hội hằng tháng",
        "social",
        10,
        LimitUnit::WorkingDay,
        "Nghị định 76/2024/NĐ-CP",
    ),
    (
        "1.012812",
        "Hòa giải tranh chấp đất đai",
        "land",
        30,
        LimitUnit::CalendarDay,
        "Luật Đất đai 2024",
    ),
];
/// Puts them into the catalogue.
///
/// # Errors
/// The database refuses.
pub(super) fn put_procedures(
    conn: &mut DbConn,
    sample: &Sample,
    now: NaiveDateTime,
) -> QueryResult<Vec<Procedure>> {
    let since = NaiveDate::from_ymd_opt(local_day(now).year() - 1, 1, 1);
    let mut procedures = Vec::new();
    for (code, name, field, n, unit, basis) in PROCEDURES {
        let mut procedure = Procedure {
            id: 0,
            unit_id: sample.unit.id,
            code: code.to_owned(),
            name: name.to_owned(),
            field: field.to_owned(),
            limit_n: n.cast_signed(),
            limit_unit: unit.as_str().to_owned(),
            basis: basis.to_owned(),
            fee: String::new(),
            valid_from: since.unwrap_or_default(),
            valid_until: None,
            at_desk: true,
            online: unit == LimitUnit::WorkingDay,
        };
        procedure.id = insert_procedure(conn, &procedure)?;
        procedures.push(procedure);
    }
    Ok(procedures)
}
