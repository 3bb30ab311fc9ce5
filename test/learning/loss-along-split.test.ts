import assert from "node:assert/strict";
import { test } from "node:test";
import { lossAlongSplit } from "../../src/learning/loss-along-split.ts";
import { embedded } from "../../src/learning/split-memories.ts";
import { splittingMatrix, tangentSpectrum } from "../../src/learning/splitting-matrix.ts";
import { pottsMachine } from "../../src/models/potts-machine.ts";
import { pottsLoss } from "../support/potts-loss.ts";
import { smallData, smallNet } from "../support/small-net.ts";

const task = { data: smallData, targets: { labels: smallData.labels }, softening: 0.1 };
const w = smallNet.memories.subarray(6, 12);
const { eigenvalues, directions } = tangentSpectrum(splittingMatrix(smallNet, task, 1), w);
const split = { memory: 1, direction: directions.slice(0, 6), eigenvalue: eigenvalues[0] };

test("lossAlongSplit: begins at the loss of the machine, is even, and follows its parabola", () => {
  const h = 0.01;
  const [zero, left, right] = lossAlongSplit(smallNet, task, split, [0, -h, h]);
  const L = pottsLoss(smallNet, task);
  assert.ok(Math.abs(zero.loss - L) < 1e-13 && Math.abs(zero.quadratic - L) < 1e-13);
  assert.ok(Math.abs(left.loss - right.loss) < 1e-13);
  // λ = −1.57; the next term is ε⁴ times a derivative of order κ⁴ / 24 = 11
  assert.ok(right.loss < L);
  assert.ok(
    Math.abs(right.loss - right.quadratic) < 11 * h ** 4,
    `${right.loss - right.quadratic}`,
  );
  assert.ok(Math.abs(right.quadratic - L + 0.5 * 1.5688642099 * h * h) < 1e-13);
});

test("lossAlongSplit: halves stand at w cos ε ± u sin ε", () => {
  const epsilon = 0.7;
  const [{ loss }] = lossAlongSplit(smallNet, task, split, [epsilon]);
  const wide = embedded(smallNet, 1);
  const half = (sign: number) =>
    w.map((x, i) => x * Math.cos(epsilon) + sign * split.direction[i] * Math.sin(epsilon));
  const memories = Float64Array.from([
    ...smallNet.memories.subarray(0, 6),
    ...half(1),
    ...half(-1),
  ]);
  assert.ok(Math.abs(loss - pottsLoss(pottsMachine({ ...wide, memories }), task)) < 1e-14);
});

test("lossAlongSplit: directions and angles outside their domain are refused", () => {
  assert.throws(() => lossAlongSplit(smallNet, task, split, [2]), {
    name: "RangeError",
    message: "lossAlongSplit: expected |epsilon| < pi/2, got 2; it is an angle",
  });
  assert.throws(
    () => lossAlongSplit(smallNet, task, { ...split, direction: directions }, [0]),
    /expected a direction of N = 6 numbers, got 30/,
  );
});
