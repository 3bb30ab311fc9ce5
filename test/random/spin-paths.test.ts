import assert from "node:assert/strict";
import { test } from "node:test";
import cdf from "@stdlib/stats-base-dists-normal-cdf";
import { type PackedProcess, spinPathsKernel } from "../../src/core/spin-paths-kernel.ts";
import { kernelsFor } from "../../src/core/wasm.ts";
import { type SpinProcess, spinPathSums } from "../../src/random/spin-paths.ts";
import { spinPathsTwin } from "../../src/random/spin-paths-twin.ts";
import { stream } from "../../src/random/stream.ts";

/** A process of random numbers; what must not be read is NaN in its matrices when packed. */
function packedExample(T: number): PackedProcess {
  const rng = stream(1, "process", T);
  const numbers = (length: number, scale: number) =>
    Float32Array.from({ length }, () => scale * rng.gaussian());
  return {
    T,
    factor: numbers(T * T, 0.5).map((x, i) => (i % T > Math.floor(i / T) ? Number.NaN : x)),
    retarded: numbers(T * T, 0.3).map((x, i) => (i % T >= Math.floor(i / T) ? Number.NaN : x)),
    signal: numbers(T, 0.3),
    plus: rng.below(2 ** 32),
    key: [rng.uint32(), rng.uint32()],
  };
}

test("spinPaths: kernel and twin count the same at awkward horizons and numbers of paths", {
  skip: kernelsFor("reproducible") === null && "no WebAssembly kernels here",
}, () => {
  const sizes = [1, 15, 16, 17, 63, 64, 65, 127, 128, 129, 300];
  for (const T of [1, 2, 3, 4, 5, 8, 13]) {
    const process = packedExample(T);
    for (const paths of T === 5 ? sizes : [37, 150]) {
      const first = T === 3 ? 2 ** 32 - paths : 11 * T;
      assert.deepEqual(
        spinPathsKernel(process, first, paths, T !== 4),
        spinPathsTwin(process, first, paths, T !== 4),
        `T = ${T}, ${paths} paths`,
      );
    }
  }
});

test("spinPathSums: a process without noise follows its retarded field, ties keep the spin", () => {
  const process: SpinProcess = {
    signal: [0, 0.5, 0.5, -1],
    factor: new Float64Array(16),
    retarded: [[], [-1], [-1, 0.5], [0.25, 0.5, 0.25]].flatMap((row) => [
      ...row,
      ...new Array(4 - row.length).fill(9),
    ]),
    startUp: 1,
  };
  // s: 1; tie keeps 1; 0.5 − 1 → −1; 0.5 − 1 + 0.5 = 0 keeps −1; −1 + 0.25 + 0.5 − 0.25 → −1
  const expected = [1, 1, -1, -1, -1];
  const { states, products } = spinPathSums(process, stream(1), { paths: 33 });
  assert.deepEqual(
    [...states],
    expected.map((s) => 33 * s),
  );
  assert.deepEqual(
    [...products],
    expected.flatMap((s) => expected.map((other) => 33 * s * other)),
  );
});

test("spinPathSums: sums of disjoint ranges add up to those of the whole range", () => {
  const T = 6;
  const rng = stream(2, "ranges");
  const numbers = (length: number) => Array.from({ length }, () => rng.gaussian());
  const process = {
    signal: numbers(T),
    factor: numbers(T * T),
    retarded: numbers(T * T),
    startUp: 0.6,
  };
  const paths = 1000;
  const whole = spinPathSums(process, rng, { first: 5, paths, noise: true });
  for (const cuts of [[1], [16, 17, 500], [128, 256, 999]]) {
    const states = new Float64Array(T + 1);
    const products = new Float64Array((T + 1) ** 2);
    const noise = new Float64Array((T + 1) * T);
    [0, ...cuts].forEach((from, k) => {
      const to = cuts[k] ?? paths;
      const range = { first: 5 + from, paths: to - from, noise: true };
      const part = spinPathSums(process, rng, range);
      part.states.forEach((sum, t) => {
        states[t] += sum;
      });
      part.products.forEach((sum, t) => {
        products[t] += sum;
      });
      part.noiseProducts!.forEach((sum, t) => {
        noise[t] += sum;
      });
    });
    assert.deepEqual(states, whole.states);
    assert.deepEqual(products, whole.products);
    assert.deepEqual(noise, whole.noiseProducts);
  }
});

