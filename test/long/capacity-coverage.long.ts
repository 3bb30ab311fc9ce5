import assert from "node:assert/strict";
import { test } from "node:test";
import { allPatterns } from "../../src/capacity/criterion.ts";
import { curveEstimate } from "../../src/capacity/curve-estimate.ts";
import { trialCurve } from "../../src/capacity/trial-curve.ts";
import { power } from "../../src/models/interaction.ts";
import { independentSource } from "../../src/patterns/sources.ts";

test("curveEstimate: the 95 % interval of 100 curves covers K50 in 93.5 % to 96.5 % of 2000 repetitions", () => {
  const options = {
    source: independentSource(),
    interaction: power(3),
    N: 20,
    criterion: allPatterns(),
    seed: 2,
    startAt: 16,
  };
  const curves = (from: number, count: number) =>
    Array.from({ length: count }, (_, k) => trialCurve(options, from + k));
  const { capacity: reference } = curveEstimate(curves(0, 20_000), { seed: 1, resamples: 0 });
  let below = 0;
  let above = 0;
  for (let repeat = 0; repeat < 2000; repeat++) {
    const fresh = curves(20_000 + 100 * repeat, 100);
    const { lo, hi } = curveEstimate(fresh, { seed: repeat });
    assert.ok(lo !== null && hi !== null);
    if (hi < reference) below += 1;
    if (lo > reference) above += 1;
  }
  const coverage = 1 - (below + above) / 2000;
  console.log(
    `K50 ${reference.toFixed(2)}, coverage ${(100 * coverage).toFixed(2)} %: ` +
      `${below} intervals below, ${above} above`,
  );
  assert.ok(coverage >= 0.935 && coverage <= 0.965, `${coverage}`);
});
