import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gaussianAverage } from "../../src/numerics/gaussian-average.ts";
import { overlapOfConcentration } from "../../src/numerics/sphere-normaliser.ts";
import { stream } from "../../src/random/stream.ts";
import { clusterGuess } from "../../src/theory/cluster-guess.ts";
import { nextAcross, pottsState } from "../../src/theory/potts-branch.ts";
import type { PottsTeacherStudentModel } from "../../src/theory/potts-model.ts";
import { pottsTeacherStudent } from "../../src/theory/potts-teacher-student.ts";
import { singlePatternPosterior } from "../../src/theory/single-pattern.ts";
import { near } from "../support/near.ts";
import { repositoryRoot } from "../support/paths.ts";

interface Row {
  alpha: number;
  b: number;
  qdiag: number;
  qoff: number;
  m: number;
  e?: number;
}
const { p2, p2lab }: { p2: Row[]; p2lab: Row[] } = JSON.parse(
  readFileSync(join(repositoryRoot, "test/fixtures/potts-machine.json"), "utf8"),
);
const solve = (model: PottsTeacherStudentModel) => pottsTeacherStudent(model).value;

test("pottsTeacherStudent: the reference rows of two patterns, without and with labels", () => {
  // at load 4, signal 1 the reference iteration has not ended: it is the threshold
  const rows = [...p2.filter(({ alpha, b }) => alpha !== 4 || b !== 1), ...p2lab];
  assert.equal(rows.length, p2.length + p2lab.length - 1);
  for (const { alpha, b, qdiag, qoff, m, e } of rows) {
    const model = { load: alpha, signal: b, patterns: 2 };
    const got = solve(e === undefined ? model : { ...model, labelNoise: e });
    near(got.qDiag, qdiag, 1e-7, `qDiag at ${alpha}, ${b}`);
    near(got.qOff, qoff, 1e-7, `qOff at ${alpha}, ${b}`);
    near(got.m, m, 1e-6, `m at ${alpha}, ${b}`);
  }
});

test("pottsTeacherStudent: the printed states of three and four patterns", () => {
  for (const [patterns, load, signal, qDiag, qOff, m] of [
    [3, 3, 1.4477, 0.391912, 0.142537, 0.158516],
    [3, 3, 2, 0.733791, 0.033104, 0.585245],
    [3, 3, 2.5, 0.842266, 0.009901, 0.794453],
    [4, 4, 2, 0.70583, 0.03139, 0.517907],
  ]) {
    const got = solve({ load, signal, patterns });
    near(got.qDiag, qDiag, 6e-7, "qDiag");
    near(got.qOff, qOff, 6e-7, "qOff");
    near(got.m, m, 6e-7, "m");
  }
});

test("pottsTeacherStudent: one pattern in closed form", () => {
  for (const [load, signal] of [
    [1, 1.5],
    [2, 1],
    [0.1, 4],
  ]) {
    const Lambda = load * signal ** 2;
    const { value, status } = pottsTeacherStudent({ load, signal, patterns: 1 });
    near(value.qDiag, Lambda / (1 + Lambda), 1e-15, "overlap");
    // mutual information of a Gaussian number of signal to noise Λ, and its mean exponent
    near(value.freeEntropy, Lambda / 2 - Math.log(1 + Lambda) / 2, 1e-15, "free entropy");
    assert.deepEqual([value.qOff, value.m, status], [0, 1, "converged"]);
    // the matrix equations know nothing of the closed form
    const matrices = solve({ load, signal, patterns: 1, covariance: [1] });
    near(matrices.qDiag, value.qDiag, 1e-12, "overlap of matrices");
    near(matrices.freeEntropy, value.freeEntropy, 1e-12, "free entropy of matrices");
  }
});

test("pottsTeacherStudent: equal clusters solve the matrix equations of unequal ones", () => {
  for (const model of [
    { load: 2, signal: 1.5, patterns: 2 },
    { load: 2, signal: 1, patterns: 2, labelNoise: 0.1 },
    { load: 3, signal: 1.6, patterns: 3 },
    { load: 3, signal: 1.2, patterns: 3, labelNoise: 0.2 },
  ]) {
    const P = model.patterns;
    const covariance = Array.from({ length: P * P }, (_, k) => (k % (P + 1) === 0 ? 1 : 0));
    const [scalar, matrices] = [solve(model), solve({ ...model, covariance })];
    near(matrices.freeEntropy, scalar.freeEntropy, 1e-12, "free entropy");
    for (let k = 0; k < P * P; k++) {
      near(matrices.overlaps[k], scalar.overlaps[k], 1e-9, "overlaps");
      near(matrices.responsibilities[k], scalar.responsibilities[k], 1e-9, "responsibilities");
    }
  }
});

