/** Photographs static/icon.svg on its own ground in the sizes that Android asks for. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const { chromium } = createRequire(path.join(ROOT, "tests/browser/package.json"))("playwright-core");

const drawing = await readFile(path.join(ROOT, "static/icon.svg"), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.HAILONG_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
for (const size of [192, 512]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const style = "margin:0;height:100vh;display:grid;place-items:center;background:#0f5f57";
  await page.setContent(`<body style="${style}"><div style="width:86%;height:86%">${drawing}</div></body>`);
  await page.screenshot({ path: path.join(ROOT, `static/icon-${size}.png`) });
}
await browser.close();
