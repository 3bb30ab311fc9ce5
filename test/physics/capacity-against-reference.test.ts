import assert from "node:assert/strict";
import { test } from "node:test";
import { pairedLogRatio } from "../../src/numerics/paired-log-ratio.ts";
import { referenceRows } from "../support/capacity-reference.ts";
import { comparedRow, curvesOf, type Setting, tableRows } from "../support/capacity-rows.ts";
import { assertRowsAgree } from "../support/chi-square.ts";

test("trialCurve: capacities equal those of a literal program, over sizes, orders and data", () => {
  const cheap = referenceRows.filter(({ half }) => half[0] < 14);
  assert.ok(cheap.length >= 20, `${cheap.length} rows`);
  const rows = cheap.map((row) => comparedRow(row, 30, 1));
  // K_first, K_last and K50 of one set of curves go together: a χ² each
  for (const key of ["first", "last", "half"] as const)
    assertRowsAgree(rows.map((row) => row[key]));
});

test("trialCurve: cheap rows of the printed tables agree", () => {
  const { first, last, half } = tableRows(
    ({ N }, K) => K < 3.6 || (N < 64 && K < 6) || (N < 40 && K < 32),
  );
  const count = first.length + last.length + half.length;
  assert.ok(first.length >= 20 && count >= 30, `${first.length} and ${count} rows`);
  assertRowsAgree(first);
  assertRowsAgree(last);
  assertRowsAgree(half);
});

test("trialCurve: correlated data cost more patterns at higher order, set by set", () => {
  const ratios = [2, 3, 4].map((order) => {
    const firsts = (correlation: string) => {
      const setting: Setting = { energy: "poly", order, N: 20, separation: "none", correlation };
      return curvesOf(setting, 120, 1).map(({ first }) => first!);
    };
    const [plain, correlated] = [firsts("ar1:0"), firsts("ar1:0.4")];
    const { mean, standardError } = pairedLogRatio(correlated, plain);
    assert.ok(mean < -3 * standardError, `order ${order}: ${mean} ± ${standardError}`);
    return correlated.map((K, trial) => K / plain[trial]);
  });
  for (const k of [0, 1]) {
    const { mean, standardError } = pairedLogRatio(ratios[k], ratios[k + 1]);
    // an ordering: the difference itself has to show above its error
    assert.ok(mean > 3 * standardError, `order ${k + 2} to ${k + 3}: ${mean} ± ${standardError}`);
  }
});
