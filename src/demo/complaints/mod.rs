//! The sample's complaints: what citizens said (`data/sample-complaints.csv`) and what became of it, over last year and
//! this one. Each goes the way of a real case, on the days on which it would have.

mod course;
mod told;

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime};

use super::places::Sample;
use crate::accounts::Role;
use crate::calendar::WorkingDays;
use crate::calendar::store::{find_working_days, insert_missing_years};
use crate::clock::local_day;
use crate::complaints::store::{Colleague, list_people_of};
use crate::complaints::{insert_template, take_in};
use crate::db::{Db, DbConn};
use crate::error::{AppError, AppResult};
use course::Course;
use told::{Told, list_told};

/// Days before today in which nothing is taken in that is over already.
const RECENT: i64 = 45;
/// Templates of answers: title, text.
const TEMPLATES: [(&str, &str); 3] = [
    (
        "Xin lỗi vì trễ hẹn",
        "Kính gửi anh/chị …,\n\nHồ sơ của anh/chị trễ hẹn vì … Đây là lỗi của xã; xã xin lỗi anh/chị. Kết quả sẽ có \
         vào ngày …, tại Quầy …",
    ),
    (
        "Hướng dẫn thủ tục",
        "Kính gửi anh/chị …,\n\nĐể làm thủ tục …, anh/chị mang theo … đến Quầy … Thời gian giải quyết … ngày làm việc, \
         phí …",
    ),
    (
        "Đã nhắc nhở cán bộ",
        "Kính gửi anh/chị …,\n\nXã đã xem lại buổi làm việc ngày … Cán bộ đã được nhắc nhở. Xã xin lỗi anh/chị và mong \
         được tiếp tục góp ý.",
    ),
];

/// What every complaint of the sample needs.
struct Ground<'a> {
    sample: &'a Sample,
    people: Vec<Colleague>,
    calendar: WorkingDays,
    now: NaiveDateTime,
}

/// Puts the complaints and the templates of answers into the register, all or none; those that are there stay.
///
/// # Errors
/// The database refuses, or the built-in file cannot be read.
pub(super) fn put_complaints(db: &Db, now: NaiveDateTime, sample: &Sample) -> AppResult<()> {
    let told = list_told()?;
    db.write_blocking(|conn| {
        // A server would load them at its start.
        insert_missing_years(conn, now)?;
        for (title, text) in TEMPLATES {
            insert_template(conn, sample.unit.id, title, text)?;
        }
        let ground = Ground {
            sample,
            people: list_people_of(conn, &sample.unit.path)?,
            calendar: find_working_days(conn)?,
            now,
        };
        for (number, told, day) in ground.days_of(&told) {
            put_one(conn, &ground, (number, told), day)?;
        }
        Ok::<_, AppError>(())
    })
}

/// Takes one in on its day and goes on with it; one that is there already stays as it is.
fn put_one(
    conn: &mut DbConn,
    ground: &Ground<'_>,
    (number, told): (usize, &Told),
    day: NaiveDate,
) -> AppResult<()> {
    let new = ground.complaint(number, told, day);
    let (case, is_new) = take_in(conn, &new)?;
    if !is_new {
        return Ok(());
    }
    Course::begin(conn, ground, case, day).go(told)
}

impl Ground<'_> {
    /// Each complaint with its number and the day on which it came: those that are over are spread over last year and
    /// this one, the others came so many working days ago.
    fn days_of<'t>(
        &self,
        told: &'t [Told],
    ) -> impl Iterator<Item = (usize, &'t Told, NaiveDate)> + use<'_, 't> {
        let today = local_day(self.now);
        let first = NaiveDate::from_ymd_opt(today.year() - 1, 1, 12).unwrap_or(today);
        let span = (today - Duration::days(RECENT) - first).num_days().max(0);
        let over = told.iter().filter(|told| told.ago.is_none()).count();
        let over = i64::try_from(over).unwrap_or(i64::MAX).max(1);
        let day = move |(number, told): (usize, &'t Told)| {
            let day = match told.ago {
                Some(ago) => self.working_days_ago(today, ago),
                None => {
                    let before = i64::try_from(number).unwrap_or(0);
                    self.on_or_after(first + Duration::days(span * before / over))
                }
            };
            (number, told, day)
        };
        told.iter().enumerate().map(day)
    }

    /// A day so many working days ago; by weekdays where the year is not loaded.
    fn working_days_ago(&self, today: NaiveDate, n: u32) -> NaiveDate {
        let counted = self.calendar.before(today, n).ok().filter(|_| n > 0);
        counted.unwrap_or_else(|| today - Duration::days(i64::from(n + n / 5 * 2)))
    }

    /// A day so many working days later; by weekdays where the year is not loaded.
    fn working_days_after(&self, day: NaiveDate, n: u32) -> NaiveDate {
        let counted = self.calendar.after(day, n).ok().filter(|_| n > 0);
        counted.unwrap_or_else(|| day + Duration::days(i64::from(n + n / 5 * 2)))
    }

    fn on_or_after(&self, day: NaiveDate) -> NaiveDate {
        self.calendar.next_on_or_after(day).unwrap_or(day)
    }

    /// Somebody of the commune with this role.
    ///
    /// # Errors
    /// The sample lacks one.
    fn somebody(&self, role: Role) -> AppResult<&Colleague> {
        let here =
            |person: &&Colleague| person.role == role && person.unit_id == self.sample.unit.id;
        self.people
            .iter()
            .find(here)
            .ok_or_else(|| AppError::internal(format!("the sample lacks a {role}")))
    }

    /// The officer at a counter; the hotline where it is about none.
    ///
    /// # Errors
    /// The sample lacks both.
    fn officer_at(&self, counter: Option<i64>) -> AppResult<&Colleague> {
        let of_counter = self
            .sample
            .counters
            .iter()
            .find(|at| counter == Some(at.counter.id))
            .and_then(|at| at.counter.officer_id);
        let found = self
            .people
            .iter()
            .find(|person| Some(person.id) == of_counter);
        found.map_or_else(|| self.somebody(Role::Hotline), Ok)
    }
}
