import assert from "node:assert/strict";
import { test } from "node:test";
import { popcount } from "../../src/core/bits.ts";
import { lexicode } from "../../src/patterns/lexicode.ts";
import { wordsOfCode } from "../../src/patterns/linear-code.ts";
import { stream } from "../../src/random/stream.ts";

/** The greedy code by its definition: integer after integer. */
function greedy(N: number, d: number): number[] {
  const kept: number[] = [];
  for (let word = 0; word < 2 ** N; word++) {
    if (kept.every((other) => popcount(word ^ other) >= d)) kept.push(word);
  }
  return kept;
}

test("lexicode: is the code that the greedy rule gives integer by integer", () => {
  for (let N = 1; N <= 10; N++) {
    for (let d = 1; d <= N; d++) {
      const code = lexicode(N, d);
      const all = wordsOfCode(2 ** code.dimension, code, stream(1), { antipodes: true });
      assert.deepEqual(
        [...all.words].sort((a, b) => a - b),
        greedy(N, d),
        `${N} ${d}`,
      );
    }
  }
});

test("lexicode: sizes are those of the table", () => {
  for (const [N, d, size] of [
    [8, 4, 16],
    [10, 4, 32],
    [12, 4, 128],
    [12, 6, 16],
    [15, 5, 128],
    [16, 6, 128],
    [16, 8, 32],
  ]) {
    const code = lexicode(N, d);
    assert.equal(2 ** code.dimension, size, `${N} ${d}`);
  }
});

test("lexicode: lengths and distances outside their range are refused", () => {
  assert.throws(() => lexicode(21, 4), {
    name: "RangeError",
    message: "lexicode: expected an integer 1 <= N <= 20, got 21; for longer words take bchCode",
  });
  for (const distance of [0, 11, 2.5, Number.NaN]) {
    assert.throws(() => lexicode(10, distance), {
      name: "RangeError",
      message: `lexicode: expected an integer 1 <= distance <= N = 10, got ${distance}`,
    });
  }
});
