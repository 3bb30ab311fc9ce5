import { writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { renderReport } from "../../src/jupyter/report.ts";
import { launchChromium } from "../support/chromium.ts";
import { largeReport } from "../support/large-report.ts";
import { median } from "../support/median.ts";

// A report of 20 charts and 50 formulas, with scripts and without: bytes, time to write it, time until
// Chromium without network shows everything. Run: npm run bench.

const ROUNDS = 7;
const notebook = await largeReport(40);
const path = join(tmpdir(), `damlab-report-bench-${process.pid}.html`);
const browser = await launchChromium();
console.log(`${cpus()[0]?.model}, Node ${process.version}, Chromium ${browser.version()}`);

for (const isStatic of [false, true]) {
  const [written, opened]: [number[], number[]] = [[], []];
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const html = await renderReport(notebook, { directory: tmpdir(), name: "report", isStatic });
    written.push(performance.now() - start);
    bytes = Buffer.byteLength(html);
    writeFileSync(path, html);
    const page = await (await browser.newContext({ offline: true })).newPage();
    const begin = performance.now();
    await page.goto(pathToFileURL(path).href);
    await page.waitForFunction(
      `${isStatic} || Array.from(document.querySelectorAll("figure.chart")).every((figure) => figure.dataset.drawn)`,
    );
    opened.push(performance.now() - begin);
    await page.context().close();
  }
  const form = isStatic ? "static" : "interactive";
  console.log(
    `${form}: ${(bytes / 1e6).toFixed(2)} MB, written in ${median(written).toFixed(0)} ms, ` +
      `opened in ${median(opened).toFixed(0)} ms (median of ${ROUNDS})`,
  );
}
await browser.close();
