import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { toSVG } from "../../src/plot/export.ts";
import { ink } from "../../src/plot/theme.ts";
import { digitImages, figures } from "../support/figures.ts";
import { repositoryRoot } from "../support/paths.ts";
import { countMarks } from "../support/svg.ts";

const folder = join(repositoryRoot, "test", "fixtures", "plot");
/** DAMLAB_UPDATE_FIXTURES=1 writes the present specifications; look at the difference before committing. */
const update = process.env.DAMLAB_UPDATE_FIXTURES === "1";

for (const [name, spec] of Object.entries(figures)) {
  test(`${name}: the specification equals the stored one`, () => {
    const file = join(folder, `${name}.json`);
    const text = `${JSON.stringify(spec, null, 1)}\n`;
    if (update) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, text);
    }
    assert.equal(text, readFileSync(file, "utf8"));
  });

  test(`${name}: the specification is plain JSON`, () => {
    assert.deepEqual(JSON.parse(JSON.stringify(spec)), spec);
  });
}

test("curves: every row becomes a mark, without a warning", async () => {
  const svg = await toSVG(figures.curves!);
  // 4 orders × 7 sizes; each theory line is one path
  assert.equal(countMarks(svg, "symbol"), 28);
  assert.equal(countMarks(svg, "rule"), 28);
  assert.equal(countMarks(svg, "line"), 4);
});

test("dots: every row becomes a mark on the line of its category, with its bar, without a warning", async () => {
  const svg = await toSVG(figures.dots!);
  // 3 columns × 2 methods, one without an error; the legend has two symbols of its own
  assert.equal(countMarks(svg, "symbol"), 6);
  assert.equal(countMarks(svg, "rule"), 5);
  for (const name of ["species", "island", "sex"]) assert.match(svg, new RegExp(`>${name}<`));
});

test("heatMap: every row becomes a cell, and the missing pair is counted in words", async () => {
  const svg = await toSVG(figures["heat-map"]!);
  assert.equal(countMarks(svg, "rect"), 19);
  assert.match(svg, /grey: 1 of 20 cells without a value/);
});

test("patternGrid: the dark pixels of the drawing are the +1 of the patterns", async () => {
  const svg = await toSVG(figures["pattern-grid"]!);
  const areas: Record<string, number> = {};
  for (const [, width, height, fill] of svg.matchAll(/h(\d+)v(\d+)h-\d+Z" fill="(#\w+)"/g)) {
    areas[fill!] = (areas[fill!] ?? 0) + Number(width) * Number(height);
  }
  const spins = digitImages.flatMap(({ values }) => Array.from(values));
  const plus = spins.filter((spin) => spin === 1).length;
  // a pixel of an 8 × 8 pattern is 10 × 10 on the page; the legend has symbols of other shape
  assert.deepEqual(areas, { [ink.plus]: 100 * plus, [ink.minus]: 100 * (spins.length - plus) });
});
