//! The catalogue of procedures: the built-in list, typing, a limit that changes, and a file.

use serde_json::Value;

use crate::dossier_import::{counts, tried};
use crate::harness::App;
use crate::harness::people::UNIT;

const PAGE: &str = "/dossiers/procedures";
const NEW: &str = "/dossiers/procedures/new";

/// A unit that begins loads the built-in list with one button, once.
async fn a_unit_begins_with_the_built_in_list(app: &App) {
    let leader = app.staff("leader").await;
    let page = leader.get(PAGE).await.is(200).says("Chưa có thủ tục nào");
    let form = page.form("/dossiers/procedures/starter");
    leader.send(&form).await.is(303);
    let stored = app.count("procedures");
    assert!(stored > 10);
    leader.send(&form).await.is(303);
    assert_eq!(app.count("procedures"), stored);
    let page = leader.get(PAGE).await.is(200);
    let page = page
        .says("Đăng ký khai sinh")
        .says("03 ngày làm việc")
        .says("trong ngày")
        .says("Luật Hộ tịch 2014 Điều 18");
    assert!(!page.body.contains("/procedures/starter"), "{}", page.body);
}

/// A limit changes on a day: the new row holds from then on, the old one stays for dossiers of before.
async fn a_limit_that_changes_is_a_new_row(app: &App) {
    app.turn_clock("2026-06-01T08:30:00");
    let leader = app.staff("leader").await;
    let form = leader.get(NEW).await.is(200).form(NEW);
    let bad = form
        .clone()
        .with("limit", "ba ngày")
        .with("valid_from", "31/02/2026");
    let page = leader.send(&bad).await.is(422);
    let page = page
        .says("Hãy nhập mã thủ tục")
        .says("Hãy nhập tên thủ tục")
        .says("Không đọc được thời hạn")
        .says("Hãy nhập ngày");
    assert_eq!(page.form(NEW).value("limit"), "ba ngày");
    let good = form
        .with("code", "1.001193")
        .with("name", "Đăng ký \"khai\" <sinh>")
        .with("field", "civil_status")
        .with("limit", "3 ngày làm việc")
        .with("valid_from", "01/01/2026");
    leader.send(&good).await.is(303);
    leader.send(&good).await.is(303);
    assert_eq!(app.count("procedures"), 1, "sent twice it is there once");
    let page = leader
        .get(PAGE)
        .await
        .says("03 ngày làm việc")
        .says("&lt;sinh&gt;");
    let address = page.body.split("/dossiers/procedures/").find_map(|rest| {
        let id = rest.split('"').next()?;
        id.parse::<i64>().ok()
    });
    let address = format!("{PAGE}/{}", address.unwrap());
    let form = leader.get(&address).await.is(200).form(&address);
    leader
        .send(
            &form
                .clone()
                .with("limit", "5 ngày")
                .with("valid_from", "01/07/2026"),
        )
        .await
        .is(303);
    assert_eq!(app.count("procedures"), 2);
    assert_eq!(app.count("procedures WHERE valid_from = '2026-01-01' AND valid_until = '2026-06-30' AND limit_n = 3"), 1);
    leader
        .get(PAGE)
        .await
        .says("Sẽ áp dụng (1)")
        .says("05 ngày");
    leader.send(&form.with("basis", "NĐ 1/2026")).await.is(303);
    assert_eq!(
        app.count("procedures WHERE basis = 'NĐ 1/2026' AND valid_until = '2026-06-30'"),
        1
    );
    app.turn_clock("2026-07-02T08:30:00");
    let later = app.staff_of(UNIT, "admin").await;
    later.get(PAGE).await.says("Đã hết áp dụng (1)");
}

fn import(app: &App, file: &str, options: &[&str]) -> (i32, Value) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("danh mục.csv");
    std::fs::write(&path, file).unwrap();
    let words = ["import", "procedures", path.to_str().unwrap(), "--json"];
    let run = app.hailong(&[&words, options].concat());
    let report = serde_json::from_str(&run.out);
    (
        run.code,
        report.unwrap_or_else(|_| panic!("{}{}", run.out, run.err)),
    )
}

