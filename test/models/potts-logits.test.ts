import assert from "node:assert/strict";
import { test } from "node:test";
import { pottsLogits } from "../../src/models/potts-logits.ts";
import type { PottsMachine } from "../../src/models/potts-machine.ts";
import { pottsResponsibilities } from "../../src/models/potts-responsibilities.ts";
import { logSphereRatio } from "../../src/numerics/sphere-normaliser.ts";
import type { UnitVectors } from "../../src/patterns/unit-vectors.ts";
import {
  fixtureData,
  fixtureMachine,
  pottsFixture,
  softTargets,
} from "../support/potts-fixture.ts";
import { randomVectors, smallPotts } from "../support/small-potts.ts";

const largestDifference = (a: Float64Array, b: Float64Array): number => {
  assert.equal(a.length, b.length);
  return a.reduce((largest, x, k) => Math.max(largest, Math.abs(x - b[k])), 0);
};

/** The definition, exponential by exponential. */
function literalLogits(machine: PottsMachine, { M, N, values }: UnitVectors): Float64Array {
  const { P, C, memories, classWeights, beta, regularization } = machine;
  const tau = logSphereRatio(N, beta, machine.normaliser);
  return Float64Array.from({ length: M * (C + 1) }, (_, k) => {
    const [a, y] = [Math.floor(k / (C + 1)), k % (C + 1)];
    let sum = classWeights[P * (C + 1) + y];
    for (let gamma = 0; gamma < P; gamma++) {
      let overlap = 0;
      for (let i = 0; i < N; i++) overlap += values[a * N + i] * memories[gamma * N + i];
      sum += classWeights[gamma * (C + 1) + y] * Math.exp(regularization * beta * overlap - tau);
    }
    return Math.log(sum);
  });
}

test("pottsLogits: of the reference net give its loss, −⟨q ℓ⟩", () => {
  const data = fixtureData();
  const { net } = pottsFixture;
  assert.ok(largestDifference(data.values.slice(0, 6), Float64Array.from(net.x0)) < 1e-9);
  assert.ok(largestDifference(data.values.slice(354), Float64Array.from(net.x59)) < 1e-9);
  const targets = softTargets(data, 0.1);
  const logits = pottsLogits(fixtureMachine(), data);
  const loss = -logits.reduce((sum, logit, k) => sum + targets[k] * logit, 0) / data.M;
  assert.ok(Math.abs(loss - net.sup.L) < 1e-12, `${loss} against ${net.sup.L}`);
});

test("pottsLogits: equal the definition, in both arithmetics, whatever the rows beside", () => {
  const data = randomVectors(301, 7, 1);
  for (const normaliser of ["asymptotic", "exact"] as const) {
    const machine = smallPotts({ regularization: 0.7, normaliser });
    const logits = pottsLogits(machine, data);
    const expected = literalLogits(machine, data);
    assert.ok(largestDifference(logits, expected) < 1e-13);
    const rounded = pottsLogits(machine, data, { arithmetic: "float32" });
    // an overlap of 7 float32 products is off by at most 9 × 2^-24, times ςβ = 4.2
    const difference = largestDifference(rounded, expected);
    assert.ok(difference > 0 && difference < 4.2 * 9 * 2 ** -24, `${difference}`);
    const last = { M: 1, N: 7, values: data.values.slice(300 * 7) };
    assert.deepEqual(pottsLogits(machine, last), logits.slice(300 * 4));
  }
});

