import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { take } from "../../src/patterns/patterns.ts";
import { readMemories } from "../../src/patterns/read-memories.ts";
import { toSVG } from "../../src/plot/export.ts";
import {
  type ExplorePart,
  explore,
  exploreCost,
  exploreOrders,
  exploreParts,
} from "../../src/studies/explore.ts";
import {
  accuracyFigure,
  calibrationFigure,
  correlationFigure,
  distanceFigure,
  firstFailureFigure,
  outlierFigure,
  prototypeFigure,
  stableShareFigure,
} from "../../src/studies/explore-figures.ts";
import { repositoryRoot } from "../support/paths.ts";

const penguins = await readMemories(
  join(repositoryRoot, "node_modules/vega-datasets/data/penguins.json"),
  { seed: 1 },
);
const small = { seed: 1, trials: 2, orders: [2, 5] };

test("explore: the penguins' parts in their order, with prototypes of every species and both sexes", async () => {
  const parts: ExplorePart[] = [];
  const found = await explore(penguins, { ...small, onPart: (part) => parts.push(part) });
  assert.deepEqual(parts, [...exploreParts]);
  const { rows, order } = found.prototypes;
  assert.equal(order, exploreOrders(penguins.patterns).prototypeOrder);
  const kinds = new Set(rows.map(({ decoded }) => `${decoded!.Species} ${decoded!.Sex}`));
  assert.equal(kinds.size, 6, [...kinds].join());
  // gaps of the file, by its own row numbers: row 3 has five, row 336 the sex "."
  const gaps = found.completion!.filled;
  assert.equal(gaps.filter(({ row }) => row === 3).length, 5);
  assert.deepEqual(
    gaps.filter(({ row }) => row === 336).map(({ column }) => column),
    ["Sex"],
  );
  assert.deepEqual(penguins.columns, found.encoding);
  const twins = found.near.rows.filter(({ distance }) => distance === 0);
  for (const { row, other } of twins) {
    const at = (r: number) => penguins.table!.rows.get("Species", r);
    assert.equal(at(row), at(other));
  }
});

test("explore: every figure has marks and compiles without a warning", async () => {
  const found = await explore(penguins, small);
  const figures = [
    distanceFigure(found.distances),
    correlationFigure(found.correlations),
    firstFailureFigure(found.capacity),
    stableShareFigure(found.capacity, "rectifiedPower(5)"),
    prototypeFigure(found.prototypes.rows, null),
    prototypeFigure(found.prototypes.rows, { width: 6 }),
    accuracyFigure(found.completion!.scores),
    calibrationFigure(found.completion!.bins),
    outlierFigure(found.outliers.rows, penguins),
    outlierFigure(found.outliers.rows, { ...penguins, image: { width: 6 } }),
  ];
  for (const figure of figures) {
    const warnings: string[] = [];
    const svg = await toSVG(figure, { onWarning: (message) => warnings.push(message) });
    assert.deepEqual(warnings, [], String(figure.description));
    assert.match(svg, /<path[^>]* d="M/);
  }
});

test("exploreOrders: a memory at the mean distance counts e⁻⁴ and e⁻¹⁶ of one that agrees", () => {
  const { prototypeOrder, completionOrder } = exploreOrders(penguins.patterns);
  assert.deepEqual([prototypeOrder, completionOrder], [5, 21]);
  // 2nd/N with the mean distance 13.9 of 36 spins; n is rounded to an integer
  const cost = (n: number) => (2 * n * 13.92) / 36;
  assert.ok(Math.abs(cost(prototypeOrder) - 4) < 13.92 / 36);
  assert.ok(Math.abs(cost(completionOrder) - 16) < 13.92 / 36);
});

test("exploreCost: many rows are bounded for the capacity part, few are all taken", () => {
  assert.equal(exploreCost(penguins, { seed: 1 }).capacityRows, 333);
  const more = take(
    penguins.patterns,
    Array.from({ length: 5000 }, (_, k) => k % 333),
  );
  const { capacityRows, additions } = exploreCost({ ...penguins, patterns: more }, { seed: 1 });
  // 500 passes of P²N/2 additions are at most 3e9
  assert.equal(capacityRows, Math.floor(Math.sqrt((2 * 3e9) / (500 * 36))));
  assert.ok(additions > 3e9 * 0.99);
});

test("explore: too few rows are refused, a signal ends it between two steps", async () => {
  const few = { ...penguins, patterns: take(penguins.patterns, [0, 1, 2]) };
  await assert.rejects(explore(few, small), {
    name: "RangeError",
    message:
      /^explore: expected at least 10 complete rows, got 3 of 344 in .*penguins\.json; leave/,
  });
  const controller = new AbortController();
  const parts: string[] = [];
  const stopped = explore(penguins, {
    ...small,
    signal: controller.signal,
    onPart: (part) => parts.push(part),
    onProgress: (part) => {
      if (part === "capacity") controller.abort(new Error("enough"));
    },
  });
  await assert.rejects(stopped, /^Error: enough$/);
  assert.deepEqual(parts, ["encoding", "distances"]);
});
