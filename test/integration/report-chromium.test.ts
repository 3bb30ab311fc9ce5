import assert from "node:assert/strict";
import { stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { Output } from "../../src/jupyter/nbformat.ts";
import { renderReport } from "../../src/jupyter/report.ts";
import { renderIndex } from "../../src/jupyter/report-index.ts";
import { summarise } from "../../src/jupyter/report-summary.ts";
import { curves } from "../../src/plot/curves.ts";
import { formulaScript } from "../../src/plot/formula-script.ts";
import { type FigureSpec, vegaLiteSchema } from "../../src/plot/spec.ts";
import { launchChromium, needsChromium } from "../support/chromium.ts";
import { chartCell, figureCell, largeReport } from "../support/large-report.ts";
import { suiteFolder } from "../support/temporary-folder.ts";
import { code, notebookOf, prose } from "../support/tiny-notebook.ts";

/** Ten times what a page of twenty charts may take to open, in ms. */
const HANG_LIMIT = 20_000;

let browser: Browser | undefined;
after(() => browser?.close());

/** Opens a page from its file with the network off; collects what it asks for and complains about. */
async function open(html: string, options: BrowserContextOptions = {}) {
  const path = join(suiteFolder(), "report.html");
  await writeFile(path, html);
  browser ??= await launchChromium();
  const context = await browser.newContext({ offline: true, ...options });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  const url = pathToFileURL(path).href;
  await page.goto(url);
  await page.waitForFunction(
    '!document.getElementById("damlab-runtime") || ' +
      'Array.from(document.querySelectorAll("figure.chart")).every((figure) => figure.dataset.drawn)',
    undefined,
    { timeout: HANG_LIMIT },
  );
  const outside = requests.filter((request) => request !== url && !/^(?:data|blob):/.test(request));
  return { page, outside, complaints, size: (await stat(path)).size };
}

const allIn = (page: Page, script: string) => page.evaluate<unknown>(script);
const countMarks =
  'Array.from(document.querySelectorAll("figure.chart"), (figure) => ' +
  '[figure.dataset.drawn, figure.querySelectorAll(".live .mark-symbol.role-mark path").length])';
const sizesOf = (selector: string) =>
  `Array.from(document.querySelectorAll(${JSON.stringify(selector)}), (one) => ` +
  "{ const { width, height } = one.getBoundingClientRect(); return [width, height]; })";

const large = largeReport(3);
const options = { directory: tmpdir(), name: "report" };

test(
  "renderReport: without network 20 charts draw their marks and 50 formulas are seen",
  needsChromium,
  async () => {
    const { page, outside, complaints, size } = await open(
      await renderReport(await large, options),
    );
    assert.deepEqual(outside, []);
    assert.deepEqual(complaints, []);
    const expected = Array.from({ length: 20 }, (_, k) => ["interactive", k + 3]);
    assert.deepEqual(await allIn(page, countMarks), expected);
    const formulas = (await allIn(page, sizesOf("math"))) as number[][];
    assert.equal(formulas.length, 50);
    assert.ok(formulas.every(([width, height]) => width! > 5 && height! > 5));
    assert.ok(size < 1.5e6, `${size} bytes`);
  },
);

test(
  "renderReport: a static page shows the same charts and formulas without a script",
  needsChromium,
  async () => {
    const html = await renderReport(await large, { ...options, isStatic: true });
    const { page, outside, complaints, size } = await open(html, { javaScriptEnabled: false });
    assert.deepEqual([outside, complaints], [[], []]);
    const pictures = html.match(/<svg.*?<\/svg>/gs)!;
    assert.equal(await page.locator("figure.chart svg:visible").count(), 20);
    assert.equal(await page.locator("figure.chart svg .mark-symbol.role-mark path").count(), 250);
    assert.equal(await page.locator("math:visible").count(), 50);
    const bare = size - pictures.join("").length;
    assert.ok(bare < 0.5e6, `${bare} bytes beside the pictures`);
  },
);

test(
  "renderReport: the chart in place of its picture keeps one caption and one description",
  needsChromium,
  async () => {
    const { page } = await open(await renderReport(notebookOf(await chartCell(4)), options));
    assert.equal(await page.locator("figcaption:visible", { hasText: "Caption of 4" }).count(), 1);
    assert.equal(await page.locator("figure.chart .still").isVisible(), false);
    assert.equal(await page.getByRole("img", { name: "4 points" }).count(), 1);
  },
);

test(
  "renderReport: dark pages show charts on a light card, in the colours they were made with",
  needsChromium,
  async () => {
    const spec: FigureSpec = {
      $schema: vegaLiteSchema,
      data: { values: [{ x: 1, y: 2 }] },
      mark: { type: "point", filled: true, color: "#000000" },
      encoding: { x: { field: "x" }, y: { field: "y" } },
    };
    const html = await renderReport(notebookOf(await figureCell(spec)), options);
    const lightness = (selector: string, property: string) =>
      `(() => { const colour = getComputedStyle(document.querySelector(${JSON.stringify(selector)})).${property};
        const [r, g, b] = colour.match(/[\\d.]+/g).map(Number); return (r + g + b) / 3 / 255; })()`;
    const isLight = async (page: Page, selector: string, property = "fill") =>
      ((await allIn(page, lightness(selector, property))) as number) > 0.5;
    const words = ["live", "still"].flatMap((form) => [
      `.${form} .role-axis-label text`,
      `.${form} .mark-symbol.role-mark path`,
    ]);
    const { page } = await open(html, { colorScheme: "dark" });
    const looks = async () => [
      await isLight(page, "body", "backgroundColor"),
      await isLight(page, "figure.chart", "backgroundColor"),
      ...(await Promise.all(words.map((selector) => isLight(page, selector)))),
    ];
    assert.deepEqual(await looks(), [false, true, false, false, false, false]);
    await page.getByLabel("Swap light and dark").check();
    assert.deepEqual(await looks(), [true, true, false, false, false, false]);
    await page.emulateMedia({ colorScheme: "light" });
    assert.deepEqual(await looks(), [false, true, false, false, false, false]);
    await page.emulateMedia({ media: "print" });
    assert.deepEqual(await looks(), [true, true, false, false, false, false]);
    assert.equal(await page.locator(".still svg").isVisible(), true);
    assert.equal(await page.locator(".live svg.marks").isVisible(), false);
    assert.equal(await page.locator("header").isVisible(), false);
  },
);

test(
  "renderReport: formulas of charts are drawn alike in the picture and in the interactive chart",
  needsChromium,
  async () => {
    const rows = [1, 2, 3].map((t) => ({ t, m: t, source: "simulation" }));
    const x = { column: "t", title: "load $\\alpha_c = \\frac{P}{N}$" };
    const cell = await figureCell(curves(rows, { x, y: { column: "m", title: "$\\sqrt{q}$" } }));
    const { page, complaints } = await open(
      await renderReport(notebookOf(cell), { ...options, chartScript: formulaScript }),
    );
    const outlines = (form: string) =>
      allIn(
        page,
        `Array.from(document.querySelectorAll(".${form} .role-axis-title path"), (one) => one.getAttribute("d"))`,
      );
    const drawn = (await outlines("live")) as string[];
    assert.equal(drawn.length, 2);
    assert.deepEqual(drawn, await outlines("still"));
    assert.doesNotMatch(await page.locator("figure.chart").innerText(), /\$/);
    assert.deepEqual(complaints, []);
  },
);

test("renderReport: the switch of code works without a script", needsChromium, async () => {
  const long = Array.from({ length: 60 }, (_, k) => `f(${k});`).join("\n");
  const shown: Output = { output_type: "stream", name: "stdout", text: "seen" };
  const notebook = notebookOf({ ...code(long), outputs: [shown] }, "g();");
  const { page } = await open(await renderReport(notebook, options), { javaScriptEnabled: false });
  const height = async () => (await page.locator(".source").first().boundingBox())!.height;
  const folded = await height();
  await page.getByLabel("all 60 lines").check();
  assert.ok((await height()) > 1.5 * folded);
  await page.getByLabel("Show code").uncheck();
  assert.equal(await page.locator("pre:visible").count(), 1);
  assert.equal(await page.locator(".cell:visible").count(), 1);
});

test(
  "renderReport: no page is wider than its window, and lines of 100 characters fit a wide one",
  needsChromium,
  async () => {
    const wide = Array.from({ length: 30 }, (_, k) => `a long name ${k}`).join(" | ");
    const table = `| ${wide} |\n|${" --- |".repeat(30)}\n| ${wide} |`;
    const sections = ["# A", "## B", "## C"].join("\n\n");
    const html = await renderReport(
      notebookOf(
        prose(`${sections}\n\n${table}\n\n$$${"a + ".repeat(80)}b$$`),
        "x".repeat(100),
        code("y".repeat(500)),
        await chartCell(3),
      ),
      options,
    );
    const { page } = await open(html, { viewport: { width: 1400, height: 900 } });
    const contents = (place: string) => page.locator(`.contents.${place}`).isVisible();
    const overflow = (selector: string) =>
      allIn(
        page,
        `(() => { const one = document.querySelector("${selector}"); return one.scrollWidth - one.clientWidth; })()`,
      );
    assert.equal(await overflow(".source"), 0);
    assert.deepEqual([await contents("margin"), await contents("inline")], [true, false]);
    for (const width of [1400, 1248, 1100, 760, 400]) {
      await page.setViewportSize({ width, height: 900 });
      assert.equal(await overflow("html"), 0, `${width} px`);
    }
    assert.deepEqual([await contents("margin"), await contents("inline")], [false, true]);
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
  const [[width] = []] = (await allIn(page, sizesOf("figure.chart .still svg"))) as number[][];
  assert.ok(width! > 100, `picture ${width} px wide`);
});

test(
  "renderIndex: the search box keeps the notebooks that have its words",
  needsChromium,
  async () => {
    const entry = (title: string) => ({
      ...summarise(notebookOf(prose(`# ${title}\n\nIt says something about ${title}.`))),
      title,
      place: [`${title}.html`],
    });
    const { page, complaints } = await open(
      renderIndex("All", ["Alpha one", "Beta one"].map(entry)),
    );
    const found = () => page.locator(".notebooks > li:visible h2").allTextContents();
    assert.deepEqual(await found(), ["Alpha one", "Beta one"]);
    await page.getByLabel("Search").fill("ONE bet");
    assert.deepEqual(await found(), ["Beta one"]);
    assert.equal(await page.getByRole("status").textContent(), "1 of 2");
    await page.getByLabel("Search").fill("");
    assert.deepEqual(await found(), ["Alpha one", "Beta one"]);
    assert.deepEqual(complaints, []);
  },
);
