import assert from "node:assert/strict";
import { test } from "node:test";
import { rootBetween } from "../../src/numerics/root-between.ts";

test("rootBetween: known zeros, from either side, to its tolerance", () => {
  const cases: [(x: number) => number, number, number, number][] = [
    [(x) => x * x - 2, 0, 2, Math.SQRT2],
    [(x) => Math.cos(x) - x, 0, 1, 0.7390851332151607],
    [(x) => Math.exp(x) - 1e9, 0, 700, Math.log(1e9)],
    [(x) => (x - 3) ** 5, -1, 4, 3],
    [(x) => Math.sign(x - 0.3), 0, 1, 0.3],
  ];
  for (const [f, from, to, zero] of cases) {
    for (const root of [rootBetween(f, from, to), rootBetween(f, to, from)]) {
      // a zero of order 5 is only known to where the function underflows the tolerance
      assert.ok(Math.abs(root / zero - 1) < 2e-12, `${f}: ${root}`);
    }
  }
});

test("rootBetween: takes few evaluations where the function is smooth", () => {
  let evaluations = 0;
  rootBetween(
    (x) => {
      evaluations++;
      return Math.log(x) - 3;
    },
    1,
    100,
  );
  // bisection alone takes log2(99e12/20) = 42
  assert.ok(evaluations < 15, `${evaluations}`);
});

test("rootBetween: an end that is minus infinity is bisected away", () => {
  assert.ok(Math.abs(rootBetween((x) => Math.log(x), 0, 3) - 1) < 1e-12);
});

test("rootBetween: equal signs at both ends are refused", () => {
  assert.throws(() => rootBetween((x) => x * x + 1, -1, 1), {
    name: "RangeError",
    message: "rootBetween: expected opposite signs at both ends, got 2 at -1 and 2 at 1",
  });
});
