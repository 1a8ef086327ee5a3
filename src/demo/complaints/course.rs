//! How a complaint of the sample goes from day to day, step by step, as the people of the sample would have gone.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::Ground;
use super::told::{Stage, Told};
use crate::accounts::Role;
use crate::clock::{local_day, utc_of_local};
use crate::complaints::case::Case;
use crate::complaints::publish::{Words, replace_publication};
use crate::complaints::store::{self, Entry};
use crate::complaints::{Class, Step, Taken, take_step};
use crate::db::DbConn;
use crate::error::{AppError, AppResult};

/// Calendar days after the answer in which the citizen may object; then the case is over.
const OBJECTION: i64 = crate::complaints::rules::REOPEN_DAYS;
/// Minutes between two steps of one day.
const BETWEEN: i64 = 38;
/// When the first step of a day is taken, minutes after midnight.
const FIRST: i64 = 7 * 60 + 40;
/// In how many minutes of a day steps are taken.
const OPEN_FOR: i64 = 9 * 60;
/// Minutes between what is done on the day on which it came.
const AFTER: i64 = 9;
/// When a day's passing is noted, minutes after midnight.
const AT_NIGHT: i64 = 5;

/// One case on its way.
pub(super) struct Course<'a> {
    conn: &'a mut DbConn,
    ground: &'a Ground<'a>,
    case: Case,
    day: NaiveDate,
    /// Steps taken, so that no two are taken at once.
    taken: i64,
}

impl<'a> Course<'a> {
    /// A case that came in on a day.
    pub(super) fn begin(
        conn: &'a mut DbConn,
        ground: &'a Ground<'a>,
        case: Case,
        day: NaiveDate,
    ) -> Self {
        Self {
            conn,
            ground,
            case,
            day,
            taken: 0,
        }
    }

    /// Everything that happened to it until now.
    pub(super) fn go(mut self, told: &Told) -> AppResult<()> {
        if told.course != Stage::Received {
            self.sort(told)?;
        }
        match told.course {
            Stage::Received | Stage::Classified => {}
            Stage::Refused => self.refuse(told)?,
            Stage::Forwarded => self.forward(told)?,
            Stage::Assigned => self.assign()?,
            Stage::Started => self.start()?,
            Stage::Waiting => self.wait()?,
            Stage::Drafted => self.write(told)?,
            Stage::Answered => self.answer(told)?,
            Stage::Reopened => self.reopen(told)?,
            Stage::Closed => {
                self.answer(told)?;
                self.close()?;
            }
        }
        self.lapse_until(self.today())
    }

    fn today(&self) -> NaiveDate {
        local_day(self.ground.now)
    }

    /// One step. Its day having passed before is noted first.
    fn step(
        &mut self,
        by: Option<i64>,
        step: Step,
        note: &str,
        change: impl FnOnce(&mut Case),
    ) -> AppResult<()> {
        self.lapse_until(self.day.min(self.today()))?;
        self.take(by, step, note, change)
    }

    fn take(
        &mut self,
        by: Option<i64>,
        step: Step,
        note: &str,
        change: impl FnOnce(&mut Case),
    ) -> AppResult<()> {
        let entry = Entry {
            by,
            step,
            note,
            at: self.at(step),
        };
        let taken = take_step(self.conn, &self.case, &entry, |case, _| change(case))?;
        let Taken::Done(mut case) = taken else {
            let (number, state) = (self.case.id, self.case.state);
            let reason = format!("sample complaint {number}: no {step} while {state}");
            return Err(AppError::internal(reason));
        };
        case.version = self.case.version + 1;
        self.case = *case;
        self.taken += 1;
        Ok(())
    }

    /// The moment of the next step: after it came, never after now. That its day passed is noted at night.
    fn at(&self, step: Step) -> NaiveDateTime {
        let of_day = utc_of_local(self.day.and_time(NaiveTime::MIN));
        let came = self.case.received_at;
        let at = match step {
            Step::Lapse => of_day + Duration::minutes(AT_NIGHT),
            _ if local_day(came) == self.day => came + Duration::minutes((self.taken + 1) * AFTER),
            _ => of_day + Duration::minutes(FIRST + self.taken * BETWEEN % OPEN_FOR),
        };
        at.min(self.ground.now)
    }

    /// Notes, on the day after its day, that it became late, if that was before `day`.
    fn lapse_until(&mut self, day: NaiveDate) -> AppResult<()> {
        let due = self.case.due.filter(|due| *due < day);
        let Some(due) = due.filter(|_| self.case.state.is_open() && !self.case.late) else {
            return Ok(());
        };
        let now = std::mem::replace(&mut self.day, due + Duration::days(1));
        self.take(None, Step::Lapse, "", |case| case.late = true)?;
        self.day = now;
        Ok(())
    }

    fn goes_on(&mut self, working_days: u32) {
        self.day = self.ground.working_days_after(self.day, working_days);
    }

    fn hotline(&self) -> AppResult<i64> {
        Ok(self.ground.somebody(Role::Hotline)?.id)
    }

    fn leader(&self) -> AppResult<i64> {
        Ok(self.ground.somebody(Role::Leader)?.id)
    }

    /// The hotline calls back and decides what it is.
    fn sort(&mut self, told: &Told) -> AppResult<()> {
        let hotline = self.hotline()?;
        let today = self.day;
        if told.pace != Some(0) && self.case.acknowledged_on.is_none() {
            let note = "Đã báo là xã đang xem xét.";
            self.step(Some(hotline), Step::Acknowledge, note, |case| {
                case.acknowledged_on = Some(today);
            })?;
        }
        let rules = store::find_rules(self.conn, &self.ground.sample.unit)?;
        let (class, days) = (told.class, rules.days);
        self.step(Some(hotline), Step::Classify, "", |case| {
            case.change_days(days.of(case.class_or_proposed()), days.of(class));
            case.decide(class, told.dimension, &told.field);
        })
    }

