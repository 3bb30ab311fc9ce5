import assert from "node:assert/strict";
import { test } from "node:test";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { parseCorrelation, parseSeparation } from "../../src/patterns/parse-source.ts";
import { row } from "../../src/patterns/patterns.ts";
import { sourceOf } from "../../src/patterns/sources.ts";
import { stream } from "../../src/random/stream.ts";
import type { PowerModel } from "../../src/theory/capacity-closed-form.ts";
import { driftPerPattern, featureAlignment } from "../../src/theory/feature-drift.ts";

const N = 128;
const R = Array.from({ length: N }, (_, i) =>
  Float64Array.from({ length: N }, (_, j) => 0.4 ** Math.abs(i - j)),
);
const source = sourceOf(parseSeparation("none"), parseCorrelation("ar1:0.4"));

/** Slope of the mean contribution to a margin over the alignment of the bit, over batches of patterns. */
function slopes(sigma: Int8Array, models: readonly PowerModel[], batches: number, size: number) {
  const c = featureAlignment(R, sigma);
  const center = c.reduce((sum, x) => sum + x, 0) / N;
  const squares = c.reduce((sum, x) => sum + (x - center) ** 2, 0);
  const found = models.map(() => new Float64Array(batches));
  for (let batch = 0; batch < batches; batch++) {
    const others = source.draw(size, N, stream(1, "drift", batch));
    for (let mu = 0; mu < size; mu++) {
      const xi = row(others, mu);
      let overlap = 0;
      for (let i = 0; i < N; i++) overlap += xi[i] * sigma[i];
      // Σ_i (c_i − c̄)·[F(h) − F(h − 2 sξ)] takes two values of the step
      let agreeing = 0;
      let differing = 0;
      for (let i = 0; i < N; i++) {
        if (xi[i] === sigma[i]) agreeing += c[i] - center;
        else differing += c[i] - center;
      }
      models.forEach(({ energy, n }, k) => {
        const F = (x: number) => (energy === "rect" && x < 0 ? 0 : x ** n);
        const sum =
          agreeing * (F(overlap) - F(overlap - 2)) - differing * (F(overlap + 2) - F(overlap));
        found[k][batch] += sum / squares / size;
      });
    }
  }
  return found.map((values) => meanEstimate(Array.from(values)));
}

test("driftPerPattern: slope of the margins of simulated AR(1) patterns over the alignment", () => {
  const models: PowerModel[] = [
    { energy: "poly", n: 2, N },
    { energy: "poly", n: 3, N },
    { energy: "poly", n: 4, N },
    { energy: "rect", n: 3, N },
    { energy: "rect", n: 4, N },
  ];
  const [sigma] = [row(source.draw(1, N, stream(1, "drift", "pattern")), 0)];
  const V = N + featureAlignment(R, sigma).reduce((sum, c) => sum + c, 0);
  slopes(sigma, models, 20, 1000).forEach(({ mean, standardError }, k) => {
    const predicted = driftPerPattern(models[k], 1, V);
    const label = `${models[k].energy} ${models[k].n}: ${mean} ± ${standardError} for ${predicted}`;
    // terms left out, of the difference and of the bit itself in V, are of order n²/N
    assert.ok(
      Math.abs(mean - predicted) < (models[k].n ** 2 / N) * predicted + 5 * standardError,
      label,
    );
    if (predicted > 0) assert.ok(5 * standardError < 0.5 * predicted, label);
  });
});
