import assert from "node:assert/strict";
import { test } from "node:test";
import { bchCode, bchGenerator } from "../../src/patterns/bch-code.ts";
import { distanceHistogram } from "../../src/patterns/diagnostics.ts";
import { galoisField } from "../../src/patterns/galois-field.ts";
import { wordsOfCode } from "../../src/patterns/linear-code.ts";
import { stream } from "../../src/random/stream.ts";

/** Exponents of the terms of a polynomial, largest first. */
const terms = (g: Uint8Array): number[] =>
  [...g.keys()].filter((i) => g[i] === 1).sort((a, b) => b - a);

test("galoisField: powers of α run through all elements, products follow carry-less multiplication", () => {
  for (const [m, polynomial] of [
    [2, 0b111],
    [3, 0b1011],
    [4, 0b10011],
    [6, 0b1000011],
    [8, 0b100011101],
    [10, 0b10000001001],
  ]) {
    const field = galoisField(m);
    assert.equal(field.polynomial, polynomial);
    assert.equal(new Set(field.power).size, field.order);
    const rng = stream(1, "field", m);
    for (let k = 0; k < 50; k++) {
      const [a, b] = [1 + rng.below(field.order), 1 + rng.below(field.order)];
      let product = 0n;
      for (let i = 0n; i < BigInt(m); i++) if ((BigInt(b) >> i) & 1n) product ^= BigInt(a) << i;
      for (let i = BigInt(2 * m); i >= BigInt(m); i--) {
        if ((product >> i) & 1n) product ^= BigInt(polynomial) << (i - BigInt(m));
      }
      const byLogarithm = field.power[field.logarithm[a] + field.logarithm[b]];
      assert.equal(byLogarithm, Number(product));
    }
  }
});

test("bchGenerator: gives the polynomials of the textbook", () => {
  assert.deepEqual(terms(bchGenerator(3, 1)), [3, 1, 0]);
  assert.deepEqual(terms(bchGenerator(4, 1)), [4, 1, 0]);
  assert.deepEqual(terms(bchGenerator(4, 2)), [8, 7, 6, 4, 0]);
  assert.deepEqual(terms(bchGenerator(4, 3)), [10, 8, 5, 4, 2, 1, 0]);
  assert.deepEqual(terms(bchGenerator(5, 2)), [10, 9, 8, 6, 5, 3, 0]);
  // all nonzero elements but 1 are roots: the repetition code
  assert.deepEqual(bchGenerator(4, 7), new Uint8Array(15).fill(1));
});

test("bchCode: dimensions at N = 63 and 1023 are those of the tables", () => {
  const dimensions = [1, 2, 3, 5, 7, 10, 11, 13, 15].map((t) => bchCode(63, 2 * t + 1).dimension);
  assert.deepEqual(dimensions, [57, 51, 45, 36, 24, 18, 16, 10, 7]);
  assert.deepEqual(
    [1, 2, 3, 10].map((t) => bchCode(1023, 2 * t + 1).dimension),
    [1013, 1003, 993, 923],
  );
});

test("bchCode: every generator polynomial divides x^n − 1", () => {
  for (const m of [2, 3, 4, 5, 6, 7]) {
    const n = 2 ** m - 1;
    for (let t = 1; t <= (n - 1) / 2; t++) {
      const g = bchGenerator(m, t);
      const rest = new Uint8Array(n + 1);
      rest[0] = 1;
      rest[n] = 1;
      for (let shift = n + 1 - g.length; shift >= 0; shift--) {
        if (rest[shift + g.length - 1] === 0) continue;
        for (let i = 0; i < g.length; i++) rest[shift + i] ^= g[i];
      }
      assert.ok(
        rest.every((bit) => bit === 0),
        `${m} ${t}`,
      );
    }
  }
});

test("bchCode: no two words are closer than designed, all words of small codes compared", () => {
  for (const N of [3, 4, 7, 8, 15, 16, 31, 32]) {
    for (let distance = 3; distance <= N; distance++) {
      const code = bchCode(N, distance);
      assert.ok(code.distance >= distance);
      if (code.dimension > 11) continue;
      const all = wordsOfCode(2 ** code.dimension, code, stream(1), { antipodes: true });
      const histogram = distanceHistogram(all);
      assert.equal(
        histogram.findIndex((count) => count > 0),
        code.distance,
        `${N} ${distance}`,
      );
      // the all-ones word: every word has its negative
      assert.equal(histogram[N], 2 ** (code.dimension - 1));
    }
  }
});

test("bchCode: the parity bit makes every distance even", () => {
  const code = bchCode(64, 14);
  assert.deepEqual([code.dimension, code.distance], [30, 14]);
  const histogram = distanceHistogram(wordsOfCode(300, code, stream(2)));
  assert.ok(histogram.every((count, d) => count === 0 || (d % 2 === 0 && d >= 14)));
});

test("bchCode: lengths and distances outside their range are refused, with a length that fits", () => {
  for (const [N, near] of [
    [0, "3 and 4"],
    [60, "63 and 64"],
    [65, "63 and 64"],
    [8192, "4095 and 4096"],
    [7.5, "7 and 8"],
    [Number.NaN, "3 and 4"],
  ] as const) {
    assert.throws(() => bchCode(N, 3), {
      name: "RangeError",
      message: `bchCode: expected N = 2^m - 1 or 2^m, m = 2 … 12, got ${N}; ${near} are such lengths`,
    });
  }
  for (const distance of [0, 2, 64, 4.5, Number.NaN]) {
    assert.throws(() => bchCode(63, distance), {
      name: "RangeError",
      message: `bchCode: expected an integer 3 <= distance <= N = 63, got ${distance}`,
    });
  }
  assert.throws(
    () => bchGenerator(13, 1),
    /bchGenerator: expected an integer 2 <= m <= 12, got 13/,
  );
  assert.throws(() => bchGenerator(4, 8), /expected an integer 1 <= t <= 7 for length 15, got 8/);
});