    fn assign(&mut self) -> AppResult<()> {
        let officer = self.ground.officer_at(self.case.counter_id)?;
        let named = store::list_named(self.conn, &self.case)?;
        let is_named = named.iter().any(|(id, _)| *id == officer.id);
        let officer = match is_named {
            true => self.ground.somebody(Role::Hotline)?,
            false => officer,
        };
        let (hotline, id, name) = (self.hotline()?, officer.id, officer.name.clone());
        self.step(Some(hotline), Step::Assign, &name, |case| {
            case.assignee_id = Some(id);
        })
    }

    fn start(&mut self) -> AppResult<()> {
        self.assign()?;
        self.goes_on(1);
        self.step(self.case.assignee_id, Step::Start, "", |_| {})
    }

    fn wait(&mut self) -> AppResult<()> {
        self.start()?;
        let today = self.day;
        let note = "Chờ văn phòng đăng ký đất đai và tỉnh bạn trả lời xác minh.";
        self.step(self.case.assignee_id, Step::Pause, note, |case| {
            case.pause(today);
        })
    }

    /// An answer is written on the working day before it is given.
    fn write(&mut self, told: &Told) -> AppResult<()> {
        self.assign()?;
        self.goes_on(told.pace.unwrap_or(1).saturating_sub(1));
        self.draft(told)
    }

    fn draft(&mut self, told: &Told) -> AppResult<()> {
        let by = self.case.assignee_id.map_or_else(|| self.hotline(), Ok)?;
        let at = self.at(Step::Write);
        self.step(Some(by), Step::Write, "", |_| {})?;
        store::insert_answer(self.conn, &self.case, &told.answer, by, at)?;
        Ok(())
    }

    fn approve(&mut self) -> AppResult<()> {
        let (leader, at) = (self.leader()?, self.at(Step::Approve));
        self.step(Some(leader), Step::Approve, "", |_| {})?;
        store::approve_answer(self.conn, &self.case, leader, at)?;
        Ok(())
    }

    /// Nobody objected in time.
    fn close(&mut self) -> AppResult<()> {
        self.day += Duration::days(OBJECTION);
        self.step(None, Step::Close, "", |_| {})
    }

    /// The leader approves; the citizen rates it some days later.
    fn answer(&mut self, told: &Told) -> AppResult<()> {
        self.write(told)?;
        self.goes_on(u32::from(told.pace.is_some_and(|pace| pace > 0)));
        self.approve()?;
        if told.score.is_none_or(|score| score >= 3) {
            self.publish(told)?;
        }
        let answered = self.day;
        if let Some(score) = told.score {
            self.goes_on(2);
            self.step(None, Step::Rate, "", |case| case.score = Some(score))?;
        }
        self.day = answered;
        Ok(())
    }

    /// What the sample's people say holds no names: it is published as it was said.
    fn publish(&mut self, told: &Told) -> AppResult<()> {
        let hotline = self.hotline()?;
        self.step(Some(hotline), Step::Publish, "", |_| {})?;
        let words = Words {
            title: first_clause(&told.text).to_owned(),
            question: told.text.clone(),
            answer: told.answer.clone(),
        };
        let by = (hotline, self.at(Step::Publish));
        replace_publication(self.conn, &self.case, &words, by)?;
        Ok(())
    }

    /// Not solved: what is long over was answered once more.
    fn reopen(&mut self, told: &Told) -> AppResult<()> {
        self.answer(told)?;
        self.goes_on(8);
        let hotline = self.hotline()?;
        let note = "Người dân gọi lại: việc vẫn chưa xong.";
        self.step(Some(hotline), Step::Reopen, note, |_| {})?;
        if told.ago.is_some() {
            return Ok(());
        }
        self.goes_on(6);
        self.draft(told)?;
        self.approve()?;
        self.close()
    }

    fn refuse(&mut self, told: &Told) -> AppResult<()> {
        self.goes_on(told.pace.unwrap_or(1));
        let leader = self.leader()?;
        let note =
            "Không nêu việc cụ thể và không có tên, địa chỉ (Nghị định 20/2008/NĐ-CP, Điều 7).";
        self.step(Some(leader), Step::Refuse, note, |_| {})
    }

    /// Handed on, with what the citizen was told about it.
    fn forward(&mut self, told: &Told) -> AppResult<()> {
        self.goes_on(told.pace.unwrap_or(1));
        let hotline = self.hotline()?;
        let note = match told.class {
            Class::Grievance => {
                "Chủ tịch Ủy ban nhân dân xã (mẫu)\nĐã hướng dẫn gửi đơn khiếu nại trong 90 ngày."
            }
            Class::Emergency => "Công an xã (mẫu)\nĐã hướng dẫn gọi 113, 115 ngay.",
            _ => "Cơ quan phụ trách của tỉnh (mẫu)\nĐã báo người dân nơi nhận.",
        };
        self.step(Some(hotline), Step::Forward, note, |_| {})
    }
}

/// What a text begins with, up to its first stop: short enough for a title.
fn first_clause(text: &str) -> &str {
    let stop = text.find(['.', '?', ',', ';']);
    stop.and_then(|end| text.get(..end)).unwrap_or(text)
}
