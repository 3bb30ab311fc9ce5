import assert from "node:assert/strict";
import { test } from "node:test";
import { allPatterns, patternError } from "../../src/capacity/criterion.ts";
import { crossings, nestedCurve } from "../../src/capacity/incremental.ts";
import { stability } from "../../src/capacity/stability.ts";
import { formula } from "../../src/models/formula.ts";
import {
  exponential,
  type Interaction,
  power,
  rectifiedPower,
} from "../../src/models/interaction.ts";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { independent } from "../../src/patterns/independent.ts";
import { prefix } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";
import { assertRowsAgree, type ComparedRow } from "../support/chi-square.ts";
import { smallSets } from "../support/small-sets.ts";

test("nestedCurve: equals the full test of every prefix", () => {
  const interactions = [2, 3, 4, 5, 6, 7, 30].flatMap((n) => [power(n), rectifiedPower(n)]);
  interactions.push(exponential(1), formula("x^3 + 0.1 x^5"), formula("cosh(x / 5)"));
  for (const { name, patterns } of smallSets()) {
    for (const interaction of interactions) {
      for (const ties of ["keep", "fail"] as const) {
        const curve = nestedCurve(patterns, interaction, { ties });
        for (let P = 1; P <= patterns.P; P++) {
          const full = stability(prefix(patterns, P), interaction, { ties });
          assert.deepEqual(
            [curve.badPatterns[P], curve.badBits[P], curve.ties[P]],
            [full.badPatterns, full.badBits, full.ties],
            `${interaction.name}, ${name}, P = ${P}, ties ${ties}`,
          );
        }
      }
    }
  }
});

test("nestedCurve: equals the full test where patterns enter in large batches", () => {
  const interactions = [
    power(2),
    power(3),
    power(5),
    rectifiedPower(4),
    power(9),
    exponential(0.2),
  ];
  for (const [P, N] of [
    [400, 64],
    [300, 65],
    [300, 129],
    [420, 31],
  ]) {
    const patterns = independent(P, N, stream(1, "large batches", N));
    for (const interaction of interactions) {
      const curve = nestedCurve(patterns, interaction);
      for (let P = 43; P <= patterns.P; P += 43) {
        const full = stability(prefix(patterns, P), interaction);
        assert.deepEqual(
          [curve.badPatterns[P], curve.badBits[P], curve.ties[P]],
          [full.badPatterns, full.badBits, full.ties],
          `${interaction.name}, N = ${N}, P = ${P}`,
        );
      }
    }
  }
});

test("nestedCurve: stops beyond the fraction of bad patterns", () => {
  const patterns = independent(400, 20, stream(1, "stop"));
  const curve = nestedCurve(patterns, power(3), { stopFraction: 0.2 });
  const { reached, badPatterns } = curve;
  assert.ok(reached < 400 && badPatterns[reached] > 0.2 * reached);
  assert.ok(badPatterns[reached - 1] <= 0.2 * (reached - 1));
  assert.equal(badPatterns.length, reached + 1);
  const { first, last } = crossings(curve, patternError(0.05));
  assert.ok(first !== null && last !== null && first <= last);
});

test("crossings: are unknown where no failure was reached", () => {
  const curve = nestedCurve(independent(3, 60, stream(1, "few")), power(3));
  assert.deepEqual(crossings(curve, allPatterns()), { first: null, last: null });
});

test("crossings: mean first and last capacity agree with an independent simulation", () => {
  // Reference: capacity of independent patterns, mean (standard error), 200 data sets each, printed
  // to one digit, whose rounding has standard deviation 0.1/√12; ours over 150 sets.
  const table: [Interaction, number, number, number, number, number, number][] = [
    [power(2), 32, 40, 5.6, 0.1, 5.8, 0.1],
    [power(3), 20, 80, 15.4, 0.3, 16.7, 0.3],
    [power(3), 32, 120, 29.8, 0.5, 32.5, 0.5],
    [rectifiedPower(3), 20, 140, 24.4, 0.5, 26.0, 0.5],
  ];
  const rows: { first: ComparedRow; last: ComparedRow }[] = [];
  for (const [interaction, N, P, first, firstError, last, lastError] of table) {
    const { name } = interaction;
    const pairs = Array.from({ length: 150 }, (_, trial) => {
      const patterns = independent(P, N, stream(1, "reference", name, N, trial));
      return crossings(nestedCurve(patterns, interaction, { stopFraction: 0.5 }), allPatterns());
    });
    const row = (values: number[], reference: number, printed: number): ComparedRow => {
      const { mean: value, standardError: error } = meanEstimate(values);
      const referenceError = Math.hypot(printed, 0.1 / Math.sqrt(12));
      return { name: `${name}, N = ${N}`, value, error, reference, referenceError };
    };
    const firsts = pairs.map((pair) => pair.first!);
    const lasts = pairs.map((pair) => pair.last!);
    rows.push({ first: row(firsts, first, firstError), last: row(lasts, last, lastError) });
  }
  // First and last of one set go together: a χ² each.
  assertRowsAgree(rows.map((row) => row.first));
  assertRowsAgree(rows.map((row) => row.last));
});
