import assert from "node:assert/strict";
import { test } from "node:test";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { type Patterns, row } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";
import { binaryExamples } from "../../src/teacher-student/binary-examples.ts";
import { binaryOverlaps } from "../../src/teacher-student/binary-overlaps.ts";
import {
  exactBinaryOverlaps,
  exactBinaryPosterior,
} from "../../src/teacher-student/binary-posterior.ts";
import { binaryStudent } from "../../src/teacher-student/binary-student.ts";
import { exampleDistances } from "../../src/teacher-student/n-body.ts";
import { boltzmann, type EnergyOf, stateOf } from "../support/ising-enumeration.ts";

type Spins = ArrayLike<number>;

/** Σ of products over all sets of n distinct sites, by the definition. */
function distinctSum(z: Spins, n: number, from = 0): number {
  if (n === 0) return 1;
  let sum = 0;
  for (let i = from; i <= z.length - n; i++) sum += z[i] * distinctSum(z, n - 1, i + 1);
  return sum;
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/** −n!/N^(n−1) Σ_a Σ_(i₁<…<iₙ) ξσ_a … ξσ_a as a function of ξ. */
const literalEnergy =
  (examples: readonly Spins[], n: number): EnergyOf =>
  (xi) => {
    const N = xi.length;
    const products = examples.map((sigma) => Array.from(sigma, (s, i) => s * xi[i]));
    const sum = products.reduce((total, z) => total + distinctSum(z, n), 0);
    return (-factorial(n) / N ** (n - 1)) * sum;
  };

const rowsOf = (patterns: Patterns): Int8Array[] =>
  Array.from({ length: patterns.P }, (_, a) => row(patterns, a));

const overlapOf = (a: Spins, b: Spins): number =>
  Array.from(a).reduce((sum, s, i) => sum + (s * b[i]) / a.length, 0);

const spins = (N: number, seed: number): Int8Array => {
  const rng = stream(seed, "teacher");
  return Int8Array.from({ length: N }, () => 1 - 2 * rng.below(2));
};

test("binaryExamples: every state comes as often as its definition says", () => {
  for (const [n, N] of [
    [2, 5],
    [3, 6],
    [4, 6],
  ]) {
    const [xi, betaTeacher, M] = [spins(N, 1), 0.6, 20000];
    const law = boltzmann(literalEnergy([xi], n), N, betaTeacher);
    const counts = new Float64Array(2 ** N);
    const examples = binaryExamples(xi, { n, betaTeacher, M, rng: stream(2, n) });
    for (let a = 0; a < M; a++) counts[examples.words[a]] += 1;
    law.forEach((chance, state) => {
      const error = Math.sqrt(M * chance * (1 - chance));
      const expected = M * chance;
      assert.ok(Math.abs(counts[state] - expected) < 5 * error + 1e-9, `n ${n}, state ${state}`);
    });
    const distances = new Float64Array(N + 1);
    law.forEach((chance, state) => {
      distances[Math.round((N * (1 - overlapOf(stateOf(state, N), xi))) / 2)] += chance;
    });
    exampleDistances(n, N, betaTeacher).forEach((chance, d) => {
      assert.ok(Math.abs(chance - distances[d]) < 1e-14);
    });
  }
});

test("exactBinaryPosterior: is the Boltzmann law of the sums over distinct spins", () => {
  for (const n of [2, 3, 4]) {
    const [N, beta] = [7, 0.8];
    const xi = spins(N, 3);
    const examples = binaryExamples(xi, { n, betaTeacher: 0.5, M: 9, rng: stream(4, n) });
    const expected = boltzmann(literalEnergy(rowsOf(examples), n), N, beta);
    const found = exactBinaryPosterior(examples, { n, beta });
    found.forEach((chance, state) => {
      assert.ok(Math.abs(chance - expected[state]) < 1e-13);
    });
    const states = Array.from(expected, (_, state) => stateOf(state, N));
    const size = (overlap: number) => (n % 2 === 0 ? Math.abs(overlap) : overlap);
    const pairs = states.reduce(
      (sum, one, k) =>
        sum +
        states.reduce(
          (part, two, l) => part + expected[k] * expected[l] * size(overlapOf(one, two)),
          0,
        ),
      0,
    );
    const overlaps = exactBinaryOverlaps(xi, examples, { n, beta });
    assert.ok(Math.abs(overlaps.q - pairs) < 1e-13);
    const to = (spins: Spins) =>
      states.reduce((sum, one, k) => sum + expected[k] * size(overlapOf(one, spins)), 0);
    assert.ok(Math.abs(overlaps.qTeacher - to(xi)) < 1e-13);
    assert.ok(Math.abs(overlaps.m - to(row(examples, 0))) < 1e-13);
  }
});

test("binaryStudent: visits states as often as the exact posterior says", () => {
  for (const [n, M] of [
    [3, 12],
    [4, 80],
  ]) {
    const [N, beta, chains] = [6, 0.7, 400];
    const xi = spins(N, 5);
    const examples = binaryExamples(xi, { n, betaTeacher: 0.5, M, rng: stream(6, n) });
    const exact = exactBinaryPosterior(examples, { n, beta });
    const shares = Array.from({ length: chains }, (_, chain) => {
      const start = stateOf(stream(7, n, chain).below(2 ** N), N);
      const student = binaryStudent(examples, { n, beta, start, rng: stream(8, n, chain) });
      const visits = new Float64Array(2 ** N);
      for (let sweep = 0; sweep < 80; sweep++) {
        student.sweep();
        const state = student.state.reduce((bits, s, i) => bits | (s < 0 ? 1 << i : 0), 0);
        if (sweep >= 40) visits[state] += 1 / 40;
      }
      return visits;
    });
    exact.forEach((chance, state) => {
      if (chance < 0.005) return;
      const { mean, standardError } = meanEstimate(shares.map((visits) => visits[state]));
      const difference = Math.abs(mean - chance);
      assert.ok(difference < 5 * standardError, `n ${n}, state ${state}: ${mean} for ${chance}`);
    });
  }
});

test("binaryOverlaps: are those of the exact posterior from every start", () => {
  for (const n of [2, 3]) {
    const [N, beta, M] = [12, 0.5, 20];
    const xi = spins(N, 9);
    const examples = binaryExamples(xi, { n, betaTeacher: 0.5, M, rng: stream(10, n) });
    const exact = exactBinaryOverlaps(xi, examples, { n, beta });
    for (const start of ["teacher", "example", "random"] as const) {
      const found = Array.from({ length: 60 }, (_, chain) =>
        binaryOverlaps(xi, examples, {
          n,
          beta,
          start,
          sweeps: 150,
          dropped: 75,
          rng: stream(11, n, start, chain),
        }),
      );
      for (const name of ["qTeacher", "q", "m"] as const) {
        const { mean, standardError } = meanEstimate(found.map((each) => each[name]));
        const difference = Math.abs(mean - exact[name]);
        assert.ok(
          difference < 5 * standardError,
          `n ${n}, ${start}, ${name}: ${mean} ± ${standardError} for ${exact[name]}`,
        );
      }
    }
  }
});

test("exactBinaryOverlaps: at the teacher's β student and teacher overlap as two students do", () => {
  const [n, N, beta, M] = [3, 8, 0.9, 6];
  const differences = Array.from({ length: 400 }, (_, set) => {
    const xi = spins(N, set);
    const examples = binaryExamples(xi, { n, betaTeacher: beta, M, rng: stream(12, set) });
    const { qTeacher, q } = exactBinaryOverlaps(xi, examples, { n, beta });
    return qTeacher - q;
  });
  const { mean, standardError } = meanEstimate(differences);
  assert.ok(Math.abs(mean) < 5 * standardError, `${mean} ± ${standardError}`);
});

test("binary machines: what cannot be is refused by its numbers", () => {
  const rng = stream(1);
  const xi = spins(20, 1);
  const examples = binaryExamples(xi, { n: 3, betaTeacher: 0.5, M: 4, rng });
  assert.throws(
    () => binaryExamples(xi, { n: 21, betaTeacher: 0.5, M: 4, rng }),
    /^RangeError: binaryExamples: expected integers 2 <= n <= N, got n = 21, N = 20; n spins are coupled at a time$/,
  );
  assert.throws(
    () => binaryExamples(xi, { n: 3, betaTeacher: -1, M: 4, rng }),
    /binaryExamples: expected a finite betaTeacher >= 0, got -1/,
  );
  assert.throws(
    () => binaryExamples(xi, { n: 3, betaTeacher: 1, M: 0, rng }),
    /binaryExamples: expected an integer M >= 1 of examples, got 0/,
  );
  assert.throws(
    () => exactBinaryPosterior(examples, { n: 3, beta: 1 }),
    /exactBinaryPosterior: expected N <= 16 to look at all 2\^N patterns, got N = 20; sample them/,
  );
  assert.throws(
    () => binaryStudent(examples, { n: 3, beta: 1, start: [1, -1], rng }),
    /binaryStudent: expected state of length N = 20, got 2/,
  );
});
