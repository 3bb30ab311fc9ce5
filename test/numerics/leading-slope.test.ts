import assert from "node:assert/strict";
import { test } from "node:test";
import { leadingSlope } from "../../src/numerics/leading-slope.ts";

test("leadingSlope: the largest eigenvalue of the Jacobian, to a hundredth of its distance from 1", () => {
  // Jacobian at 0: [[a, 0.3], [0.2, 0.1]], beside second-order terms
  for (const a of [0.5, 0.93, 1.4, -1.2]) {
    const map = ([x, y]: Float64Array) =>
      Float64Array.of(a * x + 0.3 * y + 5 * x * x, 0.2 * x + 0.1 * y - 3 * x * y);
    const root = Math.sqrt(((a - 0.1) / 2) ** 2 + 0.06);
    const expected = Math.max(...[root, -root].map((r) => Math.abs((a + 0.1) / 2 + r)));
    const got = leadingSlope(map, new Float64Array(2), Float64Array.of(1, 1));
    const allowed = 0.01 * Math.abs(1 - expected);
    assert.ok(Math.abs(got - expected) <= allowed, `${got} for ${expected}`);
  }
});

test("leadingSlope: 0 of a constant", () => {
  assert.equal(
    leadingSlope(() => Float64Array.of(3), Float64Array.of(3), Float64Array.of(1)),
    0,
  );
});