test("spinPathSums: without a retarded field, means are error functions and products arcsines", () => {
  const T = 5;
  const paths = 200_000;
  const factor = new Float64Array(T * T);
  const rng = stream(3, "arcsine");
  for (let t = 0; t < T; t++) {
    for (let k = 0; k <= t; k++) factor[t * T + k] = rng.gaussian();
  }
  const row = (t: number) => factor.subarray(t * T, t * T + t + 1);
  const covariance = (t: number, u: number) =>
    row(t).reduce((sum, x, k) => sum + x * (row(u)[k] ?? 0), 0);
  const retarded = new Float64Array(T * T);
  const error = 5 / Math.sqrt(paths);
  const fair = spinPathSums({ signal: new Float64Array(T), factor, retarded, startUp: 0.5 }, rng, {
    paths,
  });
  for (let t = 0; t < T; t++) {
    assert.ok(Math.abs(fair.states[t + 1] / paths) < error);
    assert.ok(Math.abs(fair.products[t + 1] / paths) < error, "start and later states");
    for (let u = 0; u < t; u++) {
      const correlation = covariance(t, u) / Math.sqrt(covariance(t, t) * covariance(u, u));
      const expected = (2 / Math.PI) * Math.asin(correlation);
      const measured = fair.products[(t + 1) * (T + 1) + u + 1] / paths;
      assert.ok(Math.abs(measured - expected) < error, `${t}, ${u}: ${measured}, ${expected}`);
    }
  }
  const signal = Float64Array.from({ length: T }, (_, t) => 0.4 - 0.3 * t);
  const driven = spinPathSums({ signal, factor, retarded, startUp: 0.85 }, rng, { paths });
  assert.ok(Math.abs(driven.states[0] / paths - 0.7) < error);
  for (let t = 0; t < T; t++) {
    const expected = 2 * cdf(signal[t], 0, Math.sqrt(covariance(t, t))) - 1;
    assert.ok(Math.abs(driven.states[t + 1] / paths - expected) < error);
  }
});

test("spinPathSums: a retarded field acts through the states it multiplies", () => {
  // s_2 given s_0 has P(+) = Φ(0.1 + 0.8 s_0), whatever s_1 is
  const paths = 200_000;
  const process = {
    signal: [0.3, 0.1],
    factor: [0.7, 0, 0.6, 0.8],
    retarded: [0, 0, 0.8, 0],
    startUp: 0.25,
  };
  const { states, products } = spinPathSums(process, stream(4), { paths });
  const mean = (s: number) => 2 * cdf(0.1 + 0.8 * s, 0, 1) - 1;
  const error = 5 / Math.sqrt(paths);
  assert.ok(Math.abs(states[2] / paths - (0.25 * mean(1) + 0.75 * mean(-1))) < error);
  assert.ok(Math.abs(products[2] / paths - (0.25 * mean(1) - 0.75 * mean(-1))) < error);
});

test("spinPathSums: products with the noise are the responses of later states", () => {
  // s_1 = sign(0.3 + 0.5 z_0); E s_1 z_0 = 2 φ(0.3 / 0.5). s_2 = sign(z_0 / 2 + z_1): E s_2 z_k =
  // √(2/π) c_k with c the weights over their norm. s_3 = sign(4 s_1): E s_3 z_0 = E s_1 z_0
  const paths = 200_000;
  const process = {
    signal: [0.3, 0, 0],
    factor: [0.5, 0, 0, 0.5, 1, 0, 0, 0, 0],
    retarded: [0, 0, 0, 0, 0, 0, 0, 4, 0],
    startUp: 0.5,
  };
  const { noiseProducts } = spinPathSums(process, stream(5), { paths, noise: true });
  const direct = 2 * (Math.exp(-(0.6 ** 2) / 2) / Math.sqrt(2 * Math.PI));
  const unit = Math.sqrt(2 / Math.PI / 1.25);
  const expected = [0, 0, 0, direct, 0, 0, 0.5 * unit, unit, 0, direct, 0, 0];
  expected.forEach((value, place) => {
    const [t, k] = [Math.floor(place / 3), place % 3];
    const measured = noiseProducts![place] / paths;
    if (k >= t) assert.equal(measured, 0);
    // |s z| has second moment 1
    else assert.ok(Math.abs(measured - value) < 5 / Math.sqrt(paths), `${t}, ${k}: ${measured}`);
  });
});

test("spinPathSums: names what does not fit", () => {
  const good = { signal: [1, 2], factor: [1, 0, 1, 1], retarded: [0, 0, 0, 0], startUp: 0.5 };
  const refused = (change: Partial<SpinProcess>, range: { first?: number; paths: number }) => {
    let message = "";
    assert.throws(
      () => spinPathSums({ ...good, ...change }, stream(1), range),
      (error: Error) => {
        message = error.message;
        return error instanceof RangeError;
      },
    );
    return message;
  };
  const one = { paths: 1 };
  assert.match(refused({ factor: [1] }, one), /factor of T × T = 4 numbers .* T = 2, got 1$/);
  assert.match(refused({ retarded: [] }, one), /retarded of T × T = 4 numbers .*, got 0$/);
  assert.match(refused({ startUp: 1.2 }, one), /startUp 0 … 1, got 1.2$/);
  assert.match(refused({ signal: [0, 1e39] }, one), /float32 numbers in signal, got 1e\+39 at 1$/);
  assert.match(refused({}, { paths: 1.5 }), /got first 0, paths 1.5$/);
  assert.match(refused({}, { first: 2 ** 32, paths: 1 }), /first 4294967296, paths 1$/);
});
