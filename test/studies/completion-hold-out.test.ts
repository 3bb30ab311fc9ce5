import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { table } from "arquero";
import { rectifiedPower } from "../../src/models/interaction.ts";
import { readJSON } from "../../src/patterns/load-json.ts";
import { stream } from "../../src/random/stream.ts";
import { completionHoldOut, type HeldOutCell } from "../../src/studies/completion-hold-out.ts";
import { completionScores, confidenceBins } from "../../src/studies/completion-scores.ts";
import { repositoryRoot } from "../support/paths.ts";

const rules = { interaction: rectifiedPower(20), folds: 10, repeats: 1, seed: 1 };

test("completionHoldOut: penguins are filled better than by the column mode, in every column", async () => {
  const penguins = await readJSON(
    join(repositoryRoot, "node_modules/vega-datasets/data/penguins.json"),
  );
  const cells = await completionHoldOut(penguins, { ...rules, encoding: { missingValues: ["."] } });
  assert.equal(cells.length, 333 * 7);
  for (const score of completionScores(cells)) {
    assert.equal(score.cells, 333);
    assert.ok(score.gain > 5 * score.gain_se, `${score.column}: ${score.gain} ± ${score.gain_se}`);
    if (score.saved !== null) assert.ok(score.saved > 5 * score.saved_se!, score.column);
  }
  const sure = confidenceBins(cells, 5).at(-1)!;
  assert.ok(sure.lo === 0.8 && sure.cells > 300 && sure.accuracy > 0.9);
});

/** Rows of independent noise: nothing can be learnt about one column from the others. */
function noise(rows: number) {
  const draw = (label: string, kinds: number) => {
    const rng = stream(1, "noise", label);
    return Array.from({ length: rows }, () => `k${rng.below(kinds)}`);
  };
  return table({ a: draw("a", 3), b: draw("b", 4), c: draw("c", 3), d: draw("d", 2) });
}

test("completionHoldOut: nothing of a row leaks into its filling: noise is filled by chance", async () => {
  const cells = await completionHoldOut(noise(400), rules);
  for (const { column, accuracy, accuracy_se } of completionScores(cells)) {
    const chance = 1 / { a: 3, b: 4, c: 3, d: 2 }[column]!;
    assert.ok(Math.abs(accuracy - chance) < 5 * accuracy_se, `${column}: ${accuracy}`);
  }
});

test("completionHoldOut: every cell of the complete rows once a repeat, the same for the same seed", async () => {
  const data = table({
    x: [1, 2, 3, 4, 5, null, 7, 8],
    kind: ["a", "b", "a", "b", "a", "a", "only here", "b"],
  });
  const done: number[] = [];
  const options = { ...rules, folds: 3, repeats: 2, onProgress: (k: number) => done.push(k) };
  const cells = await completionHoldOut(data, options);
  const keys = cells.map(({ repeat, row, column }) => `${repeat} ${row} ${column}`);
  assert.equal(new Set(keys).size, 2 * 7 * 2);
  assert.equal(keys.length, 2 * 7 * 2);
  assert.ok(!cells.some(({ row }) => row === 5));
  assert.deepEqual(done, [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(await completionHoldOut(data, options), cells);
  const unseen = cells.find(({ row, column }) => row === 6 && column === "kind")!;
  assert.deepEqual([unseen.truth, unseen.right, unseen.mode_right], ["only here", 0, 0]);
});

test("completionHoldOut: a number that deviates in one row only counts in the mean error", async () => {
  const data = table({
    x: Array.from({ length: 40 }, (_, k) => (k === 7 ? 100 : 0)),
    kind: Array.from({ length: 40 }, (_, k) => "ab"[k % 2]),
  });
  const scores = completionScores(await completionHoldOut(data, { ...rules, repeats: 2 }));
  const { kind, error, mode_error, median_error } = scores.find(({ column }) => column === "x")!;
  assert.equal(kind, "thermometer");
  // 100 is hidden once a pass, and 0 is all that the other rows show
  assert.deepEqual([mode_error, median_error], [100 / 40, 100 / 40]);
  assert.ok(error! >= 100 / 40);
});

test("completionHoldOut: training rows that are all equal fill by their only value", async () => {
  const deviating = (value: number | string, other: number | string) =>
    Array.from({ length: 60 }, (_, k) => (k === 5 ? other : value));
  const data = table({ x: deviating(0, 60), kind: deviating("a", "b") });
  const cells = await completionHoldOut(data, rules);
  assert.equal(cells.length, 60 * 2);
  assert.deepEqual(
    cells
      .filter(({ row }) => row === 5)
      .map(({ value, confidence, right }) => [value, confidence, right]),
    [
      [0, 1, 0],
      ["a", 1, 0],
    ],
  );
  assert.equal(completionScores(cells)[0].error, 1);
});

test("completionHoldOut: options and too few rows are refused, a signal ends it", async () => {
  const data = noise(5);
  await assert.rejects(completionHoldOut(data, { ...rules, folds: 1 }), {
    name: "RangeError",
    message: "completionHoldOut: expected integers folds >= 2 and repeats >= 1, got 1 and 1",
  });
  await assert.rejects(completionHoldOut(data, rules), {
    message: "completionHoldOut: expected at least as many complete rows as folds = 10, got 5",
  });
  const signal = AbortSignal.abort(new Error("enough"));
  await assert.rejects(completionHoldOut(noise(20), { ...rules, signal }), /^Error: enough$/);
});

const cell = (
  row: number,
  right: number,
  confidence: number,
  error: number | null,
): HeldOutCell => ({
  repeat: 0,
  row,
  column: "x",
  kind: "thermometer",
  truth: 0,
  value: 0,
  confidence,
  right,
  mode_right: 0,
  error,
  mode_error: error === null ? null : error + 2,
  median_error: error === null ? null : error + 1,
});

test("completionScores: means, paired gains and the better of two baselines by hand", () => {
  const [score] = completionScores([cell(0, 1, 1, 1), cell(1, 0, 1, 3), cell(2, 1, 1, 2)]);
  assert.deepEqual([score.accuracy, score.gain, score.error], [2 / 3, 2 / 3, 2]);
  assert.deepEqual(
    [score.mode_error, score.median_error, score.saved, score.saved_se],
    [4, 3, 1, 0],
  );
  // errors 1, 2, 3: standard deviation 1 over √3
  assert.ok(Math.abs(score.error_se! - 1 / Math.sqrt(3)) < 1e-15);
  assert.throws(
    () => completionScores([]),
    /^RangeError: completionScores: expected cells, got 0$/,
  );
});

test("confidenceBins: cells fall into their bins, the largest confidence into the last", () => {
  const cells = [
    cell(0, 1, 0.1, null),
    cell(1, 0, 0.19, null),
    cell(2, 1, 1, null),
    cell(3, 1, 0.8, null),
  ];
  const bins = confidenceBins(cells, 5);
  assert.deepEqual(
    bins.map(({ lo, cells, accuracy }) => [lo, cells, accuracy]),
    [
      [0, 2, 0.5],
      [0.8, 2, 1],
    ],
  );
  assert.throws(() => confidenceBins(cells, 0), /expected an integer bins >= 1, got 0/);
});
