import assert from "node:assert/strict";
import { test } from "node:test";
import {
  distance,
  lastWordMask,
  packInPlace,
  popcount,
  transposed,
  unpackInPlace,
  wordsFor,
} from "../../src/core/bits.ts";
import { stream } from "../../src/random/stream.ts";

test("popcount: counts the ones of the binary digits", () => {
  const rng = stream(1, "popcount");
  const words = [0, 1, 0x80000000, 0xffffffff, ...Array.from({ length: 500 }, () => rng.uint32())];
  for (const word of words) {
    const ones = word.toString(2).replaceAll("0", "").length;
    assert.equal(popcount(word), ones);
    assert.equal(popcount(word | 0), ones);
  }
});

test("wordsFor, lastWordMask: N bits end inside the last word", () => {
  assert.deepEqual([1, 31, 32, 33, 64, 65].map(wordsFor), [1, 1, 1, 2, 2, 3]);
  assert.deepEqual([1, 31, 32, 33, 64].map(lastWordMask), [
    1,
    0x7fffffff,
    2 ** 32 - 1,
    1,
    2 ** 32 - 1,
  ]);
});

test("packInPlace: unpacked again it gives the spins, padding stays zero, neighbours untouched", () => {
  const rng = stream(2, "pack");
  for (const N of [1, 7, 31, 32, 33, 64, 100]) {
    const W = wordsFor(N);
    const spins = Int8Array.from({ length: N + 3 }, () => 1 - 2 * rng.below(2));
    const words = new Uint32Array(W + 2).fill(0xdeadbeef);
    packInPlace(spins, 3, N, words, 1);
    assert.equal(words[0], 0xdeadbeef);
    assert.equal(words[W + 1], 0xdeadbeef);
    assert.equal((words[W] & ~lastWordMask(N)) >>> 0, 0);
    const back = new Int8Array(N + 2).fill(9);
    unpackInPlace(words, 1, N, back, 1);
    assert.deepEqual([...back], [9, ...spins.slice(3), 9]);
  }
});

test("packInPlace: bit 1 is −1, the first spin is the least significant bit", () => {
  const words = new Uint32Array(2);
  packInPlace([-1, 1, -1, -1, 1], 0, 5, words, 0);
  assert.equal(words[0], 0b01101);
  packInPlace(
    Array.from({ length: 33 }, (_, i) => (i > 30 ? -1 : 1)),
    0,
    33,
    words,
    0,
  );
  assert.deepEqual([...words], [0x80000000, 1]);
});

test("distance: counts the spins that differ", () => {
  const rng = stream(3, "distance");
  const N = 77;
  const W = wordsFor(N);
  for (let k = 0; k < 50; k++) {
    const a = Int8Array.from({ length: N }, () => 1 - 2 * rng.below(2));
    const b = Int8Array.from({ length: N }, () => 1 - 2 * rng.below(2));
    const words = new Uint32Array(2 * W);
    packInPlace(a, 0, N, words, 0);
    packInPlace(b, 0, N, words, W);
    const differing = a.reduce((count, x, i) => count + (x === b[i] ? 0 : 1), 0);
    assert.equal(distance(words, 0, words, W, W), differing);
    assert.equal(distance(words, W, words, W, W), 0);
  }
});

test("transposed: bit mu of row i is bit i of row mu", () => {
  for (const [P, N] of [
    [1, 1],
    [33, 31],
    [40, 65],
  ]) {
    const bit = (words: Uint32Array, W: number, row: number, column: number) =>
      (words[row * W + (column >>> 5)] >>> (column & 31)) & 1;
    const rng = stream(1, "transposed", P, N);
    const W = wordsFor(N);
    const words = Uint32Array.from({ length: P * W }, (_, k) =>
      k % W === W - 1 ? rng.uint32() & lastWordMask(N) : rng.uint32(),
    );
    const columns = transposed(words, P, N);
    assert.equal(columns.length, N * wordsFor(P));
    for (let mu = 0; mu < P; mu++) {
      for (let i = 0; i < N; i++) {
        assert.equal(bit(columns, wordsFor(P), i, mu), bit(words, W, mu, i));
      }
    }
    assert.deepEqual(transposed(columns, N, P), words);
  }
});
