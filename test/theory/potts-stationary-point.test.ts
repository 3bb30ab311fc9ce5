import assert from "node:assert/strict";
import { test } from "node:test";
import { pottsGradient } from "../../src/learning/potts-gradient.ts";
import { pottsMachine } from "../../src/models/potts-machine.ts";
import { pottsPrediction } from "../../src/models/potts-prediction.ts";
import { sphereMean } from "../../src/numerics/sphere-normaliser.ts";
import { stream } from "../../src/random/stream.ts";
import { pottsAverages } from "../../src/theory/potts-equations.ts";
import type { PottsStationaryOptions } from "../../src/theory/potts-stationary-options.ts";
import { pottsStationaryPoint } from "../../src/theory/potts-stationary-point.ts";
import { optdigits, skipWithoutDigits } from "../support/optdigits.ts";
import { pottsFixture } from "../support/potts-fixture.ts";
import { smallData, smallNet } from "../support/small-net.ts";
import { randomVectors, smallPotts } from "../support/small-potts.ts";

function near(actual: number, expected: number, tolerance: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, expected ${expected}`);
}

const { labels } = smallData;
const solved = (options: PottsStationaryOptions) => {
  const solution = pottsStationaryPoint(smallData, options);
  assert.equal(solution.status, "converged");
  // changes below 1e-12 in an iteration that shrinks them by 10 % or more
  assert.ok(solution.residual < 1e-10, `residual ${solution.residual}`);
  return solution.value;
};

test("pottsStationaryPoint: one memory from the mean of the data is the reference point", () => {
  const found = solved({ labels, beta: 12, regularization: 0.9 });
  near(found.loss, 0.3234862181, 1e-10, "L");
  const w = [-0.4186586279, 0.5290553717, 0.1197295496, -0.5602491331, 0.2774955125, 0.3736406714];
  w.forEach((value, i) => void near(found.memories[i], value, 1e-9, `w ${i}`));
  near(found.responsibilities[0] + found.responsibilities[1], 1, 1e-14, "Σ r");
  const { classes } = pottsPrediction(pottsMachine({ ...found, regularization: 0.9 }), smallData);
  assert.equal(classes.filter((y, a) => y === labels[a]).length, 30);
});

test("pottsStationaryPoint: the averages are loss and gradient of the reference machine", () => {
  for (const [known, softening, given] of [
    [pottsFixture.net.sup, 0.1, labels],
    [pottsFixture.net.unsup, pottsFixture.net.unsup.soft, undefined],
  ] as const) {
    const averages = pottsAverages(
      { data: smallData, labels: given, C: 3, softening, normaliser: "asymptotic" },
      { ...smallNet, regularization: Float64Array.of(0.8, 0.8) },
    );
    near(averages.loss, known.L, 1e-13, "L");
    known.gw.flat().forEach((value, k) => {
      near((-0.8 * 5 * averages.pulls[k]) / smallData.M, value, 1e-13, `∂L/∂w ${k}`);
    });
    known.gg.flat().forEach((value, k) => {
      near(averages.classGradient[k], value, 1e-13, `∂L/∂g ${k}`);
    });
  }
});

test("pottsStationaryPoint: the averages are the gradients of learning, at random machines", () => {
  for (const given of [Int32Array.from({ length: 30 }, (_, a) => a % 3), undefined]) {
    const machine = smallPotts({ regularization: 0.7 });
    const data = randomVectors(30, 7, 9);
    const averages = pottsAverages(
      { data, labels: given, C: 3, softening: 0.2, normaliser: "asymptotic" },
      { ...machine, regularization: new Float64Array(5).fill(0.7) },
    );
    const learning = pottsGradient(machine, data, given ? { labels: given } : "unsupervised", 0.2);
    near(averages.loss, learning.value, 1e-13, "L");
    learning.memories.forEach((value, k) => {
      near((-0.7 * 6 * averages.pulls[k]) / 30, value, 1e-13, `∂L/∂w ${k}`);
    });
    learning.classWeights.forEach((value, k) => {
      near(averages.classGradient[k], value, 1e-13 * Math.max(1, Math.abs(value)), `∂L/∂g ${k}`);
    });
    learning.responsibilities.forEach((value, k) => {
      near(averages.shares[k] / 30, value, 1e-13, `r ${k}`);
    });
  }
});

test("pottsStationaryPoint: a solved β has A_N(β) = ς m̄ and stays under its bound", () => {
  for (const normaliser of ["asymptotic", "exact"] as const) {
    for (const regularization of [0.6, 0.9]) {
      const found = solved({ labels, beta: 3, solveBeta: true, regularization, normaliser });
      const mean = sphereMean(6, found.beta, normaliser);
      near(mean, regularization * found.meanOverlap, 1e-12, `A, ς = ${regularization}`);
      const kappa = regularization * found.beta;
      const bound = (6 * regularization ** 2) / (1 - regularization ** 2);
      assert.ok(kappa > 0.1 && kappa < bound, `κ = ${kappa} of ${bound}`);
    }
  }
});

test("pottsStationaryPoint: without labels and with hidden classes the equations hold as well", () => {
  const memories = new Float64Array(3 * 6);
  stream(1, "start").fillGaussian(memories);
  for (const C of [1, 2]) solved({ beta: 9, C, memories, maximumIterations: 20000 });
});

test("pottsStationaryPoint: self-consistent ς is stationary for L(ς) − (N/2M) log(1 − ς²)", () => {
  const found = solved({ labels, beta: 12, regularization: "selfConsistent" });
  const [length] = found.regularization;
  const problem = {
    data: smallData,
    labels,
    C: 3,
    softening: 0.1,
    normaliser: "asymptotic",
  } as const;
  const value = (at: number) =>
    pottsAverages(problem, { ...found, regularization: Float64Array.of(at) }).loss -
    (6 / 120) * Math.log(1 - at * at);
  const h = 1e-5;
  // values of order 1 at distance 2h, third derivatives of order (1 − ς)⁻³ h²
  near((value(length + h) - value(length - h)) / (2 * h), 0, 1e-6, "slope");
  assert.ok(length > 0.9 && length < 1);
});

test("pottsStationaryPoint: damping changes the way, not the end", () => {
  const point = solved({ labels, beta: 12, regularization: 0.9 });
  const damped = solved({ labels, beta: 12, regularization: 0.9, damping: 0.5 });
  point.memories.forEach((w, i) => void near(damped.memories[i], w, 1e-10, `w ${i}`));
});

test("pottsStationaryPoint: damping leaves no more undone at the same tolerance", () => {
  const options = { labels, beta: 12, regularization: 0.9, tolerance: 1e-6 };
  const { value, status } = pottsStationaryPoint(smallData, { ...options, damping: 0.95 });
  assert.equal(status, "converged");
  const { memories, classWeights } = value;
  const start = { ...options, memories, classWeights, maximumIterations: 1 };
  const next = pottsStationaryPoint(smallData, start).value;
  const moved = (a: Float64Array, b: Float64Array) =>
    a.reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0);
  const left = Math.max(moved(next.memories, memories), moved(next.classWeights, classWeights));
  assert.ok(left <= 1e-6, `${left}`);
});

test("pottsStationaryPoint: an iteration goes to F/|F|, with damping a share of the way", () => {
  const { memories } = smallNet;
  const start = { ...smallNet, labels, regularization: 0.8, maximumIterations: 1 };
  const forces = pottsGradient(smallNet, smallData, { labels }, 0.1).memories;
  for (const damping of [0, 0.3]) {
    const { value } = pottsStationaryPoint(smallData, { ...start, damping });
    for (const row of [0, 6]) {
      const [w, F] = [memories, forces].map((all) => all.subarray(row, row + 6));
      const length = Math.hypot(...F);
      const mixed = w.map((x, i) => damping * x - ((1 - damping) * F[i]) / length);
      const norm = Math.hypot(...mixed);
      mixed.forEach((x, i) => void near(value.memories[row + i], x / norm, 1e-13, `w ${i}`));
    }
  }
});

test("pottsStationaryPoint: too few iterations are reported, with what is left", () => {
  const { status, residual, iterations } = pottsStationaryPoint(smallData, {
    ...{ labels, beta: 12, maximumIterations: 5 },
  });
  assert.deepEqual([status, iterations], ["not-converged", 5]);
  assert.ok(residual > 1e-6);
});

test("pottsStationaryPoint: one memory of 1000 digits is the reference point", {
  skip: skipWithoutDigits,
}, () => {
  const digits = optdigits("train", 1000);
  const { value, status } = pottsStationaryPoint(digits, { labels: digits.labels, beta: 20 });
  assert.equal(status, "converged");
  near(value.loss, -8.4968355406, 1e-10, "L");
  assert.ok(value.gradientNorm < 1e-12 && value.classResidual < 1e-10);
});

test("pottsStationaryPoint: what does not fit is refused", () => {
  const refused = (options: PottsStationaryOptions, message: RegExp) =>
    assert.throws(() => pottsStationaryPoint(smallData, options), { name: "RangeError", message });
  refused({ labels, beta: -1 }, /expected finite beta >= 0, got -1/);
  refused(
    { labels, beta: 1, regularization: 1.5 },
    /0 < regularization <= 1 or "selfConsistent", got 1.5/,
  );
  refused({ labels, beta: 1, C: 2 }, /expected labels 0 … C - 1 = 1, got 2/);
  refused({ labels: labels.slice(1), beta: 1 }, /expected M = 60 labels, got 59/);
  refused({ labels, beta: 1, memories: new Float64Array(5) }, /P x N memories, N = 6, got 5/);
  refused({ labels, beta: 1, masses: [1] }, /P \+ 1 = 2 masses, got 1/);
  refused({ labels, beta: 1, tolerance: 0 }, /expected tolerance > 0, got 0/);
  refused({ labels, beta: 1, maximumIterations: -1 }, /maximumIterations >= 0, got -1/);
  const negative = Float64Array.of(-1, 1, 1, 1, 1, 1, 1, 1);
  refused({ labels, beta: 1, classWeights: negative }, /class weights >= 0, got -1/);
  assert.throws(
    () =>
      pottsStationaryPoint(
        { ...smallData, values: smallData.values.map((x) => 2 * x) },
        { beta: 1 },
      ),
    { name: "RangeError", message: /expected rows of norm 1, got 2 at row 0/ },
  );
  assert.throws(() => pottsStationaryPoint(smallData, undefined as never), {
    name: "TypeError",
    message: "pottsStationaryPoint: expected options, got none; beta is needed",
  });
  refused({ labels, beta: 1, damping: 1 }, /0 <= damping < 1, got 1/);
});
