import assert from "node:assert/strict";
import { test } from "node:test";
import chiSquareCDF from "@stdlib/stats-base-dists-chisquare-cdf";
import {
  givenCouplings,
  type IsingCouplings,
  isingEnergy,
  isingLattice,
  isingRing,
} from "../../src/patterns/ising-couplings.ts";
import { type IsingOptions, isingSamples } from "../../src/patterns/ising-samples.ts";
import { row } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";
import {
  average,
  boltzmann,
  type EnergyOf,
  matrixEnergy,
  ringEnergy,
  stateOf,
  torusEnergy,
} from "../support/ising-enumeration.ts";

/** A spin glass of five spins, loops of both signs. */
const J = [
  [0, 1, -0.5, 0, 0.7],
  [1, 0, 0.8, -1.2, 0],
  [-0.5, 0.8, 0, 0.4, 0],
  [0, -1.2, 0.4, 0, -0.9],
  [0.7, 0, 0, -0.9, 0],
].flat();
const glass = givenCouplings(J);

/** Counts of the states among P samples. */
function stateCounts(
  couplings: IsingCouplings,
  N: number,
  beta: number,
  P: number,
  options: IsingOptions,
): Float64Array {
  const { words } = isingSamples(P, N, couplings, beta, stream(1, "ising"), options);
  const counts = new Float64Array(2 ** N);
  for (const state of words) counts[state] += 1;
  return counts;
}

// single spins relax within 1/(1 − tanh 2β) < 5 sweeps on these rings: 30 leave 0.002 of a correlation
const SPACED = { burnIn: 60, spacing: 30 };

for (const algorithm of ["gibbs", "wolff"] as const) {
  test(`isingSamples: ${algorithm} visits every state with its Boltzmann probability`, () => {
    for (const [couplings, energyOf, N, beta] of [
      [isingRing(), ringEnergy, 6, 0.5],
      [isingRing(), ringEnergy, 2, 0.4],
      [isingLattice(), torusEnergy, 4, 0.2],
      [isingLattice(), torusEnergy, 9, 0.25],
      [glass, matrixEnergy(J), 5, 0.6],
    ] as const) {
      const P = 3000;
      const counts = stateCounts(couplings, N, beta, P, { algorithm, ...SPACED });
      const chances = boltzmann(energyOf, N, beta);
      // states expected fewer than 10 times are counted together
      let [restCount, restChance, chiSquare, cells] = [0, 0, 0, 0];
      for (const [k, chance] of chances.entries()) {
        if (P * chance < 10) {
          restCount += counts[k];
          restChance += chance;
          continue;
        }
        chiSquare += (counts[k] - P * chance) ** 2 / (P * chance);
        cells += 1;
      }
      if (restChance > 0) {
        chiSquare += (restCount - P * restChance) ** 2 / (P * restChance);
        cells += 1;
      }
      const p = 1 - chiSquareCDF(chiSquare, cells - 1);
      assert.ok(p > 1e-4, `${couplings.name} ${N}: ${chiSquare} over ${cells} cells`);
    }
  });

  test(`isingSamples: ${algorithm} gives the ring its correlations in closed form`, () => {
    const [N, beta, chains, P] = [12, 0.6, 30, 100];
    const options: IsingOptions = { algorithm };
    const t = Math.tanh(beta);
    for (const r of [1, 2, 3, 6]) {
      const means = Array.from({ length: chains }, (_, chain) => {
        const rng = stream(2, "ring", chain);
        const samples = isingSamples(P, N, isingRing(), beta, rng, options);
        let sum = 0;
        for (let mu = 0; mu < P; mu++) {
          const sigma = row(samples, mu);
          for (let i = 0; i < N; i++) sum += sigma[i] * sigma[(i + r) % N];
        }
        return sum / (P * N);
      });
      const mean = means.reduce((a, b) => a + b) / chains;
      const error = Math.sqrt(
        means.reduce((sum, m) => sum + (m - mean) ** 2, 0) / chains / (chains - 1),
      );
      const exact = (t ** r + t ** (N - r)) / (1 + t ** N);
      assert.ok(Math.abs(mean - exact) < 5 * error, `${r}: ${mean} ± ${error} for ${exact}`);
    }
  });
}