test("clusterGuess: two clusters are one Gaussian field of a spin, with and without labels", () => {
  for (const kappa of [1e-6, 0.3, 2, 12, 60]) {
    const g = kappa / 2;
    const s = Math.sqrt(g);
    const spin = (h: number) =>
      gaussianAverage((z) => Math.tanh(g + h + s * z), [{ at: -(g + h) / s, width: 1 / s }]);
    near(clusterGuess(2, kappa).certainty, spin(0), 1e-14, `κ = ${kappa}`);
    const h = Math.log(9) / 2;
    const labelled = 0.9 * spin(h) + 0.1 * spin(-h);
    near(clusterGuess(2, kappa, 0.1).certainty, labelled, 1e-14, `labelled κ = ${kappa}`);
  }
});

test("clusterGuess: labels as wrong as by chance tell nothing, right ones everything", () => {
  for (const P of [2, 3, 7]) {
    const [blind, chance] = [clusterGuess(P, 1.7), clusterGuess(P, 1.7, 1 - 1 / P)];
    near(chance.certainty, blind.certainty, 1e-14, "certainty");
    near(chance.logSum, blind.logSum - Math.log(P), 1e-13, "logSum");
    near(clusterGuess(P, 1.7, 1e-13).certainty, 1, 1e-11, "almost right");
    assert.deepEqual(clusterGuess(P, 1.7, 0), { certainty: 1, logSum: 1.7 });
    near(clusterGuess(P, 1.7, 1e-13).logSum, 1.7, 1e-11, "logSum of right labels");
  }
});

test("clusterGuess: certain guesses continue the integral, with and without labels", () => {
  for (const [P, labelNoise] of [
    [2, undefined],
    [3, 0.2],
    [9, 0.6],
  ] as const) {
    // where wrong guesses have a probability of about e^−40, and the integral ends
    const h = Math.abs(Math.log((1 - (labelNoise ?? 0.5)) / ((labelNoise ?? 0.5) / (P - 1))));
    const end = 4 * (40 + Math.log(P) + (labelNoise === undefined ? 0 : h));
    const [below, above] = [0.999999, 1.000001].map((x) => clusterGuess(P, end * x, labelNoise));
    near(below.certainty, above.certainty, 1e-12, "certainty");
    near(below.logSum - end * 0.999999, above.logSum - end * 1.000001, 1e-10, "logSum");
  }
});

test("nextAcross: a small difference of merged memories grows by αb⁴/P² a step", () => {
  for (const [patterns, load, signal, growth] of [
    [2, 2, 1, 0.5],
    [2, 2, 1.5, 2.53125],
    [2, 4, 1.2, 2.0736],
    [5, 3, 1.5, (3 * 1.5 ** 4) / 25],
  ]) {
    const step = nextAcross({ load, signal, patterns }, 1e-7) / 1e-7;
    near(step / growth, 1, 1e-5, `P = ${patterns}`);
  }
});

test("pottsTeacherStudent: just above the threshold it finds the small root, at it says so", () => {
  const threshold = Math.sqrt(2 / Math.sqrt(2));
  for (const excess of [1e-3, 1e-5]) {
    const { value, status } = pottsTeacherStudent({
      load: 2,
      signal: threshold * (1 + excess),
      patterns: 2,
    });
    assert.equal(status, "converged");
    const across = value.qDiag - value.qOff;
    assert.ok(across > excess && across < 10 * excess, `q = ${across}`);
  }
  assert.equal(solve({ load: 2, signal: threshold * 0.999, patterns: 2 }).m, 0);
  const at = pottsTeacherStudent({ load: 4, signal: 1, patterns: 2 });
  assert.equal(at.status, "uncertain");
  near(at.value.qDiag, at.value.qOff, 1e-4, "merged");
});

