import assert from "node:assert/strict";
import { test } from "node:test";
import chiSquareCDF from "@stdlib/stats-base-dists-chisquare-cdf";
import { bchCode } from "../../src/patterns/bch-code.ts";
import { meanSpins } from "../../src/patterns/correlation-matrix.ts";
import { diagnostics } from "../../src/patterns/diagnostics.ts";
import { distinctIntegers } from "../../src/patterns/distinct-integers.ts";
import { lexicode } from "../../src/patterns/lexicode.ts";
import { wordsOfCode } from "../../src/patterns/linear-code.ts";
import { patternsFromRows } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";

test("distinctIntegers: every order of few integers is equally likely, and none comes twice", () => {
  const orders = new Map<string, number>();
  const rng = stream(1, "orders");
  const draws = 12_000;
  for (let k = 0; k < draws; k++) {
    const next = distinctIntegers(4, rng);
    const order = [next(), next(), next(), next()].join("");
    orders.set(order, (orders.get(order) ?? 0) + 1);
  }
  assert.equal(orders.size, 24);
  const expected = draws / 24;
  const chiSquare = [...orders.values()].reduce((s, n) => s + (n - expected) ** 2 / expected, 0);
  assert.ok(1 - chiSquareCDF(chiSquare, 23) > 1e-4, `${chiSquare}`);
  const huge = distinctIntegers(2 ** 32, rng);
  assert.equal(new Set(Array.from({ length: 1000 }, huge)).size, 1000);
});

test("wordsOfCode: by default different words without antipodes, up to half of the code", () => {
  for (const code of [bchCode(15, 5), bchCode(16, 6), lexicode(8, 4)]) {
    const half = 2 ** (code.dimension - 1);
    const set = diagnostics(wordsOfCode(half, code, stream(3)));
    assert.deepEqual([set.duplicates, set.antipodes], [0, 0]);
    const whole = diagnostics(wordsOfCode(2 * half, code, stream(3), { antipodes: true }));
    assert.deepEqual([whole.duplicates, whole.antipodes], [0, half]);
    assert.throws(() => wordsOfCode(half + 1, code, stream(3)), {
      name: "InfeasibleSeparation",
      bound: "code size",
      limit: half,
      message: `wordsOfCode: expected P <= 2^${code.dimension - 1} = ${half} for the code of N = ${code.N}, distance ${code.distance}, one word of each antipodal pair, got P = ${half + 1}; lower P or the distance, or take both with antipodes: true`,
    });
    assert.throws(
      () => wordsOfCode(2 * half + 1, code, stream(3), { antipodes: true }),
      /got P = \d+; lower P or the distance$/,
    );
  }
});

test("wordsOfCode: a code without the all-ones word has no antipodes and gives all its words", () => {
  const basis = patternsFromRows([
    [-1, -1, 1, 1, 1],
    [1, -1, -1, 1, 1],
  ]);
  const code = { N: 5, dimension: 2, distance: 2, basis };
  const set = wordsOfCode(4, code, stream(1));
  assert.deepEqual([...set.words].sort(), [0b00000, 0b00011, 0b00101, 0b00110]);
});

test("wordsOfCode: every spin of random words is unbiased, also where the code is large", () => {
  for (const code of [bchCode(63, 7), bchCode(15, 5), bchCode(128, 10)]) {
    const sets = 40;
    const P = 50;
    const rng = stream(4, "bias", code.N);
    const sums = new Float64Array(code.N);
    for (let k = 0; k < sets; k++) {
      const means = meanSpins(wordsOfCode(P, code, rng));
      for (let i = 0; i < code.N; i++) sums[i] += means[i] / sets;
    }
    // words are drawn without replacement, so the variance is at most that of independent spins
    const error = 1 / Math.sqrt(sets * P);
    for (const [i, mean] of sums.entries())
      assert.ok(Math.abs(mean) < 5 * error, `spin ${i}: ${mean}`);
  }
});
