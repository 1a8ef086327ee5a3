//! Asking servers with few and with many dossiers for the same pages in turn, and what the medians say.

use super::Outcome;
use super::fill::{self, CODE, Filled, HERE};
use super::served::Served;

/// How often each page is asked for on each side.
const TIMES: usize = 41;
/// The page of debts may cost so many times what it costs with few.
const RATIO: Target = Target::Ratio(1.5);
/// Every other page may take so many milliseconds.
const MOMENT: Target = Target::Milliseconds(100.0);
/// Debts on either side.
const DEBTS: u64 = 200;
/// With more debts: one dossier of so many.
const MORE_DEBTS: u64 = 50;

/// What is asked for.
enum Asked {
    /// A page.
    Page(String),
    /// What a search finds.
    Search(String),
}

/// What a page may cost.
#[derive(Clone, Copy)]
enum Target {
    Ratio(f64),
    Milliseconds(f64),
}

/// The lines of a table: what, how long, the ratio, the target, whether it is met.
pub fn measure(few: u64, many: u64, databases: &[&str]) -> Outcome<Vec<String>> {
    let [small, large, indebted] = databases else {
        return Err("three databases".into());
    };
    let of = |dossiers, debts| Filled { dossiers, debts };
    let (small, large, indebted) = (
        (of(few, DEBTS), *small),
        (of(many, DEBTS), *large),
        (of(many, many / MORE_DEBTS), *indebted),
    );
    for (filled, database) in [&small, &large, &indebted] {
        fill::fill(database, filled)?;
    }
    actix_web::rt::System::new().block_on(async {
        let mut lines = against(&small, &large).await?;
        let owed = "Nợ xin lỗi";
        let more = compare(&small, &indebted, &[(owed, RATIO, owed_page)]).await?;
        lines.extend(more);
        Ok(lines)
    })
}

/// A page, how much it may cost, and its address where so many dossiers are.
type Page = (&'static str, Target, fn(&Filled) -> Asked);

fn owed_page(_: &Filled) -> Asked {
    Asked::Page("/dossiers?tab=owed".to_owned())
}

async fn against(small: &(Filled, &str), large: &(Filled, &str)) -> Outcome<Vec<String>> {
    fn page(path: impl Into<String>) -> Asked {
        Asked::Page(path.into())
    }
    let pages: [Page; 15] = [
        ("Nợ xin lỗi", RATIO, owed_page),
        ("late", MOMENT, |_| page("/dossiers?tab=late")),
        ("soon late", MOMENT, |_| page("/dossiers?tab=soon")),
        ("open", MOMENT, |_| page("/dossiers?tab=open")),
        ("everything", MOMENT, |_| page("/dossiers?tab=all")),
        ("everything, page 10", MOMENT, |_| {
            page("/dossiers?tab=all&page=10")
        }),
        ("everything of one officer", MOMENT, |filled| {
            page(format!("/dossiers?tab=all&officer={}", filled.an_officer()))
        }),
        ("everything of one field", MOMENT, |_| {
            page("/dossiers?tab=all&field=civil_status")
        }),
        ("search for one code", MOMENT, |filled| {
            Asked::Search(filled.a_code())
        }),
        ("search for the codes of this commune", MOMENT, |_| {
            Asked::Search(CODE.to_owned())
        }),
        ("search for one phone", MOMENT, |filled| {
            Asked::Search(filled.a_phone())
        }),
        ("one dossier", MOMENT, |filled| {
            page(format!("/dossiers/{}", filled.dossiers / 2))
        }),
        ("apologies", MOMENT, |_| page("/apologies")),
        ("figures of a year", MOMENT, |_| page("/apologies/figures")),
        ("public board", MOMENT, |_| page(format!("/u/{HERE}"))),
    ];
    compare(small, large, &pages).await
}

async fn compare(
    small: &(Filled, &str),
    large: &(Filled, &str),
    pages: &[Page],
) -> Outcome<Vec<String>> {
    let few = Served::start(small.1).await?;
    let many = Served::start(large.1).await?;
    let mut lines = Vec::new();
    for (what, target, asked) in pages {
        let at_few = address(&few, asked(&small.0)).await?;
        let at_many = address(&many, asked(&large.0)).await?;
        let mut took = (Vec::new(), Vec::new());
        for _ in 0..TIMES {
            took.0.push(few.ask(&at_few).await?);
            took.1.push(many.ask(&at_many).await?);
        }
        let (at_few, at_many) = (median(took.0), median(took.1));
        let ratio = at_many / at_few;
        let (target, met) = match target {
            Target::Ratio(most) => (format!("≤ {most}"), ratio <= *most),
            Target::Milliseconds(most) => (format!("≤ {most} ms"), at_many <= *most),
        };
        let verdict = if met { "met" } else { "MISSED" };
        lines.push(format!(
            "| {what}, {} against {} | {at_many:.1} ms against {at_few:.1} ms | {ratio:.2} | {target} | {verdict} |",
            large.0, small.0
        ));
    }
    Ok(lines)
}

async fn address(served: &Served, asked: Asked) -> Outcome<String> {
    match asked {
        Asked::Page(path) => Ok(path),
        Asked::Search(words) => served.search(&words).await,
    }
}

fn median(mut took: Vec<f64>) -> f64 {
    took.sort_by(f64::total_cmp);
    took.get(took.len() / 2).copied().unwrap_or(0.0)
}
