import assert from "node:assert/strict";
import { test } from "node:test";
import { allPatterns } from "../../src/capacity/criterion.ts";
import { crossings, nestedCurve } from "../../src/capacity/incremental.ts";
import { type Interaction, power, rectifiedPower } from "../../src/models/interaction.ts";
import { parseCorrelation, parseSeparation } from "../../src/patterns/parse-source.ts";
import { sourceOf } from "../../src/patterns/sources.ts";
import { stream } from "../../src/random/stream.ts";

interface Setting {
  readonly interaction: Interaction;
  readonly N: number;
  readonly separation: string;
  readonly correlation: string;
  /** Patterns drawn: well above the capacity. */
  readonly P: number;
}

/** Number of patterns all stable before the first failure: mean over independent sets. */
function capacity(setting: Setting, sets: number) {
  const { interaction, N, P } = setting;
  const source = sourceOf(
    parseSeparation(setting.separation),
    parseCorrelation(setting.correlation),
  );
  let sum = 0;
  let squares = 0;
  for (let set = 0; set < sets; set++) {
    const patterns = source.draw(P, N, stream(1, "structured", set));
    const { first } = crossings(
      nestedCurve(patterns, interaction, { stopFraction: 0.2 }),
      allPatterns(),
    );
    assert.ok(first !== null, `${interaction.name}: all ${P} patterns stored`);
    sum += first;
    squares += first * first;
  }
  const mean = sum / sets;
  return { mean, standardError: Math.sqrt((squares / sets - mean * mean) / (sets - 1)) };
}

test("capacity of separated and correlated patterns: equals that of an independent program", () => {
  // interaction, N, separation, correlation, P drawn; its mean and standard error
  const rows: [Interaction, number, string, string, number, number, number][] = [
    [power(3), 64, "mean:0.2", "none", 20, 2.7, 0.1],
    [power(3), 64, "mean:0.4", "none", 50, 11.4, 0.4],
    [power(4), 64, "mean:0.35", "none", 60, 12.8, 0.6],
    [rectifiedPower(3), 32, "min:9", "none", 140, 61.4, 1.4],
    [power(3), 64, "none", "ar1:0.4", 120, 50.8, 1.0],
    [power(3), 64, "none", "block8:0.2", 120, 54.3, 1.2],
    [power(3), 64, "none", "equi:0.05", 160, 54.6, 2.0],
    [rectifiedPower(3), 64, "none", "ar1:0.6", 120, 42.2, 1.4],
    [power(3), 64, "mean:0.4", "ar1:0.6", 50, 8.1, 0.3],
    [power(4), 64, "mean:0.4", "ar1:0.6", 80, 15.6, 1.1],
  ];
  for (const [interaction, N, separation, correlation, P, mean, error] of rows) {
    const ours = capacity({ interaction, N, separation, correlation, P }, 40);
    const difference = Math.abs(ours.mean - mean) / Math.hypot(ours.standardError, error);
    assert.ok(
      difference < 5,
      `${interaction.name} ${separation} ${correlation}: ${ours.mean} ± ${ours.standardError}`,
    );
  }
});

test("capacity of correlated patterns: the loss grows with the order of the interaction", () => {
  const kept = [2, 3, 4].map((n) => {
    const at = (correlation: string, P: number) =>
      capacity({ interaction: power(n), N: 32, separation: "none", correlation, P }, 40);
    const P = [40, 100, 500][n - 2];
    const [plain, correlated] = [at("ar1:0", P), at("ar1:0.5", P)];
    const ratio = correlated.mean / plain.mean;
    const relative = Math.hypot(
      correlated.standardError / correlated.mean,
      plain.standardError / plain.mean,
    );
    return { ratio, error: ratio * relative };
  });
  for (const k of [0, 1]) {
    const gap = kept[k].ratio - kept[k + 1].ratio;
    // an ordering: the difference itself has to show above its error
    assert.ok(gap > 3 * Math.hypot(kept[k].error, kept[k + 1].error), JSON.stringify(kept));
  }
});
