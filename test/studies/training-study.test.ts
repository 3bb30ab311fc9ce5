import assert from "node:assert/strict";
import { test } from "node:test";
import {
  classificationReport,
  growPotts,
  renderedDigitVectors,
  rowsBetween,
  stream,
  type TrainingGrid,
  type TrainingRow,
  trainingStudy,
  trainPotts,
} from "../../src/index.ts";

const all = renderedDigitVectors({ size: 8, perDigit: 6 }, stream(1, "training study"));
const part = (from: number, to: number) => ({
  ...rowsBetween(all, from, to),
  labels: all.labels.slice(from, to),
  C: 10,
});
const [train, held] = [part(0, 40), part(40, 60)];
const how = { beta: 1, momentum: 0.9, epochs: 4, patience: "none" as const, batch: 10 };
const grid: TrainingGrid = {
  train,
  test: held,
  settings: [
    { memories: 4, regularization: "none", ...how, beta: 8 },
    { memories: 6, regularization: 0.6, ...how, growFrom: 3, criterion: "paperCode" },
  ],
  seeds: [1, 2],
};

test("trainingStudy: rows are machines that training and growing give, tested on other data", async () => {
  const rows = (await trainingStudy(grid, { workers: 1 })).objects() as TrainingRow[];
  assert.deepEqual(
    rows.map(({ memories, seed, grow_from }) => [memories, seed, grow_from]),
    [
      [4, 1, null],
      [4, 2, null],
      [6, 1, 3],
      [6, 2, 3],
    ],
  );
  const options = { ...how, labels: train.labels, C: 10, rng: stream(2, "training") };
  const once = await trainPotts(train, {
    ...options,
    memories: 4,
    regularization: "none",
    beta: 8,
  });
  const report = classificationReport(once.machine, held, { arithmetic: "float32" });
  const { accuracy, fidelity, dead, loss, cost, beta, trained_beta } = rows[1];
  assert.deepEqual([accuracy, fidelity], [report.accuracy, report.fidelity]);
  assert.deepEqual([dead, loss], [report.dead / 4, once.epochs[3].loss]);
  assert.deepEqual([cost, beta, trained_beta], [16, 8, false]);
  const growth = { memories: 6, regularization: 0.6, from: 3, criterion: "paperCode" as const };
  const grown = await growPotts(train, { ...options, ...growth });
  assert.equal(rows[3].sizes, "3 → 6");
  assert.equal(rows[3].cost, 4 * 3 + 4 * 6);
  assert.equal(rows[3].beta, grown.machine.beta);
  assert.equal(rows[3].kappa, 0.6 * grown.machine.beta);
});

test("trainingStudy: the same rows come from two workers, handed out as they are ready", async () => {
  const seen: TrainingRow[] = [];
  const shares: number[] = [];
  const onRow = (row: TrainingRow) => seen.push(row);
  const onProgress = (done: number, total: number) => shares.push(done / total);
  const two = await trainingStudy(grid, { workers: 2, onRow, onProgress });
  const one = await trainingStudy(grid, { workers: 1 });
  assert.deepEqual(two.objects(), one.objects());
  assert.deepEqual(seen, one.objects());
  assert.equal(shares.at(-1), 1);
});

test("trainingStudy: grids that cannot be trained are refused before any is", async () => {
  const refused = (wrong: unknown, message: RegExp) =>
    assert.rejects(trainingStudy(wrong as TrainingGrid), message);
  await refused(undefined, /trainingStudy: expected a grid, got none; see TrainingGrid/);
  await refused({ ...grid, settings: [] }, /expected a list of settings, got .*; give one or more/);
  await refused({ ...grid, seeds: 3 }, /expected a list of seeds, got 3/);
  await refused({ ...grid, test: undefined }, /expected labelled vectors as test, got none/);
  await refused({ ...grid, test: { ...held, C: 9 } }, /of one N and C, .* C = 10 and 9; prepare/);
  await assert.rejects(trainingStudy(grid, { workers: 0 }), RangeError);
});
