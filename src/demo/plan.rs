//! The plan of the sample commune for this year, in force since January: some tasks done, some under way, one overdue and
//! one due soon.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime};

use super::places::Sample;
use crate::accounts::Role;
use crate::clock::local_day;
use crate::complaints::store::list_people_of;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::plan::{
    Amount, TaskChange, TaskState, begin, find_plan_of, insert_note, insert_reading, list_items,
    list_tasks, put_in_force, update_task,
};

/// What the document of the sample is called.
const NUMBER: &str = "05/KH-UBND";

/// Where it is known from that the hotline is known.
const ORIGIN: &str = "Biên bản kiểm tra niêm yết của UBMTTQ xã";
/// The task of making it known.
const HOTLINE_TASK: usize = 9;

/// How a task stands: days from today to its day, and what was noted so many days ago.
type Course = (i64, &'static [(i64, TaskState, &'static str)]);

/// The courses of the tasks, in their order.
const COURSES: [Course; 10] = [
    (
        -200,
        &[
            (210, TaskState::Doing, "Đã mua 20 ghế chờ, 01 máy tra cứu."),
            (
                205,
                TaskState::Done,
                "Đã bố trí xong, niêm yết đủ 100 % thủ tục.",
            ),
        ],
    ),
    (
        31,
        &[(
            90,
            TaskState::Doing,
            "Còn 02 hồ sơ yêu cầu bổ sung hai lần; đã nhắc công chức.",
        )],
    ),
    (
        -9,
        &[(
            40,
            TaskState::Doing,
            "Đã họp quán triệt; chưa lấy ý kiến người dân tại quầy 2.",
        )],
    ),
    (
        31,
        &[(
            60,
            TaskState::Doing,
            "Đã lập bảng kiểm trước khi trả kết quả.",
        )],
    ),
    (
        11,
        &[(
            30,
            TaskState::Doing,
            "Đang in lại bảng hướng dẫn gửi phản ánh.",
        )],
    ),
    (
        31,
        &[(
            20,
            TaskState::Doing,
            "Nhắc hồ sơ sắp đến hạn lúc 8 giờ mỗi ngày.",
        )],
    ),
    (31, &[]),
    (
        31,
        &[(
            15,
            TaskState::Doing,
            "Phân loại phản ánh trong ngày; còn 01 phản ánh trễ của tháng trước.",
        )],
    ),
    (31, &[]),
    (
        -120,
        &[(
            130,
            TaskState::Done,
            "Đã niêm yết tại trụ sở và 6 nhà văn hóa thôn.",
        )],
    ),
];

/// Puts it in, or nothing.
///
/// # Errors
/// The database refuses, or the sample lacks its people.
pub(super) fn put_plan(db: &Db, now: NaiveDateTime, sample: &Sample) -> AppResult<()> {
    let today = local_day(now);
    let (unit, year) = (&sample.unit, today.year());
    db.write_blocking(|conn| {
        let people = list_people_of(conn, &unit.path)?;
        let with = |role: Role| {
            let mut own = people.iter().filter(|person| person.unit_id == unit.id);
            let found = own.find(|person| person.role == role);
            found.map(|person| person.id)
        };
        let missing = || AppError::internal("the sample lacks its people");
        let leader = with(Role::Leader).ok_or_else(missing)?;
        let (desk, hotline) = (with(Role::Desk), with(Role::Hotline));
        let january = now - Duration::days(i64::from(today.ordinal0()).saturating_sub(14).max(0));
        begin(conn, unit, year, true, (leader, january))?;
        let plan = find_plan_of(conn, unit.id, year)?.ok_or_else(missing)?;
        let issued = NaiveDate::from_ymd_opt(year, 1, 15).map_or(today, |day| day.min(today));
        put_in_force(conn, plan.clone(), NUMBER, issued, (leader, january))?;
        let tasks = list_tasks(conn, &plan)?;
        for (at, (task, (due, notes))) in tasks.iter().zip(COURSES).enumerate() {
            let lead = if at < 7 { desk } else { hotline };
            let change = TaskChange {
                words: task.words.clone(),
                lead_id: lead,
                lead_words: task.lead_words.clone(),
                joins: lead.map_or_else(Vec::new, |_| vec![leader]),
                due: Some(today + Duration::days(due)),
                ..TaskChange::default()
            };
            update_task(conn, task.id, &change)?;
            for (ago, state, words) in notes {
                let by = (lead.unwrap_or(leader), now - Duration::days(*ago));
                insert_note(conn, task.id, (*state, words), by)?;
            }
        }
        let shown = tasks.get(HOTLINE_TASK).map(|task| task.item_id);
        let items = list_items(conn, &plan)?;
        if let Some(item) = items.into_iter().find(|item| Some(item.id) == shown) {
            let by = (leader, now - Duration::days(100));
            insert_reading(conn, &item, (Amount::DONE, ORIGIN), by)?;
        }
        Ok::<_, AppError>(())
    })
}
