import assert from "node:assert/strict";
import { test } from "node:test";
import { correlationMatrix, meanSpins } from "../../src/patterns/correlation-matrix.ts";
import { diagnostics } from "../../src/patterns/diagnostics.ts";
import { featureCorrelated } from "../../src/patterns/feature-correlated.ts";
import { ar1 } from "../../src/patterns/feature-correlation.ts";
import { independent } from "../../src/patterns/independent.ts";
import { patternsFromValues, values } from "../../src/patterns/patterns.ts";
import { thresholdedGaussianLike } from "../../src/patterns/thresholded-gaussian.ts";
import { stream } from "../../src/random/stream.ts";

const P = 20000;

/** Spins of an AR(1) chain, every second one with a further bias, so that means differ. */
function uneven() {
  const base = values(featureCorrelated(400, 8, ar1(0.6), stream(1, "base"), { positive: 0.4 }));
  const extra = values(independent(400, 8, stream(1, "extra")));
  const spins = base.map((x, k) => (k % 2 === 1 && x === -1 && extra[k] === 1 ? 1 : x));
  return patternsFromValues(spins, 400, 8);
}

test("thresholdedGaussianLike: means and correlations are those of the patterns within 5 s.e.", () => {
  const patterns = uneven();
  const drawn = thresholdedGaussianLike(patterns).draw(P, stream(2));
  const [wished, got] = [meanSpins(patterns), meanSpins(drawn)];
  const [R, S] = [correlationMatrix(patterns), correlationMatrix(drawn)];
  let strongest = 0;
  for (let i = 0; i < 8; i++) {
    const se = Math.sqrt((1 - wished[i] ** 2) / P);
    assert.ok(Math.abs(got[i] - wished[i]) < 5 * se, `mean ${i}: ${got[i]} for ${wished[i]}`);
    for (let j = 0; j < i; j++) {
      const [r, s] = [R[i * 8 + j], S[i * 8 + j]];
      // the variance of a sample correlation of ±1 spins is at most about 1/(P (1 − m²)) here, m² < 0.4
      assert.ok(Math.abs(s - r) < 5 / Math.sqrt(0.6 * P), `${i}, ${j}: ${s} for ${r}`);
      strongest = Math.max(strongest, Math.abs(r));
    }
  }
  assert.ok(strongest > 0.3, "there is a correlation to be met");
  // mean distance Σ (1 − m²)/2
  const expected = wished.reduce((sum, m) => sum + (1 - m * m) / 2, 0);
  const found = diagnostics(thresholdedGaussianLike(patterns).draw(2000, stream(3)));
  // a mean of 2000 spins moves by at most 1/√2000, and with it (1 − m²)/2 of each of 8 spins
  assert.ok(Math.abs(found.distanceMean - expected) < (5 * 8) / Math.sqrt(2000));
});

test("thresholdedGaussianLike: constant spins stay, and the first rows of a longer set are the same", () => {
  const spins = values(uneven()).map((x, k) => (k % 8 === 3 ? -1 : k % 8 === 5 ? 1 : x));
  const law = thresholdedGaussianLike(patternsFromValues(spins, 400, 8));
  const means = meanSpins(law.draw(500, stream(1)));
  assert.deepEqual([means[3], means[5]], [-1, 1]);
  const [long, short] = [law.draw(50, stream(4)), law.draw(20, stream(4))];
  assert.deepEqual(values(short), values(long).subarray(0, 20 * 8));
});

test("thresholdedGaussianLike: exclusive spins are weakened, with their means kept", () => {
  // one-hot with three equal categories: pair correlations −½, latent −1, which no three Gaussians have
  const spins = Int8Array.from({ length: 300 * 3 }, (_, k) =>
    k % 3 === Math.floor(k / 3) % 3 ? 1 : -1,
  );
  const drawn = thresholdedGaussianLike(patternsFromValues(spins, 300, 3)).draw(P, stream(5));
  const S = correlationMatrix(drawn);
  for (const r of [S[1], S[2], S[5]]) assert.ok(r < -0.2 && r > -0.5, `${r}`);
  for (const m of meanSpins(drawn)) assert.ok(Math.abs(m + 1 / 3) < 5 / Math.sqrt(P));
});

test("thresholdedGaussianLike: a single pattern is refused", () => {
  assert.throws(() => thresholdedGaussianLike(patternsFromValues([1, -1], 1, 2)), {
    name: "RangeError",
    message: "thresholdedGaussianLike: expected P >= 2 patterns, got 1",
  });
});
