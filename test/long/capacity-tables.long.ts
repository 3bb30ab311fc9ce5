import assert from "node:assert/strict";
import { test } from "node:test";
import { lineFit } from "../../src/numerics/line-fit.ts";
import { pairedLogRatio } from "../../src/numerics/paired-log-ratio.ts";
import { type ReferenceRow, referenceRows } from "../support/capacity-reference.ts";
import { comparedRow, curvesOf, type Setting } from "../support/capacity-rows.ts";
import { assertRowsAgree, type ComparedRow } from "../support/chi-square.ts";

const trials = 400;
const measured = new Map<ReferenceRow, ReturnType<typeof comparedRow>>();

test("trialCurve: every row of the table of capacities agrees with a literal program", () => {
  for (const row of referenceRows) measured.set(row, comparedRow(row, trials, 3));
  const rows = [...measured.values()];
  for (const { first, last, half } of rows) {
    const cells = [first, last, half].map(
      ({ value, error, reference, referenceError }) =>
        `${value.toFixed(2)} ± ${error.toFixed(2)} for ${reference.toFixed(2)} ± ${referenceError.toFixed(2)}`,
    );
    console.log(`${first.name}: K_first, K_last, K50 ${cells.join("; ")}`);
  }
  for (const key of ["first", "last", "half"] as const) {
    const column = rows.map((row) => row[key]);
    console.log(`chi-square of ${key}: ${chiSquare(column).toFixed(1)} over ${column.length} rows`);
    assertRowsAgree(column);
  }
});

const chiSquare = (rows: readonly ComparedRow[]) =>
  rows.reduce(
    (sum, { value, error, reference, referenceError }) =>
      sum + (value - reference) ** 2 / (error ** 2 + referenceError ** 2),
    0,
  );

test("trialCurve: ln K grows with the mean separation by the slopes of a literal program", () => {
  for (const order of [3, 4]) {
    const separated = referenceRows.filter(
      (row) => row.energy === "poly" && row.order === order && row.N === 32 && isMean(row),
    );
    const delta = separated.map(({ separation }) => Number(separation.slice(5)));
    const slope = (values: number[]) => lineFit(delta, values.map(Math.log)).slope;
    const ours = slope(separated.map((row) => measured.get(row)!.first.value));
    const reference = slope(separated.map(({ first }) => first[0]));
    console.log(
      `order ${order}, ${delta.length} separations: slope ${ours}, reference ${reference}`,
    );
    assert.ok(delta.length >= 5 && Math.abs(ours / reference - 1) < 0.1);
  }
});

const isMean = ({ separation }: Setting) => separation.startsWith("mean:");

test("trialCurve: the loss by correlated data grows with the order at every strength", () => {
  for (const strength of [0.2, 0.4, 0.6]) {
    const kept = [2, 3, 4].map((order) => {
      const firsts = (correlation: string) => {
        const setting: Setting = { energy: "poly", order, N: 24, separation: "none", correlation };
        return curvesOf(setting, trials, 3).map(({ first }) => first!);
      };
      const [plain, correlated] = [firsts("ar1:0"), firsts(`ar1:${strength}`)];
      const { mean, standardError, gain } = pairedLogRatio(correlated, plain);
      console.log(
        `ar1:${strength}, order ${order}: ln K ${mean.toFixed(3)} ± ${standardError.toFixed(3)}, ` +
          `gain by pairs ${gain.toFixed(2)}`,
      );
      return correlated.map((K, trial) => K / plain[trial]);
    });
    for (const k of [0, 1]) {
      const { mean, standardError } = pairedLogRatio(kept[k], kept[k + 1]);
      assert.ok(
        mean > 3 * standardError,
        `${strength}, order ${k + 2}: ${mean} ± ${standardError}`,
      );
    }
  }
});
