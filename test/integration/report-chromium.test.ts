import assert from "node:assert/strict";
import { stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import type { CodeCell, Output } from "../../src/jupyter/nbformat.ts";
import { renderReport } from "../../src/jupyter/report.ts";
import { figureBundle } from "../../src/notebook/figure.ts";
import { curves } from "../../src/plot/curves.ts";
import { launchChromium, needsChromium } from "../support/chromium.ts";
import { suiteFolder } from "../support/temporary-folder.ts";
import { code, notebookOf, prose } from "../support/tiny-notebook.ts";

let browser: Browser | undefined;
after(() => browser?.close());

/** Opens a page from its file with the network off; collects what it asks for and complains about. */
async function open(html: string) {
  const path = join(suiteFolder(), "report.html");
  await writeFile(path, html);
  browser ??= await launchChromium();
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  const url = pathToFileURL(path).href;
  await page.goto(url);
  await page.waitForFunction(
    'Array.from(document.querySelectorAll("figure.chart")).every((figure) => figure.dataset.drawn)',
  );
  const outside = requests.filter((request) => request !== url && !/^(?:data|blob):/.test(request));
  return { page, outside, complaints, size: (await stat(path)).size };
}

async function chartCell(points: number): Promise<CodeCell> {
  const rows = Array.from({ length: points }, (_, t) => ({
    t,
    m: Math.sqrt(t),
    source: "simulation",
  }));
  const data = { ...(await figureBundle(curves(rows, { x: "t", y: "m" }))) };
  const output: Output = { output_type: "display_data", data, metadata: {} };
  return { ...code("figure"), outputs: [output] };
}

test(
  "renderReport: without network every chart draws its marks and every formula is seen",
  needsChromium,
  async () => {
    const charts = await Promise.all([3, 5, 8].map(chartCell));
    const formulas = Array.from({ length: 50 }, (_, k) => prose(`Formula $\\alpha_{${k}}^2$`));
    const html = await renderReport(
      notebookOf(
        prose("# Report\n\n![outside](https://example.org/a.png)"),
        ...charts,
        ...formulas,
      ),
      { directory: tmpdir(), name: "report" },
    );
    const { page, outside, complaints, size } = await open(html);
    assert.deepEqual(outside, []);
    assert.deepEqual(complaints, []);
    const marks = await page.$$eval("figure.chart", (figures) =>
      figures.map((figure) => [
        (figure as unknown as { dataset: { drawn: string } }).dataset.drawn,
        figure.querySelectorAll(".mark-symbol.role-mark path").length,
      ]),
    );
    assert.deepEqual(marks, [
      ["interactive", 3],
      ["interactive", 5],
      ["interactive", 8],
    ]);
    const heights = await page.$$eval("math", (formulas) =>
      formulas.map((formula) => formula.getBoundingClientRect().height),
    );
    assert.equal(heights.length, 50);
    assert.ok(Math.min(...heights) > 5, `smallest formula ${Math.min(...heights)} px high`);
    // The runtime of the charts is 0.83 MB; specifications and pictures of three small charts little.
    assert.ok(size < 1.5e6, `${size} bytes`);
  },
);

test("renderReport: a chart that cannot be drawn keeps its picture", needsChromium, async () => {
  const chart = await chartCell(3);
  const [output] = chart.outputs;
  if (output?.output_type !== "display_data") return assert.fail();
  output.data = { ...output.data, "application/vnd.vegalite.v5+json": { mark: "no such mark" } };
  const html = await renderReport(notebookOf(chart), { directory: tmpdir(), name: "report" });
  const { page } = await open(html);
  assert.equal(await page.getAttribute("figure.chart", "data-drawn"), "static");
  const width = await page.$eval(
    "figure.chart img",
    (picture) => (picture as unknown as { naturalWidth: number }).naturalWidth,
  );
  assert.ok(width > 100, `picture ${width} px wide`);
});
