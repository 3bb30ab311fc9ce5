import assert from "node:assert/strict";
import { test } from "node:test";
import { powerLawFit } from "../../src/numerics/power-law-fit.ts";
import { toSVG } from "../../src/plot/export.ts";
import { scaling } from "../../src/plot/scaling.ts";
import { figuresOfResults, walkRows } from "../support/figures-of-results.ts";
import { countMarks } from "../support/svg.ts";

const rows = [1, 2, 4, 8].flatMap((N) => [
  { kind: "a", N, k: 3 * N ** 2, se: 0.1 * N },
  { kind: "b", N, k: N ** -0.5, se: 0.01 },
]);
const axes = { x: "N", y: "k", series: "kind" };
const text = (spec: { title?: unknown }) => {
  const { text: lines } = spec.title as { text: string | string[] };
  return typeof lines === "string" ? lines : lines.join("\n");
};

test("scaling: every row is a point with a bar, and every series has its line", async () => {
  const svg = await toSVG(figuresOfResults.scaling!);
  assert.equal(countMarks(svg, "symbol"), walkRows.length);
  assert.equal(countMarks(svg, "rule"), walkRows.length);
  // two fits and the reference
  assert.equal(countMarks(svg, "line"), 3);
});

test("scaling: exact power laws are drawn through their points and named without error", async () => {
  const spec = scaling(rows, axes);
  assert.match(text(spec), /a: 2 \[2, 2\]/);
  assert.match(text(spec), /b: −0.5 \[−0.5, −0.5\]/);
  const lines = (
    spec.layer as { data?: { values: { kind: string; N: number; k: number }[] } }[]
  ).flatMap(({ data }) => data?.values ?? []);
  assert.deepEqual(
    lines.map(({ kind, N }) => `${kind} ${N}`),
    ["a 1", "a 8", "b 1", "b 8"],
  );
  lines.forEach(({ kind, N, k }) => {
    const exact = kind === "a" ? 3 * N ** 2 : N ** -0.5;
    assert.ok(Math.abs(k / exact - 1) < 1e-12, `${kind} ${N} ${k}`);
  });
  await toSVG(spec);
});

test("scaling: the fit is that of powerLawFit on the points of the range, weighted by their errors", () => {
  const spec = figuresOfResults.scaling!;
  const own = walkRows.filter(({ walk, t }) => walk === "diffusive" && t >= 4);
  const column = (name: "t" | "msd" | "msd_se") => own.map((row) => row[name]);
  const { exponent, standardError } = powerLawFit(column("t"), column("msd"), column("msd_se"));
  assert.match(
    JSON.stringify(spec),
    new RegExp(`diffusive: b = ${exponent.toFixed(3)} ± ${standardError.toFixed(3)}`),
  );
  const unweighted = powerLawFit(column("t"), column("msd")).exponent;
  assert.notEqual(exponent.toFixed(3), unweighted.toFixed(3));
});

test("scaling: rows of theory are lines and not fitted", async () => {
  const both = [
    ...[1, 2, 4].map((N) => ({ source: "simulation", N, k: N ** 2 })),
    ...[1, 2, 4].map((N) => ({ source: "theory", N, k: N })),
  ];
  const spec = scaling(both, { x: "N", y: "k" });
  assert.match(text(spec), /lines: theory; points: simulation; dashed: fits/);
  assert.match(text(spec), /= 2 \[2, 2\]/);
  const svg = await toSVG(spec);
  assert.deepEqual([countMarks(svg, "symbol"), countMarks(svg, "line")], [3, 2]);
});

test("scaling: zero, too few points, and errors that cannot weigh are refused", () => {
  assert.throws(() => scaling([...rows, { kind: "a", N: 0, k: 1 }], axes), {
    message: /^scaling: expected positive numbers in column "N" of a log axis, got row 8 \(N = 0\)/,
  });
  assert.throws(() => scaling(rows, { ...axes, range: [1, 1.5] }), {
    message:
      'scaling: expected points at two different "N" at least within the range 1 to 1.5, got 1 points ' +
      "of kind = a; widen the range or filter the series out",
  });
  const exact = [...rows, { kind: "a", N: 16, k: 768, se: 0 }];
  assert.throws(() => scaling(exact, { ...axes, error: "se" }), {
    message: /expected errors > 0 in column "se" of a weighted fit, got row 8 \(se = 0\); filter/,
  });
  assert.match(text(scaling(exact, { ...axes, error: "se", isWeighted: false })), /equal weights/);
  assert.throws(() => scaling(rows, { ...axes, y: "kk" }), { message: /did you mean "k"\?/ });
  assert.throws(() => scaling([], axes), {
    message: "scaling: expected a table with rows, got 0 rows",
  });
  assert.throws(() => scaling(rows, { ...axes, reference: { slope: Number.NaN } }), {
    message: /^scaling: expected a finite slope and an amplitude > 0 of the reference, got NaN/,
  });
});

test("scaling: the words of the reference stand below its line, rising or falling", async () => {
  for (const slope of [2, -2]) {
    const table = [1, 2, 4, 8].map((N) => ({ N, k: N ** slope }));
    const svg = await toSVG(scaling(table, { x: "N", y: "k", reference: { slope } }));
    const [, line] = /class="mark-line role-mark[^>]*><path[^>]* d="([^"]+)"/.exec(svg)!;
    const [x1, y1, x2, y2] = [...line!.matchAll(/-?[\d.]+/g)].map(Number);
    const [, anchor, x, y] =
      /text-anchor="(\w+)" transform="translate\(([\d.]+),([\d.]+)\)"[^>]*>slope/.exec(svg)!;
    // the end of the text nearest to the line lies under it
    assert.equal(anchor, slope > 0 ? "start" : "end");
    const under = y1! + ((Number(x) - x1!) / (x2! - x1!)) * (y2! - y1!);
    assert.ok(Number(y) - 9 > under, `${y} over ${under}`);
  }
});
