import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { binarizeImages } from "../../src/patterns/binarize-images.ts";
import { downscaleImages } from "../../src/patterns/downscale-images.ts";
import { readCSV } from "../../src/patterns/load-csv.ts";
import { hammingDistances, row, values } from "../../src/patterns/patterns.ts";
import { tableValues } from "../../src/patterns/table-values.ts";
import { stream } from "../../src/random/stream.ts";
import { repositoryRoot } from "../support/paths.ts";

const mean = (list: ArrayLike<number>) =>
  Array.from(list).reduce((sum, x) => sum + x, 0) / list.length;
const rules = ["otsu", "mean", "median"] as const;

test("binarizeImages: otsu has the largest variance between classes of all splits", () => {
  for (let seed = 0; seed < 50; seed++) {
    const rng = stream(seed, "otsu");
    const greys = Array.from({ length: 30 }, () => rng.below(16) + (rng.uniform() < 0.4 ? 9 : 0));
    const between = (threshold: number) => {
      const low = greys.filter((x) => x <= threshold);
      const high = greys.filter((x) => x > threshold);
      if (low.length === 0 || high.length === 0) return 0;
      return (low.length * high.length * (mean(low) - mean(high)) ** 2) / greys.length ** 2;
    };
    const { thresholds } = binarizeImages(greys, { shape: [1, 5, 6] });
    const best = Math.max(...greys.map(between));
    // Two orders of the same sums of 30 numbers below 25.
    assert.ok(Math.abs(between(thresholds[0]) - best) <= 1e-12 * best, `seed ${seed}`);
  }
});

test("binarizeImages: mean, median and a number are thresholds that only larger greys pass", () => {
  const greys = [0, 0, 1, 7, 4, 4, 4, 5];
  const spinsOf = (threshold: number | "mean" | "median", per: "image" | "set" = "image") => {
    const result = binarizeImages(greys, { shape: [2, 2, 2], threshold, per });
    return [[...result.thresholds], [...values(result.patterns)]];
  };
  assert.deepEqual(spinsOf("mean"), [
    [2, 4.25],
    [-1, -1, -1, 1, -1, -1, -1, 1],
  ]);
  assert.deepEqual(spinsOf("median"), [
    [0.5, 4],
    [-1, -1, 1, 1, -1, -1, -1, 1],
  ]);
  assert.deepEqual(spinsOf("mean", "set"), [
    [3.125, 3.125],
    [-1, -1, -1, 1, 1, 1, 1, 1],
  ]);
  assert.deepEqual(spinsOf(4), [
    [4, 4],
    [-1, -1, -1, 1, -1, -1, -1, 1],
  ]);
});

test("binarizeImages: the unit of the greys does not matter", () => {
  const rng = stream(3, "unit");
  const greys = Float64Array.from({ length: 3 * 64 }, () => rng.below(17));
  for (const threshold of rules) {
    const options = { shape: [3, 8, 8], threshold };
    const { patterns } = binarizeImages(greys, options);
    // Powers of two and integers: no rounding, so equality must be exact.
    const other = binarizeImages(
      greys.map((x) => x / 16 - 32),
      options,
    );
    assert.deepEqual(other.patterns, patterns, threshold);
  }
});

test("binarizeImages: an image of one grey is −1 everywhere, also after averaging", () => {
  for (const threshold of rules) {
    for (const grey of [0, 0.1, 255]) {
      const flat = binarizeImages(Array(28 * 28).fill(grey), { shape: [1, 28, 28], threshold });
      assert.ok(row(flat.patterns, 0).every((spin) => spin === -1));
    }
    const size = [9, 5] as const;
    const small = binarizeImages(Array(28 * 28).fill(255), { shape: [1, 28, 28], threshold, size });
    assert.ok(row(small.patterns, 0).every((spin) => spin === -1));
  }
});

test("downscaleImages: a whole ratio gives block means, a broken one counts parts of pixels", () => {
  const four = Array.from({ length: 16 }, (_, k) => k);
  assert.deepEqual([...downscaleImages(four, [1, 4, 4], [2, 2])], [2.5, 4.5, 10.5, 12.5]);
  assert.deepEqual([...downscaleImages([0, 3, 6], [1, 1, 3], [1, 2])], [1, 5]);
});

test("downscaleImages: any size keeps the mean of every image", () => {
  const rng = stream(5, "mean");
  const greys = Float64Array.from({ length: 2 * 12 * 10 }, () => rng.uniform());
  for (let height = 1; height <= 12; height++) {
    for (let width = 1; width <= 10; width++) {
      const small = downscaleImages(greys, [2, 12, 10], [height, width]);
      for (let mu = 0; mu < 2; mu++) {
        const N = height * width;
        const after = mean(small.subarray(mu * N, (mu + 1) * N));
        const before = mean(greys.subarray(mu * 120, (mu + 1) * 120));
        // 1e-12 × the sum of 120 terms below 1.
        assert.ok(Math.abs(after - before) < 1.2e-10);
      }
    }
  }
});

test("binarizeImages: shapes, sizes and greys that do not fit are refused", () => {
  const refused = (greys: number[], options: object, message: string) =>
    assert.throws(() => binarizeImages(greys, { shape: [1, 1, 2], ...options }), {
      name: "RangeError",
      message,
    });
  const images = "binarizeImages: expected";
  refused([1], {}, `${images} 1 × 1 × 2 = 2 values, got 1`);
  refused([1, 2], { shape: [1, 2] }, `${images} a shape [images, height, width], got [1, 2]`);
  refused([1, Number.NaN], {}, `${images} finite grey values, got NaN at index 1`);
  refused([1, 2], { threshold: Number.NaN }, `${images} a finite threshold, got NaN`);
  refused([1, 2], { size: [1, 3] }, "downscaleImages: expected a size of at most 1 × 2, got 1 × 3");
});

test("binarizeImages: unknown rules are refused by name", () => {
  const refused = (options: object, message: string) =>
    assert.throws(() => binarizeImages([1, 2], { shape: [1, 1, 2], ...options }), {
      name: "TypeError",
      message: `binarizeImages: expected ${message}`,
    });
  refused({ threshold: "otsuu" }, 'threshold "otsu", "mean" or "median", got "otsuu"');
  refused({ threshold: null }, 'threshold "otsu", "mean" or "median", got null');
  refused({ per: "Set" }, 'per "image" or "set", got "Set"');
});

const optdigits = join(repositoryRoot, "../shared/datasets/optdigits/test.csv");
const skip = existsSync(optdigits) ? false : "no data sets beside the repository";
test("binarizeImages: optical digits stay nearest to their own kind", { skip }, async () => {
  const table = (await readCSV(optdigits, { header: false })).slice(0, 500);
  const pixels = tableValues(table, table.columnNames().slice(0, 64));
  const { patterns } = binarizeImages(pixels.values, { shape: [500, 8, 8] });
  const labels = table.array("col65") as number[];
  let right = 0;
  for (let mu = 0; mu < 500; mu++) {
    const distances = Array.from(hammingDistances(patterns, row(patterns, mu)));
    distances[mu] = Infinity;
    if (labels[distances.indexOf(Math.min(...distances))] === labels[mu]) right++;
  }
  // Chance is 50 ± 7; nearest neighbours of the grey digits are right for 98 %.
  assert.ok(right > 400, `${right} of 500`);
});
