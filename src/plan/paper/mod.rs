//! A plan and the report on it as official documents (NĐ 30/2020/NĐ-CP, Phụ lục I): what stands on them, the same for the
//! printer and for Word. They are always Vietnamese, as the law has it. Head and foot are those of letters.

mod plan;
mod report;

use rust_i18n::t;

use super::item::Direction;
use super::record::{Plan, State, lines};
use super::whole::{Line, Whole};
use crate::apologies::letter::{Sheet, written_day};
use crate::db::DbConn;
use crate::dossiers::Ground;
use crate::dossiers::letterhead::letterhead_of;
use crate::dossiers::rules::Letterhead;
use crate::dossiers::store::list_line;
use crate::error::AppResult;
use crate::paper::Paper;
use crate::web::language::Lang;

crate::text_enum! {
    /// Which document.
    pub enum Kind {
        /// Kế hoạch.
        Plan => "paper",
        /// Báo cáo tiến độ.
        Report => "report",
    }
}

/// In whose name a plan is written.
pub struct Sender {
    head: Letterhead,
    signer: String,
}

impl Sender {
    /// That of a plan's unit. Who signs is who is set in the letterhead, else whoever put the plan in force.
    ///
    /// # Errors
    /// The database refuses.
    pub fn find(conn: &mut DbConn, whole: &Whole) -> AppResult<Self> {
        let ground = Ground::find(conn, whole.unit.id)?;
        let head = letterhead_of(&ground.rules, &list_line(conn, &whole.unit)?);
        let mut issued = whole.events.iter().rev();
        let issued = issued.find(|(step, ..)| step == "issued");
        let signer = match head.signer.is_empty() {
            true => issued.map_or_else(String::new, |(_, name, _)| name.clone()),
            false => head.signer.clone(),
        };
        Ok(Self { head, signer })
    }
}

/// A document of a plan.
pub fn compose(kind: Kind, whole: &Whole, sender: &Sender) -> Paper {
    match kind {
        Kind::Plan => plan::compose(whole, sender),
        Kind::Report => report::compose(whole, sender),
    }
}

/// Words of a document.
fn text(key: &str) -> String {
    t!(format!("plan.paper.{key}"), locale = "vi").into_owned()
}

/// Head and foot of a document. What is no draft has the plan's own number and day, a report neither yet.
fn sheet(kind: Kind, plan: &Plan, whole: &Whole, sender: &Sender) -> Sheet {
    let head = &sender.head;
    let upright = |text: &str| lines(text).map(str::to_owned).collect::<Vec<_>>();
    let is_plan = kind == Kind::Plan;
    let day = plan.issued_on.filter(|_| is_plan).unwrap_or(whole.today);
    let has_day = !is_plan || plan.issued_on.is_some();
    let number = match kind {
        Kind::Plan if !plan.number.is_empty() => plan.number.clone(),
        Kind::Plan => "……/KH-UBND".to_owned(),
        Kind::Report => "……/BC-UBND".to_owned(),
    };
    Sheet {
        above: upright(&head.parent),
        issuer: upright(&head.agency),
        number: format!("Số: {number}"),
        is_draft: is_plan && plan.state == State::Draft,
        day,
        place_and_day: match has_day {
            true => format!("{}, {}", head.place, written_day(day)),
            false => format!("{}, ngày … tháng … năm 20…", head.place),
        },
        title: match kind {
            Kind::Plan => "KẾ HOẠCH",
            Kind::Report => "BÁO CÁO",
        },
        basis: Vec::new(),
        body: Vec::new(),
        capacity: upright(&head.capacity),
        signer: sender.signer.clone(),
        copies: upright(&plan.copies),
    }
}

/// "Kế hoạch số 49/KH-UBND ngày 29 tháng 9 năm 2021".
fn reference(plan: &Plan) -> String {
    let number = match plan.number.is_empty() {
        true => String::new(),
        false => format!(" số {}", plan.number),
    };
    let day = plan
        .issued_on
        .map_or_else(String::new, |day| format!(" {}", written_day(day)));
    format!("Kế hoạch{number}{day}")
}

/// The target of an item in words: "≥ 100 %", "không thấp hơn 82,5 %", "hoàn thành".
pub fn target(line: &Line, lang: Lang) -> String {
    let code = lang.code();
    if line.item.direction == Direction::Done {
        return t!("plan.target.done", locale = code).into_owned();
    }
    match line.target {
        Some(amount) => t!(
            format!("plan.target.{}", line.item.direction),
            locale = code,
            amount = amount.with_unit(&line.item.unit, lang)
        )
        .into_owned(),
        None => "—".to_owned(),
    }
}

/// What was reached of an item in words.
pub fn now(line: &Line, lang: Lang) -> String {
    let done = |is_done: bool| {
        let key = if is_done { "is_done" } else { "not_done" };
        t!(format!("plan.target.{key}"), locale = lang.code()).into_owned()
    };
    match (line.now, line.item.direction) {
        (Some(amount), Direction::Done) => done(amount >= super::amount::Amount::DONE),
        (Some(amount), _) => amount.with_unit(&line.item.unit, lang),
        (None, Direction::Done) => done(false),
        (None, _) => "—".to_owned(),
    }
}

/// The base year of an item in words.
pub fn base(line: &Line, lang: Lang) -> String {
    match line.base.filter(|_| line.item.direction != Direction::Done) {
        Some(amount) => amount.with_unit(&line.item.unit, lang),
        None => "—".to_owned(),
    }
}
