import assert from "node:assert/strict";
import { test } from "node:test";
import { quantile } from "../../src/numerics/quantile.ts";

test("quantile: interpolates between order statistics, both ends included", () => {
  const sorted = [1, 2, 4, 8, 16];
  assert.deepEqual(
    [0, 0.25, 0.375, 0.5, 1].map((p) => quantile(sorted, p)),
    [1, 2, 3, 4, 16],
  );
  assert.equal(quantile([7], 0.3), 7);
});