test("pottsLogits: permuted memories, permuted classes, rotations and the gauge change nothing", () => {
  const data = randomVectors(20, 7, 2);
  const machine = smallPotts();
  const { P, N, C, memories, classWeights } = machine;
  const logits = pottsLogits(machine, data);
  const order = [3, 0, 4, 1, 2];
  const permuted = {
    ...machine,
    memories: Float64Array.from(order.flatMap((g) => [...memories.subarray(g * N, (g + 1) * N)])),
    classWeights: Float64Array.from(
      [...order, P].flatMap((g) => [...classWeights.subarray(g * (C + 1), (g + 1) * (C + 1))]),
    ),
  };
  assert.ok(largestDifference(pottsLogits(permuted, data), logits) < 1e-14);
  const turned = classWeights.map((_, k) => classWeights[k - (k % 4) + ((k + 1) % 4)]);
  const ofTurned = pottsLogits({ ...machine, classWeights: turned }, data);
  assert.deepEqual(
    ofTurned,
    logits.map((_, k) => logits[k - (k % 4) + ((k + 1) % 4)]),
  );
  const rotated = (values: Float64Array): Float64Array => {
    const out = values.slice();
    for (let i = 0; i + 1 < N; i++) {
      const [c, s] = [Math.cos(i + 1), Math.sin(i + 1)];
      for (let k = i; k < out.length; k += N) {
        [out[k], out[k + 1]] = [c * out[k] - s * out[k + 1], s * out[k] + c * out[k + 1]];
      }
    }
    return out;
  };
  const ofRotated = pottsLogits(
    { ...machine, memories: rotated(memories) },
    { ...data, values: rotated(data.values) },
  );
  assert.ok(largestDifference(ofRotated, logits) < 1e-13);
  // β x·w is all that is seen: −w at −x is w at x
  const ofFlipped = pottsLogits(
    { ...machine, memories: memories.map((x) => -x) },
    { ...data, values: data.values.map((x) => -x) },
  );
  assert.deepEqual(ofFlipped, logits);
});

test("pottsLogits: at β = 0 the masses of the classes, whatever the memories", () => {
  const machine = smallPotts({ beta: 0 });
  const logits = pottsLogits(machine, randomVectors(3, 7, 5));
  const masses = [0, 1, 2, 3].map((y) =>
    machine.classWeights.reduce((sum, g, k) => sum + (k % 4 === y ? g : 0), 0),
  );
  for (let k = 0; k < logits.length; k++) {
    assert.ok(Math.abs(logits[k] - Math.log(masses[k % 4])) < 1e-14);
  }
});

test("pottsLogits: classes far below the nearest memory keep their logits", () => {
  const memories = Float64Array.of(1, 0, 0, -1, 0, 0);
  // class 0 on the memory here alone, class 1 on the one opposite, class 2 nowhere
  const classWeights = Float64Array.of(1, 0, 0, 0, 3, 0, 1e-9, 0, 0);
  const machine = smallPotts({ P: 2, N: 3, C: 2, beta: 1000, memories, classWeights });
  const data = { M: 1, N: 3, values: Float64Array.of(1, 0, 0) };
  const tau = logSphereRatio(3, 1000, "asymptotic");
  const [own, opposite, none] = pottsLogits(machine, data);
  assert.ok(Math.abs(own - (1000 - tau)) < 1e-12);
  assert.ok(Math.abs(opposite - (Math.log(3) - 1000 - tau)) < 1e-12, `${opposite}`);
  assert.equal(none, -Infinity);
  const shares = pottsResponsibilities(machine, data, { labels: [1] });
  assert.ok(Math.abs(shares[1] - 1) < 1e-12 && shares[0] === 0, `${shares}`);
  assert.throws(() => pottsResponsibilities(machine, data, { labels: [2] }), {
    name: "RangeError",
    message:
      "pottsResponsibilities: expected class weights on class 2 of vector 0, got none in the machine; give that vector another class",
  });
});

test("pottsLogits: data off the sphere, of another N, and unknown words are refused", () => {
  const machine = smallPotts();
  const data = randomVectors(2, 7, 1);
  const scaled = { ...data, values: data.values.map((x, k) => (k < 7 ? x : 1.01 * x)) };
  assert.throws(() => pottsLogits(machine, scaled), {
    name: "RangeError",
    message: /^pottsLogits: expected rows of norm 1, got 1\.0\d+ at row 1; normalised\(\) makes/,
  });
  assert.throws(() => pottsLogits(machine, randomVectors(2, 6, 1)), {
    name: "RangeError",
    message: "pottsLogits: expected vectors of N = 7 numbers like the memories, got N = 6",
  });
  // @ts-expect-error a word that plain JavaScript would take
  assert.throws(() => pottsLogits(machine, data, { arithmetic: "float16" }), {
    name: "TypeError",
    message: 'pottsLogits: expected arithmetic "float64" or "float32", got "float16"',
  });
  // @ts-expect-error nothing at all, from plain JavaScript
  assert.throws(() => pottsLogits(), {
    name: "TypeError",
    message: "pottsLogits: expected a Potts machine; pottsMachine makes one",
  });
  // @ts-expect-error no data, from plain JavaScript
  assert.throws(() => pottsLogits(machine), { name: "TypeError", message: /expected vectors/ });
});
