//! People sign in and out, change their password, and are kept out.

use crate::harness::App;
use crate::harness::people::PASSWORD;

/// Whoever signs in lands on the indices, and the form for signing out is on every page.
async fn an_officer_signs_in_and_out(app: &App) {
    app.staff("desk").await;
    let person = app.browser();
    let landed = person.sign_in("Desk.H21.65", PASSWORD).await.is(303);
    assert_eq!(landed.header("location"), "/indices");
    let again = person.get("/signin").await.is(303);
    assert_eq!(again.header("location"), "/indices");
}

crate::stories! {
    an_officer_signs_in_and_out,
}
