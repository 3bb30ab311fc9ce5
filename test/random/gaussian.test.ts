import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gaussianPairInPlace } from "../../src/random/gaussian.ts";
import { stream } from "../../src/random/stream.ts";
import { repositoryRoot } from "../support/paths.ts";

interface Fixture {
  readonly cases: { seed: number; path: string[]; uint32: string[]; gaussian: string[] }[];
  readonly edges: { words: string[]; gaussian: string[] }[];
}
const fixture: Fixture = JSON.parse(
  readFileSync(join(repositoryRoot, "test/fixtures/random/gaussian.json"), "utf8"),
);

function bits(x: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}
const word = (hex: string) => Number.parseInt(hex, 16);

function pairOf(words: readonly number[]): Float64Array {
  const out = new Float64Array(2);
  gaussianPairInPlace(Uint32Array.from(words), out);
  return out;
}

test("stream: words and Gaussians have the bits of a second implementation", () => {
  for (const { seed, path, uint32, gaussian } of fixture.cases) {
    const words = stream(seed, ...path);
    assert.deepEqual(
      uint32.map(() => words.uint32()),
      uint32.map(word),
    );
    const rng = stream(seed, ...path);
    assert.deepEqual(
      gaussian.map(() => bits(rng.gaussian())),
      gaussian,
    );
  }
});

test("gaussianPairInPlace: extreme words have the bits of a second implementation", () => {
  for (const { words, gaussian } of fixture.edges) {
    assert.deepEqual([...pairOf(words.map(word))].map(bits), gaussian);
  }
});

test("gaussianPairInPlace: agrees with Math.log, Math.cos and Math.sin", () => {
  const rng = stream(5, "accuracy");
  for (let k = 0; k < 20_000; k++) {
    const words = [rng.uint32(), rng.uint32(), rng.uint32(), rng.uint32()];
    const u = ((words[0] >>> 11) * 2 ** 32 + words[1] + 1) / 2 ** 53;
    const angle = ((words[2] & 0x3fffffff) * 2 ** 21 + (words[3] >>> 11)) / 2 ** 51 - 0.5;
    const turn = (words[2] >>> 30) + angle;
    const radius = Math.sqrt(-2 * Math.log(u));
    const [a, b] = pairOf(words);
    // a few roundings of numbers up to 8.6, and the rounding of the angle, up to 5.5 radians
    const tolerance = 4e-15 * Math.max(1, radius);
    assert.ok(Math.abs(a - radius * Math.cos((Math.PI / 2) * turn)) < tolerance);
    assert.ok(Math.abs(b - radius * Math.sin((Math.PI / 2) * turn)) < tolerance);
  }
});

test("gaussian: moments are those of the standard Gaussian", () => {
  const rng = stream(6, "moments");
  const count = 200_000;
  const sums = new Float64Array(7);
  let neighbours = 0;
  let last = 0;
  for (let k = 0; k < count; k++) {
    const x = rng.gaussian();
    for (let order = 1; order <= 6; order++) sums[order] += x ** order;
    neighbours += x * last;
    last = x;
  }
  const moment = [1, 0, 1, 0, 3, 0, 15, 0, 105, 0, 945, 0, 10395];
  for (let order = 1; order <= 6; order++) {
    const error = Math.sqrt((moment[2 * order] - moment[order] ** 2) / count);
    const mean = sums[order] / count;
    assert.ok(Math.abs(mean - moment[order]) < 5 * error, `${order}: ${mean} ± ${error}`);
  }
  assert.ok(Math.abs(neighbours / count) < 5 / Math.sqrt(count));
});

test("gaussian: its empirical distribution is Φ (Kolmogorov–Smirnov)", () => {
  const rng = stream(7, "distribution");
  const count = 20_000;
  const sample = Float64Array.from({ length: count }, () => rng.gaussian()).sort();
  // Φ by Simpson's rule from 0 in steps of 0.01: error ~ 1e-11
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const phi = (x: number) => {
    const steps = 2 * Math.ceil(Math.abs(x) * 50) + 2;
    const h = x / steps;
    let sum = density(0) + density(x);
    for (let k = 1; k < steps; k++) sum += (k % 2 === 1 ? 4 : 2) * density(k * h);
    return 0.5 + (sum * h) / 3;
  };
  let largest = 0;
  sample.forEach((x, k) => {
    const F = phi(x);
    largest = Math.max(largest, F - k / count, (k + 1) / count - F);
  });
  // P(√n D > 2.70) = 2 exp(−2·2.70²) = 9e-7, the chance of 5 standard errors
  assert.ok(largest * Math.sqrt(count) < 2.7, `${largest * Math.sqrt(count)}`);
});
