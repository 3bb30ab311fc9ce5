import assert from "node:assert/strict";
import { test } from "node:test";
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { gaussLegendre } from "../../src/numerics/gauss-legendre.ts";
import { gaussianAverage } from "../../src/numerics/gaussian-average.ts";
import { gradedPanels } from "../../src/numerics/graded-panels.ts";

test("gaussLegendre: integrates powers up to degree 2·size − 1 over [−1, 1]", () => {
  for (const size of [1, 2, 5, 16, 40]) {
    const { nodes, weights } = gaussLegendre(size);
    for (let power = 0; power < 2 * size; power++) {
      const got = nodes.reduce((sum, x, i) => sum + weights[i] * x ** power, 0);
      const exact = power % 2 === 0 ? 2 / (power + 1) : 0;
      assert.ok(Math.abs(got - exact) < 1e-14, `${size}, ${power}: ${got} - ${exact}`);
    }
  }
});

test("gradedPanels: ascend from end to end, break at every step and stay below the widest", () => {
  const ends = gradedPanels(
    -3,
    5,
    [
      { at: 0.5, width: 0.01 },
      { at: 9, width: 0.1 },
      { at: 2, width: 0 },
    ],
    1,
  );
  assert.equal(ends[0], -3);
  assert.equal(ends.at(-1), 5);
  for (let i = 1; i < ends.length; i++) {
    assert.ok(ends[i] > ends[i - 1] && ends[i] - ends[i - 1] <= 1 + 1e-12);
  }
  for (const end of [0.49, 0.5, 0.51, 0.52, 2]) {
    assert.ok(ends.some((at) => Math.abs(at - end) < 1e-12));
  }
});

test("gaussianAverage: moments are (2k − 1)!!, and cos(az) gives exp(−a²/2)", () => {
  let moment = 1;
  for (let k = 0; k <= 6; k++) {
    if (k > 0) moment *= 2 * k - 1;
    const got = gaussianAverage((z) => z ** (2 * k));
    assert.ok(Math.abs(got - moment) < 1e-13 * moment, `${k}: ${got}`);
  }
  for (const a of [0.5, 2, 6]) {
    const got = gaussianAverage((z) => Math.cos(a * z));
    assert.ok(Math.abs(got - Math.exp((-a * a) / 2)) < 1e-14, `${a}: ${got}`);
  }
});

test("gaussianAverage: a step of any width, anywhere, is averaged exactly", () => {
  for (const width of [1, 0.1, 1e-3, 1e-8, 0]) {
    for (const at of [-12, -3, 0, 0.7, 5]) {
      const got = gaussianAverage(
        (z) => (width === 0 ? (z > at ? 1 : 0) : normalCdf((z - at) / width, 0, 1)),
        [{ at, width }],
      );
      const exact = normalCdf(-at / Math.hypot(1, width), 0, 1);
      assert.ok(Math.abs(got - exact) < 1e-14, `${at}, ${width}: ${got} - ${exact}`);
    }
  }
});
