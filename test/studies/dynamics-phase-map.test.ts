import assert from "node:assert/strict";
import { test } from "node:test";
import { dynamicsPhaseMap, type PhaseMapRow } from "../../src/studies/dynamics-phase-map.ts";
import type { DynamicsRow } from "../../src/studies/dynamics-rows.ts";
import { dynamicsStudy } from "../../src/studies/dynamics-study.ts";

const grid = {
  orders: [3],
  loads: [0.1, 0.3],
  overlaps: [0.2, 0.9],
  steps: 6,
  seed: 3,
  theory: { paths: 1000, populations: 2 },
  simulate: { N: [60], sets: 5, targets: 2 },
} as const;

test("dynamicsPhaseMap: the final overlap of every curve, and how many runs retrieved", async () => {
  const rows = (await dynamicsPhaseMap(grid)).objects() as PhaseMapRow[];
  const curves = (await dynamicsStudy(grid)).objects() as DynamicsRow[];
  const ends = curves.filter(({ t }) => t === 6);
  assert.equal(rows.length, 8);
  assert.deepEqual(
    rows.map((row) => [row.source, row.load, row.overlap0, row.m, row.m_se]),
    ends.map((row) => [row.source, row.load, row.overlap0, row.m, row.m_se]),
  );
  for (const { source, m, retrieved, retrieved_se } of rows) {
    if (source === "theory") assert.deepEqual([retrieved, retrieved_se], [m > 0.8 ? 1 : 0, null]);
    else assert.ok(Number.isInteger(Math.round(1e9 * 10 * retrieved) / 1e9), `${retrieved} of 10`);
  }
  const near = rows.find((row) => row.N === 60 && row.load === 0.1 && row.overlap0 === 0.9)!;
  assert.deepEqual([near.retrieved, near.retrieved_se], [1, 0]);
  const strict = await dynamicsPhaseMap({ ...grid, success: 0.9999, theory: false });
  assert.ok(strict.objects().some((row) => (row as PhaseMapRow).retrieved < 1));
});
