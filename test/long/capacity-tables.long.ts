import assert from "node:assert/strict";
import { test } from "node:test";
import chiSquareCDF from "@stdlib/stats-base-dists-chisquare-cdf";
import { lineFit } from "../../src/numerics/line-fit.ts";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { pairedLogRatio } from "../../src/numerics/paired-log-ratio.ts";
import { referenceRows } from "../support/capacity-reference.ts";
import { comparedRow, curvesOf, type Setting, tableRows } from "../support/capacity-rows.ts";
import { slopeTable } from "../support/capacity-tables.ts";
import { assertRowsAgree, type ComparedRow } from "../support/chi-square.ts";

const trials = 200;

test("trialCurve: every affordable row of the printed tables agrees", () => {
  const { first, last, half } = tableRows(() => true);
  agree("K_first", first);
  agree("K_last", last);
  agree("K50", half);
  agree("all", [...first, ...last, ...half]);
});

test("trialCurve: capacities equal those of a literal program", () => {
  const rows = referenceRows.map((row) => comparedRow(row, row.half[0] < 60 ? trials : 60, 3));
  for (const key of ["first", "last", "half"] as const) {
    agree(
      key,
      rows.map((row) => row[key]),
    );
  }
});

/** Prints the rows with their deviations in standard errors, and asserts that they agree. */
function agree(column: string, rows: readonly ComparedRow[]): void {
  let chiSquare = 0;
  for (const { name, value, error, reference, referenceError } of rows) {
    const deviation = (value - reference) / Math.hypot(error, referenceError);
    chiSquare += deviation ** 2;
    console.log(
      `${column} ${name}: ${value.toFixed(2)} ± ${error.toFixed(2)}, ` +
        `${reference} ± ${referenceError.toFixed(2)}: ${deviation.toFixed(2)}`,
    );
  }
  const p = 1 - chiSquareCDF(chiSquare, rows.length);
  console.log(`${column}: chi-square ${chiSquare.toFixed(1)} over ${rows.length} rows, p = ${p}`);
  assertRowsAgree(rows);
}

test("trialCurve: ln K grows with the mean separation by the printed slopes", () => {
  const delta = [0.2, 0.25, 0.3, 0.35, 0.4, 0.45];
  for (const [order, reference] of slopeTable) {
    const logs = delta.map((mean) => {
      const separation = `mean:${mean}`;
      const setting: Setting = { energy: "poly", order, N: 64, separation, correlation: "none" };
      const firsts = curvesOf(setting, 100, 4).map(({ first }) => first!);
      return Math.log(meanEstimate(firsts).mean);
    });
    const { slope } = lineFit(delta, logs);
    console.log(`order ${order}: slope ${slope.toFixed(2)}, printed ${reference}`);
    assert.ok(Math.abs(slope / reference - 1) < 0.1, `order ${order}: ${slope}`);
  }
});

test("trialCurve: the loss by correlated data grows with the order", () => {
  for (const strength of [0.4, 0.6]) {
    const kept = [2, 3, 4].map((order) => {
      const firsts = (correlation: string) => {
        const setting: Setting = { energy: "poly", order, N: 64, separation: "none", correlation };
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
