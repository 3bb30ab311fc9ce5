import assert from "node:assert/strict";
import { test } from "node:test";
import { Matrix } from "ml-matrix";
import { clusterPosterior } from "../../src/theory/cluster-posterior.ts";
import { gaussianGrid } from "../../src/theory/gaussian-nodes.ts";
import { freeEntropy, overlapsOf, pottsMatrices } from "../../src/theory/potts-matrices.ts";
import { near } from "../support/near.ts";

test("freeEntropy: is stationary in every element of M_k and of M_w", () => {
  const weights = [0.5, 0.3, 0.2];
  const covariance = [1, 0.2, 0, 0.2, 1, -0.1, 0, -0.1, 1];
  const model = { load: 3, signal: 1.5, patterns: 3, labelNoise: 0.3, weights, covariance };
  const C = Matrix.from1DArray(3, 3, covariance);
  const { value, status } = pottsMatrices("test", model, "informed", {});
  assert.equal(status, "converged");
  const nodes = gaussianGrid(2, 1.2);
  const at = (responsibilities: Float64Array, overlaps: Float64Array) => {
    const Lambda = overlaps.map((q) => model.signal ** 2 * q);
    const { logSum } = clusterPosterior(weights, Lambda, model.labelNoise, nodes);
    return freeEntropy(model, C, responsibilities, overlaps, logSum);
  };
  const moved = (matrix: Float64Array, i: number, j: number, h: number) => {
    const copy = matrix.slice();
    copy[3 * i + j] += h;
    if (i !== j) copy[3 * j + i] += h;
    return copy;
  };
  const { responsibilities: k, overlaps: w } = value;
  near(at(k, w), value.freeEntropy, 1e-9, "value");
  const h = 1e-4;
  let steepest = 0;
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j <= i; j++) {
      const ofK = at(moved(k, i, j, h), w) - at(moved(k, i, j, -h), w);
      const ofW = at(k, moved(w, i, j, h)) - at(k, moved(w, i, j, -h));
      near(ofK / (2 * h), 0, 1e-6, `M_k ${i}, ${j}`);
      near(ofW / (2 * h), 0, 1e-6, `M_w ${i}, ${j}`);
      const away = overlapsOf(model, C, moved(k, i, j, 0.01));
      steepest = Math.max(steepest, Math.abs(away[3 * i + j] - w[3 * i + j]));
    }
  }
  assert.ok(steepest > 1e-4, "M_w follows M_k");
});
