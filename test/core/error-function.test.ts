import assert from "node:assert/strict";
import { test } from "node:test";
import cdf from "@stdlib/stats-base-dists-normal-cdf";
import { erf32 } from "../../src/core/error-function.ts";
import { exp32 } from "../../src/core/exponential.ts";

test("erf32: probability of a Gaussian within ±x, to 4e-7 and 6e-8 on average", () => {
  let squares = 0;
  const count = 20_000;
  for (let k = 0; k < count; k++) {
    const x = Math.fround((8 * k) / count);
    const e = exp32(Math.fround(Math.fround(x * x) * -0.5));
    const error = erf32(x, e) - (2 * cdf(x, 0, 1) - 1);
    assert.ok(Math.abs(error) < 4e-7, `${x}: ${error}`);
    squares += error ** 2;
  }
  assert.ok(Math.sqrt(squares / count) < 6e-8);
});
