import assert from "node:assert/strict";
import { test } from "node:test";
import { digitImage } from "../../src/patterns/digit-image.ts";
import { distanceBetween, hammingDistances, prefix, row } from "../../src/patterns/patterns.ts";
import { renderedDigits } from "../../src/patterns/rendered-digits.ts";
import { stream } from "../../src/random/stream.ts";

const still = { shift: 0, slant: 0, thickness: 0, flip: 0 };

test("digitImage: the ink of a zero is the perimeter of its ellipse times the stroke width", () => {
  const [size, thickness] = [64, 0.16];
  const ink = digitImage(0, { size, thickness }).reduce((sum, grey) => sum + grey, 0) / size ** 2;
  const [a, b] = [0.26, 0.38];
  const h = ((a - b) / (a + b)) ** 2;
  const perimeter = Math.PI * (a + b) * (1 + (3 * h) / (10 + Math.sqrt(4 - 3 * h)));
  // Ramanujan's perimeter is exact to 1e-6; 24 chords shorten the line by (2π/24)²/24 = 0.3 %, and
  // the edge pixels average out to far less than 1 %.
  assert.ok(Math.abs(ink / (perimeter * thickness) - 1) < 0.01, `${ink}`);
});

test("digitImage: zero and eight are their own mirror images, nine is six turned round", () => {
  for (const size of [8, 15, 16]) {
    const mirrored = (image: Float64Array) =>
      image.map((_, k) => image[k - (k % size) + size - 1 - (k % size)]);
    const close = (a: Float64Array, b: Float64Array) =>
      assert.ok(
        a.every((grey, k) => Math.abs(grey - b[k]) < 1e-12 * size),
        `${size}`,
      );
    for (const digit of [0, 8]) {
      const image = digitImage(digit, { size });
      close(image, mirrored(image));
    }
    close(digitImage(9, { size }), digitImage(6, { size }).toReversed());
  }
});

test("digitImage: a shift by whole pixels moves the image", () => {
  const size = 20;
  const image = digitImage(3, { size, thickness: 0.1 });
  const moved = digitImage(3, { size, thickness: 0.1, shift: [1 / size, 2 / size] });
  for (let y = 2; y < size; y++) {
    for (let x = 1; x < size; x++) {
      const difference = moved[y * size + x] - image[(y - 2) * size + x - 1];
      assert.ok(Math.abs(difference) < 1e-12 * size);
    }
  }
});

test("renderedDigits: prototypes differ in at least a tenth of their spins at every size", () => {
  for (const size of [8, 10, 12, 14, 16, 20, 24, 28]) {
    const { prototypes } = renderedDigits({ size, perDigit: 0 }, stream(1, "digits"));
    for (let a = 0; a < 10; a++) {
      for (let b = 0; b < a; b++) {
        const d = distanceBetween(prototypes, a, b);
        assert.ok(d >= size ** 2 / 10, `digits ${b} and ${a} at size ${size}: ${d} bits`);
      }
    }
  }
});

test("renderedDigits: without noise the examples are the prototypes, in the order of labels", () => {
  const { patterns, labels, prototypes } = renderedDigits(
    { size: 12, perDigit: 3, noise: still },
    stream(1, "digits"),
  );
  assert.deepEqual([patterns.P, patterns.N], [30, 144]);
  labels.forEach((digit, mu) => {
    assert.equal(digit, mu % 10);
    assert.deepEqual(row(patterns, mu), row(prototypes, digit));
  });
});

test("renderedDigits: flips alone turn each spin with the stated probability", () => {
  const flip = 0.1;
  const { patterns, labels, prototypes } = renderedDigits(
    { size: 16, perDigit: 40, noise: { ...still, flip } },
    stream(2, "digits"),
  );
  let turned = 0;
  labels.forEach((digit, mu) => {
    turned += hammingDistances(prototypes, row(patterns, mu))[digit];
  });
  const spins = labels.length * 256;
  // 5 standard errors of a binomial fraction.
  const bound = 5 * Math.sqrt((flip * (1 - flip)) / spins);
  assert.ok(Math.abs(turned / spins - flip) < bound, `${turned / spins}`);
});

test("renderedDigits: examples with the usual noise are nearest to their own prototype", () => {
  const { patterns, labels, prototypes } = renderedDigits({ perDigit: 40 }, stream(3, "digits"));
  let right = 0;
  labels.forEach((digit, mu) => {
    const d = Array.from(hammingDistances(prototypes, row(patterns, mu)));
    if (d.indexOf(Math.min(...d)) === digit) right++;
  });
  assert.ok(right >= 0.95 * labels.length, `${right} of ${labels.length}`);
});

test("renderedDigits: the same stream gives the same digits, and more begin with the same", () => {
  const draw = (perDigit: number, seed = 4) =>
    renderedDigits({ size: 8, perDigit }, stream(seed, "digits")).patterns;
  assert.deepEqual(draw(3), draw(3));
  assert.deepEqual(prefix(draw(5), 30), draw(3));
  assert.notDeepEqual(draw(3, 5), draw(3));
});

test("renderedDigits: what cannot be drawn is refused by name", () => {
  const rng = stream(1, "digits");
  const refused = (options: object, message: string) =>
    assert.throws(() => renderedDigits(options, rng), { name: "RangeError", message });
  refused({ size: 3 }, "digitImage: expected an integer size >= 4, got 3");
  refused({ perDigit: -1 }, "renderedDigits: expected an integer perDigit >= 0, got -1");
  refused({ thickness: 0 }, "digitImage: expected a finite thickness > 0, got 0");
  refused(
    { noise: { slant: Infinity } },
    "renderedDigits: expected noise with finite slant >= 0, got Infinity",
  );
  refused({ noise: { flip: 1.5 } }, "renderedDigits: expected noise with 0 <= flip <= 1, got 1.5");
  assert.throws(() => digitImage(10, { size: 8 }), /expected a digit 0 … 9, got 10/);
});

test("digitImage: lengths that are not finite are refused by name", () => {
  const refused = (style: object, got: string) =>
    assert.throws(() => digitImage(3, { size: 4, ...style }), {
      name: "RangeError",
      message: `digitImage: expected ${got}`,
    });
  refused({ shift: [Number.NaN, 0] }, "a shift of two finite lengths, got [NaN, 0]");
  refused({ shift: [0.1] }, "a shift of two finite lengths, got [0.1]");
  refused({ slant: Infinity }, "a finite slant, got Infinity");
  refused({ thickness: Infinity }, "a finite thickness > 0, got Infinity");
});
