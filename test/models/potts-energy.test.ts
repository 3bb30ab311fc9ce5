import assert from "node:assert/strict";
import { test } from "node:test";
import {
  pottsEnergy,
  pottsEnergyGradient,
  pottsJointEnergy,
} from "../../src/models/potts-energy.ts";
import type { PottsMachine } from "../../src/models/potts-machine.ts";
import { gaussLegendre } from "../../src/numerics/gauss-legendre.ts";
import type { UnitVectors } from "../../src/patterns/unit-vectors.ts";
import { randomVectors, smallPotts } from "../support/small-potts.ts";

const jointSums = (machine: PottsMachine, data: UnitVectors): Float64Array => {
  const sums = new Float64Array(data.M);
  for (let gamma = 0; gamma <= machine.P; gamma++) {
    for (let y = 0; y <= machine.C; y++) {
      const memories = new Int32Array(data.M).fill(gamma);
      const classes = new Int32Array(data.M).fill(y);
      const energies = pottsJointEnergy(machine, data, { memories, classes });
      for (let a = 0; a < data.M; a++) sums[a] += Math.exp(-energies[a]);
    }
  }
  return sums;
};

test("pottsEnergy: minus the log of the joint law summed over both hidden units", () => {
  const machine = smallPotts({ regularization: 0.6 });
  const data = randomVectors(30, 7, 8);
  const sums = jointSums(machine, data);
  pottsEnergy(machine, data).forEach((energy, a) => {
    assert.ok(Math.abs(energy + Math.log(sums[a])) < 1e-13, `vector ${a}`);
  });
});

test("pottsJointEnergy: e^(−E) / Γ integrates to 1 over the sphere of N = 3, quadrature", () => {
  const machine = smallPotts({ N: 3, beta: 4, normaliser: "exact" });
  const nodes = gaussLegendre(40);
  const turns = 80;
  const points: number[] = [];
  nodes.nodes.forEach((z) => {
    for (let k = 0; k < turns; k++) {
      const angle = (2 * Math.PI * k) / turns;
      const radius = Math.sqrt(1 - z * z);
      points.push(radius * Math.cos(angle), radius * Math.sin(angle), z);
    }
  });
  const data = { M: points.length / 3, N: 3, values: Float64Array.from(points) };
  const mass = machine.classWeights.reduce((sum, g) => sum + g, 0);
  const integral = (values: Float64Array): number =>
    values.reduce((sum, x, a) => sum + (nodes.weights[Math.floor(a / turns)] * x) / turns / 2, 0);
  assert.ok(Math.abs(integral(jointSums(machine, data)) / mass - 1) < 1e-12);
  const marginal = pottsEnergy(machine, data).map((energy) => Math.exp(-energy));
  assert.ok(Math.abs(integral(marginal) / mass - 1) < 1e-12);
});

test("pottsEnergyGradient: along great circles, differences of the energy", () => {
  const machine = smallPotts({ regularization: 0.7 });
  const [data, others] = [randomVectors(8, 7, 9), randomVectors(8, 7, 10)];
  const gradient = pottsEnergyGradient(machine, data);
  for (let a = 0; a < 8; a++) {
    const x = data.values.subarray(7 * a, 7 * a + 7);
    const dot = (u: Float64Array, v: Float64Array): number =>
      u.reduce((sum, value, i) => sum + value * v[i], 0);
    const along = others.values.slice(7 * a, 7 * a + 7);
    const overlap = dot(along, x);
    const tangent = along.map((t, i) => (t - overlap * x[i]) / Math.sqrt(1 - overlap ** 2));
    const energyAt = (angle: number): number => {
      const values = x.map((value, i) => value * Math.cos(angle) + tangent[i] * Math.sin(angle));
      return pottsEnergy(machine, { M: 1, N: 7, values })[0];
    };
    const slope = (energyAt(1e-5) - energyAt(-1e-5)) / 2e-5;
    const expected = dot(gradient.subarray(7 * a, 7 * a + 7), tangent);
    // third derivatives of order β³ times 1e-10 / 6, rounding 1e-15 / 1e-5
    assert.ok(Math.abs(slope - expected) < 1e-8, `${slope} against ${expected}`);
  }
});

test("pottsJointEnergy: hidden states outside their ranges are refused", () => {
  const machine = smallPotts();
  const data = randomVectors(1, 7, 8);
  assert.throws(() => pottsJointEnergy(machine, data, { memories: [6], classes: [0] }), {
    name: "RangeError",
    message: "pottsJointEnergy: expected labels 0 … 5, got 6 for vector 0; they count from 0",
  });
  assert.throws(() => pottsJointEnergy(machine, data, { memories: [5], classes: [4] }), {
    name: "RangeError",
    message: "pottsJointEnergy: expected labels 0 … 3, got 4 for vector 0; they count from 0",
  });
});
