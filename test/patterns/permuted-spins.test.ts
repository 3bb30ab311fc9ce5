import assert from "node:assert/strict";
import { test } from "node:test";
import { meanSpins } from "../../src/patterns/correlation-matrix.ts";
import { featureCorrelated } from "../../src/patterns/feature-correlated.ts";
import { ar1 } from "../../src/patterns/feature-correlation.ts";
import { patternsFromRows, row, values } from "../../src/patterns/patterns.ts";
import { permutedSpins } from "../../src/patterns/permuted-spins.ts";
import { stream } from "../../src/random/stream.ts";

const patterns = featureCorrelated(60, 40, ar1(0.7), stream(1, "permuted"), { positive: 0.3 });

test("permutedSpins: the mean of every spin is kept exactly, and the patterns change", () => {
  const permuted = permutedSpins(patterns, stream(2));
  assert.deepEqual(meanSpins(permuted), meanSpins(patterns));
  assert.notDeepEqual(values(permuted), values(patterns));
  assert.deepEqual(permutedSpins(patterns, stream(2)), permuted);
});

test("permutedSpins: neighbours of correlation 0.7 are uncorrelated afterwards", () => {
  // mean over 39 pairs of neighbours of x_i x_j − m_i m_j; each varies by at most 1/√P about 0
  const neighbours = (set: typeof patterns): number => {
    const spins = values(set);
    const means = meanSpins(set);
    let sum = 0;
    for (let i = 1; i < set.N; i++) {
      for (let mu = 0; mu < set.P; mu++) {
        sum += spins[mu * set.N + i] * spins[mu * set.N + i - 1] - means[i] * means[i - 1];
      }
    }
    return sum / (set.P * (set.N - 1));
  };
  assert.ok(neighbours(patterns) > 0.4);
  assert.ok(Math.abs(neighbours(permutedSpins(patterns, stream(3)))) < 5 / Math.sqrt(60 * 39));
});

test("permutedSpins: a group of spins stays together, spins in no group stay where they are", () => {
  const rows = patternsFromRows([
    [1, 1, 1, 1],
    [1, -1, -1, 1],
    [-1, 1, -1, -1],
    [-1, -1, 1, -1],
  ]);
  const permuted = permutedSpins(rows, stream(5), [{ offset: 1, bits: 2 }]);
  const part = (mu: number, set: typeof rows) => row(set, mu).subarray(1, 3).join();
  const all = [0, 1, 2, 3];
  assert.deepEqual(
    all.map((mu) => part(mu, permuted)).sort(),
    all.map((mu) => part(mu, rows)).sort(),
  );
  for (const mu of all) {
    assert.equal(row(permuted, mu)[0], row(rows, mu)[0]);
    assert.equal(row(permuted, mu)[3], row(rows, mu)[3]);
  }
});

test("permutedSpins: a group beyond the spins is refused", () => {
  assert.throws(() => permutedSpins(patterns, stream(1), [{ offset: 39, bits: 2 }]), {
    name: "RangeError",
    message: "permutedSpins: expected groups within N = 40 spins, got 2 from spin 39",
  });
});
