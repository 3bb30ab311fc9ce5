import assert from "node:assert/strict";
import { test } from "node:test";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { luminance, rgb } from "../../src/plot/contrast.ts";
import { curves } from "../../src/plot/curves.ts";
import { toSVG } from "../../src/plot/export.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { type TrajectoriesOptions, trajectories } from "../../src/plot/trajectories.ts";
import { figuresOfResults, magnetRows } from "../support/figures-of-results.ts";
import { countMarks } from "../support/svg.ts";

const rows = [
  { t: 0, m: 1, se: 0.2 },
  { t: 1, m: 0.5, se: 0.1 },
  { t: 2, m: 0.25, se: 0.2 },
  { t: 3, m: 0.5, se: null },
  { t: 4, m: 0.5, se: 0.4 },
];
const options: TrajectoriesOptions = { x: "t", y: "m", error: "se" };

function values(spec: FigureSpec): Record<string, number>[] {
  return (spec.data as { values: Record<string, number>[] }).values;
}

function subtitle(spec: FigureSpec): string {
  const { text, subtitle: words } = spec.title as Record<string, string | string[]>;
  return [words ?? text!].flat().join(" ");
}

/** Corner points of the areas of a figure, in pixels. */
function areaCorners(svg: string): number[][][] {
  const group = /class="mark-group role-scope pathgroup"[\s\S]*?<\/g><\/g>/.exec(svg)?.[0] ?? svg;
  return [...group.matchAll(/class="mark-area[^>]*>\s*<path[^>]* d="([^"]+)"/g)].map(([, path]) =>
    [...path!.matchAll(/[ML]([-\d.]+),([-\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]),
  );
}

test("trajectories: bands on a log axis span mean ± standard error", async () => {
  const y = { column: "m", scale: "log", domain: [0.01, 10] } as const;
  const svg = await toSVG(trajectories(rows.slice(0, 3), { ...options, y }));
  const pixel = (value: number) => 270 * (1 - Math.log10(value / 0.01) / 3);
  const [band] = areaCorners(svg);
  const expected = [0.8, 0.4, 0.05, 0.45, 0.6, 1.2].map(pixel);
  assert.equal(band!.length, 6);
  // coordinates are written in thousandths of a pixel
  band!.forEach(([, height], i) => {
    assert.ok(Math.abs(height! - expected[i]!) <= 2e-3, `${height} ${expected[i]}`);
  });
});

test("trajectories: a band that reaches zero on a log axis is refused by row or cut as stated", () => {
  const y = { column: "m", scale: "log" } as const;
  const wide = [...rows.slice(0, 2), { t: 2, m: 0.1, se: 0.3 }];
  assert.throws(() => trajectories(wide, { ...options, y }), {
    message:
      /^trajectories: expected bars above zero on the log axis of "m", got row 2 \(m = 0.1\)/,
  });
  const cut = trajectories(wide, { ...options, y, clipBarsAt: 0.05 });
  assert.equal(subtitle(cut), "bands: ± 1 standard error (1 cut at 0.05)");
  assert.equal(values(cut)[2]!.m_lo_band, 0.05);
});

test("trajectories: a gap in the uncertainty breaks the band, and a lone row has a bar", async () => {
  const spec = trajectories(rows, options);
  assert.deepEqual(
    values(spec).map(({ band, m_lo }) => [band, m_lo]),
    [
      [0, undefined],
      [0, undefined],
      [0, undefined],
      [undefined, undefined],
      [undefined, 0.5 - 0.4],
    ],
  );
  assert.equal(subtitle(spec), "bars and bands: ± 1 standard error");
  const svg = await toSVG(spec);
  assert.deepEqual([countMarks(svg, "rule"), countMarks(svg, "line")], [1, 1]);
  assert.equal(areaCorners(svg).length, 1);
});

test("trajectories: bands follow time, not the order of the rows", () => {
  const reversed = [...rows].reverse();
  const byTime = (a: Record<string, number>, b: Record<string, number>) => a.t! - b.t!;
  assert.deepEqual(
    values(trajectories(reversed, options))
      .sort(byTime)
      .map(({ m_lo_band }) => m_lo_band),
    values(trajectories(rows, options)).map(({ m_lo_band }) => m_lo_band),
  );
});

test("trajectories: means over runs have the standard error of their runs, theory stays as it is", () => {
  const spec = figuresOfResults.trajectories!;
  for (const row of values(spec) as unknown as (typeof magnetRows)[number][]) {
    const own = magnetRows.filter(
      ({ source, beta, t }) => source === row.source && beta === row.beta && t === row.t,
    );
    const { mean, standardError } = meanEstimate(own.map(({ m }) => m));
    assert.equal(row.m, mean);
    const bar = row as unknown as Record<string, number>;
    if (row.source === "theory") assert.equal(bar.m_lo, undefined);
    else assert.deepEqual([bar.m_lo, bar.m_hi], [mean - standardError, mean + standardError]);
  }
});

test("trajectories: every run, theory line, point and bar is drawn", async () => {
  const spec = figuresOfResults.trajectories!;
  const svg = await toSVG(spec);
  // 2 temperatures: 6 runs and a theory each; 9 times
  assert.equal(countMarks(svg, "line"), 2 * 6 + 2);
  assert.equal(countMarks(svg, "symbol"), 2 * 9);
  assert.equal(countMarks(svg, "rule"), 2 * 9);
  assert.match(subtitle(spec), /means of 6 runs; thin lines: single runs/);
});

test("trajectories: whole times have whole ticks, others have not", async () => {
  const axis = (spec: FigureSpec) => (spec.encoding as { x: { axis: FigureSpec } }).x.axis;
  assert.equal(axis(trajectories(rows, options)).tickMinStep, 1);
  const half = rows.map((row) => ({ ...row, t: row.t / 2 }));
  assert.equal(axis(trajectories(half, options)).tickMinStep, undefined);
  const svg = await toSVG(trajectories(rows.slice(0, 3), options));
  const labels = [...svg.matchAll(/>([-−\d.]+)<\/text>/g)].map(([, label]) => label!);
  assert.deepEqual(labels.slice(0, 3), ["0", "1", "2"]);
});

test("trajectories: lines alone are told apart by dashes, sources before series", () => {
  const two = ["a", "b"].flatMap((kind) => rows.map((row) => ({ ...row, kind })));
  const dashOf = (spec: FigureSpec) =>
    (spec.layer as { encoding: { strokeDash?: { field: string } } }[]).flatMap(
      ({ encoding }) => encoding.strokeDash?.field ?? [],
    );
  assert.deepEqual(dashOf(trajectories(two, { ...options, series: "kind" })), ["kind"]);
  const both = two.map((row, i) => ({ ...row, source: i % 2 ? "theory" : "simulation" }));
  const lines = ["theory", "simulation"];
  assert.deepEqual(dashOf(trajectories(both, { ...options, series: "kind", lines })), ["source"]);
});

test("curves: bands replace the bars of lines only", async () => {
  const both = rows
    .slice(0, 3)
    .flatMap((row) => ["theory", "simulation"].map((source) => ({ ...row, source })));
  const given = { x: "t", y: "m", error: "se" };
  const bars = await toSVG(curves(both, given));
  const bands = await toSVG(curves(both, { ...given, bands: true }));
  assert.deepEqual([countMarks(bars, "rule"), areaCorners(bars).length], [6, 0]);
  assert.deepEqual([countMarks(bands, "rule"), areaCorners(bands).length], [3, 1]);
});

test("trajectories: runs that have a time twice, two uncertainties and missing columns are refused", () => {
  const twice = [...magnetRows, { ...magnetRows.at(-1)! }];
  const given = { x: "t", y: "m", series: "beta", runs: "run" };
  assert.throws(() => trajectories(twice, given), {
    message:
      /expected one row for each "run" and "t" of a line, got row 126 \(t = 8\); number the runs/,
  });
  assert.throws(() => trajectories(magnetRows, { ...given, error: "m" }), {
    message: /^trajectories: expected error or runs, got both/,
  });
  assert.throws(() => trajectories(magnetRows, { x: "t", y: "m", showRuns: true }), {
    message: /expected runs with showRuns, got none/,
  });
  assert.throws(() => trajectories(magnetRows, { ...given, runs: "runs" }), {
    message: /got "runs"; did you mean "run"\?/,
  });
  assert.throws(() => trajectories([], given), { message: /table with rows, got 0 rows/ });
  assert.throws(() => trajectories([{ t: 1, m: Number.NaN }], { x: "t", y: "m" }), {
    message: /expected finite numbers in column "m", got row 0 \(m = NaN\)/,
  });
});

test("series: sequential colours grow from dark to bright with the number, one shape for all", () => {
  const rows = [0.9, 0.1, 0.5].flatMap((start) =>
    [0, 1].map((t) => ({
      t: t,
      m: start,
      start: start,
      source: t === 0 ? "theory" : "simulation",
    })),
  );
  const options = { x: "t", y: "m" } as const;
  const text = JSON.stringify(
    trajectories(rows, { ...options, series: { column: "start", colours: "sequential" } }),
  );
  assert.ok(
    text.includes('"scale":{"domain":[0.1,0.5,0.9],"range":["#12205a","#992c8c","#e5641c"]}'),
  );
  assert.ok(!text.includes('"shape":{'));
  const brightness = ["#12205a", "#992c8c", "#e5641c"].map((colour) => luminance(rgb(colour)));
  assert.deepEqual(brightness, brightness.toSorted());
  for (const colour of brightness) assert.ok(1.05 / (colour + 0.05) >= 3);
  const many = Array.from({ length: 21 }, (_, start) => ({ t: 0, m: 0, start: start }));
  assert.throws(
    () => trajectories(many, { ...options, series: { column: "start", colours: "sequential" } }),
    { name: "RangeError", message: /at most 20 values of the series column "start", got 21/ },
  );
  assert.throws(
    () =>
      trajectories([{ t: 0, m: 0, start: "a" }], {
        ...options,
        series: { column: "start", colours: "sequential" },
      }),
    { name: "RangeError", message: /"start"/ },
  );
});
