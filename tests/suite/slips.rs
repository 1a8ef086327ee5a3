//! A citizen has the result of a dossier and rates by the code on its receipt slip: once, on any phone, and nobody can
//! ever tell which dossier gave which score.

mod groups;
mod tablet;
mod trace;
mod typed;

use chrono::Duration;
use futures_util::future::join_all;
use hailong::survey::slips::{self, SlipToken, Timeliness};
use reqwest::Method;

use crate::harness::cases::MORNING;
use crate::harness::desk::{COUNTER, Desk, UNIT, tamper};
use crate::harness::html::Form;
use crate::harness::{Answer, App};

/// The first dossier's number, which nothing else in a database is.
const DOSSIER: i64 = 7_340_911_000;

/// A desk that gives receipts out.
struct Receipts<'a> {
    desk: Desk<'a>,
    unit_id: i64,
    counter_id: i64,
}

impl<'a> Receipts<'a> {
    fn open(app: &'a App) -> Self {
        let desk = Desk::open(app);
        let number = |from: &str| app.number(&format!("SELECT id AS n FROM {from}"));
        Self {
            unit_id: number(&format!("units WHERE code = '{UNIT}'")),
            counter_id: number(&format!("counters WHERE name = '{COUNTER}'")),
            desk,
        }
    }

    fn app(&self) -> &App {
        self.desk.app
    }

    /// A slip whose result has not been returned.
    fn issue(&self, dossier: i64) -> SlipToken {
        let mut conn = self.app().database.connect();
        let counter = Some(self.counter_id);
        slips::issue(&mut conn, self.unit_id, counter, DOSSIER + dossier).unwrap()
    }

    fn return_result(&self, dossier: i64, timeliness: Timeliness) {
        let mut conn = self.app().database.connect();
        let until = self.app().clock.today() + Duration::days(30);
        slips::open(&mut conn, DOSSIER + dossier, until, (timeliness, "")).unwrap();
    }

    /// A slip that rates.
    fn returned(&self, dossier: i64) -> SlipToken {
        let token = self.issue(dossier);
        self.return_result(dossier, Timeliness::OnTime);
        token
    }

    /// Ten other slips of a group that rate, so that nobody stands out in it.
    fn crowd(&self, timeliness: Timeliness) -> Vec<SlipToken> {
        let first = 1000 * (1 + timeliness as i64);
        let slip = |dossier| {
            let token = self.issue(dossier);
            self.return_result(dossier, timeliness);
            token
        };
        (first..first + 10).map(slip).collect()
    }

    async fn look(&self, token: &SlipToken) -> Answer {
        self.app().visitor().get(&path(token)).await
    }

    /// The form of a slip that rates, with every question answered.
    async fn form(&self, token: &SlipToken) -> Form {
        let page = self.look(token).await.is(200);
        rated(page.form(&format!("{}?sent", path(token))), "4")
    }

    /// The whole way of one rating.
    async fn rate(&self, token: &SlipToken) {
        self.rate_with(token, "4").await;
    }

    async fn rate_with(&self, token: &SlipToken, score: &str) {
        let form = rated(self.form(token).await, score);
        let sent = self.app().visitor().send(&form).await;
        sent.leads_to(&format!("{}/thanks", path(token)));
    }

    /// Address of the unit's form for everybody, as a slip that does not rate leads there.
    fn general(&self) -> String {
        format!("{}?open=1", self.desk.form())
    }

    /// What the daily round does.
    fn day_ends(&self) {
        let app = self.app();
        let db = hailong::db::Db::open(&app.database.url(), 1).unwrap();
        slips::blur_all(&db, app.clock.today()).unwrap();
    }
}

/// Address of a slip's form as pages name it.
fn path(token: &SlipToken) -> String {
    token.path().replacen("/D/", "/d/", 1)
}

fn rated(form: Form, score: &str) -> Form {
    ["1", "2", "3", "4", "5"]
        .iter()
        .fold(form, |form, code| form.with(&format!("a.{code}"), score))
}

