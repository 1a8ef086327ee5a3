//! Several people, and old pages, at one case that is published.

use super::{address, answered, confirmed, open};
use crate::harness::App;

/// Of two who publish one case the second is told, and loses nothing; nor does an old page publish an old answer.
async fn an_old_page_publishes_nothing(app: &App) {
    let (leader, number) = answered(app).await;
    let old = confirmed(
        open(&leader, number)
            .await
            .with("title", "Bản của người sau"),
    );
    let first = confirmed(
        open(&leader, number)
            .await
            .with("title", "Bản của người trước"),
    );
    leader.send(&first).await.is(303);
    let told = leader.send(&old).await.is(409);
    let told = told.says("vừa thay đổi").says("Bản của người sau");
    let public = format!("/answers/{number}");
    app.visitor().get(&public).await.says("Bản của người trước");
    let again = confirmed(told.form(&address(number)));
    leader.send(&again).await.is(303);
    app.visitor().get(&public).await.says("Bản của người sau");
}

crate::stories! {
    an_old_page_publishes_nothing,
}
