import assert from "node:assert/strict";
import { test } from "node:test";
import { curves } from "../../src/plot/curves.ts";
import { toSVG } from "../../src/plot/export.ts";
import { facet } from "../../src/plot/facet.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import type { Row } from "../../src/plot/table.ts";
import { withSlider } from "../../src/plot/with-slider.ts";
import { countMarks } from "../support/svg.ts";

const rows = [0.1, 0.2, 0.5].flatMap((k, i) =>
  Array.from({ length: 3 + i }, (_, x) => ({ x, y: x * (i + 1), k })),
);
const draw = (part: readonly Row[]) => curves(part, { x: "x", y: "y" });

/** Heights of the points on the page. */
function heights(svg: string): number[] {
  const group = /class="mark-symbol role-mark[^>]*[^/]>(.*?)<\/g>/g;
  return [...svg.matchAll(group)].flatMap(([, body]) =>
    [...body!.matchAll(/translate\([\d.]+,([\d.]+)\)/g)].map(([, y]) => Number(y)),
  );
}

test("withSlider: a drawing shows the rows of the initial value, which the subtitle states", async () => {
  for (const [initial, count] of [
    [undefined, 3],
    [0.2, 4],
    [0.5, 5],
  ] as const) {
    const spec = withSlider(rows, { column: "k", ...(initial ? { initial } : {}) }, draw);
    assert.equal(countMarks(await toSVG(spec), "symbol"), count);
    assert.equal(
      (spec.title as { text: string }).text,
      `k = ${initial ?? 0.1} (slider: 0.1 to 0.5)`,
    );
    assert.match(String(spec.description), new RegExp(`${count} points`));
  }
});

test("withSlider: the axes are those of all values", async () => {
  // y reaches 12 at k = 0.5 and is 0, 1, 2 at k = 0.1; 270 pixels with a margin of 6
  const svg = await toSVG(withSlider(rows, "k", draw));
  assert.deepEqual(heights(svg), [264, 264 - 258 / 12, 264 - 258 / 6]);
});

test("withSlider: between two values the nearer one is shown", () => {
  const [slider, shown] = withSlider(rows, "k", draw).params as FigureSpec[];
  assert.deepEqual(slider, {
    name: "slider",
    value: 0.1,
    bind: { input: "range", min: 0.1, max: 0.5, step: 0.1, name: "k " },
  });
  const nearest = new Function("slider", `return ${String(shown!.expr)}`) as (at: number) => number;
  for (const at of [0.1, 0.14, 0.2, 0.30000000000000004, 0.34, 0.36, 0.4, 0.5]) {
    const distances = [0.1, 0.2, 0.5].map((value) => Math.abs(value - at));
    assert.equal(Math.abs(nearest(at) - at), Math.min(...distances), `${at}`);
  }
});

test("withSlider: one value, an unknown initial value and panels are refused by name", () => {
  assert.throws(() => withSlider(rows.slice(0, 3), "k", draw), {
    name: "RangeError",
    message:
      'withSlider: expected 2 to 60 different values in column "k", got 1; ' +
      "use facet for few, filter for many",
  });
  assert.throws(() => withSlider(rows, { column: "k", initial: 0.3 }, draw), {
    message: 'withSlider: expected an initial value of column "k" (0.1, 0.2, 0.5), got 0.3',
  });
  assert.throws(() => withSlider(rows, "k", (part) => facet(part, "x", draw)), {
    message: "withSlider: expected figures of one plotting area, got panels",
  });
  assert.throws(() => withSlider(rows, "k", (part) => curves(part, { x: "x", y: "z" })), {
    message: /^withSlider: expected a figure of k = 0.1, got curves: expected a column/,
  });
  assert.throws(() => withSlider([...rows, { x: 1, y: 1, k: "b" }], "k", draw), {
    message:
      /expected finite numbers in column "k" \(1 of 13 rows are text\), got row 12 \(k = "b"\)/,
  });
});
