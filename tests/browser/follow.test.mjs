/**
 * A citizen with an old phone and no scripts reports by QR, follows the report, rates the answer and says that it is not
 * solved. The answer itself is laid into the database, as the office's pages would; publishing goes through its form.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import AxeBuilder from "@axe-core/playwright";
import { Browser, Program, run, seriousFaults, signIn } from "./harness.mjs";

const execute = promisify(execFile);
/** What a first page may weigh on 3G, bytes as they travel. */
const WEIGHT = 30 * 1024;
const UNIT = "H21.65.12";
const PASSWORD = "một mật khẩu để xem";
const ANSWER = "Đường thôn 3 đã được san lấp.";
const WHY = "Rãnh thoát nước “chưa làm” <3";

let program;
let browser;
let address;

before(async () => {
  program = await Program.start(["serve"]);
  await program.command("unit", "add", "--code", UNIT, "--name", "UBND xã Tân Bình", "--hotline", "0269 3838 123");
  address = `/q/${(await program.command("link", "add", "--unit", UNIT)).code}/report`;
  const account = ["--unit", UNIT, "--role", "leader", "--name", "Trần Thị Lãnh Đạo", "--login", "leader"];
  const database = ["--database", program.database];
  await run(["user", "add", ...account, "--password-stdin", ...database], { input: PASSWORD });
  browser = await Browser.start();
});

after(async () => {
  await browser?.stop();
  await program?.stop();
});

async function sql(statement) {
  const file = program.database.slice("sqlite:".length);
  const { stdout } = await execute("sqlite3", [file, ".timeout 5000", statement]);
  return stdout.trim();
}

/** Axe needs scripts of its own, which a page without scripts runs none of: the same page is looked at by another. */
async function accessible(page) {
  assert.deepEqual(seriousFaults(await new AxeBuilder({ page }).analyze()), [], page.url());
  const [content, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(content <= screen, `${page.url()}: ${content} px of content on ${screen} px`);
}

async function press(page, name) {
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name, exact: true }).tap()]);
}

/** Reports on a phone and gives back the number. */
async function report(page) {
  await page.goto(address);
  await page.getByLabel("Ông/bà muốn phản ánh điều gì?").fill("Đường thôn 3 hỏng nặng");
  await page.getByLabel("Số điện thoại").fill("0905 123 456");
  await press(page, "Gửi phản ánh");
  return Number(await page.locator(".number").textContent());
}

async function answer(number) {
  const now = "strftime('%Y-%m-%d %H:%M:%S', 'now')";
  await sql(`INSERT INTO complaint_answers (complaint_id, text, written_by, written_at, approved_by, approved_at)
    SELECT ${number}, '${ANSWER}', id, ${now}, id, ${now} FROM accounts;
    UPDATE complaints SET class = 'conduct', state = 'answered', done_on = date('now', '+7 hours') WHERE id = ${number};`);
}

async function follow(page, number) {
  await page.goto(`/answers/follow?number=${number}`);
  await page.getByLabel("3 số cuối điện thoại").fill("456");
  await press(page, "Xem");
}

test("a citizen without scripts follows, rates and reopens", async () => {
  const page = await browser.newPhone(program, { javaScriptEnabled: false });
  const number = await report(page);
  await page.getByText(`Nhập số phản ánh: ${number}`).waitFor();
  await page.getByRole("link", { name: "Xem phản ánh của tôi" }).tap();
  await page.waitForURL(/follow\?number/);
  await page.getByLabel("3 số cuối điện thoại").fill("457");
  await press(page, "Xem");
  await page.getByText("chưa khớp").first().waitFor();
  assert.equal(await page.getByLabel("Số phản ánh", { exact: true }).inputValue(), String(number));
  await page.getByLabel("3 số cuối điện thoại").fill("456");
  await press(page, "Xem");
  await page.getByText("đang chờ giao cho cán bộ").waitFor();
  await answer(number);
  await page.reload();
  await page.getByText(ANSWER).waitFor();
  await page.locator(".choice").nth(1).tap();
  await press(page, "Gửi đánh giá");
  await page.getByText("báo ở ngay bên dưới").waitFor();
  await page.getByLabel("Còn điều gì chưa được giải quyết?").fill(WHY);
  await press(page, "Chưa giải quyết");
  await page.getByText("đang giải quyết lại").waitFor();
  assert.equal(await sql(`SELECT state || ' ' || reopened FROM complaints WHERE id = ${number}`), "reopened 1");
  const why = await sql(`SELECT note FROM complaint_events WHERE complaint_id = ${number} AND action = 'reopen'`);
  assert.equal(why, WHY);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

/** What a phone that has nothing of ours yet asks for to show a page, and its bytes as they travel. */
async function weigh(path) {
  const page = await browser.newPhone(program, { javaScriptEnabled: false });
  const asked = [];
  page.on("request", (request) => asked.push(request));
  await page.goto(path, { waitUntil: "networkidle" });
  const sizes = await Promise.all(asked.map((request) => request.sizes()));
  const bytes = sizes.reduce((sum, size) => sum + size.responseBodySize + size.responseHeadersSize, 0);
  const addresses = asked.map((request) => request.url()).join(" ");
  await page.context().close();
  assert.ok(bytes < WEIGHT, `${path}: ${bytes} bytes: ${addresses}`);
  return { count: asked.length, addresses };
}

test("the report form, and the page that an SMS leads to, are one light request each", async () => {
  for (const path of [address, "/answers/follow?number=1"]) {
    const { count, addresses } = await weigh(path);
    assert.equal(count, 1, addresses);
  }
});

test("every page of it can be used by everybody, on a phone and on a desk, and is light", async () => {
  const phone = await browser.newPhone(program);
  await phone.goto(address);
  await accessible(phone);
  await press(phone, "Gửi phản ánh");
  await accessible(phone);
  const number = await report(phone);
  await accessible(phone);
  await phone.goto("/answers/follow");
  await press(phone, "Xem");
  await accessible(phone);
  await answer(number);
  await follow(phone, number);
  await accessible(phone);
  await press(phone, "Chưa giải quyết");
  await accessible(phone);

  const leader = await browser.newDesktop(program);
  await signIn(leader, { login: "leader", password: PASSWORD });
  await leader.goto(`/complaints/${number}/publish`);
  await accessible(leader);
  await leader.getByRole("button", { name: "Công khai", exact: true }).click();
  await accessible(leader);
  await leader.getByLabel("Tôi đã đọc và xác nhận").check();
  await leader.getByRole("button", { name: "Công khai", exact: true }).click();
  await leader.getByText("Đã công khai").waitFor();
  await accessible(leader);
  for (const path of ["notice", "loudspeaker"]) {
    await leader.goto(`/complaints/${number}/${path}`);
    await accessible(leader);
  }
  for (const path of ["/answers", `/answers/${number}`]) await weigh(path);
  for (const page of [phone, leader]) {
    for (const path of ["/answers", `/answers/${number}`, "/answers?q=xyz", "/answers/notice"]) {
      await page.goto(path);
      await accessible(page);
    }
    await page.goto("/answers/99999");
    await accessible(page);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }
});