test("isingSamples: clusters give the critical 4 × 4 lattice its energy and magnetisation", () => {
  const [N, beta, chains, P] = [16, Math.log(1 + Math.SQRT2) / 2, 30, 60];
  const lattice = isingLattice();
  const chances = boltzmann(torusEnergy, N, beta);
  const magnetisation: EnergyOf = (sigma) => Math.abs(Array.from(sigma).reduce((a, b) => a + b, 0));
  for (const quantity of [torusEnergy, magnetisation]) {
    const exact = average(chances, (k) => quantity(stateOf(k, N)));
    const means = Array.from({ length: chains }, (_, chain) => {
      const samples = isingSamples(P, N, lattice, beta, stream(3, "lattice", chain));
      let sum = 0;
      for (let mu = 0; mu < P; mu++) sum += quantity(row(samples, mu));
      return sum / P;
    });
    const mean = means.reduce((a, b) => a + b) / chains;
    const error = Math.sqrt(
      means.reduce((sum, m) => sum + (m - mean) ** 2, 0) / chains / (chains - 1),
    );
    assert.ok(Math.abs(mean - exact) < 5 * error, `${mean} ± ${error} for ${exact}`);
  }
});

test("isingSamples: at β = 0 spins are free, at large β a ring is one domain", () => {
  for (const algorithm of ["gibbs", "wolff"] as const) {
    const counts = stateCounts(isingRing(), 4, 0, 3200, { algorithm });
    const chiSquare = counts.reduce((sum, n) => sum + (n - 200) ** 2 / 200, 0);
    assert.ok(1 - chiSquareCDF(chiSquare, 15) > 1e-4, `${algorithm}: ${chiSquare}`);
  }
  const cold = stateCounts(isingRing(), 8, 20, 400, {});
  assert.equal(cold[0] + cold[255], 400);
  // whole clusters turn over: both signs come, each within 5 standard errors of 200
  assert.ok(Math.abs(cold[0] - 200) < 50, `${cold[0]}`);
});

test("isingEnergy: counts every bond once, and both bonds of a pair of a ring or torus of two", () => {
  assert.equal(isingEnergy(isingRing(), [1, 1, 1, 1]), -4);
  assert.equal(isingEnergy(isingRing(), [1, 1, 1, -1]), 0);
  assert.equal(isingEnergy(isingRing(), [1, 1]), -2);
  assert.equal(isingEnergy(isingRing(), [1]), 0);
  assert.equal(isingEnergy(isingLattice(), new Int8Array(9).fill(1)), -18);
  assert.equal(isingEnergy(isingLattice(), [1, 1, 1, 1]), -8);
  assert.equal(isingEnergy(isingLattice(), [1, -1, 1, 1, 1, 1, 1, 1, 1]), -10);
  const sigma = [1, -1, 1, 1, -1];
  // −(−1 −0.5 −0.7 −0.8 +1.2 +0.4 +0.9) by hand, bonds 01 02 04 12 13 23 34
  assert.ok(Math.abs(isingEnergy(glass, sigma) - 0.5) < 1e-15);
  for (let k = 0; k < 512; k++) {
    const state = stateOf(k, 9);
    assert.equal(isingEnergy(isingLattice(), state), torusEnergy(state));
  }
});

test("isingSamples: what is out of range is refused by name and number", () => {
  const draw = (N: number, beta: number, options: IsingOptions = {}, couplings = isingRing()) =>
    isingSamples(2, N, couplings, beta, stream(1), options);
  for (const beta of [-0.1, Infinity, Number.NaN]) {
    assert.throws(() => draw(4, beta), {
      name: "RangeError",
      message: `isingSamples: expected 0 <= beta < Infinity, got ${beta}`,
    });
  }
  for (const [burnIn, spacing] of [
    [0, 1],
    [1, 0],
    [1.5, 1],
    [1, Number.NaN],
  ]) {
    assert.throws(() => draw(4, 1, { burnIn, spacing }), {
      name: "RangeError",
      message: `isingSamples: expected whole numbers of sweeps burnIn >= 1 and spacing >= 1, got ${burnIn} and ${spacing}`,
    });
  }
  const metropolis = JSON.parse('{ "algorithm": "metropolis" }');
  assert.throws(() => draw(4, 1, metropolis), {
    name: "TypeError",
    message: 'isingSamples: expected algorithm "wolff" or "gibbs", got "metropolis"',
  });
  assert.throws(() => draw(8, 1, {}, isingLattice()), {
    message: "isingLattice: expected N = L × L spins, got 8; 9 is a square",
  });
  assert.throws(() => draw(4, 1, {}, glass), {
    message: "givenCouplings: expected N = 5, the size of the given matrix, got 4",
  });
  assert.throws(() => givenCouplings([0, 1, 1]), /givenCouplings: expected N × N entries, got 3/);
  for (const bad of [
    [0, 1, 2, 0],
    [1, 0, 0, 0],
    [0, Number.NaN, Number.NaN, 0],
    [0, Infinity, Infinity, 0],
  ]) {
    assert.throws(() => givenCouplings(bad), /expected a symmetric matrix of finite numbers/);
  }
});
