//! Whoever reads everything that is told of a unit and a year, the figures for programs and the pages of every way of asking,
//! and subtracts one from another, finds no figure of fewer than ten people. Who has the database reads exact figures.

use serde_json::{Value, json};

use super::evidence::{in_the_middle_of_may, put_scores, put_turnout};
use super::{index_by_api, index_by_command, last_year};
use crate::harness::App;
use crate::harness::people::{UNIT, Visitor};

const CLASSES: [&str; 6] = ["kiosk", "slip", "place", "open", "hotline", "paper"];
const DIMENSIONS: usize = 5;
/// One unknown for each class and dimension.
const UNKNOWNS: usize = CLASSES.len() * DIMENSIONS;
/// So few that they are not told.
const FEW: std::ops::Range<i64> = 1..10;

/// People of a year: those who answered each dimension, by class.
type People = [(&'static str, [u32; DIMENSIONS])];

/// Answers that a page or the figures for programs tell: overall, the dimensions, their only criteria.
type View = Vec<Option<i64>>;

/// The years that are tried, and whether the figures for programs may tell the whole.
const YEARS: [(&People, bool); 11] = [
    (&[("kiosk", [30; 5]), ("open", [4; 5])], false),
    (&[("kiosk", [7; 5])], false),
    (&[("kiosk", [7; 5]), ("open", [30; 5])], false),
    (&[("kiosk", [40, 40, 40, 4, 40]), ("open", [60; 5])], true),
    (&[("kiosk", [40; 5]), ("open", [60, 60, 60, 60, 3])], true),
    (
        &[("kiosk", [30; 5]), ("slip", [5; 5]), ("place", [50; 5])],
        true,
    ),
    (
        &[
            ("kiosk", [40, 41, 42, 43, 44]),
            ("slip", [30, 30, 30, 30, 4]),
            ("place", [50; 5]),
            ("hotline", [7; 5]),
        ],
        true,
    ),
    (&[("open", [30; 5]), ("place", [4; 5])], true),
    (&[("kiosk", [50; 5]), ("open", [50, 50, 50, 0, 50])], true),
    (
        &[
            ("kiosk", [4, 30, 0, 0, 0]),
            ("slip", [60, 0, 30, 0, 0]),
            ("paper", [11, 12, 13, 14, 15]),
        ],
        true,
    ),
    (
        &[
            ("kiosk", [25, 26, 27, 28, 0]),
            ("open", [12, 12, 3, 12, 12]),
            ("place", [2, 20, 20, 20, 20]),
        ],
        true,
    ),
];

/// Half of them are satisfied.
fn answered(app: &App, year: i32, people: &People) {
    let day = format!("{year}-03-01");
    for (class, by_dimension) in people {
        let at = (UNIT, day.as_str(), *class);
        for (criterion, people) in (1..).zip(by_dimension) {
            let satisfied = people / 2;
            put_scores(
                app,
                at,
                &criterion.to_string(),
                satisfied,
                people - satisfied,
            );
        }
        put_turnout(app, at, *by_dimension.iter().max().unwrap());
    }
}

/// The answers of a figure; nothing of it is told where it is withheld.
fn answers(figure: &Value) -> Option<i64> {
    if figure["withheld"] == true {
        for field in ["satisfied", "answers", "persons", "percent", "low", "high"] {
            assert_eq!(figure.get(field), Some(&Value::Null), "{field}: {figure}");
        }
        for field in ["scores", "no_opinion"] {
            assert!(figure.get(field).is_none_or(Value::is_null), "{figure}");
        }
        return None;
    }
    assert_eq!(figure.get("withheld"), None, "{figure}");
    Some(figure["answers"].as_i64().unwrap())
}

/// The figures for programs.
fn of_index(index: &Value) -> View {
    let mut view = vec![answers(&index["overall"])];
    for list in ["dimensions", "criteria"] {
        view.extend(index[list].as_array().unwrap().iter().map(answers));
    }
    let alternatives = &index["alternatives"];
    if view.contains(&None) {
        for mean in ["mean_of_criteria", "mean_of_dimensions"] {
            assert_eq!(alternatives["overall"][mean], Value::Null, "{index}");
        }
    }
    for (told, other) in view[1..]
        .iter()
        .zip(alternatives["dimensions"].as_array().unwrap())
    {
        assert!(
            told.is_some() || other["mean_score_of_five"].is_null(),
            "{index}"
        );
    }
    view
}

/// The same of some ways of asking, from the file of the leader's page.
async fn of_page(leader: &Visitor, year: i32, channel: &str) -> View {
    let path = format!("/indices/export?year={year}&compare=&channel={channel}&format=csv");
    let file = leader.get(&path).await.is(200).body;
    let mut rows = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let told = |row: &csv::StringRecord| match &row[19] {
        "chưa có" | "chưa có dữ liệu" => Some(0),
        _ => row[8].parse().ok(),
    };
    let measures = rows.iter().filter(|row| &row[1] == "Chỉ số");
    let mut view: View = measures.map(told).collect();
    let nothing_is_told = view.is_empty();
    view.resize(1 + DIMENSIONS, None);
    for criterion in 1..=DIMENSIONS {
        let is_own = |row: &&csv::StringRecord| {
            &row[1] == "Tiêu chí" && row[2].starts_with(&format!("{criterion} "))
        };
        // A criterion that nobody answered is not listed.
        let none = if nothing_is_told { None } else { Some(0) };
        view.push(rows.iter().find(is_own).map_or(none, told));
    }
    view
}

/// Which classes a page adds up.
fn classes_of(channel: &str, people: &People) -> Vec<usize> {
    let desk = |class: &usize| *class < 2;
    let is_any_at_the_desk = people
        .iter()
        .any(|(class, _)| ["kiosk", "slip"].contains(class));
    let all = 0..CLASSES.len();
    match channel {
        "" if is_any_at_the_desk => all.filter(desk).collect(),
        "" | "all" => all.collect(),
        one => all.filter(|class| CLASSES[*class] == one).collect(),
    }
}

/// What follows from sums that are told: the rows of equations, reduced.
#[derive(Default)]
struct Known(Vec<[f64; UNKNOWNS]>);

impl Known {
    fn reduced(&self, mut row: [f64; UNKNOWNS]) -> [f64; UNKNOWNS] {
        for known in &self.0 {
            let pivot = known.iter().position(|value| value.abs() > 1e-9).unwrap();
            let factor = row[pivot] / known[pivot];
            for (value, known) in row.iter_mut().zip(known) {
                *value -= factor * known;
            }
        }
        row
    }

    fn holds(&self, row: [f64; UNKNOWNS]) -> bool {
        self.reduced(row).iter().all(|value| value.abs() < 1e-9)
    }

    fn learn(&mut self, row: [f64; UNKNOWNS]) {
        let row = self.reduced(row);
        if row.iter().any(|value| value.abs() > 1e-9) {
            self.0.push(row);
        }
    }

    fn read(&mut self, view: &View, classes: &[usize]) {
        for (at, told) in view.iter().enumerate() {
            let Some(answers) = told else { continue };
            let dimensions: Vec<usize> = match at {
                0 => (0..DIMENSIONS).collect(),
                at => vec![(at - 1) % DIMENSIONS],
            };
            self.learn(unknowns(classes, &dimensions));
            if *answers > 0 {
                continue;
            }
            for class in classes {
                self.learn(unknowns(&[*class], &dimensions));
            }
        }
    }
}

fn unknowns(classes: &[usize], dimensions: &[usize]) -> [f64; UNKNOWNS] {
    let mut row = [0.0; UNKNOWNS];
    for class in classes {
        for dimension in dimensions {
            row[class * DIMENSIONS + dimension] = 1.0;
        }
    }
    row
}

/// The people of a class who answered a dimension.
fn people_of(people: &People, class: usize, dimension: usize) -> i64 {
    let found = people.iter().find(|(name, _)| *name == CLASSES[class]);
    found.map_or(0, |(_, by_dimension)| by_dimension[dimension].into())
}

/// Neither a class nor several together, of which few answered a dimension, or anything, are known.
fn nobody_is_found(known: &Known, people: &People, year: &Value) {
    for some in 1_usize..1 << CLASSES.len() {
        let classes: Vec<usize> = (0..CLASSES.len())
            .filter(|at| some >> at & 1 == 1)
            .collect();
        let of = |dimension| -> i64 {
            let people = classes
                .iter()
                .map(|class| people_of(people, *class, dimension));
            people.sum()
        };
        let mut cells: Vec<(i64, Vec<usize>)> =
            (0..DIMENSIONS).map(|own| (of(own), vec![own])).collect();
        let all = (0..DIMENSIONS).collect::<Vec<_>>();
        cells.push((all.iter().map(|own| of(*own)).max().unwrap(), all));
        for (count, dimensions) in cells {
            assert!(
                !FEW.contains(&count) || !known.holds(unknowns(&classes, &dimensions)),
                "{count} people of the classes {classes:?} in {dimensions:?} are found: {people:?}\n{year:#}"
            );
        }
    }
}

/// In every way in which few people can be among many, no page and nothing for programs gives them away.
async fn nobody_is_found_by_subtracting(app: &App) {
    let leader = app.staff("leader").await;
    let first = last_year(app) - 15;
    for (year, (people, tells_the_whole)) in (first..).zip(YEARS) {
        answered(app, year, people);
        let index = index_by_api(app, UNIT, year, year - 1).await;
        assert_eq!(
            index["overall"]["percent"].is_number(),
            tells_the_whole,
            "{index:#}"
        );
        let mut known = Known::default();
        let of_api = of_index(&index);
        known.read(&of_api, &classes_of("all", people));
        for channel in ["", "all"].into_iter().chain(CLASSES) {
            let view = of_page(&leader, year, channel).await;
            if channel == "all" {
                assert_eq!(
                    view, of_api,
                    "the page and the programs tell the same: {people:?}"
                );
            }
            known.read(&view, &classes_of(channel, people));
        }
        nobody_is_found(&known, people, &index);
        let exact = index_by_command(app, UNIT, year, year - 1);
        let all = (0..DIMENSIONS).map(|own| {
            (0..CLASSES.len())
                .map(|class| people_of(people, class, own))
                .sum::<i64>()
        });
        let all: Vec<i64> = all.collect();
        assert_eq!(exact["overall"]["answers"], json!(all.iter().sum::<i64>()));
        for (at, own) in all.iter().enumerate() {
            assert_eq!(exact["dimensions"][at]["answers"], json!(own));
            assert_eq!(
                exact["criteria"][at]["scores"][3],
                json!(exact["criteria"][at]["satisfied"])
            );
        }
    }
}

/// The board tells who was served at the desk, so the four of a link are told nowhere: in no figure for programs, this year's or
/// the one compared with, and on no page of the leader. Their number is no secret.
async fn the_four_of_a_link_are_told_nowhere(app: &App) {
    let year = in_the_middle_of_may(app);
    let leader = app.staff("leader").await;
    let people: &People = &[("kiosk", [30; 5]), ("open", [4; 5])];
    answered(app, year, people);
    answered(app, year - 1, &[("kiosk", [40; 5])]);
    let board = app.visitor().get(&format!("/u/{UNIT}")).await.is(200);
    board.says("50,00\u{a0}%").says("75 trên 150");
    for (now, before) in [(year, year - 1), (year - 1, year)] {
        let index = index_by_api(app, UNIT, now, before).await;
        let (few, many) = match now == year {
            true => (&index, &index["compare"]),
            false => (&index["compare"], &index),
        };
        assert_eq!(few["ballots"], 34);
        assert_eq!(few["overall"]["withheld"], true, "{index:#}");
        assert_eq!(few["without_suspect"]["overall"]["withheld"], true);
        assert_eq!(many["overall"]["answers"], 200);
        let differences = &index["compare"]["differences"];
        let nothing = json!({"points": null, "verdict": "no_data"});
        assert_eq!(differences["overall"], nothing);
        assert_eq!(differences["criteria"][0]["points"], Value::Null);
        assert!(!index.to_string().contains("170"), "{index:#}");
    }
    let all = leader.get("/indices?channel=all").await.is(200);
    let all = all.says("Vì vậy không nêu chỉ số ở đây");
    let league = leader.get("/indices/league?channel=all").await.is(200);
    for page in [&all, &league] {
        assert!(!page.body.contains("85 / 170"), "{}", page.body);
    }
    let exact = index_by_command(app, UNIT, year, year - 1);
    assert_eq!(exact["overall"]["answers"], 170);
    assert_eq!(exact["compare"]["differences"]["overall"]["points"], 0.0);
}

/// One questionnaire alone is told where all of its criteria are; so those of another that few were asked do not follow.
async fn a_questionnaire_that_few_were_asked_hides_behind_another(app: &App) {
    let year = last_year(app);
    app.add_unit(UNIT, None);
    answered(app, year, &[("paper", [4; 5])]);
    super::import(app, UNIT, year, &super::worked_example());
    let of = async |version: &str| {
        let path = format!("/api/v1/indices?unit={UNIT}&year={year}&questionnaire={version}");
        app.visitor().get(&path).await.is(200).json()
    };
    let whole = index_by_api(app, UNIT, year, year - 1).await;
    assert_eq!(whole["overall"]["answers"], 370 + 20, "{whole:#}");
    for version in ["touch-5", "sipas-2017"] {
        let index = of(version).await;
        assert_eq!(index["overall"]["withheld"], true, "{index:#}");
        assert!(
            index["criteria"]
                .as_array()
                .unwrap()
                .iter()
                .all(|own| { own["withheld"] == true || own["answers"] == 0 })
        );
    }
    let result = whole["criteria"].as_array().unwrap().iter();
    let result = result.filter(|own| own["dimension"] == "result");
    let told: Vec<bool> = result.map(|own| own["answers"].is_number()).collect();
    assert_eq!(
        told.iter().filter(|told| !**told).count(),
        2,
        "the four and one beside them"
    );
    answered(app, year, &[("paper", [96; 5])]);
    assert_eq!(of("touch-5").await["overall"]["answers"], 500);
    assert_eq!(of("sipas-2017").await["overall"]["percent"], 80.0);
}

crate::stories! {
    nobody_is_found_by_subtracting,
    the_four_of_a_link_are_told_nowhere,
    a_questionnaire_that_few_were_asked_hides_behind_another,
}
