import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { toPNG } from "../../src/plot/export.ts";
import { fewColours } from "../../src/plot/few-colours.ts";
import { readRecipe } from "../../src/plot/recipe.ts";
import { stream } from "../../src/random/stream.ts";
import { figures } from "../support/figures.ts";
import { pngChunks } from "../support/png-chunks.ts";

const rgba = (...colours: readonly (readonly [number, number, number])[]) =>
  Uint8Array.from(colours.flatMap((colour) => [...colour, 255]));

test("fewColours: a picture of 256 colours is kept pixel by pixel, the most frequent first", () => {
  const ramp = Array.from({ length: 256 }, (_, k) => [k, 255 - k, 7] as const);
  const pixels = [...ramp, [9, 246, 7] as const];
  const { numbers, colours } = fewColours(rgba(...pixels), 1)!;
  assert.deepEqual(colours[0], [9, 246, 7]);
  assert.deepEqual(
    Array.from(numbers, (number) => colours[number]),
    pixels.map((pixel) => [...pixel]),
  );
});

test("fewColours: rarer colours take the nearest of the frequent ones", () => {
  const frequent = Array.from({ length: 256 }, (_, k) => [k, k, 0] as const);
  const rng = stream(1, "rare colours");
  const rare = Array.from({ length: 50 }, () => [rng.below(256), rng.below(256), 9] as const);
  const { numbers, colours } = fewColours(rgba(...frequent, ...frequent, ...rare), 1)!;
  const distance = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, k) => sum + (value - b[k]!) ** 2, 0);
  rare.forEach((colour, k) => {
    const drawn = distance(colours[numbers[512 + k]!]!, colour);
    assert.equal(drawn, Math.min(...frequent.map((other) => distance(other, colour))));
  });
});

test("fewColours: photographs are left as they are", () => {
  const many = Array.from({ length: 4097 }, (_, k) => [k >> 8, k & 255, 0] as const);
  assert.equal(fewColours(rgba(...many), 1), undefined);
  assert.ok(fewColours(rgba(...many.slice(0, 4096)), 1));
});

test("fewColours: an area keeps its colour, however rare", () => {
  // squares of three by three pixels, each alone in its colour, below frequent colours that fill nothing
  const square = (k: number) => [k % 256, 200 + (k >> 8), 128] as const;
  const picture = (squares: number, rows: 3 | 2) =>
    rgba(
      ...Array.from({ length: 256 * 30 }, (_, k) => [k % 256, k % 256, 0] as const),
      ...Array.from({ length: squares }, (_, k) => k).flatMap((k) =>
        Array.from({ length: 3 * rows }, () => square(k)),
      ),
    );
  const drawn = fewColours(picture(200, 3), 3)!;
  for (let k = 0; k < 200; k++) {
    assert.deepEqual(drawn.colours[drawn.numbers[256 * 30 + 9 * k + 4]!], square(k));
  }
  assert.equal(fewColours(picture(257, 3), 3), undefined);
  assert.ok(fewColours(picture(257, 2), 3));
});

test("toPNG: few colours draw the same figure in smaller files, with its recipe", async () => {
  for (const spec of [figures.curves!, figures["heat-map"]!]) {
    const [all, few] = [await toPNG(spec), await toPNG(spec, { colours: "few" })];
    assert.ok(few.length < all.length, `${few.length} of ${all.length} bytes`);
    assert.deepEqual(readRecipe(few), readRecipe(all));
    const [full, numbered] = [pngChunks(all), pngChunks(few)];
    const [width, height] = [0, 4].map((at) => full.get("IHDR")!.readUInt32BE(at));
    assert.deepEqual(numbered.get("IHDR")!.subarray(0, 8), full.get("IHDR")!.subarray(0, 8));
    const [lines, numbers] = [full, numbered].map((file) => inflateSync(file.get("IDAT")!));
    const palette = numbered.get("PLTE")!;
    let off = 0;
    for (let y = 0; y < height!; y++) {
      for (let x = 0; x < width!; x++) {
        const at = y * (3 * width! + 1) + 1 + 3 * x;
        const from = 3 * numbers![y * (width! + 1) + 1 + x]!;
        if (!lines!.subarray(at, at + 3).equals(palette.subarray(from, from + 3))) off++;
      }
    }
    // what is drawn in another colour is less than a hundredth of the picture, edges of letters
    assert.ok(off < 0.01 * width! * height!, `${off} pixels`);
  }
});
