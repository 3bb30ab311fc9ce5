import assert from "node:assert/strict";
import { test } from "node:test";
import { dots } from "../../src/plot/dots.ts";
import { toSVG } from "../../src/plot/export.ts";

const rows = [
  { name: "b", m: 2, lo: 1, hi: 4 },
  { name: "a", m: 1, lo: 1, hi: 1.5 },
];
const options = { category: "name", value: "m" };

/** Heights of the texts of the vertical axis on the page, by their words. */
function heights(svg: string): Record<string, number> {
  const labels = /class="mark-text role-axis-label"[^>]*>((?:(?!<\/g>).)*>b<.*?)<\/g>/.exec(
    svg,
  )![1];
  const found = labels.matchAll(/translate\([-\d.]+,([-\d.]+)\)[^>]*>(\w+)</g);
  return Object.fromEntries([...found].map(([, y, name]) => [name, Number(y)]));
}

test("dots: categories stand in the order of the table from the top", async () => {
  const { a, b } = heights(await toSVG(dots(rows, options)));
  assert.ok(b < a, `${b} above ${a}`);
});

test("dots: bars reach from lo to hi, and are named in the subtitle", async () => {
  const error = { lo: "lo", hi: "hi", meaning: "95 % interval" };
  const spec = dots(rows, { ...options, error, value: { column: "m", zero: true } });
  const svg = await toSVG(spec);
  const group = /class="mark-rule role-mark[^>]*>(.*?)<\/g>/.exec(svg)![1];
  const widths = [...group.matchAll(/x2="([-\d.]+)"/g)].map(([, x]) => Math.abs(Number(x)));
  // 3 units and half a unit, in pixels of one scale; coordinates are in thousandths
  assert.ok(Math.abs(widths[0] / widths[1] - 6) < 1e-3, widths.join());
  assert.match(svg, /bars: 95 % interval/);
});

test("dots: what cannot be drawn is refused by row and column", () => {
  const refused = (table: object[], given: object, message: RegExp) =>
    assert.throws(() => dots(table, { ...options, ...given }), { name: "RangeError", message });
  refused([], {}, /^dots: expected a table with rows, got 0 rows$/);
  refused(rows, { value: "n" }, /^dots: expected a column of the table .*got "n"/);
  refused([{ name: "a", m: Number.NaN }], {}, /in column "m", got row 0 \(m = NaN\)/);
  refused([{ name: null, m: 1 }], {}, /expected a value in column "name", got row 0/);
  const many = Array.from({ length: 8 }, (_, k) => ({ name: "a", m: k, kind: k }));
  refused(many, { series: "kind" }, /at most 7 values of the series column "kind", got 8/);
});
