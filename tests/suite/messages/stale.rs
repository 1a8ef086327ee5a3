//! What waits for a way that is closed does not wait for ever.

use chrono::{Duration, Weekday};

use super::{PAGE, go_to, office, page, put_call, put_mail, retry_form};
use crate::harness::App;
use crate::harness::app::until;
use crate::harness::hook::Gateway;

const STALE: &str = "Đã chờ quá lâu, không còn là tin mới.";

/// After two weeks nobody hears of an answer any more, though the gateway is opened again; an administrator may still
/// send it. In the end nothing is left of whom messages were for.
async fn what_is_no_news_is_given_up(app: &App) {
    go_to(app, Weekday::Tue, "09:00");
    put_call(app, "answer 17");
    app.clock.shift(Duration::days(13));
    put_call(app, "answer 18");
    put_mail(app, "due 18");
    let shown = page(app).await;
    assert!(!shown.body.contains(STALE), "{}", shown.body);
    app.clock.shift(Duration::days(1));
    let given_up = "messages WHERE given_up_at IS NOT NULL AND once";
    until("the older call", || {
        app.count(&format!("{given_up} = 'answer 17'")) == 1
    });
    let gateway = Gateway::start();
    let office = office(app, None, Some(&gateway));
    until("the newer call", || app.sent() == 1);
    let shown = page(&office).await.says("Không gửi được").says(STALE);
    assert_eq!(gateway.calls().len(), 1);
    let admin = office.staff_again("admin").await;
    let form = retry_form(&shown);
    let token = admin.token().await;
    admin.send(&form.forced("csrf", &token)).await.is(303);
    until("the older call by hand", || app.sent() == 2);
    assert_eq!(app.count(&format!("{given_up} = 'due 18'")), 0);
    app.clock.shift(Duration::days(13));
    until("the mail", || {
        app.count(&format!("{given_up} = 'due 18'")) == 1
    });
    page(&office).await.says(STALE).says("/retry");
    app.clock.shift(Duration::days(91));
    until("nothing that says for whom", || {
        app.count("messages WHERE body <> '' OR recipient <> ''") == 0
    });
    let admin = office.staff_again("admin").await;
    let shown = admin.get(PAGE).await.is(200).says(STALE);
    assert!(!shown.body.contains("/retry"), "{}", shown.body);
}

crate::stories! {
    what_is_no_news_is_given_up,
}
