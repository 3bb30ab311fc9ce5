import assert from "node:assert/strict";
import { test } from "node:test";
import { vonMisesFisher } from "../../src/dynamics/von-mises-fisher.ts";
import { splittingMatrix, tangentSpectrum } from "../../src/learning/splitting-matrix.ts";
import { pottsMachine } from "../../src/models/potts-machine.ts";
import { sphereMean } from "../../src/numerics/sphere-normaliser.ts";
import { normalised, unitVectors } from "../../src/patterns/unit-vectors.ts";
import { stream } from "../../src/random/stream.ts";
import { pottsFixture } from "../support/potts-fixture.ts";
import { smallData, smallNet } from "../support/small-net.ts";

const { labels } = smallData;
const task = { data: smallData, targets: { labels }, softening: 0.1 };
const { S0, S1, S0eig, S1eig } = pottsFixture.net;

test("splittingMatrix: entries are those of the reference", () => {
  [S0, S1].forEach((known, memory) => {
    const S = splittingMatrix(smallNet, task, memory);
    known.flat().forEach((value, k) => {
      assert.ok(Math.abs(S[k] - value) < 1e-13, `${memory}: ${S[k]}, expected ${value}`);
    });
  });
});

test("splittingMatrix: the memory is in its kernel", () => {
  for (const memory of [0, 1]) {
    const S = splittingMatrix(smallNet, task, memory);
    const w = smallNet.memories.subarray(memory * 6, memory * 6 + 6);
    for (let i = 0; i < 6; i++) {
      const product = w.reduce((sum, value, j) => sum + S[i * 6 + j] * value, 0);
      assert.ok(Math.abs(product) < 1e-14);
    }
  }
});

test("tangentSpectrum: eigenvalues are those of the reference but the one of the memory", () => {
  [S0eig, S1eig].forEach((known, memory) => {
    const S = splittingMatrix(smallNet, task, memory);
    const w = smallNet.memories.subarray(memory * 6, memory * 6 + 6);
    const { eigenvalues, directions } = tangentSpectrum(S, w);
    const expected = known.filter((value) => Math.abs(value) > 1e-12);
    assert.equal(expected.length, 5);
    expected.forEach((value, k) => void assert.ok(Math.abs(eigenvalues[k] - value) < 1e-13));
    for (let k = 0; k < 5; k++) {
      const u = directions.subarray(k * 6, k * 6 + 6);
      assert.ok(Math.abs(u.reduce((sum, value, i) => sum + value * w[i], 0)) < 1e-14);
      for (let i = 0; i < 6; i++) {
        const product = u.reduce((sum, value, j) => sum + S[i * 6 + j] * value, 0);
        assert.ok(Math.abs(product - eigenvalues[k] * u[i]) < 1e-13);
      }
    }
  });
});

test("splittingMatrix: of von Mises–Fisher data all eigenvalues are κ A_N(κ_t) (1 − κ/κ_t)", () => {
  const [M, N, kappaOfData] = [40_000, 8, 5];
  const w = normalised(
    Float64Array.from({ length: N }, (_, i) => Math.cos(i * i)),
    1,
    N,
  ).values;
  const rng = stream(1, "von Mises–Fisher");
  const values = new Float64Array(M * N);
  for (let a = 0; a < M; a++) values.set(vonMisesFisher(w, kappaOfData, rng), a * N);
  const mean = sphereMean(N, kappaOfData, "exact");
  for (const kappa of [2.5, 5, 10]) {
    // a null unit of no weight leaves all responsibility to the memory
    const classWeights = Float64Array.of(1, 1e-280, 1e-280, 1e-280);
    const machine = pottsMachine({ N, C: 1, memories: w, classWeights, beta: kappa });
    const one = { data: { M, N, values }, targets: { labels: new Int32Array(M) }, softening: 0 };
    const { eigenvalues } = tangentSpectrum(splittingMatrix(machine, one, 0), w);
    const expected = kappa * mean * (1 - kappa / kappaOfData);
    // Every eigenvalue errs by less than the Frobenius norm of the error of S, whose square has the mean
    // Σ_ij Var(s_ij)/M with s_a = −κ² t tᵀ + κ m Π; their average by that of tr s_a / (N − 1).
    let [square, trace, traceSquare] = [0, 0, 0];
    for (let a = 0; a < M; a++) {
      let m = 0;
      for (let i = 0; i < N; i++) m += w[i] * values[a * N + i];
      const t = 1 - m * m;
      square += kappa ** 4 * t ** 2 - 2 * kappa ** 3 * m * t + kappa ** 2 * m ** 2 * (N - 1);
      const average = kappa * m - (kappa * kappa * t) / (N - 1);
      trace += average / M;
      traceSquare += average ** 2 / M;
    }
    const variance = square / M - (N - 1) * expected ** 2;
    const tolerance = 5 * Math.sqrt(variance / M);
    for (const value of eigenvalues) {
      assert.ok(Math.abs(value - expected) < tolerance, `κ = ${kappa}: ${value}, ${expected}`);
    }
    const average = eigenvalues.reduce((sum, value) => sum + value, 0) / (N - 1);
    const error = Math.sqrt((traceSquare - trace ** 2) / M);
    assert.ok(error < 0.03 && Math.abs(average - expected) < 5 * error, `${average}, ${expected}`);
  }
});

test("splittingMatrix: tasks that do not fit are refused", () => {
  const refused = (changes: object, memory: number, message: string) =>
    assert.throws(() => splittingMatrix(smallNet, { ...task, ...changes }, memory), {
      name: "RangeError",
      message: `splittingMatrix: expected ${message}`,
    });
  refused(
    { data: { ...smallData, values: smallData.values.map((x) => 2 * x) } },
    0,
    "rows of norm 1, got 2 at row 0; normalised() makes them so",
  );
  refused({}, 2, "a memory 0 … P - 1 = 1, got 2; the null unit cannot split");
  refused(
    { softening: 2 },
    0,
    "0 <= softening <= 1, got 2; it is the share of a target spread over all classes",
  );
  refused(
    { targets: { labels: Int32Array.of(1) } },
    0,
    "a label for each of M = 60 vectors, got 1; labels and vectors belong to each other in their order",
  );
  refused(
    { data: unitVectors(Float64Array.of(1, 0, 0, 0, 0), 1, 5) },
    0,
    "vectors of N = 6 numbers like the memories, got N = 5",
  );
});

test("tangentSpectrum: what is no splitting matrix of a memory is refused", () => {
  const w = Float64Array.of(1, 0);
  const refused = (S: unknown, v: unknown, message: RegExp) =>
    assert.throws(() => tangentSpectrum(S as Float64Array, v as Float64Array), message);
  refused(undefined, w, /^TypeError: tangentSpectrum: expected S in a Float64Array, got none; /);
  refused(
    new Float64Array(4),
    [1, 0],
    /^TypeError: tangentSpectrum: expected w in .*, got \[1,0\]; /,
  );
  refused(new Float64Array(3), w, /expected N x N numbers, N = 2 >= 2, got 3; /);
  refused(new Float64Array(4), Float64Array.of(1, 1), /expected a memory of norm 1, got 1.41/);
  refused(Float64Array.of(0, 1, 2, 0), w, /expected a symmetric S, got 2 and 1 at 1, 0; /);
});
