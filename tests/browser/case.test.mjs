/**
 * The page of a case in the hands of an officer: what is typed for one step is there after another one was taken, until
 * it is sent itself.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Browser, Program, run, signIn } from "./harness.mjs";

const OFFICER = { login: "mot.cua", password: "mật khẩu của một cửa" };
const LEADER = { login: "lanh.dao", password: "mật khẩu của lãnh đạo" };
const ANSWER = "Kính gửi bác,\nhồ sơ của bác đã xong.";
const NOTE = "Đã gọi chi nhánh đất đai";

let program;
let browser;

before(async () => {
  program = await Program.start(["serve"]);
  await program.command("unit", "add", "--code", "TB", "--name", "Xã Tân Bình");
  for (const [role, name, { login, password }] of [["desk", "Phạm Văn Làm", OFFICER], ["leader", "Lê Văn Chủ", LEADER]]) {
    const who = ["--role", role, "--name", name, "--login", login, "--password-stdin"];
    const input = `${password}\n`;
    await run(["user", "add", "--unit", "TB", ...who, "--database", program.database, "--json"], { input });
  }
  browser = await Browser.start();
});

after(async () => {
  await browser?.stop();
  await program?.stop();
});

/** Somebody at a desk, signed in. */
async function atWork(who) {
  const page = await browser.newDesktop(program);
  await signIn(page, who);
  return page;
}

/** Sends a step and waits for the page after it. */
async function send(page, step) {
  const form = page.locator(`#step-${step}`);
  const folded = page.locator(`details:not([open]):has(#step-${step}) > summary`);
  if (await folded.count()) await folded.click();
  await Promise.all([page.waitForNavigation(), form.locator("button:not(.quiet)").click()]);
}

/** A case that was classified: its address. */
async function aCase(leader) {
  await leader.goto("/complaints/new?fresh");
  await leader.check("[name=way][value=desk]");
  await leader.fill("#text", "Hồ sơ đất của tôi trễ hẹn hai tuần.");
  await Promise.all([leader.waitForURL(/\/told$/), leader.click("#send")]);
  const address = leader.url().replace("/told", "");
  await leader.goto(address);
  await leader.selectOption("#classify-class", "conduct");
  await send(leader, "classify");
  return address;
}

async function type(page, step, field, words) {
  const folded = page.locator(`details:not([open]):has(#step-${step}) > summary`);
  if (await folded.count()) await folded.click();
  await page.fill(`#${step}-${field}`, words);
}

test("what is typed for one step is there after another was taken, until it is sent", async () => {
  const leader = await atWork(LEADER);
  const address = await aCase(leader);
  const officer = await atWork(OFFICER);
  await officer.goto(address);
  await type(officer, "write", "text", ANSWER);
  const paper = { name: "giay-hen.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n%%EOF") };
  await officer.setInputFiles("#attach-file", paper);
  await Promise.all([officer.waitForNavigation(), officer.locator("#files button").click()]);
  assert.match(await officer.locator("#files").innerText(), /giay-hen\.pdf/);
  assert.equal(await officer.inputValue("#write-text"), ANSWER);
  assert.equal(await officer.locator("#write-text").isVisible(), true);

  await type(officer, "note", "note", NOTE);
  await send(officer, "start");
  assert.equal(await officer.inputValue("#write-text"), ANSWER);
  assert.equal(await officer.inputValue("#note-note"), NOTE);
  await send(officer, "note");
  assert.equal(await officer.inputValue("#note-note"), "", "it was sent");
  assert.equal(await officer.inputValue("#write-text"), ANSWER);

  await send(officer, "write");
  await officer.goto(address);
  assert.equal(await officer.inputValue("#write-text"), ANSWER, "as the server has it");
  // The leader has sent it back and the officer writes it anew.
  await leader.goto(address);
  await type(leader, "return", "note", "Ghi rõ ngày");
  await send(leader, "return");
  await officer.goto(address);
  await type(officer, "write", "text", `${ANSWER} Mai trả.`);
  await send(officer, "write");
  assert.equal(await officer.inputValue("#write-text"), `${ANSWER} Mai trả.`);
  assert.deepEqual([...leader.faults, ...officer.faults], []);
  await leader.context().close();
  await officer.context().close();
});

test("what came back with an error or a template is kept as well, and never for another account", async () => {
  const leader = await atWork(LEADER);
  const address = await aCase(leader);
  await type(leader, "write", "text", "Kính gửi bác …,");
  await send(leader, "write");
  assert.match(await leader.locator(".error-summary").innerText(), /chưa điền/);
  await leader.goto("/complaints");
  await leader.goto(address);
  assert.equal(await leader.inputValue("#write-text"), "Kính gửi bác …,");
  await leader.locator(".page-head form button, header form button").first().click();
  await signIn(leader, OFFICER);
  await leader.goto(address);
  assert.equal(await leader.inputValue("#write-text"), "");
  assert.deepEqual(leader.faults, []);
  await leader.context().close();
});
