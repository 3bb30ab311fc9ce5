import assert from "node:assert/strict";
import { test } from "node:test";
import { toSVG } from "../../src/plot/export.ts";
import { capacityFigure } from "../../src/studies/capacity-figure.ts";
import type { CapacityRow } from "../../src/studies/capacity-row.ts";
import { countMarks } from "../support/svg.ts";

const row = (part: Partial<CapacityRow>): CapacityRow => ({
  source: "simulation",
  energy: "poly",
  order: 3,
  N: 16,
  separation: "none",
  correlation: "none",
  criterion: "all",
  trials: 10,
  k50: 12,
  k50_lo: 10,
  k50_hi: 14,
  k_first_mean: null,
  k_first_se: null,
  k_last_mean: null,
  k_last_se: null,
  theory_k50: null,
  rule: "",
  seed: 1,
  ...part,
});
const titles = (rows: CapacityRow[]) => {
  const { encoding, layer } = capacityFigure(rows, {}) as unknown as {
    encoding: { x: { field: string; title: string } };
    layer: { encoding: { color?: { title?: string } } }[];
  };
  return [encoding.x.field, encoding.x.title, layer.at(-1)!.encoding.color?.title];
};

test("capacityFigure: the first column that varies as numbers is the axis, the others are the curves", () => {
  const both = [8, 16].flatMap((N) => [2, 3].map((order) => row({ N, order })));
  assert.deepEqual(titles(both), ["N", "number of spins N", "order"]);
  const separated = ["mean:0.3", "mean:0.4"].flatMap((separation) =>
    ["poly", "rect"].map((energy) => row({ separation, energy })),
  );
  assert.deepEqual(titles(separated), ["separation", "mean separation (fraction of N)", "energy"]);
  const bits = ["min:4", "min:6"].map((separation) => row({ separation }));
  assert.deepEqual(titles(bits), ["separation", "min separation (bits)", undefined]);
  const correlated = ["ar1:0.2", "ar1:0.4"].map((correlation) => row({ correlation }));
  assert.deepEqual(titles(correlated), ["correlation", "correlation ρ (ar1)", undefined]);
  // rules of two kinds have no common axis
  const mixed = ["none", "ar1:0.4"].map((correlation) => row({ correlation }));
  assert.deepEqual(titles(mixed), ["N", "number of spins N", "correlation"]);
});

test("capacityFigure: every row is drawn, theory as lines", async () => {
  const rows = [8, 16, 24].flatMap((N) => [
    row({ N }),
    row({ N, source: "theory", k50_lo: null, k50_hi: null }),
  ]);
  const svg = await toSVG(capacityFigure(rows, { seed: 1 }));
  assert.equal(countMarks(svg, "symbol"), 3);
  assert.equal(countMarks(svg, "rule"), 3);
  assert.equal(countMarks(svg, "line"), 1);
});

test("capacityFigure: no rows are refused", () => {
  assert.throws(() => capacityFigure([], {}), { name: "RangeError" });
});
