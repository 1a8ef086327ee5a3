//! The report on a plan, as it is sent upward: how many targets are reached, how far each is, how the tasks go on, and
//! what is overdue.

use rust_i18n::t;

use super::{Kind, Sender, base, now, reference, sheet, target, text};
use crate::apologies::letter::written_day;
use crate::paper::{Block, Column, Paper, Row, Table};
use crate::plan::status::Status;
use crate::plan::task::{Task, Urgency};
use crate::plan::whole::Whole;
use crate::web::language::Lang;

/// The document.
pub fn compose(whole: &Whole, sender: &Sender) -> Paper {
    let plan = &whole.plan;
    let count = |status| Lang::Vi.number(whole.count(status));
    let first = t!(
        "plan.paper.summary",
        locale = "vi",
        reference = reference(plan),
        day = written_day(whole.today),
        all = whole.lines.len(),
        reached = count(Status::Reached),
        on_the_way = count(Status::OnTheWay),
        behind = count(Status::Behind),
        unknown = count(Status::Unknown)
    );
    let (overdue, _) = whole.urgent();
    let mut blocks = vec![
        Block::Heading(format!("I. {}", text("in_general"))),
        Block::Text(first.into_owned()),
        Block::Heading(format!("II. {}", text("results"))),
        Block::Table(results(whole)),
        Block::Heading(format!("III. {}", text("progress"))),
        Block::Table(progress(whole)),
        Block::Heading(format!("IV. {}", text("overdue"))),
    ];
    if overdue.is_empty() {
        blocks.push(Block::Text(text("none_overdue")));
    }
    blocks.extend(overdue.into_iter().map(|(days, task)| {
        let told = t!(
            "plan.paper.is_overdue",
            locale = "vi",
            task = task.words,
            lead = task.lead,
            days = days
        );
        Block::Text(told.into_owned())
    }));
    blocks.push(Block::Text(text("report_closing")));
    let subject = t!(
        "plan.paper.report_subject",
        locale = "vi",
        reference = reference(plan)
    );
    Paper {
        sheet: sheet(Kind::Report, plan, whole, sender),
        subject: subject.into_owned(),
        recipient: String::new(),
        basis: Vec::new(),
        blocks,
    }
}

fn results(whole: &Whole) -> Table {
    let mut rows = Vec::new();
    let mut number = 0;
    for (section, items) in whole.sections() {
        rows.push(Row::Part(section.to_owned()));
        for line in items {
            number += 1;
            let judged = t!(format!("plan.status.{}", line.status), locale = "vi");
            rows.push(Row::Cells(vec![
                number.to_string(),
                line.item.name.clone(),
                base(line, Lang::Vi),
                target(line, Lang::Vi),
                now(line, Lang::Vi),
                judged.into_owned(),
            ]));
        }
    }
    Table {
        columns: vec![
            Column::figures(text("column.number"), 11),
            Column::words(text("column.item"), 58),
            Column::figures(
                format!("{} {}", text("column.base"), whole.plan.base_year),
                21,
            ),
            Column::figures(text("column.target"), 26),
            Column::figures(text("column.now"), 21),
            Column::words(text("column.status"), 23),
        ],
        rows,
    }
}

fn progress(whole: &Whole) -> Table {
    let mut rows = Vec::new();
    let mut number = 0;
    for (section, items) in whole.sections() {
        let mut tasks = items.iter().flat_map(|line| &line.tasks).peekable();
        if tasks.peek().is_some() {
            rows.push(Row::Part(section.to_owned()));
        }
        for task in tasks {
            number += 1;
            rows.push(Row::Cells(vec![
                number.to_string(),
                task.words.clone(),
                task.lead.clone(),
                task.due.map_or_else(String::new, |day| Lang::Vi.date(day)),
                told(task, whole),
            ]));
        }
    }
    Table {
        columns: vec![
            Column::figures(text("column.number"), 11),
            Column::words(text("column.task"), 52),
            Column::words(text("column.lead"), 28),
            Column::figures(text("column.due"), 24),
            Column::words(text("column.progress"), 45),
        ],
        rows,
    }
}

/// Where a task stands, and what was noted last.
fn told(task: &Task, whole: &Whole) -> String {
    let state = match task.urgency(whole.today) {
        Urgency::Overdue(_) => "overdue",
        _ => task.state.as_str(),
    };
    let state = t!(format!("plan.task_state.{state}"), locale = "vi");
    match task.notes.last() {
        Some(note) => format!("{state}. {}", note.words.replace('\n', " ")),
        None => state.into_owned(),
    }
}