/// The result comes, the citizen scans the slip, rates, is thanked; the slip has done its duty and leads on.
async fn a_citizen_rates_once_after_the_result(app: &App) {
    let receipts = Receipts::open(app);
    let token = receipts.issue(1);
    let early = receipts.look(&token).await.is(200);
    assert!(early.body.contains("Hồ sơ này chưa được trả kết quả"));
    assert!(early.body.contains(&receipts.general()), "{}", early.body);
    receipts.return_result(1, Timeliness::OnTime);
    let page = app.visitor().get(&token.path()).await.is(200);
    assert!(page.body.contains("Quầy 1 &amp; 2"), "the slip's counter");
    let form = receipts.form(&token).await;
    let form = form.with("comment", "Cô ở quầy 1 rất tận tình.");
    let thanks = format!("{}/thanks", path(&token));
    app.visitor().send(&form).await.leads_to(&thanks);
    for _ in 0..2 {
        let page = app.visitor().get(&thanks).await.is(200);
        assert!(page.body.contains("Cảm ơn ông/bà!"), "{}", page.body);
        assert!(
            page.body
                .contains(&format!("{}/report", receipts.desk.form()))
        );
    }
    assert_eq!(
        app.count("ballots WHERE channel = 'slip' AND counter_id IS NOT NULL AND link_id IS NULL"),
        1
    );
    let again = receipts.look(&token).await.is(410);
    assert!(again.body.contains("Mã này đã được dùng"), "{}", again.body);
    let general = app.visitor().get(&receipts.general()).await.is(200);
    let action = format!("{}&sent", receipts.general());
    let other = rated(general.form(&action), "4");
    app.visitor().send(&other).await.is(303);
    assert_eq!(
        app.count("ballots WHERE channel = 'open' AND counter_id IS NULL"),
        1,
        "who comes from a slip that is used up stands at no counter"
    );
    assert_eq!(app.verified()["ballots"], 2);
}

/// Zalo, Messenger and mail scanners look at the link before the citizen does.
async fn previews_spend_no_slip(app: &App) {
    let receipts = Receipts::open(app);
    let token = receipts.returned(1);
    for _ in 0..20 {
        receipts.look(&token).await.is(200);
    }
    let head = app.visitor().request(Method::HEAD, &token.path());
    assert_eq!(Answer::of(head).await.is(200).body, "");
    assert_eq!(app.count("slip_uses"), 0);
    receipts.rate(&token).await;
    assert_eq!(app.count("ballots"), 1);
    assert_eq!(app.count("slip_uses"), 1);
}

/// An impatient thumb, a slow network, and a reload of what was sent: one rating, the same thanks.
async fn a_slip_sent_twice_is_one_rating(app: &App) {
    let receipts = Receipts::open(app);
    let token = receipts.returned(1);
    let form = receipts.form(&token).await;
    let phone = app.visitor();
    let thanks = format!("{}/thanks", path(&token));
    for answer in join_all((0..8).map(|_| phone.send(&form))).await {
        answer.leads_to(&thanks);
    }
    phone.send(&form).await.leads_to(&thanks);
    assert_eq!(app.verified()["ballots"], 1);
    let changed = phone.send(&form.with("a.1", "1")).await.is(409);
    assert!(
        changed.body.contains("Lần đánh giá đầu tiên đã được lưu"),
        "{}",
        changed.body
    );
    assert_eq!(app.count("ballot_conflicts"), 1);
    assert_eq!(app.verified()["ballots"], 1);
}

/// Husband and wife have the slip open on two phones and press at once. One of them has rated by the slip; the other one
/// loses nothing and may send the same as anybody.
async fn of_two_phones_with_one_slip_one_redeems_it(app: &App) {
    let receipts = Receipts::open(app);
    for dossier in 0..5 {
        let token = receipts.returned(dossier);
        let one = receipts.form(&token).await.with("comment", "Của chồng");
        let other = receipts.form(&token).await.with("comment", "Của vợ");
        let phone = app.visitor();
        let answers = join_all([&one, &other].map(|form| phone.send(form))).await;
        let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409]);
        let late = answers.iter().find(|answer| answer.status == 409).unwrap();
        assert!(late.body.contains("không dùng được nữa"), "{}", late.body);
        let elsewhere = late.form(&format!("{}&sent", receipts.general()));
        assert!(elsewhere.value("comment").starts_with("Của "));
        assert!(elsewhere.data().contains(&("a.1".into(), "4".into())));
        phone.send(&elsewhere).await.is(303);
        let of = |channel: &str| app.count(&format!("ballots WHERE channel = '{channel}'"));
        assert_eq!((of("slip"), of("open")), (dossier + 1, dossier + 1));
    }
    assert_eq!(app.count("slip_uses"), 5);
    app.verified();
}

