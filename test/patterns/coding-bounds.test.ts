import assert from "node:assert/strict";
import { test } from "node:test";
import {
  codingBounds,
  constantWeightBound,
  diameterBound,
  largestMeanDistance,
} from "../../src/patterns/coding-bounds.ts";

const weight = (x: number) => x.toString(2).replaceAll("0", "").length;

/** Size of the largest set of these words of which all pairs fit, by exhaustive search. */
function largestSet(words: number[], fits: (distance: number) => boolean): number {
  const extend = (size: number, candidates: number[]): number => {
    let best = size;
    for (let k = 0; k < candidates.length && size + candidates.length - k > best; k++) {
      const word = candidates[k];
      const rest = candidates.slice(k + 1).filter((other) => fits(weight(word ^ other)));
      best = Math.max(best, extend(size + 1, rest));
    }
    return best;
  };
  return extend(0, words);
}

/** Largest number of words of N bits whose distances fit; one of them may be word 0. */
function largestCode(N: number, fits: (distance: number) => boolean): number {
  const others = Array.from({ length: 2 ** N - 1 }, (_, k) => k + 1);
  const near = others.filter((word) => fits(weight(word)));
  return 1 + largestSet(near, fits);
}

test("codingBounds: no bound is below the largest code, found by exhaustive search", () => {
  for (let N = 1; N <= 6; N++) {
    for (let d = Math.max(1, N - 3); d <= N; d++) {
      const size = largestCode(N, (distance) => distance >= d);
      for (const { name, limit } of codingBounds(N, d)) {
        assert.ok(limit >= size, `${name} N=${N} d=${d}: ${limit} < ${size}`);
      }
    }
  }
});

test("codingBounds: perfect and optimal codes meet their bound", () => {
  const tightest = (N: number, d: number) => codingBounds(N, d)[0].limit;
  const bound = (N: number, d: number, name: string) =>
    codingBounds(N, d).find((b) => b.name === name)?.limit;
  assert.equal(bound(7, 3, "Hamming"), 16); // Hamming code
  assert.equal(bound(23, 7, "Hamming"), 4096); // binary Golay code
  assert.equal(tightest(64, 32), 128); // Hadamard rows and their negatives
  assert.equal(tightest(16, 8), 32); // Reed–Muller code RM(1, 4)
  assert.equal(tightest(12, 7), 4); // A(13, 8) = 4
  assert.equal(bound(5, 5, "Plotkin"), 2); // repetition code
  assert.equal(bound(9, 2, "Singleton"), 256); // even-weight words
  assert.equal(tightest(2000, 1), Number.POSITIVE_INFINITY);
});

test("codingBounds: lengths and distances outside their range are refused", () => {
  assert.throws(() => codingBounds(0, 1), /codingBounds: expected N >= 1, got 0/);
  assert.throws(() => codingBounds(8, 9), /expected an integer 1 <= d <= N = 8, got 9/);
  assert.throws(() => codingBounds(8, Number.NaN), /got NaN/);
});

test("largestMeanDistance: is reached by balanced columns, found by exhaustive search", () => {
  for (let P = 2; P <= 9; P++) {
    let best = 0;
    for (let negative = 0; negative <= P; negative++) {
      best = Math.max(best, (negative * (P - negative)) / ((P * (P - 1)) / 2));
    }
    assert.equal(largestMeanDistance(P), best);
  }
  assert.throws(() => largestMeanDistance(1), /expected an integer P >= 2, got 1/);
});

test("constantWeightBound: is not below the largest code, and met by all words and partitions", () => {
  for (let N = 1; N <= 7; N++) {
    const words = Array.from({ length: 2 ** N }, (_, word) => word);
    for (let w = 0; w <= N; w++) {
      const ones = words.filter((word) => weight(word) === w);
      for (let d = 3; d <= N; d++) {
        const size = largestSet(ones, (distance) => distance >= d);
        const limit = constantWeightBound(N, d, w);
        assert.ok(limit >= size, `N=${N} d=${d} w=${w}: ${limit} < ${size}`);
      }
      assert.equal(constantWeightBound(N, 2, w), ones.length);
    }
  }
  assert.equal(constantWeightBound(10, 4, 2), 5); // disjoint pairs
  assert.equal(constantWeightBound(7, 4, 3), 7); // Fano plane
  assert.equal(constantWeightBound(64, 10, 2), 1);
});

test("diameterBound: is the largest set of words that near, found by exhaustive search", () => {
  for (let N = 2; N <= 5; N++) {
    for (let d = 1; d < N; d++) {
      const size = largestCode(N, (distance) => distance <= d);
      assert.equal(diameterBound(N, d), size, `N=${N} d=${d}`);
    }
  }
});
