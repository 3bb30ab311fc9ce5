import assert from "node:assert/strict";
import { test } from "node:test";
import { type BinaryPhase, binaryPhase, exampleAlignment } from "../../src/theory/binary-phase.ts";
import { binaryTeacherStudent } from "../../src/theory/binary-teacher-student.ts";
import { near } from "../support/near.ts";

test("binaryPhase: each phase of order 3 at a teacher's temperature 1.5, and the states it is read from", () => {
  const expected: [number, number, BinaryPhase][] = [
    [0.1, 1, "eR"],
    [3.5, 1.6, "gR"],
    [3.5, 0.8, "lR"],
    [1.7, 0.7, "SG"],
    [1, 3, "P"],
  ];
  for (const [load, temperature, phase] of expected) {
    const model = { n: 3, load, beta: 1 / temperature, betaTeacher: 1 / 1.5 };
    const point = binaryPhase(model);
    assert.equal(point.phase, phase, `load ${load}, T ${temperature}`);
    assert.equal(point.isAligned, false);
    const { direct, inverse, glass, paramagnetic } = point.solutions;
    const f = [direct, inverse, paramagnetic].map(({ value }) => value.freeEntropy);
    assert.equal(phase === "eR", direct.value.m > 0.5 && f[0] === Math.max(...f));
    assert.equal(phase === "gR", inverse.value.qTeacher > 0.1 && f[1] === Math.max(...f));
    if (phase === "lR") assert.ok(inverse.value.qTeacher > 0.1 && f[1] < f[2]);
    assert.equal(glass.value.q > 1e-7, phase === "SG" || phase === "lR");
  }
});

test("binaryPhase: students at the teacher's temperature learn where a 3-spin glass freezes", () => {
  // T_d = 0.682 and T_c = 0.651 of the Ising 3-spin glass (Montanari & Ricci-Tersenghi 2003), whose
  // couplings have the variance of examples at T/√(2α)
  const load = (T: number, unit: number) => (T / unit) ** 2 / 2;
  const phase = (alpha: number, T: number) =>
    binaryPhase({ n: 3, load: alpha, beta: 1 / T, betaTeacher: 1 / T }).phase;
  for (const T of [1.6, 2.4]) {
    assert.equal(phase(load(T, 0.6825), T), "P");
    assert.equal(phase(load(T, 0.681), T), "lR");
    assert.equal(phase(load(T, 0.652), T), "lR");
    assert.equal(phase(load(T, 0.6505), T), "gR");
  }
});

test("exampleAlignment: where a memory of a single pattern beats the paramagnet", () => {
  assert.equal(exampleAlignment(2), 0.5);
  for (const n of [3, 4, 7]) {
    const beta = exampleAlignment(n);
    const start = (at: number) =>
      binaryTeacherStudent({ n, load: 0, beta: at, betaTeacher: 0 }).value.start;
    assert.equal(start(beta * (1 - 1e-6)), "paramagnetic");
    assert.equal(start(beta * (1 + 1e-6)), "direct");
  }
  near(exampleAlignment(40), Math.LN2, 1e-9, "large n");
  const aligned = binaryPhase({ n: 3, load: 1, beta: 1, betaTeacher: 0.7 });
  assert.equal(aligned.isAligned, true);
  assert.throws(() => exampleAlignment(1), /expected an integer order n >= 2, got 1/);
});
