import assert from "node:assert/strict";
import { test } from "node:test";
import { stream } from "../../src/random/stream.ts";
import { clusterPosterior } from "../../src/theory/cluster-posterior.ts";
import { gaussianDraws } from "../../src/theory/gaussian-nodes.ts";

test("clusterPosterior: its standard error is that of the mean of independent pairs of draws", () => {
  const [pairs, rho] = [40, [0.2, 0.3, 0.5]];
  const Lambda = Float64Array.of(2, 0.5, 0.1, 0.5, 1.5, 0, 0.1, 0, 1);
  const nodes = gaussianDraws(2, pairs, stream(1));
  const { responsibilities, standardError } = clusterPosterior(rho, Lambda, 0.1, nodes);
  const each = Array.from({ length: pairs }, (_, n) => {
    const points = nodes.points.subarray(4 * n, 4 * (n + 1));
    const one = { dimensions: 2, points, weights: Float64Array.of(0.5, 0.5), isRandom: false };
    return clusterPosterior(rho, Lambda, 0.1, one).responsibilities;
  });
  let largest = 0;
  for (let k = 0; k < 9; k++) {
    const mean = each.reduce((sum, one) => sum + one[k], 0) / pairs;
    assert.ok(Math.abs(responsibilities[k] - mean) < 1e-14);
    const square = each.reduce((sum, one) => sum + (one[k] - mean) ** 2, 0) / (pairs - 1);
    largest = Math.max(largest, Math.sqrt(square / pairs));
  }
  assert.ok(Math.abs(standardError / largest - 1) < 1e-10, `${standardError}, ${largest}`);
});
