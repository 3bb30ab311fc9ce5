import assert from "node:assert/strict";
import { test } from "node:test";
import { splittingMatrix, tangentSpectrum } from "../../src/learning/splitting-matrix.ts";
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

test("splittingMatrix: tasks that do not fit are refused", () => {
  const refused = (changes: object, memory: number, message: string) =>
    assert.throws(() => splittingMatrix(smallNet, { ...task, ...changes }, memory), {
      name: "RangeError",
      message: `splittingMatrix: expected ${message}`,
    });
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
    { data: { ...smallData, N: 5 } },
    0,
    "data of N = 6 with a row at least, got 60 x 5; use the data that the machine is made for",
  );
});
