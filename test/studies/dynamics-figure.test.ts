import assert from "node:assert/strict";
import { test } from "node:test";
import { toSVG } from "../../src/plot/export.ts";
import { lintFigure } from "../../src/plot/lint.ts";
import { readRecipe } from "../../src/plot/recipe.ts";
import { dynamicsFigure } from "../../src/studies/dynamics-figure.ts";
import type { DynamicsRow } from "../../src/studies/dynamics-rows.ts";
import { countMarks } from "../support/svg.ts";

const row = (part: Partial<DynamicsRow>): DynamicsRow => ({
  source: "simulation",
  order: 3,
  load: 0.2,
  load_convention: "variance",
  P: 107,
  N: 40,
  overlap0: 0.5,
  temperature: 0,
  t: 0,
  m: 0.5,
  m_se: 0.01,
  sets: 3,
  seed: 1,
  interaction: "poly",
  form: "difference",
  self_coupling: false,
  update: "synchronous",
  targets: 4,
  status: null,
  ...part,
});

/** Three times of every curve, theory beside simulation. */
const curvesAt = (change: Partial<DynamicsRow>, overlaps = [0.5, 0.9]) =>
  overlaps.flatMap((overlap0) =>
    [0, 1, 2].flatMap((t) => {
      const m = overlap0 - 0.1 * t;
      return [
        row({ ...change, overlap0, t, m }),
        row({ ...change, overlap0, t, m, source: "theory", P: null, N: null, m_se: 0 }),
      ];
    }),
  );

const titleOf = (spec: { title?: unknown }) => (spec.title as { text: string }).text;

test("dynamicsFigure: simulation as points with bars, theory as lines, start overlaps as colours", async () => {
  const spec = dynamicsFigure(curvesAt({}), { recipe: { command: "dynamics", seed: 1 } });
  assert.equal(titleOf(spec), "Retrieval over time, order 3, load 0.2, N = 40");
  assert.deepEqual(lintFigure(spec), []);
  const svg = await toSVG(spec);
  assert.equal(countMarks(svg, "symbol"), 6);
  assert.equal(countMarks(svg, "rule"), 6);
  assert.equal(countMarks(svg, "line"), 2);
  assert.match(svg, /start overlap/);
  assert.deepEqual(readRecipe(Buffer.from(svg))?.command, "dynamics");
});

test("dynamicsFigure: a panel for each load and size, with theory beside every size", async () => {
  const rows = [0.1, 0.3].flatMap((load) => [
    ...curvesAt({ load, N: 40 }),
    ...curvesAt({ load, N: 80 }).filter(({ source }) => source === "simulation"),
  ]);
  const spec = dynamicsFigure(rows) as unknown as { concat: { title: unknown }[] };
  assert.equal(spec.concat.length, 4);
  const svg = await toSVG(spec as never);
  for (const name of ["load 0.1, N = 40", "load 0.3, N = 80"]) assert.ok(svg.includes(name), name);
  assert.equal(countMarks(svg, "symbol"), 4 * 6);
  assert.equal(countMarks(svg, "line"), 4 * 2);
});

test("dynamicsFigure: ten start overlaps have ten colours, conditions are in the title", async () => {
  const overlaps = Array.from({ length: 10 }, (_, k) => (k + 1) / 10);
  const spec = dynamicsFigure(
    curvesAt(
      { temperature: 0.25, interaction: "rect", form: "derivative", self_coupling: true },
      overlaps,
    ),
  );
  assert.match(titleOf(spec), /temperature 0.25, rect, form derivative, with self term$/);
  assert.deepEqual(lintFigure(spec), []);
  const svg = await toSVG(spec);
  const strokes = [...svg.matchAll(/class="mark-line[^>]*><path[^>]*stroke="(#\w+)"/g)];
  assert.equal(new Set(strokes.map(([, colour]) => colour)).size, 10);
  assert.equal(countMarks(svg, "line"), 10);
});

test("dynamicsFigure: no rows, and more start overlaps than colours are refused", () => {
  assert.throws(() => dynamicsFigure([]), { name: "RangeError" });
  const many = Array.from({ length: 21 }, (_, k) => k / 21);
  assert.throws(() => dynamicsFigure(curvesAt({}, many)), {
    name: "RangeError",
    message: /at most 20 values of the series column "overlap0", got 21/,
  });
});

test("dynamicsFigure: of long curves one step in several is drawn, and the axis says so", async () => {
  const overlaps = Array.from({ length: 10 }, (_, k) => (k + 1) / 10);
  const steps = Array.from({ length: 301 }, (_, t) => t);
  const rows = curvesAt({}, overlaps).filter(({ t }) => t === 0);
  const long = rows.flatMap((row) => steps.map((t) => ({ ...row, t })));
  const spec = dynamicsFigure(long);
  assert.deepEqual(lintFigure(spec), []);
  const stride = Math.ceil((2 * long.length) / 5000);
  assert.ok(stride > 1);
  assert.ok(JSON.stringify(spec).includes(`time steps t (1 in ${stride} drawn)`));
  const { values } = spec.data as { values: { t: number }[] };
  assert.equal(values.length, rows.length * Math.ceil(301 / stride));
});