test("pottsTeacherStudent: the two starts coexist for ten patterns and agree for four", () => {
  const hard = { load: 1, signal: 3.1, patterns: 10 };
  const [informed, uninformed] = (["informed", "uninformed"] as const).map(
    (start) => pottsTeacherStudent(hard, { start }).value,
  );
  assert.equal(uninformed.m, 0);
  // 0.136 by 4000 draws
  near(informed.qDiag - informed.qOff, 0.138, 0.005, "q of the informed start");
  assert.equal(solve(hard).start, "informed");
  assert.equal(solve({ ...hard, signal: 3.095 }).start, "uninformed");
  for (const signal of [1.3, 1.6, 2.4]) {
    const both = (["informed", "uninformed"] as const).map(
      (start) => pottsTeacherStudent({ load: 4, signal, patterns: 4 }, { start }).value.qDiag,
    );
    assert.equal(both[0], both[1]);
  }
});

test("pottsTeacherStudent: free entropy is stationary in q and grows with the load by E log of a fresh example", () => {
  const models = [
    { load: 2, signal: 1.5, patterns: 2 },
    { load: 3, signal: 2, patterns: 3 },
    { load: 2, signal: 1, patterns: 2, labelNoise: 0.1 },
    { load: 1, signal: 3.12, patterns: 10 },
  ];
  for (const model of models) {
    const { load, signal, patterns: P, labelNoise } = model;
    const value = solve(model);
    const across = value.qDiag - value.qOff;
    // certainty is that of q in pottsState, so that φ is a function of q alone there
    const at = (q: number) => pottsState(model, q).freeEntropy;
    const h = 1e-4;
    near((at(across + h) - at(across - h)) / (2 * h), 0, 2e-6, "slope in q");
    const { logSum } = clusterGuess(P, signal ** 2 * across, labelNoise);
    const predictive =
      (signal ** 2 * value.qOff) / 2 - (signal ** 2 * across) / 2 - Math.log(P) + logSum;
    const d = 1e-4;
    const slope =
      (solve({ ...model, load: load + d }).freeEntropy -
        solve({ ...model, load: load - d }).freeEntropy) /
      (2 * d);
    near(slope, predictive, 1e-6, "slope in the load");
  }
});

test("pottsTeacherStudent: known clusters are single patterns that share the examples", () => {
  for (const [load, signal, patterns] of [
    [2, 9, 2],
    [1, 12, 5],
  ]) {
    const each = solve({ load: load / patterns, signal, patterns: 1 });
    const sure = solve({ load, signal, patterns });
    near(sure.qDiag, each.qDiag, 1e-6, "overlap");
    const value = patterns * each.freeEntropy - load * Math.log(patterns);
    near(sure.freeEntropy, value, 1e-6, "free entropy");
    const labelled = solve({ load, signal: 1, patterns, labelNoise: 0 });
    const one = solve({ load: load / patterns, signal: 1, patterns: 1 });
    near(labelled.qDiag, one.qDiag, 1e-12, "overlap with labels");
    const known = patterns * one.freeEntropy - load * Math.log(patterns);
    near(labelled.freeEntropy, known, 1e-12, "free entropy with labels");
  }
});

test("pottsTeacherStudent: unequal clusters, correlated patterns", () => {
  const { value, status } = pottsTeacherStudent({
    load: 2,
    signal: 1.5,
    patterns: 2,
    weights: [0.7, 0.3],
  });
  assert.equal(status, "converged");
  const [first, second] = [value.overlaps[0], value.overlaps[3]];
  assert.ok(first > second, "the larger cluster is learnt better");
  near(value.responsibilities[0] + value.responsibilities[1], 0.7, 1e-10, "share of cluster 1");
  const flipped = solve({ load: 2, signal: 1.5, patterns: 2, weights: [0.3, 0.7] });
  near(flipped.overlaps[3], first, 1e-9, "exchanged clusters");
  // equal patterns of overlap c: the sum carries 1 + c, the difference 1 − c of independent ones
  const c = 0.4;
  const correlated = solve({ load: 2, signal: 1.5, patterns: 2, covariance: [1, c, c, 1] });
  const scaled = solve({ load: 2, signal: 1.5 * Math.sqrt(1 - c), patterns: 2 });
  const across = correlated.overlaps[0] - correlated.overlaps[1];
  near(across, (1 - c) * (scaled.qDiag - scaled.qOff), 1e-9, "difference");
});

