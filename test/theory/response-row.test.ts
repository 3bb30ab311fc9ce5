import assert from "node:assert/strict";
import { test } from "node:test";
import { stream } from "../../src/random/stream.ts";
import {
  dependenceTolerance,
  factorRowInPlace,
  productRowInPlace,
} from "../../src/theory/noise-factor.ts";
import { reachOf } from "../../src/theory/reach.ts";
import { responseRowInPlace } from "../../src/theory/response-row.ts";

const T = 6;
const rng = stream(1, "response");

/** A covariance whose time 3 repeats time 1, and its factor. */
function example() {
  const A = Float64Array.from({ length: T * T }, () => rng.gaussian());
  for (let k = 0; k < T; k++) A[3 * T + k] = A[T + k];
  const R = new Float64Array(T * T);
  for (let t = 0; t < T; t++) {
    for (let s = 0; s < T; s++) {
      for (let k = 0; k < T; k++) R[t * T + s] += A[t * T + k] * A[s * T + k];
    }
  }
  const [L, product] = [new Float64Array(T * T), new Float64Array(T * T)];
  const free: boolean[] = [];
  for (let t = 0; t < T; t++) {
    free.push(factorRowInPlace(R, L, t, T, 1e-9));
    productRowInPlace(L, product, t, T);
  }
  return { R, L, product, free };
}

test("factorRowInPlace: the factor times itself is the covariance, repeated noise is dependent", () => {
  const { R, product, free } = example();
  assert.deepEqual(free, [true, true, true, false, true, true]);
  R.forEach((value, at) => {
    assert.ok(Math.abs(product[at] - value) < 1e-9 * R[0], `${at}`);
  });
});

test("responseRowInPlace: responses come back from their products with the noise", () => {
  const { L, product } = example();
  for (const counts of [() => true, (k: number) => k % 2 === 0]) {
    // Those of time 3 would be told to time 1: none where all times count.
    const truth = Float64Array.from({ length: T }, (_, k) =>
      counts(k) && k !== 3 ? rng.gaussian() : 0,
    );
    const b = new Float64Array(T);
    for (let k = 0; k < T; k++) {
      for (let l = k; l < T; l++) b[k] += L[l * T + k] * truth[l];
    }
    const G = new Float64Array((T + 1) ** 2);
    const dependent = responseRowInPlace(b, L, product, counts, 1e-9, G, T - 1, T);
    assert.deepEqual(dependent, counts(3) ? [3] : []);
    truth.forEach((value, k) => {
      assert.ok(Math.abs(G[T * (T + 1) + k] - value) < 1e-7, `${k}`);
    });
  }
});

test("reachOf: fields act through chains of interactions, kept ones as well", () => {
  const Gamma = new Float64Array(T * T);
  Gamma[2 * T + 1] = 1;
  Gamma[4 * T + 3] = 1;
  const reach = reachOf(Gamma, T);
  reach.keep(5, 5);
  const rows = Array.from({ length: T }, (_, t) => {
    const acts = reach.row(t);
    return Array.from({ length: T }, (_, k) => k).filter(acts);
  });
  // h(0) → s(1) → h(2) → s(3) → h(4) → s(5) → h(5)
  assert.deepEqual(rows, [[0], [1], [0, 2], [3], [0, 2, 4], [0, 2, 4, 5]]);
});

test("dependenceTolerance: 20/paths, within a tenth and 1e-6", () => {
  assert.deepEqual([2, 2000, 1e9].map(dependenceTolerance), [0.1, 0.01, 1e-6]);
});
