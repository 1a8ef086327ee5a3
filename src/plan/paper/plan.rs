//! The plan as it is issued: what it is for, what is promised, what is done for it by whom and when.

use super::{Kind, Sender, base, sheet, target, text};
use crate::paper::{Block, Column, Paper, Row, Table};
use crate::plan::record::lines;
use crate::plan::whole::Whole;
use crate::web::language::Lang;

/// The document.
pub fn compose(whole: &Whole, sender: &Sender) -> Paper {
    let plan = &whole.plan;
    let mut blocks = vec![Block::Heading(format!("I. {}", text("purpose")))];
    blocks.extend(paragraphs(&plan.purpose));
    blocks.push(Block::Heading(format!("II. {}", text("targets"))));
    blocks.push(Block::Table(targets(whole)));
    blocks.push(Block::Heading(format!("III. {}", text("tasks"))));
    blocks.push(Block::Table(tasks(whole)));
    blocks.push(Block::Heading(format!("IV. {}", text("organisation"))));
    blocks.extend(paragraphs(&plan.organisation));
    blocks.push(Block::Text(text("closing")));
    Paper {
        sheet: sheet(Kind::Plan, plan, whole, sender),
        subject: plan.title.clone(),
        recipient: String::new(),
        basis: lines(&plan.basis).map(str::to_owned).collect(),
        blocks,
    }
}

fn paragraphs(words: &str) -> impl Iterator<Item = Block> {
    lines(words).map(|line| Block::Text(line.to_owned()))
}

fn targets(whole: &Whole) -> Table {
    let base_year = format!("{} {}", text("column.base"), whole.plan.base_year);
    let year = format!("{} {}", text("column.target"), whole.plan.year);
    let mut rows = Vec::new();
    let mut number = 0;
    for (section, items) in whole.sections() {
        rows.push(Row::Part(section.to_owned()));
        for line in items {
            number += 1;
            rows.push(Row::Cells(vec![
                number.to_string(),
                line.item.name.clone(),
                base(line, Lang::Vi),
                target(line, Lang::Vi),
            ]));
        }
    }
    Table {
        columns: vec![
            Column::figures(text("column.number"), 12),
            Column::words(text("column.item"), 84),
            Column::figures(base_year, 27),
            Column::figures(year, 37),
        ],
        rows,
    }
}

fn tasks(whole: &Whole) -> Table {
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
                task.joining(),
                task.due.map_or_else(String::new, |day| Lang::Vi.date(day)),
            ]));
        }
    }
    Table {
        columns: vec![
            Column::figures(text("column.number"), 12),
            Column::words(text("column.task"), 66),
            Column::words(text("column.lead"), 31),
            Column::words(text("column.joins"), 27),
            Column::figures(text("column.due"), 24),
        ],
        rows,
    }
}
