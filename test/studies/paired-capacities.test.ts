import assert from "node:assert/strict";
import { test } from "node:test";
import { allPatterns } from "../../src/capacity/criterion.ts";
import { trialCurve } from "../../src/capacity/trial-curve.ts";
import { power, rectifiedPower } from "../../src/models/interaction.ts";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { independentSource } from "../../src/patterns/sources.ts";
import type { CapacitySetting } from "../../src/studies/capacity-setting.ts";
import { pairedCapacities } from "../../src/studies/paired-capacities.ts";

const rect: CapacitySetting = {
  energy: "rect",
  order: 3,
  N: 20,
  separation: "none",
  correlation: "none",
  criterion: "all",
  trials: 12,
  seed: 6,
};
const poly: CapacitySetting = { ...rect, energy: "poly" };

test("pairedCapacities: is the mean log-ratio of the first or last crossings, trial by trial", async () => {
  const model = { source: independentSource(), N: 20, criterion: allPatterns(), seed: 6 };
  for (const crossing of ["first", "last"] as const) {
    const expected = meanEstimate(
      Array.from({ length: 12 }, (_, trial) => {
        const a = trialCurve({ ...model, interaction: rectifiedPower(3) }, trial)[crossing];
        const b = trialCurve({ ...model, interaction: power(3) }, trial)[crossing];
        return Math.log((a ?? 0) / (b ?? 0));
      }),
    );
    const ratio = await pairedCapacities(rect, poly, { crossing, workers: 2 });
    assert.ok(Math.abs(ratio.mean - expected.mean) < 1e-12);
    assert.ok(Math.abs(ratio.standardError - expected.standardError) < 1e-12);
    assert.equal(ratio.trials, 12);
  }
});

test("pairedCapacities: searches are compared by where they end, reversed settings by the sign", async () => {
  const search = "nested";
  const done: number[] = [];
  const onProgress = (count: number, total: number) => done.push(count / total);
  const one = { ...rect, search } as const;
  const other = { ...poly, search } as const;
  const ratio = await pairedCapacities(one, other, { workers: 1, onProgress });
  const reversed = await pairedCapacities(other, one, { workers: 1 });
  assert.ok(ratio.mean !== 0 && Math.abs(ratio.mean + reversed.mean) < 1e-12);
  assert.deepEqual([done.length, done[0], done.at(-1)], [24, 1 / 24, 1]);
});

test("pairedCapacities: other seeds or trials and curves without an end are refused", async () => {
  await assert.rejects(
    pairedCapacities(rect, { ...poly, seed: 7 }),
    /same seed .* got 6, 12 and 7, 12/,
  );
  await assert.rejects(pairedCapacities(rect, { ...poly, trials: 9 }), /got 6, 12 and 6, 9/);
  const few = { ...poly, maximumP: 3 };
  await assert.rejects(
    pairedCapacities(rect, few, { workers: 1 }),
    /trial 0 limited-by-maximum at 3/,
  );
  const crossing = "middle" as "first";
  await assert.rejects(pairedCapacities(rect, poly, { crossing }), /TypeError: .* crossing/);
});
