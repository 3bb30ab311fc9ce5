import assert from "node:assert/strict";
import { test } from "node:test";
import { basins } from "../../src/plot/basins.ts";
import { concatenated } from "../../src/plot/concatenated.ts";
import { curves } from "../../src/plot/curves.ts";
import { toSVG } from "../../src/plot/export.ts";
import { facet } from "../../src/plot/facet.ts";
import { heatMap } from "../../src/plot/heat-map.ts";
import type { Journal } from "../../src/plot/journal-width.ts";
import { layered } from "../../src/plot/layered.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { timeMatrix } from "../../src/plot/time-matrix.ts";
import { tree } from "../../src/plot/tree.ts";
import { capacityRows, overlapRows } from "../support/figures.ts";
import { splittingRows } from "../support/figures-of-structure.ts";
import { labelBoxes } from "../support/label-boxes.ts";
import { fixedPointRows, flowRows, startRows } from "../support/two-pattern-flow.ts";
import { twoTimeRows } from "../support/two-time-rows.ts";

const millimetres = { "one-column": 85, "two-column": 178 };
const pixel = 25.4 / 96;
const capacity = {
  x: { column: "N", title: "number of spins N", scale: "log" },
  y: { column: "k50", title: "patterns stored k50 (all bits stable)", scale: "log" },
} as const;
const { theory, simulation } = twoTimeRows();
const times = { t: "t", tPrime: { column: "t1", title: "t′" }, value: "C" } as const;
const map = { x: "load", y: "temperature", value: "m" } as const;
const title = "A title that is rather long for one column of a journal, so that it takes two lines";

const single: Record<string, (journal: Journal) => FigureSpec> = {
  curves: (journal) =>
    curves(capacityRows, { ...capacity, title, error: "k50_se", series: "n", journal }),
  heatMap: (journal) => heatMap(overlapRows, { ...map, title, journal }),
  timeMatrix: (journal) => timeMatrix(theory, { ...times, title, journal }),
  tree: (journal) =>
    tree(splittingRows, {
      id: "node",
      parent: "parent",
      x: "t",
      y: "m",
      colour: "branch",
      size: "examples",
      journal,
    }),
  basins: (journal) =>
    basins(startRows, {
      x: "m1",
      y: "m2",
      ends: "end",
      vectors: { table: flowRows, dx: "dm1", dy: "dm2" },
      fixedPoints: { table: fixedPointRows, kind: "kind" },
      journal,
    }),
  layered: (journal) =>
    layered([curves(capacityRows, capacity), curves(capacityRows.slice(0, 4), capacity)], {
      title,
      journal,
    }),
};

const panels: Record<string, (journal: Journal) => FigureSpec> = {
  concatenated: (journal) =>
    concatenated(
      [curves(capacityRows, { ...capacity, title, series: "n" }), heatMap(overlapRows, map)],
      {
        columns: journal === "one-column" ? 1 : 2,
        letters: true,
        journal,
      },
    ),
  facet: (journal) =>
    facet(capacityRows, "n", (rows) => curves(rows, capacity), { columns: 2, title, journal }),
  timeMatrix: (journal) => timeMatrix([...theory, ...simulation], { ...times, title, journal }),
};

/** Width in millimetres that an SVG states in pixels. */
function widthOf(svg: string): number {
  return Number(/<svg [^>]*?\bwidth="([\d.]+)"/.exec(svg)![1]) * pixel;
}

for (const journal of ["one-column", "two-column"] as const) {
  for (const [name, build] of Object.entries(single)) {
    test(`journal: ${name} in ${journal} is as wide as the journal asks, to a pixel`, async () => {
      const width = widthOf(await toSVG(build(journal)));
      assert.ok(Math.abs(width - millimetres[journal]) <= pixel, `${width} mm`);
    });
  }
  for (const [name, build] of Object.entries(panels)) {
    test(`journal: panels of ${name} in ${journal} fit, and fill nine tenths of the width`, async () => {
      const width = widthOf(await toSVG(build(journal)));
      assert.ok(width <= millimetres[journal] + pixel, `${width} mm`);
      assert.ok(width >= 0.9 * millimetres[journal], `${width} mm`);
    });
  }
}

test("journal: no text is smaller than 6 points", async () => {
  for (const build of [...Object.values(single), ...Object.values(panels)]) {
    for (const journal of ["one-column", "two-column"] as const) {
      const sizes = [...(await toSVG(build(journal))).matchAll(/font-size="([\d.]+)px"/g)];
      const least = Math.min(...sizes.map(([, size]) => Number(size)));
      // 96 pixels an inch, 72 points an inch
      assert.ok((least * 72) / 96 >= 6 && least < 100, `${least} px`);
    }
  }
});

test("journal: the legend stands below in one column, beside in two", async () => {
  const legendAt = async (journal: Journal) => {
    const svg = await toSVG(single.curves!(journal));
    const legend = /role-legend"[^>]*><g transform="translate\(([-\d.]+),([-\d.]+)\)"/.exec(svg)!;
    return [Number(legend[1]), Number(legend[2])] as const;
  };
  // one column: below 200 pixels of plot and the horizontal axis; two: right of half of the page
  assert.ok((await legendAt("one-column"))[1] > 200);
  assert.ok((await legendAt("two-column"))[0] > 336);
});

test("journal: an unknown width is refused", () => {
  assert.throws(() => curves(capacityRows, { ...capacity, journal: "three-column" as never }), {
    name: "TypeError",
    message: 'journal: expected width "one-column" or "two-column", got "three-column"',
  });
});

test("journal: the entries of a legend below stand in as many columns as fit", async () => {
  const kinds = ["variance", "krotov", "abbott-arian", "factorial"];
  const table = (names: readonly string[]) =>
    names.flatMap((kind, k) => [1, 2].map((n) => ({ kind, n, y: n + k, source: "theory" })));
  const one = (names: readonly string[]) =>
    curves(table(names), { x: "n", y: "y", series: "kind", journal: "one-column" });
  for (const names of [kinds, ["a", "b", "c", "d"], ["a very long name of a convention", "b"]]) {
    const spec = one(names);
    const [width] = await sizeOf(spec);
    for (const box of await labelBoxes(spec)) {
      assert.ok(box.x2 <= width + 1, `${box.text} reaches to ${box.x2} of ${width}`);
    }
  }
  const columns = (spec: FigureSpec) =>
    (spec.config as { legend: { columns: number } }).legend.columns;
  assert.equal(columns(one(["a", "b", "c", "d"])), 4);
  assert.ok(columns(one(kinds)) < 4);
});

async function sizeOf(spec: FigureSpec): Promise<[number, number]> {
  const [, width, height] = / width="([\d.]+)" height="([\d.]+)"/.exec(await toSVG(spec))!;
  return [Number(width), Number(height)];
}
