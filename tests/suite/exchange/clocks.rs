//! Clocks that are wrong: a file from the future would pass for newer than every file that its unit makes afterwards.

use chrono::Duration;
use hailong::db;
use hailong::error::AppResult;
use hailong::exchange::{OwnKey, seal};
use hailong::units::Scope;
use hailong::units::store::list_units;

use super::{Commune, ballots, province, refused, taken};
use crate::harness::App;
use crate::harness::desk::UNIT;

/// The signed file of 2025 as the commune makes it while its clock is ahead.
fn made_ahead(app: &App, commune: &Commune, by: Duration) -> std::path::PathBuf {
    let now = app.clock.now() + by;
    let conn = &mut commune.database.connect();
    let content: AppResult<String> = db::write_transaction(conn, |conn| {
        let key = OwnKey::find_or_make(conn)?;
        let units = list_units(conn, &Scope::everything())?;
        seal(conn, (&units[0], 2025), &key, now)
    });
    let path = commune.path("ahead.json");
    std::fs::write(&path, content.unwrap()).unwrap();
    path
}

async fn a_file_from_the_future_is_refused(app: &App) {
    province(app);
    let commune = Commune::set_up(UNIT);
    commune.rated("2025-03", "kiosk", 40);
    let trust = commune.fingerprint();
    let ahead = made_ahead(app, &commune, Duration::days(400));
    refused(app, &ahead, &trust, "set the clock of that machine");
    assert_eq!(app.count("foreign_files"), 0);
    taken(app, &commune.signed("2025", "a.json"), &trust);
    refused(app, &ahead, "", "set the clock of that machine");
    commune.rated("2025-04", "kiosk", 20);
    let little = made_ahead(app, &commune, Duration::minutes(20));
    taken(app, &little, "");
    assert_eq!(ballots(app, UNIT, "2025"), 60);
}

crate::stories! {
    a_file_from_the_future_is_refused,
}
