import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { renderReport } from "../../src/jupyter/report.ts";
import { figureBundle } from "../../src/notebook/figure.ts";
import { curves } from "../../src/plot/curves.ts";
import { launchChromium, lookOf, needsChromium } from "../support/chromium.ts";
import { figures } from "../support/figures.ts";
import { suiteFolder } from "../support/temporary-folder.ts";
import { code, notebookOf } from "../support/tiny-notebook.ts";

let browser: Browser | undefined;
after(() => browser?.close());
const folder = suiteFolder();

/** A page of this HTML in Chromium, opened with the network off. */
async function open(html: string) {
  browser ??= await launchChromium();
  const path = join(folder, "page.html");
  await writeFile(path, html);
  const page = await (await browser.newContext({ offline: true })).newPage();
  await page.goto(pathToFileURL(path).href);
  return page;
}

const rows = Array.from({ length: 20_000 }, (_, t) => ({ t, m: Math.sin(t / 900) }));
const shown = { ...figures, "part of the rows": curves(rows, { x: "t", y: "m" }) };

test(
  "figureBundle: its HTML and its PNG are no blank pictures in a plain page",
  needsChromium,
  async () => {
    for (const [name, spec] of Object.entries(shown)) {
      const bundle = await figureBundle(spec);
      const page = await open(
        `<!doctype html><meta charset="utf-8">${bundle["text/html"]}` +
          `<img id="png" src="data:image/png;base64,${bundle["image/png"]}">`,
      );
      for (const element of ["figure.damlab-figure > :first-child", "#png"]) {
        const { width, height, colours } = await lookOf(page.locator(element));
        assert.ok(width > 100 && height > 60, `${name}: ${element} of ${width} x ${height} px`);
        assert.ok(colours > 10, `${name}: ${element} of ${colours} colours`);
      }
      await page.close();
    }
  },
);

test(
  "renderReport: figures of older notebooks are seen, with what is left of their bundle",
  needsChromium,
  async () => {
    const bundle = await figureBundle(figures.curves!);
    const { "text/html": html, "image/png": png, ...bare } = bundle;
    const forms = [
      bundle,
      { ...bare, "image/png": png },
      { "text/html": html },
      { "image/png": png },
      bare,
    ];
    for (const [k, data] of forms.entries()) {
      const cell = code("figure");
      const outputs = [{ output_type: "display_data" as const, data: { ...data }, metadata: {} }];
      const page = await open(
        await renderReport(notebookOf({ ...cell, outputs }), { directory: tmpdir(), name: "old" }),
      );
      await page.waitForFunction(
        'Array.from(document.querySelectorAll("figure.chart")).every((figure) => figure.dataset.drawn)',
      );
      const picture = page.locator("main figure, body figure").first();
      const { width, height, colours } = await lookOf(picture);
      assert.ok(
        width > 100 && height > 100 && colours > 10,
        `form ${k}: ${width} x ${height}, ${colours}`,
      );
      await page.close();
    }
  },
);
