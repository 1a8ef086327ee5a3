//! The reports of the sample commune: the quarters of this year that are over are closed, the last one with the leader's
//! words.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};

use super::places::Sample;
use crate::accounts::Role;
use crate::clock::{local_day, utc_of_local};
use crate::complaints::store::list_people_of;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::indices::{Cutoff, Period};
use crate::reports::{Words, close, save_words};

/// The quarters, in their order.
const QUARTERS: [Period; 4] = [
    Period::FirstQuarter,
    Period::SecondQuarter,
    Period::ThirdQuarter,
    Period::LastQuarter,
];
/// Days from the end of a quarter to the morning on which it is closed.
const CLOSED_AFTER: u64 = 3;

/// Puts them in, or nothing. Of a year of which no quarter is over there is none.
///
/// # Errors
/// The database refuses, or the sample lacks its leader.
pub(super) fn put_reports(db: &Db, now: NaiveDateTime, sample: &Sample) -> AppResult<()> {
    let year = local_day(now).year();
    db.write_blocking(|conn| {
        let people = list_people_of(conn, &sample.unit.path)?;
        let leader = people
            .iter()
            .find(|person| person.unit_id == sample.unit.id && person.role == Role::Leader)
            .ok_or_else(|| AppError::internal("the sample lacks its leader"))?;
        let mut last = None;
        for quarter in QUARTERS {
            let Some(morning) = morning_after(quarter, year).filter(|morning| *morning < now)
            else {
                break;
            };
            close(conn, &sample.unit, (year, quarter), (leader.id, morning))?;
            last = Some(quarter);
        }
        if let Some(quarter) = last {
            save_words(conn, (sample.unit.id, year, quarter), &words(&leader.name))?;
        }
        Ok::<_, AppError>(())
    })
}

fn morning_after(quarter: Period, year: i32) -> Option<NaiveDateTime> {
    let span = quarter.of_reports(year, Cutoff::default())?;
    let day: NaiveDate = span.to.checked_add_days(Days::new(CLOSED_AFTER))?;
    Some(utc_of_local(
        day.and_time(NaiveTime::from_hms_opt(8, 30, 0)?),
    ))
}

fn words(leader: &str) -> Words {
    Words {
        recipient: "Ủy ban nhân dân tỉnh; Sở Nội vụ tỉnh".to_owned(),
        causes: "Thời gian chờ ở quầy 2 kéo dài vào sáng thứ Hai; công chức phụ trách đất đai đi tập huấn hai tuần.\n\
                 Người dân chưa biết kết quả xử lý phản ánh, kiến nghị được đăng ở đâu."
            .to_owned(),
        remedies: "Văn phòng HĐND và UBND: bố trí thêm một công chức vào sáng thứ Hai, xong trước ngày 15 tháng sau.\n\
                   Bộ phận Một cửa: dán mã QR xem câu trả lời tại từng quầy, xong trong tháng."
            .to_owned(),
        copies: "- Như trên;\n- TT. Đảng ủy, TT. HĐND xã;\n- Lưu: VT.".to_owned(),
        signer: leader.to_owned(),
        ..Words::default()
    }
}
