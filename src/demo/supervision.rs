//! What rings in the sample now, and notes of its observer: one that waits, one that was answered.

use chrono::{Duration, NaiveDateTime};

use super::places::Sample;
use crate::accounts::Role;
use crate::complaints::store::{Colleague, list_people_of};
use crate::db::{Db, DbConn};
use crate::error::{AppError, AppResult};
use crate::supervision::store::notes::{By, NewNote, find_note, insert_entry, insert_note};
use crate::supervision::{About, Step, USUAL_DAYS};
use crate::watch::look_at;

/// For whom the sample's observer looks on.
const ORGANISATION: &str = "Ủy ban MTTQ Việt Nam xã";

/// Puts the notes in, and lets ring what does.
///
/// # Errors
/// The database refuses, or the sample lacks its people.
pub(super) fn put_supervision(db: &Db, now: NaiveDateTime, sample: &Sample) -> AppResult<()> {
    db.write_blocking(|conn| {
        let people = list_people_of(conn, &sample.unit.path)?;
        let one = |role: Role| {
            let found = people
                .iter()
                .find(|person| person.role == role && person.unit_id == sample.unit.id);
            found.ok_or_else(|| AppError::internal("the sample lacks an observer or a leader"))
        };
        put_notes(
            conn,
            now,
            sample,
            (one(Role::Observer)?, one(Role::Leader)?),
        )
    })?;
    look_at(db, &sample.unit, now, None)
}

fn put_notes(
    conn: &mut DbConn,
    now: NaiveDateTime,
    sample: &Sample,
    (observer, leader): (&Colleague, &Colleague),
) -> AppResult<()> {
    let by = |person: &Colleague, days: i64| (person.id, now - Duration::days(days));
    let mut ask = |about, subject: &str, text: &str, (account_id, at)| {
        let new = NewNote {
            unit_id: sample.unit.id,
            about,
            subject,
            organisation: ORGANISATION,
            text,
            days: USUAL_DAYS,
        };
        let name = &observer.name;
        insert_note(
            conn,
            &new,
            By {
                account_id,
                name,
                at,
            },
        )
    };
    let answered = ask(
        About::Index,
        "feedback",
        "Chỉ số về tiếp nhận góp ý thấp hơn các chỉ số khác. Đề nghị cho biết đã làm gì để người dân biết nơi gửi phản ánh.",
        by(observer, 24),
    )?;
    ask(
        About::Page,
        "/apologies/figures",
        "Một số hồ sơ trễ hẹn chưa có phiếu xin lỗi. Đề nghị giải trình nguyên nhân và thời hạn xin lỗi xong.",
        by(observer, 6),
    )?;
    let (account_id, at) = by(leader, 12);
    let (_, entries) =
        find_note(conn, &crate::units::Scope::everything(), answered)?.ok_or(AppError::NotFound)?;
    insert_entry(
        conn,
        (answered, entries.last().map(|entry| entry.id)),
        (Step::Answer, None),
        "Đã niêm yết số đường dây nóng và mã quét tại từng quầy, đọc trên loa truyền thanh hai lần mỗi tuần.",
        By {
            account_id,
            name: &leader.name,
            at,
        },
    )?;
    Ok(())
}
