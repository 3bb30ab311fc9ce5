import assert from "node:assert/strict";
import { test } from "node:test";
import { binaryCorrelation, latentCorrelation } from "../../src/patterns/dichotomised-gaussian.ts";

test("latentCorrelation: is the inverse of binaryCorrelation for every marginal", () => {
  for (const probability of [0.02, 0.2, 0.5, 0.7]) {
    for (const latent of [-0.9, -0.3, 0, 0.2, 0.8, 0.99]) {
      const binary = binaryCorrelation(latent, probability);
      const back = latentCorrelation(binary, probability);
      // at small p and negative ρ the curve is flat: compare what the spins see; its slope is below 50
      const error = Math.abs(binaryCorrelation(back, probability) - binary);
      assert.ok(error < 1e-11, `${probability} ${latent}: ${back}`);
    }
    assert.equal(latentCorrelation(1, probability), 1);
    assert.equal(latentCorrelation(0, probability), 0);
  }
});

test("binaryCorrelation: ends at 1 and at the least correlation the marginal allows", () => {
  for (const p of [0.1, 0.5, 0.8]) {
    assert.ok(Math.abs(binaryCorrelation(1, p) - 1) < 1e-11);
    const least = -Math.min(p, 1 - p) / Math.max(p, 1 - p);
    assert.ok(Math.abs(binaryCorrelation(-1, p) - least) < 1e-11, `${p}`);
    assert.equal(latentCorrelation(least - 0.01, p), p === 0.5 ? Math.sin(-0.505 * Math.PI) : -1);
  }
});

test("binaryCorrelation: the quadrature meets the arcsine law at p = ½", () => {
  // p next to ½ takes the route by Φ₂; the law changes by O((p − ½)²)
  for (const latent of [-0.7, 0.3, 0.9]) {
    const arcsine = binaryCorrelation(latent, 0.5);
    assert.ok(Math.abs(binaryCorrelation(latent, 0.5 + 1e-7) - arcsine) < 1e-12);
  }
});

test("latentCorrelation: is the inverse of binaryCorrelation for two different marginals", () => {
  for (const [p, q] of [
    [0.1, 0.4],
    [0.5, 0.2],
    [0.3, 0.9],
  ]) {
    for (const latent of [-0.8, -0.2, 0.3, 0.7, 0.95]) {
      const binary = binaryCorrelation(latent, p, q);
      const back = latentCorrelation(binary, p, q);
      assert.ok(Math.abs(binaryCorrelation(back, p, q) - binary) < 1e-11, `${p} ${q} ${latent}`);
      assert.ok(Math.abs(binaryCorrelation(latent, q, p) - binary) < 1e-12, "symmetric");
    }
  }
});

test("binaryCorrelation: ends where one event contains or excludes the other", () => {
  const [p, q] = [0.2, 0.5];
  const spread = Math.sqrt(p * (1 - p) * q * (1 - q));
  const [least, most] = [(Math.max(0, p + q - 1) - p * q) / spread, (p - p * q) / spread];
  assert.ok(Math.abs(binaryCorrelation(1, p, q) - most) < 1e-11);
  assert.ok(Math.abs(binaryCorrelation(-1, p, q) - least) < 1e-11);
  assert.equal(latentCorrelation(most + 0.01, p, q), 1);
  assert.equal(latentCorrelation(least - 0.01, p, q), -1);
});