/// The catalogue of the province comes as a table; the same table again changes nothing.
async fn a_catalogue_is_imported(app: &App) {
    let leader = app.staff("leader").await;
    let head = "Mã TTHC,Tên TTHC,Lĩnh vực,Thời hạn giải quyết,Căn cứ pháp lý,Áp dụng từ,Tại chỗ\n";
    let rows = "1.001193,Đăng ký khai sinh,Hộ tịch,Trong ngày,Luật Hộ tịch,01/07/2025,x\n\
                1.001193,Đăng ký khai sinh,Hộ tịch,3 ngày làm việc,Luật Hộ tịch,01/01/2020,\n\
                2.000635,Bản sao trích lục,Hộ tịch,4 giờ,,,\n";
    let file = format!("{head}{rows}");
    let (trial, page) = tried(&leader, "/dossiers/procedures/import", file.as_bytes()).await;
    let page = page.is(200).says("Nhập 3 thủ tục");
    assert_eq!(app.count("procedures"), 0);
    leader
        .send(&page.form(&format!("{trial}/take")))
        .await
        .is(303);
    assert_eq!(app.count("procedures"), 3);
    assert_eq!(
        app.count("procedures WHERE valid_until = '2025-06-30' AND limit_n = 3"),
        1
    );
    assert_eq!(counts(&import(app, &file, &[]).1), [0, 0, 3, 0]);
    let changed = file.replace("4 giờ", "8 giờ");
    assert_eq!(counts(&import(app, &changed, &[]).1), [0, 1, 2, 0]);
    let bad = format!(
        "{head}1.1,A,,ba ngày,,,\n,B,,3 ngày,,,\n1.2,C,,3 ngày,,31/02/2026,\n1.3,D,,3 ngày,,,có lẽ\n1.4,E,,3 ngày,,,\n"
    );
    let (status, report) = import(app, &bad, &[]);
    assert_eq!(
        (status, counts(&report), app.count("procedures")),
        (1, [1, 0, 0, 4], 3),
        "{report}"
    );
    let (status, _) = import(app, &bad, &["--on-error", "skip"]);
    assert_eq!((status, app.count("procedures")), (0, 4));
    let (status, report) = import(app, "Mã TTHC,Tên TTHC\n1,2\n", &[]);
    assert_eq!(status, 1, "{report}");
}

/// Officers read it; only leaders and administrators change it, and nobody that of another unit.
async fn only_whoever_sets_the_rules_changes_the_catalogue(app: &App) {
    let leader = app.staff("leader").await;
    leader
        .send(&leader.get(PAGE).await.form("/dossiers/procedures/starter"))
        .await
        .is(303);
    let desk = app.staff("desk").await;
    let page = desk.get(PAGE).await.is(200).says("Đăng ký khai sinh");
    assert!(!page.body.contains(NEW), "{}", page.body);
    desk.get(NEW).await.is(403);
    desk.get("/dossiers/procedures/1").await.is(403);
    app.staff("observer").await.get(PAGE).await.is(403);
    let other = app.staff_of("H21.66", "leader").await;
    other.get("/dossiers/procedures/1").await.is(404);
    let page = other.get(PAGE).await.is(200);
    assert!(!page.body.contains("Đăng ký khai sinh"), "{}", page.body);
    other.get("/dossiers/procedures?unit=1").await.is(404);
    let csrf = other.get(NEW).await.form(NEW).value("csrf");
    let fields = [("csrf", &*csrf), ("unit", "1")];
    other.post(NEW, &fields).await.is(404);
    other
        .post("/dossiers/procedures/starter", &fields)
        .await
        .is(404);
    // Below, the catalogue of the unit above holds, and is not changed there.
    app.add_unit("H21.65.1", Some(UNIT));
    let below = app.staff_of("H21.65.1", "leader").await;
    below.get(PAGE).await.is(200).says("của đơn vị cấp trên");
    below.get("/dossiers/procedures/1").await.is(404);
}

crate::stories! {
    a_unit_begins_with_the_built_in_list,
    a_limit_that_changes_is_a_new_row,
    a_catalogue_is_imported,
    only_whoever_sets_the_rules_changes_the_catalogue,
}
