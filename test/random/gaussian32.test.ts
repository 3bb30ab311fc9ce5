import assert from "node:assert/strict";
import { test } from "node:test";
import cdf from "@stdlib/stats-base-dists-normal-cdf";
import { gaussianPair32 } from "../../src/random/gaussian32.ts";
import { stream } from "../../src/random/stream.ts";

test("gaussianPair32: agrees with Math.log, Math.cos and Math.sin at the rounded uniform", () => {
  const sample = stream(1, "accuracy 32").words(40_000);
  sample.set([0, 0, 1, 0x20000000, 0xffffffff, 0x1fffffff, 0xfffffffe, 0xdfffffff]);
  const out = new Float32Array(sample.length);
  for (let at = 0; at < sample.length; at += 2) {
    gaussianPair32(sample, out, at);
    const u = Math.fround(Math.fround(sample[at] >>> 1) + 0.5) / 2 ** 31;
    const radius = Math.sqrt(-2 * Math.log(u));
    const angle = (Math.PI / 2) * ((sample[at + 1] >>> 30) + ((sample[at + 1] << 2) | 0) / 2 ** 32);
    // logarithm: polynomial 0.5 and its sums about 3 roundings, halved by the root; root, cosine
    // (3 roundings of numbers below 1), product: under 7 units of 2⁻²⁴; angle: one more
    const tolerance = 8 * 2 ** -24 * Math.max(radius, 1e-9);
    assert.ok(Math.abs(out[at] - radius * Math.cos(angle)) <= tolerance, `${sample[at]}`);
    assert.ok(Math.abs(out[at + 1] - radius * Math.sin(angle)) <= tolerance, `${sample[at]}`);
  }
});

test("gaussianPair32: the largest radius is √(64 ln 2)", () => {
  const out = new Float32Array(2);
  gaussianPair32(Uint32Array.of(0, 0), out, 0);
  assert.ok(Math.abs(Math.hypot(out[0], out[1]) - Math.sqrt(64 * Math.LN2)) < 6 * 2 ** -22);
});

const count = 2_000_000;
const sample = new Float32Array(count);
stream(2, "moments 32").fillGaussian32(sample);

test("fillGaussian32: moments and neighbours are those of the standard Gaussian", () => {
  const sums = new Float64Array(7);
  const lags = new Float64Array(4);
  for (let k = 0; k < count; k++) {
    let power = 1;
    for (let order = 1; order <= 6; order++) {
      power *= sample[k];
      sums[order] += power;
    }
    for (let lag = 1; lag < 4; lag++) if (k >= lag) lags[lag] += sample[k] * sample[k - lag];
  }
  const moment = [1, 0, 1, 0, 3, 0, 15, 0, 105, 0, 945, 0, 10395];
  for (let order = 1; order <= 6; order++) {
    const error = Math.sqrt((moment[2 * order] - moment[order] ** 2) / count);
    const mean = sums[order] / count;
    assert.ok(Math.abs(mean - moment[order]) < 5 * error, `${order}: ${mean} ± ${error}`);
  }
  for (let lag = 1; lag < 4; lag++) assert.ok(Math.abs(lags[lag] / count) < 5 / Math.sqrt(count));
});

test("fillGaussian32: tails beyond 1 … 4.5 on both sides have the weight of Φ", () => {
  for (const cut of [0, 0.001, 0.1, 1, 2, 3, 4, 4.5]) {
    const p = cdf(-cut, 0, 1);
    const error = Math.sqrt((p * (1 - p)) / count);
    for (const side of [1, -1]) {
      let beyond = 0;
      for (let k = 0; k < count; k++) if (side * sample[k] > cut) beyond += 1;
      assert.ok(Math.abs(beyond / count - p) < 5 * error, `${side * cut}: ${beyond / count}, ${p}`);
    }
  }
});
