//! Who may not publish, and what is published taken back by whoever may not.

use super::{address, answered, confirmed, open};
use crate::harness::html::Form;
use crate::harness::people::{PASSWORD, UNIT};
use crate::harness::{Answer, App, Visitor};

/// Who may not, and what each is answered: another role, another unit, an officer whom the case names.
pub async fn kept_out(
    app: &App,
    leader: &Visitor,
    number: i64,
) -> Vec<(&'static str, Visitor, u16)> {
    let mut people = Vec::new();
    for role in ["desk", "admin", "observer"] {
        people.push((role, app.staff(role).await, 403));
    }
    people.push(("another unit", app.staff_of("H21.77", "leader").await, 404));
    let added = app.add_user(UNIT, "hotline", "named.officer");
    assert_eq!(added.code, 0, "{}", added.err);
    let named = app.browser();
    named.sign_in("named.officer", PASSWORD).await.is(303);
    let account = app.account_id("named.officer").to_string();
    leader.did(number, "accuse", &[("account", &account)]).await;
    people.push(("named", named, 403));
    people
}

/// Sends somebody else's form from their own session.
pub async fn sends(person: &Visitor, form: &Form) -> Answer {
    let token = person.token().await;
    person.send(&form.clone().forced("csrf", &token)).await
}

/// How often somebody whom the case names was kept from it.
pub fn tries(app: &App, number: i64) -> usize {
    let history = app.history(number);
    history.iter().filter(|step| *step == "deny").count()
}

/// What the public reads stays until somebody takes it back who may.
async fn whoever_may_not_take_back_cannot(app: &App) {
    let (leader, number) = answered(app).await;
    let form = confirmed(open(&leader, number).await);
    leader.send(&form).await.is(303);
    let page = leader.get(&address(number)).await.is(200);
    let form = page
        .form(&format!("{}/withdraw", address(number)))
        .with("reason", "Tôi không thích");
    for (who, person, status) in kept_out(app, &leader, number).await {
        for _ in 0..2 {
            let answer = sends(&person, &form).await;
            assert_eq!(answer.status, status, "{who}: {}", answer.body);
        }
    }
    assert_eq!(tries(app, number), 1, "tried twice it is one try");
    app.visitor().send(&form).await.leads_to("/signin");
    leader.send(&form.clone().with("csrf", "x")).await.is(403);
    let public = format!("/answers/{number}");
    app.visitor().get(&public).await.is(200);
    let hotline = app.staff("hotline").await;
    sends(&hotline, &form).await.is(303);
    app.visitor().get(&public).await.is(404);
    // What only its keeper may see is not there for the hotline.
    app.confine(number);
    sends(&hotline, &form).await.is(404);
}

crate::stories! {
    whoever_may_not_take_back_cannot,
}