/// Two servers of a province get the same slip in the same moment.
async fn two_servers_redeem_a_slip_once(app: &App) {
    let receipts = Receipts::open(app);
    let other = app.beside(|_| {});
    for dossier in 0..5 {
        let token = receipts.returned(dossier);
        let forms = [receipts.form(&token).await, receipts.form(&token).await];
        let phones = [app.visitor(), other.visitor()];
        let sent = join_all(
            phones
                .iter()
                .zip(&forms)
                .map(|(phone, form)| phone.send(form)),
        )
        .await;
        let taken = sent.iter().filter(|answer| answer.status == 303).count();
        assert_eq!(taken, 1, "{sent:?}");
        assert_eq!(app.count("ballots"), dossier + 1);
    }
    app.verified();
}

/// Too early, too late, withdrawn, lost and issued anew, never there: each says what to do, and none stores anything.
async fn a_slip_that_does_not_rate_leads_on(app: &App) {
    let receipts = Receipts::open(app);
    let (early, late, gone) = (
        receipts.returned(1),
        receipts.returned(2),
        receipts.returned(3),
    );
    let forms = [
        receipts.form(&early).await,
        receipts.form(&late).await,
        receipts.form(&gone).await,
    ];
    let lost = receipts.issue(4);
    receipts.issue(4);
    let mut conn = app.database.connect();
    tamper(
        &mut conn,
        &format!(
            "UPDATE slip_tokens SET valid_until = NULL, timeliness = NULL WHERE dossier_id = {};
             UPDATE slip_tokens SET valid_until = '2020-01-01' WHERE dossier_id = {}",
            DOSSIER + 1,
            DOSSIER + 2
        ),
    )
    .unwrap();
    slips::close(&mut conn, DOSSIER + 3).unwrap();
    let told = [
        (&early, 200, "Hồ sơ này chưa được trả kết quả"),
        (&late, 410, "Mã này đã hết hạn"),
        (&gone, 404, "Không tìm thấy mã này"),
        (&lost, 404, "Không tìm thấy mã này"),
        (&SlipToken::fresh(), 404, "Không tìm thấy mã này"),
    ];
    for (token, status, text) in told {
        let page = receipts.look(token).await.is(status);
        assert!(page.body.contains(text), "{}", page.body);
        assert!(page.body.contains(&receipts.general()), "{}", page.body);
    }
    for (form, status) in forms.iter().zip([409, 409, 404]) {
        let answer = app.visitor().send(form).await.is(status);
        assert!(
            answer.body.contains(&receipts.desk.form()),
            "{}",
            answer.body
        );
    }
    assert_eq!(app.count("ballots"), 0);
    receipts.day_ends();
    assert_eq!(app.count("slip_tokens"), 2, "what expired is deleted");
    receipts.look(&late).await.is(404);
}

/// On its last day a slip rates, and not on the next.
async fn a_slip_rates_for_thirty_days(app: &App) {
    app.turn_clock(MORNING);
    let receipts = Receipts::open(app);
    let [in_time, too_late] = [1, 2].map(|dossier| receipts.returned(dossier));
    app.clock.shift(Duration::days(30));
    receipts.rate(&in_time).await;
    let form = receipts.form(&too_late).await;
    // Within the day for which a form may lie open.
    app.clock.shift(Duration::hours(20));
    receipts.look(&too_late).await.is(410);
    app.visitor().send(&form).await.is(409);
    assert_eq!(app.count("ballots"), 1);
}

/// Without any QR link the pages still lead somewhere, and what was typed is answered.
async fn a_unit_without_a_general_form_is_no_dead_end(app: &App) {
    let receipts = Receipts::open(app);
    tamper(
        &mut app.database.connect(),
        "UPDATE links SET revoked_at = created_at; UPDATE units SET hotline = '0269 3838 123'",
    )
    .unwrap();
    let token = receipts.returned(1);
    let [one, other] = [receipts.form(&token).await, receipts.form(&token).await];
    let page = receipts.look(&token).await.is(200);
    assert!(!page.body.contains("/report"), "there is no such form");
    app.visitor().send(&one).await.is(303);
    for answer in [
        app.visitor().send(&other).await.is(409),
        receipts.look(&token).await.is(410),
    ] {
        assert!(
            answer.body.contains("Mã này đã được dùng"),
            "{}",
            answer.body
        );
        assert!(answer.body.contains("tel:02693838123"), "{}", answer.body);
        assert!(answer.body.contains("href=\"/\""), "{}", answer.body);
    }
}

crate::stories! {
    a_citizen_rates_once_after_the_result,
    previews_spend_no_slip,
    a_slip_sent_twice_is_one_rating,
    of_two_phones_with_one_slip_one_redeems_it,
    two_servers_redeem_a_slip_once,
    a_slip_that_does_not_rate_leads_on,
    a_slip_rates_for_thirty_days,
    a_unit_without_a_general_form_is_no_dead_end,
}
