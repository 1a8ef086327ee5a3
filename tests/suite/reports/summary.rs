//! The summary of a report on one page: what it says while figures may change, once they are closed, and once the report is
//! signed.

use super::{THIRD, WORDS, close, forms, leader, two_quarters};
use crate::harness::App;

pub const SUMMARY: &str = "/reports/q3/summary?unit=TB&year=2026";

async fn one_page_says_what_its_figures_are(app: &App) {
    let leader = leader(app).await;
    two_quarters(app);
    let report = leader.get(THIRD).await.is(200);
    report.says("href=\"/reports/q3/summary?unit=TB&amp;year=2026\"");
    let open = leader.get(SUMMARY).await.is(200);
    let open = open
        .says("Kết quả đo lường sự hài lòng quý III năm 2026")
        .says("Từ 01/07/2026 đến 30/09/2026, so với cùng kỳ từ 01/07/2025 đến 30/09/2025")
        .says("Chỉ số hài lòng chung đạt 80,00\u{a0}%")
        .says("+20,00 <span class=\"word\">chưa đủ căn cứ</span>")
        .says("n = 30 người trả lời; kỳ này nhận 30 phiếu. Tính trên phiếu từ: Phiếu giấy.")
        .says("<p class=\"mark\">Số liệu tạm tính</p>")
        .says("báo cáo của kỳ này chưa ban hành")
        .says("Số liệu tạm tính đến ngày 02/10/2026, chưa chốt.")
        .says("Lập lúc 02/10/2026 09:00");
    assert!(!open.body.contains("SHA-256"), "nothing is closed");

    close(&leader).await;
    forms(app, "20/09/2026", 0, 12);
    let report = leader.get(THIRD).await.is(200);
    let (_, digest) = report
        .body
        .split_once("<code class=\"report-hash\">")
        .unwrap();
    let (digest, _) = digest.split_once('<').unwrap();
    let closed = leader.get(SUMMARY).await.is(200);
    closed
        .says("Chỉ số hài lòng chung đạt 80,00\u{a0}%")
        .says("<p class=\"mark\">Chưa ban hành</p>")
        .says("Số liệu được chốt ngày 02/10/2026.")
        .says("12 phiếu đến sau khi chốt không được tính ở đây.")
        .says(&format!("Mã kiểm tra (SHA-256): {digest}."));

    let form = leader.get(WORDS).await.is(200).form("/reports/q3/words");
    let form = form.with("number", "12/BC-UBND");
    leader
        .send(&form.with("signed_on", "05/10/2026"))
        .await
        .is(303);
    let issued = leader.get(SUMMARY).await.is(200);
    let issued = issued.says("Bản tóm tắt kèm Báo cáo số 12/BC-UBND ngày 05/10/2026");
    assert!(!issued.body.contains("class=\"mark\""), "{}", issued.body);
}

/// While its days are not over it says up to which day it counts.
async fn a_running_period_is_provisional(app: &App) {
    let leader = leader(app).await;
    forms(app, "01/10/2026", 15, 5);
    let running = "/reports/q4/summary?unit=TB&year=2026";
    let sheet = leader.get(running).await.is(200);
    sheet
        .says("Chỉ số hài lòng chung đạt 75,00\u{a0}%")
        .says("Từ 01/10/2026 đến 31/12/2026")
        .says("Số liệu tạm tính đến ngày 02/10/2026, chưa chốt.");
}

async fn few_people_are_told_nowhere_on_it(app: &App) {
    let leader = leader(app).await;
    forms(app, "12/08/2026", 7, 2);
    let sheet = leader.get(SUMMARY).await.is(200);
    let sheet = sheet
        .says("chưa có đủ 10 người trả lời")
        .says("<td>không nêu</td>")
        .says("<td>dưới 10</td>")
        .says("n = dưới 10 người trả lời")
        .says("Chưa có tiêu chí nào đủ số người trả lời để nêu.");
    assert!(!sheet.body.contains("77,78"), "{}", sheet.body);
    assert!(!sheet.body.contains("<td>9</td>"), "{}", sheet.body);
    assert!(!sheet.body.contains("<svg"), "a picture of nothing");
}

crate::stories! {
    one_page_says_what_its_figures_are,
    a_running_period_is_provisional,
    few_people_are_told_nowhere_on_it,
}
