import assert from "node:assert/strict";
import { test } from "node:test";
import { type CurvesOptions, curves } from "../../src/plot/curves.ts";
import { toSVG } from "../../src/plot/export.ts";
import { countMarks } from "../support/svg.ts";

const rows = [
  { source: "simulation", N: 10, m: 0.5, se: 0.1 },
  { source: "simulation", N: 20, m: 0.25, se: 0.05 },
  { source: "theory", N: 10, m: 0.45, se: null },
  { source: "theory", N: 20, m: 0.3, se: null },
];
const log: CurvesOptions = { x: "N", y: { column: "m", scale: "log" }, error: "se" };

/** Pixel heights of both ends of each error bar, measured from the top of the plotting area. */
function barEnds(svg: string): number[][] {
  const group = /class="mark-rule role-mark[^>]*>(.*?)<\/g>/.exec(svg)?.[1] ?? "";
  return [...group.matchAll(/translate\([-\d.]+,([-\d.]+)\)" x2="0" y2="([-\d.]+)"/g)].map(
    ([, start, length]) => [Number(start), Number(start) + Number(length)],
  );
}

test("curves: error bars on a log axis span mean ± standard error", async () => {
  const domain: [number, number] = [0.01, 1];
  const svg = await toSVG(
    curves(rows, { ...log, y: { ...(log.y as object), column: "m", domain } }),
  );
  const pixel = (value: number) => 270 * (1 - Math.log(value / 0.01) / Math.log(100));
  const expected = [
    [pixel(0.4), pixel(0.6)],
    [pixel(0.2), pixel(0.3)],
  ];
  // coordinates are written in thousandths of a pixel
  barEnds(svg).forEach((bar, i) => {
    for (const k of [0, 1]) assert.ok(Math.abs(bar[k]! - expected[i]![k]!) <= 2e-3, `${bar}`);
  });
  assert.equal(barEnds(svg).length, 2);
});

test("curves: a bar that reaches zero on a log axis is refused by row", () => {
  const wide = [...rows, { source: "simulation", N: 40, m: 0.1, se: 0.2 }];
  assert.throws(() => curves(wide, log), {
    name: "RangeError",
    message:
      'curves: expected bars above zero on the log axis of "m", got row 4 (m = 0.1); ' +
      "state where they may end with clipBarsAt, or use a linear axis",
  });
});

test("curves: a bar cut at a stated value is drawn to it and said in the subtitle", async () => {
  const wide = [...rows, { source: "simulation", N: 40, m: 0.1, se: 0.2 }];
  const spec = curves(wide, { ...log, clipBarsAt: 0.02 });
  assert.equal(
    (spec.title as { text: string }).text,
    "lines: theory; points: simulation; bars: ± 1 standard error (1 cut at 0.02)",
  );
  const values = (spec.data as { values: Record<string, number>[] }).values;
  assert.equal(values[4]!.m_lo, 0.02);
  assert.equal(countMarks(await toSVG(spec), "rule"), 3);
  assert.throws(() => curves(wide, { ...log, clipBarsAt: 0.5 }), {
    message:
      /expected bars that reach above clipBarsAt = 0.5, got rows 1 \(m = 0.25\), 4 \(m = 0.1\)/,
  });
});

test("curves: an interval is drawn from its columns and named", async () => {
  const interval = [
    { N: 1, k: 5, lo: 2, hi: 9 },
    { N: 2, k: 6, lo: null, hi: null },
  ];
  const error = { lo: "lo", hi: "hi", meaning: "95 % Wilson interval" };
  const spec = curves(interval, { x: "N", y: { column: "k", domain: [0, 10] }, error });
  assert.equal((spec.title as { text: string }).text, "bars: 95 % Wilson interval");
  assert.deepEqual(barEnds(await toSVG(spec)), [[216, 27]]);
  assert.throws(() => curves([{ N: 1, k: 5, lo: 9, hi: 2 }], { x: "N", y: "k", error }), {
    message: /expected "lo" not above "hi", got row 0 \(lo = 9\)/,
  });
});

test("curves: a theory of one vertex is drawn as a stroke", async () => {
  const svg = await toSVG(
    curves([...rows, { source: "bound", N: 15, m: 1, se: null }], {
      ...log,
      lines: ["theory", "bound"],
    }),
  );
  assert.equal(countMarks(svg, "symbol"), 3);
  assert.equal(countMarks(svg, "line"), 2);
});

test("curves: values that no axis can show are refused by row", () => {
  const zero = [...rows, { source: "theory", N: 30, m: 0, se: null }];
  assert.throws(() => curves(zero, log), {
    message:
      'curves: expected positive numbers in column "m" of a log axis, got row 4 (m = 0); ' +
      "filter these rows out or use a linear axis",
  });
  const broken = [
    ...rows,
    { N: Number.NaN, m: 1 },
    { N: 1, m: 1 },
    { N: Infinity, m: 1 },
    { m: 1 },
  ];
  assert.throws(() => curves(broken, { x: "N", y: "m" }), {
    message:
      'curves: expected finite numbers in column "N", got rows 4 (N = NaN), 6 (N = Infinity), ' +
      "7 (N = undefined); filter these rows out or mend them before drawing",
  });
  assert.throws(() => curves(rows, { x: "N", y: { column: "m", domain: [0, 0.4] } }), {
    message: /within the domain 0 to 0.4, got rows 0 \(m = 0.5\), 2 \(m = 0.45\); widen the domain/,
  });
  assert.throws(() => curves([{ N: 1, m: 1, se: -1 }], log), {
    message: /expected numbers ≥ 0 or null in column "se", got row 0 \(se = -1\)/,
  });
});

test("curves: a missing column is refused with the nearest name", () => {
  assert.throws(() => curves(rows, { x: "N", y: "m", error: "m_se" }), {
    message: /expected a column of the table \(source, N, m, se\), got "m_se"; did you mean "se"\?/,
  });
});

test("curves: empty tables, other things, too many series and too many marks are refused", () => {
  const options: CurvesOptions = { x: "x", y: "x" };
  assert.throws(() => curves([], options), { message: /expected a table with rows, got 0 rows/ });
  assert.throws(() => curves("x" as never, options), { name: "TypeError" });
  const many = Array.from({ length: 5001 }, (_, x) => ({ x, kind: x % 8 }));
  assert.throws(() => curves(many, { ...options, reduce: "never" }), {
    message: "curves: expected at most 5000 marks, got 5001; aggregate first",
  });
  assert.throws(() => curves(many, { ...options, series: "kind" }), {
    message: /at most 7 values of the series column "kind", got 8/,
  });
});

test("curves: column names with dots and quotes are drawn like others", async () => {
  const odd = [1, 2, 3].map((i) => ({ "a.b": i, "c['d']": i * i, 'e"f': i }));
  const svg = await toSVG(curves(odd, { x: "a.b", y: "c['d']", error: 'e"f' }));
  assert.equal(countMarks(svg, "symbol"), 3);
  assert.equal(countMarks(svg, "rule"), 3);
});

test("curves: unknown scales and lines are refused by name", () => {
  assert.throws(() => curves(rows, { x: "N", y: { column: "m", scale: "logg" as never } }), {
    name: "TypeError",
    message: 'curves: expected scale of "m" "linear" or "log", got "logg"',
  });
  assert.throws(() => curves(rows, { ...log, lines: ["theory", "simulations"] }), {
    name: "RangeError",
    message:
      'curves: expected lines among the values of column "source" (simulation, theory), got "simulations"; did you mean "simulation"?',
  });
  assert.throws(() => curves([{ N: 1, m: 1 }], { x: "N", y: "m", lines: ["theory"] }), {
    message:
      'curves: expected a source column for lines ("theory"), got a table without; name it with source',
  });
  const points = curves(rows, { ...log, lines: [] });
  assert.match((points.title as { text: string }).text, /^points: simulation, theory/);
});

test("curves: ends of bars overwrite no column of the figure", () => {
  const taken = [1, 2, 3].map((i) => ({ m_lo: i, m: 10 * i, m_hi: `k${i}`, se: 1 }));
  const spec = curves(taken, { x: "m_lo", y: "m", series: "m_hi", error: "se" });
  assert.deepEqual((spec.data as { values: unknown[] }).values[0], {
    m_lo: 1,
    m: 10,
    m_hi: "k1",
    m_lo_: 9,
    m_hi_: 11,
  });
  // an interval that begins at the point itself: the cut bar moves, the point does not
  const oneSided = [{ N: 1, m: 0.1, hi: 0.9 }];
  const cut = curves(oneSided, {
    x: "N",
    y: { column: "m", scale: "log" },
    error: { lo: "m", hi: "hi" },
    clipBarsAt: 0.5,
  });
  assert.deepEqual((cut.data as { values: unknown[] }).values[0], {
    N: 1,
    m: 0.1,
    m_: 0.5,
    hi: 0.9,
  });
});

test("curves: rows may be of an interface type", () => {
  interface Measured {
    readonly x: number;
    readonly y: number;
  }
  const rows: Measured[] = [
    { x: 1, y: 2 },
    { x: 2, y: 3 },
  ];
  assert.match(curves(rows, { x: "x", y: "y" }).description as string, /2 points/);
});

test("curves: an axis of whole numbers has ticks at whole numbers only", async () => {
  const labels = async (x: readonly number[]) => {
    const svg = await toSVG(
      curves(
        x.map((n) => ({ n, y: 1 })),
        { x: "n", y: "y" },
      ),
    );
    const axis = /class="mark-text role-axis-label"[^>]*>(.*?)<\/g>/.exec(svg)![1]!;
    return [...axis.matchAll(/>([^<]+)<\/text>/g)].map(([, text]) => text!);
  };
  assert.deepEqual(await labels([2, 3, 4, 5]), ["2", "3", "4", "5"]);
  assert.ok((await labels([2, 3.5, 4, 5])).includes("2.2"));
  assert.ok((await labels([0, 2000])).includes("2,000"));
});