test("pottsTeacherStudent: just above the threshold unequal clusters leave the merged state as equal ones do", () => {
  const weights = [0.5 + 1e-7, 0.5 - 1e-7];
  for (const start of ["informed", "uninformed"] as const) {
    for (const signal of [1.01, 1.03]) {
      const model = { load: 4, signal, patterns: 2 };
      const { value } = pottsTeacherStudent({ ...model, weights }, { start });
      near(value.m, solve(model).m, 1e-6, `${start} at ${signal}`);
    }
  }
});

test("pottsTeacherStudent: matrices that are off by more than 1e-8 at the threshold say so", () => {
  const covariance = [1, 0, 0, 1];
  const statuses = [0.97, 0.995, 0.9999, 1, 1.0001, 1.005, 1.03, 1.5].map((signal) => {
    const model = { load: 4, signal, patterns: 2 };
    const { value, status } = pottsTeacherStudent({ ...model, covariance });
    const error = Math.abs(value.m - solve(model).m);
    // an element of M_k is (1 ± m)/4
    assert.equal(status, error / 4 > 1e-8 ? "uncertain" : "converged", `${error} at ${signal}`);
    return status;
  });
  assert.ok(statuses.includes("uncertain") && statuses.includes("converged"), `${statuses}`);
});

test("pottsTeacherStudent: Monte Carlo of four clusters within its standard error of the integral", () => {
  const model = { load: 4, signal: 2, patterns: 4 };
  const covariance = Array.from({ length: 16 }, (_, k) => (k % 5 === 0 ? 1 : 0));
  const options = { rng: stream(5), draws: 2000, start: "informed" } as const;
  const { value, status, residual } = pottsTeacherStudent({ ...model, covariance }, options);
  assert.equal(status, "uncertain");
  assert.ok(residual > 0 && residual < 0.01, `${residual}`);
  const again = pottsTeacherStudent({ ...model, covariance }, options).value;
  assert.deepEqual(again, value, "the draws do not depend on what the rng gave before");
  const exact = solve(model);
  for (let k = 0; k < 16; k++) {
    near(value.responsibilities[k], exact.responsibilities[k], 5 * residual, "responsibilities");
  }
});

test("pottsTeacherStudent: bad models are refused by name and number", () => {
  const model = { load: 2, signal: 1, patterns: 2 };
  const refused: [Partial<PottsTeacherStudentModel>, RegExp][] = [
    [{ load: 0 }, /pottsTeacherStudent: expected load > 0, got 0/],
    [{ signal: -1 }, /expected signal > 0, got -1/],
    [{ patterns: 1.5 }, /expected an integer patterns >= 1, got 1.5/],
    [{ labelNoise: 1 }, /expected 0 <= labelNoise < 1, got 1/],
    [{ patterns: 1, labelNoise: 0.1 }, /expected no labelNoise with 1 pattern/],
    [{ weights: [0.5, 0.6] }, /expected 2 positive weights of sum 1, got 2 of sum 1.1/],
    [
      { covariance: [1, 2, 2, 1] },
      /expected a symmetric positive definite covariance, got the eigenvalue -/,
    ],
    [{ covariance: [1, 0] }, /expected a covariance of 2 x 2 numbers, got 2/],
  ];
  for (const [change, message] of refused) {
    assert.throws(() => pottsTeacherStudent({ ...model, ...change }), message);
  }
  const four = { load: 2, signal: 1, patterns: 4, weights: [0.1, 0.2, 0.3, 0.4] };
  assert.throws(() => pottsTeacherStudent(four), /expected an rng for 4 unequal clusters/);
});

test("singlePatternPosterior: length ς(2υ) of its concentration υ, whose square is the overlap", () => {
  for (const [load, signal, overlap, length] of [
    [1, 1.5, 0.6923, 0.8321],
    [2, 1, 0.6667, 0.8165],
  ]) {
    const posterior = singlePatternPosterior({ load, signal });
    near(posterior.overlap, overlap, 6e-5, "overlap");
    near(posterior.length, length, 6e-5, "length");
    near(posterior.length, overlapOfConcentration(posterior.concentration), 1e-14, "ς(2υ)");
  }
  assert.throws(() => singlePatternPosterior({ load: 1, signal: 0 }), /expected signal > 0, got 0/);
});
