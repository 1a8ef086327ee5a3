//! What is printed for the applicant.

use super::{PROCEDURE, at_the_desk, did, registers};
use crate::harness::App;

/// Every field of the form, with the hour at which the desk closes on the promised day.
async fn the_receipt_has_every_field_of_its_form(app: &App) {
    let officer = at_the_desk(app).await;
    let more = [
        ("identity", "064090123456"),
        ("address", "Làng Pung, xã Tân Bình"),
        ("email", "yok@example.vn"),
        ("agent", "Rơ Châm Hùng, giấy ủy quyền ngày 30/5/2026"),
        ("papers", "Tờ khai\nBản sao giấy khai sinh"),
        ("copies", "2"),
    ];
    let id = registers(&officer, &more).await;
    let paper = officer.get(&format!("/dossiers/{id}/papers/receipt")).await;
    let mut paper = paper.is(200);
    for text in [
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        "Mẫu số 01 (Thông tư số 03/2025/TT-VPCP)",
        "ỦY BAN NHÂN DÂN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ngày 01 tháng 6 năm 2026",
        "TB-260601-0001",
        "Rơ Châm H'Yok",
        "064090123456",
        "Làng Pung",
        "0905 123 456",
        "yok@example.vn",
        "Rơ Châm Hùng",
        PROCEDURE,
        "<li>Bản sao giấy khai sinh</li>",
        "2 bộ",
        "3 ngày làm việc",
        "08 giờ 30 phút, ngày 01 tháng 6 năm 2026",
        "17 giờ 00 phút, ngày 04 tháng 6 năm 2026",
        "quyển số",
        "Người tiếp nhận hồ sơ",
        "paper-a5",
    ] {
        paper = paper.says(text);
    }
    let large = officer
        .get(&format!("/dossiers/{id}/papers/receipt?size=a4"))
        .await;
    large.is(200).says("paper-a4");
    officer
        .get(&format!("/dossiers/{id}/papers/refusal"))
        .await
        .is(404);
}

/// What is missing, and why something is refused, in the words that were written.
async fn what_is_missing_and_what_is_refused_is_printed(app: &App) {
    let officer = at_the_desk(app).await;
    let id = registers(&officer, &[]).await;
    let missing = [("note", "Bản sao giấy chứng tử")];
    did(&officer, id, "ask_supplement", &missing).await;
    let paper = officer
        .get(&format!("/dossiers/{id}/papers/supplement"))
        .await;
    let paper = paper
        .is(200)
        .says("Phiếu yêu cầu bổ sung")
        .says("Mẫu số 02");
    paper.says("Bản sao giấy chứng tử").says("/PBS");
    did(
        &officer,
        id,
        "refuse",
        &[("note", "Không thuộc thẩm quyền")],
    )
    .await;
    let paper = officer.get(&format!("/dossiers/{id}/papers/refusal")).await;
    let paper = paper.is(200).says("Phiếu từ chối").says("Mẫu số 03");
    paper.says("Không thuộc thẩm quyền").says("/PTC");
}

crate::stories! {
    the_receipt_has_every_field_of_its_form,
    what_is_missing_and_what_is_refused_is_printed,
}
