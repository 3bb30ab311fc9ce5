import assert from "node:assert/strict";
import { test } from "node:test";
import { pottsGradient } from "../../src/learning/potts-gradient.ts";
import { embedded, moveInPlace, splitMemories } from "../../src/learning/split-memories.ts";
import { splittingMatrix, tangentSpectrum } from "../../src/learning/splitting-matrix.ts";
import { type PottsMachine, pottsMachine } from "../../src/models/potts-machine.ts";
import { pottsStationaryPoint } from "../../src/theory/potts-stationary-point.ts";
import { logMass, pottsLoss } from "../support/potts-loss.ts";
import { smallData, smallNet } from "../support/small-net.ts";

const { labels } = smallData;
const task = { data: smallData, targets: { labels }, softening: 0.1 };
const split = (machine: PottsMachine, memories: readonly number[], u: Float64Array, step: number) =>
  pottsMachine({
    ...machine,
    ...splitMemories(machine, { memories, directions: u, step }),
  });
/** The kth eigenvalue, ascending, of a memory's splitting matrix, with its direction. */
function directionOf(machine: PottsMachine, memory: number, k: number) {
  const S = splittingMatrix(machine, task, memory);
  const w = machine.memories.subarray(memory * machine.N, (memory + 1) * machine.N);
  const { eigenvalues, directions } = tangentSpectrum(S, w);
  return { lambda: eigenvalues[k], u: directions.slice(k * machine.N, (k + 1) * machine.N) };
}

test("embedded: the loss of a machine does not change, for any share", () => {
  for (const share of [0.3, 0.5]) {
    for (const memory of [0, 1]) {
      const wide = embedded(smallNet, memory, share);
      assert.equal(wide.P, 3);
      const change = pottsLoss(wide, task) - pottsLoss(smallNet, task);
      assert.ok(Math.abs(change) < 1e-14, `${change}`);
    }
  }
});

test("embedded: a stationary point stays one, with what was left of its equations", () => {
  const narrow = pottsStationaryPoint(smallData, { labels, beta: 12, regularization: 0.9 }).value;
  for (const share of [0.3, 0.5]) {
    const wide = embedded(pottsMachine({ ...narrow, regularization: 0.9 }), 0, share);
    const { value } = pottsStationaryPoint(smallData, {
      ...{ labels, beta: 12, regularization: 0.9, maximumIterations: 0 },
      ...{ memories: wide.memories, classWeights: wide.classWeights },
    });
    assert.equal(value.P, 2);
    assert.ok(Math.abs(value.loss - narrow.loss) < 1e-12);
    assert.ok(value.gradientNorm < 1e-11, `gradient ${value.gradientNorm}`);
    assert.ok(value.classResidual < 1e-11, `weights ${value.classResidual}`);
  }
});

test("splitMemories: without a step L moves by −log(P_new/P_old), the normalised loss not at all", () => {
  const wide = split(smallNet, [1], new Float64Array(6), 0);
  const change = pottsLoss(wide, task) - pottsLoss(smallNet, task);
  assert.ok(Math.abs(change + Math.log(3 / 2)) < 1e-14);
  assert.ok(Math.abs(change + logMass(wide) - logMass(smallNet)) < 1e-14);
  const two = split(smallNet, [1, 0], new Float64Array(12), 0);
  assert.deepEqual(
    two.memories.slice(12),
    Float64Array.of(...two.memories.slice(6, 12), ...two.memories.slice(0, 6)),
  );
  // 2.6… of masses 1, 1, 2/3 doubles with the memories
  assert.ok(Math.abs(Math.exp(logMass(two)) - 2 * Math.exp(logMass(smallNet))) < 1e-13);
});

test("splitMemories: L changes by (ε²/2) uᵀSu, with Richardson to the fourth order", () => {
  for (const memory of [0, 1]) {
    for (const k of [0, 2, 4]) {
      const { lambda, u } = directionOf(smallNet, memory, k);
      const L = pottsLoss(smallNet, task);
      // the angle of the halves is atan ε
      const curvature = (epsilon: number) => {
        const wide = split(smallNet, [memory], u, Math.tan(epsilon));
        return (2 * (pottsLoss(wide, task) + Math.log(3 / 2) - L)) / epsilon ** 2;
      };
      const extrapolated = (4 * curvature(0.01) - curvature(0.02)) / 3;
      // what is left is ε⁴ times a sixth derivative of order κ⁶ / 360, here 3e-6
      assert.ok(Math.abs(extrapolated - lambda) < 3e-5, `${extrapolated}, expected ${lambda}`);
    }
  }
});

/** A cold stationary point of one memory. */
const cold = (() => {
  const { value } = pottsStationaryPoint(smallData, { labels, beta: 25 });
  return pottsMachine({ ...value, regularization: 1 });
})();

test("splitMemories: where λ is negative a split and its descent lower the loss", () => {
  const { lambda, u } = directionOf(cold, 0, 0);
  assert.ok(lambda < -5, `${lambda}`);
  const wide = split(cold, [0], u, 0.05);
  const before = pottsLoss(cold, task) + logMass(cold);
  const after = pottsLoss(wide, task) + logMass(wide);
  assert.ok(after < before);
  const w = wide.memories.slice();
  for (let step = 0; step < 20; step++) {
    const { memories } = pottsGradient({ ...wide, memories: w }, smallData, { labels }, 0.1);
    for (const k of [0, 1]) {
      moveInPlace(w.subarray(6 * k, 6 * k + 6), memories.subarray(6 * k, 6 * k + 6), -0.02);
    }
  }
  const relaxed = pottsLoss({ ...wide, memories: w }, task) + logMass(wide);
  // more than the split itself gained, |λ| ε² / 2 = 0.007
  assert.ok(relaxed < after - (before - after), `${before}, ${after}, ${relaxed}`);
});

test("splitMemories: a relaxed split never ends above its parent", () => {
  const before = pottsLoss(cold, task) + logMass(cold);
  for (const k of [0, 1, 2, 3, 4]) {
    const wide = split(cold, [0], directionOf(cold, 0, k).u, 0.25);
    const { value, status } = pottsStationaryPoint(smallData, {
      ...{ labels, beta: 25, memories: wide.memories, classWeights: wide.classWeights },
    });
    assert.equal(status, "converged");
    assert.ok(value.loss + logMass(wide) <= before + 1e-12, `${k}: ${value.loss}`);
  }
});

test("embedded: shares and memories outside their range are refused", () => {
  assert.throws(() => embedded(smallNet, 0, 1), {
    name: "RangeError",
    message: "embedded: expected 0 < share < 1, got 1; no copy can be empty",
  });
  assert.throws(() => embedded(smallNet, 2), /expected a memory 0 … P - 1 = 1, got 2/);
});

test("splitMemories: splits that do not fit are refused", () => {
  const u = new Float64Array(6);
  const refused = (splits: object, name: string, message: RegExp) =>
    assert.throws(
      () => splitMemories(smallNet, { memories: [0], directions: u, step: 0.25, ...splits }),
      { name, message },
    );
  refused({ memories: [2] }, "RangeError", /splitMemories: expected a memory 0 … P - 1 = 1, got 2/);
  refused({ directions: u.subarray(1) }, "RangeError", /1 x N = 6 numbers .* got 1 .*, 5 and 0.25/);
  refused(
    { memories: [0, 0], directions: new Float64Array(12) },
    "RangeError",
    /memories once each, .* got 1 different ones/,
  );
  refused({ step: undefined }, "RangeError", /a finite step, got .* undefined/);
  refused({ memories: undefined }, "TypeError", /expected splits/);
});
