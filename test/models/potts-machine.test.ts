import assert from "node:assert/strict";
import { test } from "node:test";
import { type PottsMachineParts, pottsMachine } from "../../src/models/potts-machine.ts";

/** Two memories of three numbers, one class. */
const parts: PottsMachineParts = {
  N: 3,
  C: 1,
  memories: Float64Array.of(1, 0, 0, 0, 0.6, 0.8),
  classWeights: Float64Array.of(1, 0.5, 0, 2, 1, 1),
  beta: 2,
};

test("pottsMachine: unregularized and asymptotic unless told", () => {
  const machine = pottsMachine(parts);
  assert.deepEqual([machine.P, machine.regularization, machine.normaliser], [2, 1, "asymptotic"]);
  assert.ok(Object.isFrozen(machine));
});

test("pottsMachine: each part outside its domain is refused with its number", () => {
  const refused = (changed: Partial<PottsMachineParts>, message: string | RegExp): void => {
    assert.throws(() => pottsMachine({ ...parts, ...changed }), { name: "RangeError", message });
  };
  refused({ N: 2 }, "pottsMachine: expected an integer N >= 3, got 2; the sphere needs three axes");
  refused({ N: 4 }, "pottsMachine: expected P x N memories, got 6; with N = 4");
  refused({ C: 0 }, /expected an integer C >= 1, got 0/);
  refused({ C: 2 }, /expected \(P \+ 1\)\(C \+ 1\) = 9 class weights, got 6/);
  refused({ beta: -1 }, /expected finite beta >= 0, got -1; turn the memories round instead/);
  refused({ beta: Number.NaN }, /got NaN/);
  refused({ regularization: 0 }, /expected 0 < regularization <= 1, got 0; 1 is no regular/);
  refused({ regularization: 1.1 }, /got 1.1/);
  refused({ memories: Float64Array.of(1, 0, 0, 0, 0.6, 0.9) }, /norm 1, got 1\.08.*see memory 1/);
  const weights = (...values: number[]): Partial<PottsMachineParts> => ({
    classWeights: Float64Array.from(values),
  });
  refused(weights(1, 1, -1, 2, 1, 1), /expected class weights >= 0, got -1; see row 1/);
  refused(weights(1, 1, 1, 2, 0, 0), /expected rows of class weights with mass, got 0; see row 2/);
});

test("pottsMachine: other kinds of arrays and unknown words are refused", () => {
  // @ts-expect-error plain arrays, from plain JavaScript
  assert.throws(() => pottsMachine({ ...parts, memories: [1, 0, 0, 0, 0.6, 0.8] }), {
    name: "TypeError",
    message: "pottsMachine: expected memories and classWeights as Float64Array",
  });
  // @ts-expect-error nothing at all, from plain JavaScript
  assert.throws(() => pottsMachine(), { name: "TypeError" });
  // @ts-expect-error an unknown word, from plain JavaScript
  assert.throws(() => pottsMachine({ ...parts, normaliser: "rough" }), {
    name: "TypeError",
    message: 'pottsMachine: expected normaliser "asymptotic" or "exact", got "rough"',
  });
});
