import assert from "node:assert/strict";
import { test } from "node:test";
import { pottsJointEnergy } from "../../src/models/potts-energy.ts";
import { pottsResponsibilities } from "../../src/models/potts-responsibilities.ts";
import {
  fixtureData,
  fixtureMachine,
  pottsFixture,
  softTargets,
} from "../support/potts-fixture.ts";
import { randomVectors, smallPotts } from "../support/small-potts.ts";

const columnMean = (values: Float64Array, column: number, columns: number): number => {
  const own = values.filter((_, k) => k % columns === column);
  return own.reduce((sum, x) => sum + x, 0) / own.length;
};

test("pottsResponsibilities: of soft targets are those of the reference net and sum to 1", () => {
  const data = fixtureData();
  const shares = pottsResponsibilities(fixtureMachine(), data, softTargets(data, 0.1));
  pottsFixture.net.sup.respMean.forEach((mean, gamma) => {
    assert.ok(Math.abs(columnMean(shares, gamma, 3) - mean) < 1e-12, `memory ${gamma}`);
  });
  for (let a = 0; a < data.M; a++) {
    const sum = shares.subarray(3 * a, 3 * a + 3).reduce((total, r) => total + r, 0);
    assert.ok(Math.abs(sum - 1) < 1e-14);
  }
});

test("pottsResponsibilities: equal e^(−E) summed over classes, or at the class given", () => {
  const machine = smallPotts({ regularization: 0.8 });
  const { P, C } = machine;
  const data = randomVectors(9, 7, 6);
  const labels = Int32Array.from({ length: 9 }, (_, a) => a % (C + 1));
  const any = pottsResponsibilities(machine, data);
  const given = pottsResponsibilities(machine, data, { labels });
  const boltzmann = (memory: number, y: number): number[] =>
    Array.from(
      pottsJointEnergy(machine, data, {
        memories: new Int32Array(9).fill(memory),
        classes: new Int32Array(9).fill(y),
      }),
      (energy) => Math.exp(-energy),
    );
  const table = Array.from({ length: P + 1 }, (_, g) =>
    Array.from({ length: C + 1 }, (_, y) => boltzmann(g, y)),
  );
  for (let a = 0; a < 9; a++) {
    const ofClass = (y: number): number => table.reduce((sum, row) => sum + row[y][a], 0);
    const total = ofClass(0) + ofClass(1) + ofClass(2) + ofClass(3);
    for (let gamma = 0; gamma <= P; gamma++) {
      const row = table[gamma].reduce((sum, column) => sum + column[a], 0);
      assert.ok(Math.abs(any[a * (P + 1) + gamma] - row / total) < 1e-14);
      const ofLabel = table[gamma][labels[a]][a] / ofClass(labels[a]);
      assert.ok(Math.abs(given[a * (P + 1) + gamma] - ofLabel) < 1e-14);
    }
  }
});

test("pottsResponsibilities: weights and labels that do not fit are refused", () => {
  const machine = smallPotts();
  const data = randomVectors(3, 7, 6);
  assert.throws(() => pottsResponsibilities(machine, data, new Float64Array(9)), {
    name: "RangeError",
    message:
      "pottsResponsibilities: expected M (C + 1) = 12 weights, got 9; one a vector and class, the last that of no class",
  });
  assert.throws(() => pottsResponsibilities(machine, data, { labels: [0, 1] }), {
    name: "RangeError",
    message:
      "pottsResponsibilities: expected a label for each of M = 3 vectors, got 2; labels and vectors belong to each other in their order",
  });
  assert.throws(() => pottsResponsibilities(machine, data, { labels: [0, 4, 1] }), {
    name: "RangeError",
    message: "pottsResponsibilities: expected labels 0 … 3, got 4 for vector 1; they count from 0",
  });
});
