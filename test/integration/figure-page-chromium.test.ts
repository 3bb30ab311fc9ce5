import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { darkPalette } from "../../src/plot/dark-theme.ts";
import { saveFigure } from "../../src/plot/export.ts";
import { readRecipe } from "../../src/plot/recipe.ts";
import { palette } from "../../src/plot/theme.ts";
import { launchChromium, needsChromium } from "../support/chromium.ts";
import { figures } from "../support/figures.ts";
import { suiteFolder } from "../support/temporary-folder.ts";

let browser: Browser | undefined;
after(() => browser?.close());

const spec = figures.curves!;
const folder = suiteFolder();

async function open(name: string, colorScheme: "light" | "dark", javaScriptEnabled = true) {
  const path = join(folder, `${name}.html`);
  await saveFigure(figures[name]!, path);
  browser ??= await launchChromium();
  const context = await browser.newContext({ offline: true, colorScheme, javaScriptEnabled });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("request", (request) => {
    if (!/^(?:file|data|blob):/.test(request.url())) complaints.push(request.url());
  });
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(pathToFileURL(path).href);
  if (javaScriptEnabled) await page.waitForSelector('figure[data-drawn="interactive"]');
  return { page, complaints };
}

test("toHTML: every figure becomes interactive with the network off", needsChromium, async () => {
  for (const name of Object.keys(figures)) {
    const { page, complaints } = await open(name, "light");
    const shapes = (inside: string) =>
      page.locator(`${inside} svg .role-mark`).locator("path, line, text, image").count();
    const still = await shapes(".drawn.light");
    assert.ok(still > 0 && (await shapes(".vega-embed")) >= still, name);
    assert.equal(await page.locator(".drawn:visible").count(), 0);
    assert.deepEqual(complaints, [], name);
  }
});

test(
  "toHTML: follows the reader between light and dark, zooms, shows values",
  needsChromium,
  async () => {
    const { page, complaints } = await open("curves", "dark");
    const line = page.locator(".vega-embed svg .mark-line path").first();
    assert.equal(await line.getAttribute("stroke"), darkPalette[0]);
    await page.emulateMedia({ colorScheme: "light" });
    await page.waitForSelector(`.vega-embed svg .mark-line path[stroke="${palette[0]}"]`);
    await page.locator(".vega-embed svg .mark-symbol.role-mark path").first().hover();
    await page.waitForSelector("#vg-tooltip-element.visible");
    const before = await line.getAttribute("d");
    await page.mouse.wheel(0, -200);
    await page.waitForFunction(
      `document.querySelector(".vega-embed svg .mark-line path").getAttribute("d") !== ${JSON.stringify(before)}`,
    );
    assert.deepEqual(complaints, []);
  },
);

test(
  "toHTML: without scripts the drawn figure of the reader's theme is seen",
  needsChromium,
  async () => {
    for (const theme of ["light", "dark"] as const) {
      const { page } = await open("curves", theme, false);
      assert.equal(await page.locator(".drawn:visible").count(), 1);
      assert.ok(await page.locator(`.drawn.${theme} svg`).isVisible());
      assert.equal(await page.locator("button:visible").count(), 0);
    }
  },
);

test("toHTML: hands the figure out as an SVG file with its recipe", needsChromium, async () => {
  const { page } = await open("curves", "light");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("button")]);
  assert.equal(download.suggestedFilename(), "capacity-of-dense-associative-memories.svg");
  const path = join(folder, "downloaded.svg");
  await download.saveAs(path);
  assert.deepEqual(readRecipe(readFileSync(path)), readRecipe(JSON.stringify(spec)));
});
