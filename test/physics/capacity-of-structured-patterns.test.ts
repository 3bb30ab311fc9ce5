import assert from "node:assert/strict";
import { test } from "node:test";
import { allPatterns } from "../../src/capacity/criterion.ts";
import { crossings, nestedCurve } from "../../src/capacity/incremental.ts";
import { type Interaction, power, rectifiedPower } from "../../src/models/interaction.ts";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { parseCorrelation, parseSeparation } from "../../src/patterns/parse-source.ts";
import { sourceOf } from "../../src/patterns/sources.ts";
import { stream } from "../../src/random/stream.ts";
import { assertRowsAgree } from "../support/chi-square.ts";

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
  const label = [interaction.name, N, setting.separation, setting.correlation];
  const source = sourceOf(
    parseSeparation(setting.separation),
    parseCorrelation(setting.correlation),
  );
  const firsts = Array.from({ length: sets }, (_, set) => {
    const patterns = source.draw(P, N, stream(1, "structured", ...label, set));
    const { first } = crossings(
      nestedCurve(patterns, interaction, { stopFraction: 0.2 }),
      allPatterns(),
    );
    assert.ok(first !== null, `${interaction.name}: all ${P} patterns stored`);
    return first;
  });
  return meanEstimate(firsts);
}

test("capacity of separated and correlated patterns: equals that of an independent program", () => {
  // Interaction, N, separation, correlation, P drawn; its mean and standard error over 24 to 60
  // sets, printed to one digit, whose rounding has standard deviation 0.1/√12.
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
  assertRowsAgree(
    rows.map(([interaction, N, separation, correlation, P, reference, printed]) => {
      const ours = capacity({ interaction, N, separation, correlation, P }, 40);
      return {
        name: `${interaction.name} ${separation} ${correlation}`,
        value: ours.mean,
        error: ours.standardError,
        reference,
        referenceError: Math.hypot(printed, 0.1 / Math.sqrt(12)),
      };
    }),
  );
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
