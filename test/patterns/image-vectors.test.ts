import assert from "node:assert/strict";
import { test } from "node:test";
import { imagePatches, imagesToUnitVectors } from "../../src/patterns/image-vectors.ts";
import { normalised } from "../../src/patterns/unit-vectors.ts";
import { vectorImages } from "../../src/patterns/vector-images.ts";

/** Two images of 5 × 6 whose greys name their place. */
const images = {
  shape: [2, 5, 6],
  values: Uint8Array.from({ length: 60 }, (_, k) => (k * k) % 251),
};

test("imagesToUnitVectors: each image without its mean, over its norm", () => {
  const vectors = imagesToUnitVectors(images);
  assert.deepEqual([vectors.M, vectors.N, vectors.height, vectors.width], [2, 30, 5, 6]);
  assert.deepEqual(vectors.values, normalised(images.values, 2, 30).values);
});

test("imagesToUnitVectors: blank images and other shapes are named", () => {
  const values = images.values.map((grey, k) => (k < 30 ? grey : 7));
  assert.throws(() => imagesToUnitVectors({ ...images, values }), {
    name: "RangeError",
    message:
      "imagesToUnitVectors: expected finite images of more than one grey, got image 1; leave it out",
  });
  assert.throws(() => imagesToUnitVectors({ shape: [60], values: images.values }), {
    message: "imagesToUnitVectors: expected a shape [images, height, width], got [60]",
  });
  // @ts-expect-error nothing at all, from plain JavaScript
  assert.throws(() => imagesToUnitVectors(), { name: "RangeError" });
});

test("imagePatches: every place where a patch fits, row by row", () => {
  const patches = imagePatches(images, { size: 3, stride: 2 });
  // 2 down, 2 across
  assert.deepEqual([patches.M, patches.N, patches.blank], [8, 9, 0]);
  assert.deepEqual(patches.images, Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1));
  assert.deepEqual(patches.places, Int32Array.of(0, 1, 2, 3, 0, 1, 2, 3));
  const { values } = images;
  // image 1, second row of places, second column: rows 2 … 4, columns 2 … 4
  const last = [44, 45, 46, 50, 51, 52, 56, 57, 58].map((k) => values[k]);
  assert.deepEqual(patches.values.slice(63), normalised(last, 1, 9).values);
});

test("imagePatches: 12 × 12 in 28 × 28, blank ones left out and counted", () => {
  const values = new Float64Array(2 * 784);
  // one bright pixel in the corner of image 0: in one patch; one in the middle of image 1: in 3 × 3
  values[0] = 1;
  values[784 + 13 * 28 + 13] = 1;
  const patches = imagePatches({ shape: [2, 28, 28], values });
  assert.equal(patches.M + patches.blank, 288);
  assert.deepEqual([...patches.images], [0, ...new Array(9).fill(1)]);
  assert.deepEqual(
    [...patches.places],
    [0, ...[4, 5, 6].flatMap((row) => [4, 5, 6].map((column) => 12 * row + column))],
  );
  assert.ok(Math.abs(patches.values[0] - Math.sqrt(35) / 6) < 1e-15);
});

test("imagePatches: sizes that do not fit and numbers that are none are refused", () => {
  assert.throws(() => imagePatches(images, { size: 6 }), {
    name: "RangeError",
    message: "imagePatches: expected an integer size 2 … 5 and stride >= 1, got 6 and 2",
  });
  assert.throws(() => imagePatches(images, { size: 3, stride: 0 }), { message: /got 3 and 0/ });
  const values = Float64Array.from(images.values, (grey, k) => (k === 31 ? Number.NaN : grey));
  assert.throws(() => imagePatches({ ...images, values }, { size: 3 }), {
    message: "imagePatches: expected finite grey values, got others in image 1",
  });
});

test("vectorImages: rows as images of a width, with captions", () => {
  const vectors = imagesToUnitVectors(images);
  const drawn = vectorImages(vectors, 6, (a) => `memory ${a}`);
  assert.deepEqual(
    drawn.map(({ label, width }) => [label, width]),
    [
      ["memory 0", 6],
      ["memory 1", 6],
    ],
  );
  assert.deepEqual(drawn[1].values, vectors.values.slice(30));
  assert.throws(() => vectorImages(vectors, 7), {
    name: "RangeError",
    message: "vectorImages: expected a width that divides N = 30, got 7; give the pixels of a row",
  });
});
