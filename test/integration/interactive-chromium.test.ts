import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
import type { Output } from "../../src/jupyter/nbformat.ts";
import { renderReport } from "../../src/jupyter/report.ts";
import { figureBundle } from "../../src/notebook/figure.ts";
import { curves } from "../../src/plot/curves.ts";
import { facet } from "../../src/plot/facet.ts";
import type { FigureOptions } from "../../src/plot/figure-options.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import type { Row } from "../../src/plot/table.ts";
import { withSlider } from "../../src/plot/with-slider.ts";
import { launchChromium, needsChromium } from "../support/chromium.ts";
import { suiteFolder } from "../support/temporary-folder.ts";
import { code, notebookOf, prose } from "../support/tiny-notebook.ts";

let browser: Browser | undefined;
after(() => browser?.close());

const rows = ["a", "b", "c"].flatMap((kind, k) =>
  [1, 10, 100].flatMap((x) => [
    { x, y: x * (k + 1), kind, k, source: "simulation" },
    { x, y: x * (k + 1) + 0.5, kind, k, source: "theory" },
  ]),
);
const axes = {
  x: { column: "x", title: "load", scale: "log" },
  y: { column: "y", title: "overlap" },
} as const;
const draw = (options: FigureOptions) => curves(rows, { ...axes, series: "kind", ...options });

/** A report of one figure, drawn by the runtime of the report; `tall` adds prose to scroll through. */
async function open(
  spec: FigureSpec,
): Promise<{ page: Page; chart: Locator; complaints: string[] }> {
  const data = { ...(await figureBundle(spec)) };
  const output: Output = { output_type: "display_data", data, metadata: {} };
  const notebook = notebookOf(
    { ...code("figure"), outputs: [output] },
    ...Array.from({ length: 40 }, (_, i) => prose(`Paragraph ${i}`)),
  );
  const html = await renderReport(notebook, { directory: tmpdir(), name: "figure" });
  const path = join(suiteFolder(), "figure.html");
  await writeFile(path, html);
  browser ??= await launchChromium();
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(pathToFileURL(path).href);
  await page.waitForSelector('figure.chart[data-drawn="interactive"]');
  return { page, chart: page.locator("figure.chart .live"), complaints };
}

/** Waits for a description of the page to become what it should, and returns the last one seen. */
async function eventually<Value>(look: () => Promise<Value>, isRight: (seen: Value) => boolean) {
  const end = Date.now() + 10_000;
  let seen = await look();
  while (!isRight(seen) && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    seen = await look();
  }
  return seen;
}

/** Labels of the axes, sorted: Vega changes their order in the page when it brings some back. */
const labels = async (chart: Locator) =>
  (await chart.locator(".role-axis-label text").allTextContents()).toSorted();

/** Opacities of the points. */
const opacities = (chart: Locator) =>
  chart
    .locator(".mark-symbol.role-mark path")
    .evaluateAll((paths) => paths.map((path) => path.getAttribute("opacity")));

async function centreOf(element: Locator): Promise<{ x: number; y: number }> {
  const box = (await element.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test("interactive: hovering a point shows its values", needsChromium, async () => {
  const { page, chart, complaints } = await open(draw({}));
  const point = await centreOf(chart.locator(".mark-symbol.role-mark path").nth(1));
  await page.mouse.move(point.x, point.y);
  const tooltip = page.locator("#vg-tooltip-element.visible");
  await tooltip.waitFor();
  const words = await tooltip.innerText();
  for (const part of [/load\s+10/, /overlap\s+10/, /kind\s+a/]) assert.match(words, part);
  assert.deepEqual(complaints, []);
});

test("interactive: a click on the legend dims the other series", needsChromium, async () => {
  const { page, chart, complaints } = await open(draw({ interactive: true }));
  assert.deepEqual(await opacities(chart), Array(9).fill("1"));
  const label = await centreOf(chart.locator(".role-legend-label text", { hasText: "b" }));
  await page.mouse.click(label.x, label.y);
  const expected = ["a", "b", "c"].flatMap((kind) => Array(3).fill(kind === "b" ? "1" : "0.12"));
  const seen = await eventually(
    () => opacities(chart),
    (now) => now.join() === expected.join(),
  );
  assert.deepEqual(seen, expected);
  const empty = await centreOf(chart.locator(".role-title"));
  await page.mouse.click(empty.x, empty.y);
  const restored = await eventually(
    () => opacities(chart),
    (now) => now.every((opacity) => opacity === "1"),
  );
  assert.deepEqual(restored, Array(9).fill("1"));
  assert.deepEqual(complaints, []);
});

test(
  "interactive: the wheel scrolls the page, with ctrl it zooms the axes",
  needsChromium,
  async () => {
    const { page, chart, complaints } = await open(draw({ interactive: true }));
    const first = await labels(chart);
    const plot = await centreOf(chart.locator(".role-frame > g > path.background"));
    await page.mouse.move(plot.x, plot.y);
    await page.mouse.wheel(0, 60);
    const scrolled = await eventually(
      () => page.evaluate<number>("window.scrollY"),
      (y) => y > 0,
    );
    assert.ok(scrolled > 0, "the page scrolls");
    assert.deepEqual(await labels(chart), first);

    const here = await centreOf(chart.locator(".role-frame > g > path.background"));
    await page.mouse.move(here.x, here.y);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -600);
    await page.keyboard.up("Control");
    const zoomed = await eventually(
      () => labels(chart),
      (now) => now.join() !== first.join(),
    );
    assert.notDeepEqual(zoomed, first);
    assert.ok(zoomed.filter((label) => label !== "").length >= 4, `${zoomed}`);
    assert.equal(await page.evaluate<number>("window.scrollY"), scrolled);

    await page.mouse.dblclick(here.x, here.y);
    const back = await eventually(
      () => labels(chart),
      (now) => now.join() === first.join(),
    );
    assert.deepEqual(back, first);
    assert.deepEqual(complaints, []);
  },
);

test("interactive: panels that share axes zoom together", needsChromium, async () => {
  const panels = facet(rows, "kind", (part) => curves(part, { ...axes, series: "kind" }), {
    interactive: true,
  });
  const { page, chart, complaints } = await open(panels);
  const places = () =>
    chart
      .locator(".mark-symbol.role-mark path")
      .evaluateAll((paths) => paths.map((path) => path.getAttribute("transform")));
  const first = await places();
  const plot = await centreOf(chart.locator(".mark-symbol.role-mark path").nth(1));
  await page.mouse.move(plot.x, plot.y);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -300);
  await page.keyboard.up("Control");
  const moved = await eventually(places, (now) => now.every((place, i) => place !== first[i]));
  assert.ok(
    moved.every((place, i) => place !== first[i] || i === 1),
    `${moved} were ${first}`,
  );
  assert.deepEqual(complaints, []);
});

test(
  "withSlider: moving the slider shows the rows of the nearest value",
  needsChromium,
  async () => {
    const figure = withSlider(rows, "k", (part: readonly Row[]) => curves(part, axes));
    const { chart, complaints } = await open(figure);
    const points = () =>
      chart
        .locator(".mark-symbol.role-mark path")
        .evaluateAll((paths) => paths.map((path) => path.getAttribute("transform")));
    const first = await points();
    assert.equal(first.length, 3);
    const ticks = await labels(chart);
    await chart.locator(".vega-bind input[type=range]").fill("2");
    const later = await eventually(points, (now) => now.join() !== first.join());
    assert.equal(later.length, 3);
    assert.notDeepEqual(later, first);
    assert.deepEqual(await labels(chart), ticks);
    assert.deepEqual(complaints, []);
  },
);
