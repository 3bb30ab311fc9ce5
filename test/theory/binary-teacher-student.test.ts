import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type BinaryOverlaps,
  type BinaryTeacherStudentModel,
  binaryFreeEntropy,
  nextOverlaps,
} from "../../src/theory/binary-equations.ts";
import { binaryStarts, binaryTeacherStudent } from "../../src/theory/binary-teacher-student.ts";
import { stationaryOverlaps } from "../../src/theory/stationary-overlaps.ts";
import { near } from "../support/near.ts";

/** ∫Dz f(z) by the trapezoidal rule. */
function average(f: (z: number) => number): number {
  let sum = 0;
  for (let k = -2400; k <= 2400; k++) sum += f(k / 240) * Math.exp(-((k / 240) ** 2) / 2);
  return sum / 240 / Math.sqrt(2 * Math.PI);
}

/** The equations of order n ≥ 3 as printed. */
function printed(
  { n, load, beta, betaTeacher }: BinaryTeacherStudentModel,
  { qTeacher, q, m }: BinaryOverlaps,
): [number, number, number] {
  const [rTeacher, r, k] = [qTeacher, q, m].map((x) => n * x ** (n - 1));
  const [c, cTeacher] = [load * beta ** 2, load * betaTeacher * beta];
  const field = (z: number, sign: number, sign2: number) =>
    Math.tanh(Math.sqrt(c * r) * z + sign * cTeacher * rTeacher + sign2 * beta * k);
  return [
    average((z) => field(z, 1, 1) + field(z, 1, -1)) / 2,
    average((z) => field(z, 1, 1) ** 2 + field(z, 1, -1) ** 2) / 2,
    average((z) => field(z, 1, 1) + field(z, -1, 1)) / 2,
  ];
}

const models: BinaryTeacherStudentModel[] = [
  { n: 3, load: 3, beta: 1 / 1.2, betaTeacher: 1 / 1.5 },
  { n: 3, load: 0.3, beta: 1.25, betaTeacher: 0.5 },
  { n: 3, load: 2, beta: 2, betaTeacher: 0.6 },
  { n: 4, load: 5, beta: 0.7, betaTeacher: 0.6 },
  { n: 5, load: 1, beta: 1.5, betaTeacher: 0.3 },
];

test("binaryTeacherStudent: every start solves the printed equations", () => {
  for (const model of models) {
    for (const start of binaryStarts) {
      const { value, status } = binaryTeacherStudent(model, { start });
      assert.equal(status, "converged");
      const next = printed(model, value);
      [value.qTeacher, value.q, value.m].forEach((x, i) => {
        near(next[i], x, 1e-10, `${JSON.stringify(model)} ${start} ${i}`);
      });
    }
  }
});

test("binaryTeacherStudent: a student at the teacher's temperature has q_* = q and no example", () => {
  for (const [n, load, temperature] of [
    [2, 2, 3],
    [2, 8, 2.5],
    [3, 3, 1.5],
    [3, 9, 2.5],
    [3, 6, 2.2],
    [4, 5, 1.6],
    [5, 3, 1.4],
  ]) {
    const beta = 1 / temperature;
    const model = { n, load, beta, betaTeacher: beta };
    const { value, status } = binaryTeacherStudent(model, { start: "inverse" });
    assert.equal(status, "converged");
    near(value.qTeacher, value.q, 1e-9, `n = ${n}`);
    assert.ok(value.q > 0.1, `n = ${n} learns, q = ${value.q}`);
    assert.equal(value.m, 0);
    assert.ok(value.entropy > 0);
    assert.equal(binaryTeacherStudent(model).value.start, "inverse");
  }
});

test("binaryTeacherStudent: without a teacher it is the memory of random patterns", () => {
  for (const [n, load, beta] of [
    [2, 0.1, 1],
    [2, 0.06, 1.6],
    [3, 0.3, 1.25],
    [3, 1.5, 1.6],
    [4, 0.5, 1],
  ]) {
    const model = { n, load, beta, betaTeacher: 0 };
    const roots = stationaryOverlaps({
      n,
      load,
      convention: "factorial",
      temperature: 1 / (n * beta),
      ...(n > 2 ? { form: "distinct" as const } : {}),
    }).value;
    const direct = binaryTeacherStudent(model, { start: "direct" }).value;
    const glass = binaryTeacherStudent(model, { start: "glass" }).value;
    const retrieval = roots[roots.length - 1];
    near(direct.m, retrieval.m, 1e-8, `m at n = ${n}, load ${load}`);
    near(direct.q, retrieval.q, 1e-8, `q at n = ${n}, load ${load}`);
    near(glass.q, roots[0].q, 1e-8, `glass at n = ${n}, load ${load}`);
    assert.deepEqual([direct.qTeacher, glass.qTeacher, glass.m], [0, 0, 0]);
  }
});

test("binaryTeacherStudent: free entropy is stationary in q_*, q and m, and its slope in β gives the entropy", () => {
  const both: BinaryTeacherStudentModel[] = [
    ...models,
    { n: 2, load: 8, beta: 0.3, betaTeacher: 0.35 },
    { n: 2, load: 0.1, beta: 1, betaTeacher: 0.1 },
  ];
  for (const model of both) {
    for (const start of ["direct", "inverse", "glass"] as const) {
      const { value } = binaryTeacherStudent(model, { start });
      const h = 1e-6;
      for (const name of ["qTeacher", "q", "m"] as const) {
        // at 0 powers have a one-sided slope
        if (value[name] < 1e-3) continue;
        const at = (shift: number) =>
          binaryFreeEntropy(model, { ...value, [name]: value[name] + shift });
        near((at(h) - at(-h)) / (2 * h), 0, 1e-7, `${JSON.stringify(model)} ${start} ${name}`);
      }
      const at = (beta: number) =>
        binaryTeacherStudent({ ...model, beta }, { start }).value.freeEntropy;
      const slope = (at(model.beta + h) - at(model.beta - h)) / (2 * h);
      near(value.entropy, value.freeEntropy - model.beta * slope, 1e-7, `${start} entropy`);
    }
  }
});

test("binaryTeacherStudent: no examples, and the annealed paramagnet", () => {
  const free = binaryTeacherStudent({ n: 3, load: 0, beta: 0.5, betaTeacher: 0.5 }).value;
  near(free.freeEntropy, Math.LN2, 1e-15, "free entropy");
  assert.deepEqual([free.qTeacher, free.q, free.m], [0, 0, 0]);
  const { value } = binaryTeacherStudent({ n: 3, load: 2, beta: 0.1, betaTeacher: 0.1 });
  near(value.freeEntropy, Math.LN2 + 0.01, 1e-12, "αβ²/2 + log 2");
  assert.equal(value.start, "paramagnetic");
  // M = γN Gaussian overlaps of variance 1 at B = 2β: log E e^(B(x² − 1)/2) each
  const pair = { n: 2, load: 0.4, beta: 0.2, betaTeacher: 0.1 };
  const annealed = Math.LN2 - 0.1 * (Math.log(1 - 0.4) + 0.4);
  near(binaryTeacherStudent(pair).value.freeEntropy, annealed, 1e-12, "Hopfield");
});

test("binaryTeacherStudent: of order 2 learns from 1/B = 1 + √γ on", () => {
  // Alemanno et al. 2023, arXiv 2304.13710, with γ = M/N = α/2 and B = 2β
  for (const gamma of [0.25, 1, 4]) {
    const critical = 1 / (2 * (1 + Math.sqrt(gamma)));
    const learnt = (beta: number) =>
      binaryTeacherStudent({ n: 2, load: 2 * gamma, beta, betaTeacher: beta }).value.qTeacher;
    assert.ok(learnt(critical * 0.99) < 1e-8, `${learnt(critical * 0.99)}`);
    assert.ok(learnt(critical * 1.01) > 1e-3, `${learnt(critical * 1.01)}`);
  }
});

test("binaryTeacherStudent: low temperatures keep all digits", () => {
  const cold = { n: 3, load: 3, beta: 200, betaTeacher: 0.6 };
  const { value, status } = binaryTeacherStudent(cold, { start: "inverse" });
  assert.equal(status, "converged");
  // E sign of the Gaussian field: erf(S / √(2V)), S/√V independent of β at q = 1
  const { qTeacher } = value;
  const ratio = (Math.sqrt(3 * 3) * 0.6 * qTeacher ** 2) / value.q;
  const sign = 1 - 2 * average((z) => (z > ratio ? 1 : 0));
  near(qTeacher, sign, 0.01, "q_*");
});

test("binaryTeacherStudent: bad models are refused by name and number", () => {
  const model = { n: 3, load: 1, beta: 1, betaTeacher: 1 };
  const refused: [Partial<BinaryTeacherStudentModel>, RegExp][] = [
    [{ n: 1 }, /binaryTeacherStudent: expected an integer order n >= 2, got 1/],
    [{ load: -1 }, /expected load >= 0, got -1/],
    [{ beta: 0 }, /expected beta > 0, got 0/],
    [{ betaTeacher: Number.NaN }, /expected betaTeacher >= 0, got NaN/],
    [{ n: 2, betaTeacher: 0.5 }, /expected betaTeacher < 0.5 at n = 2/],
  ];
  for (const [change, message] of refused) {
    assert.throws(() => binaryTeacherStudent({ ...model, ...change }), message);
  }
  const strong = { n: 2, load: 1, beta: 0.6, betaTeacher: 0.4 };
  const paramagnet = binaryTeacherStudent(strong, { start: "paramagnetic" });
  assert.equal(paramagnet.status, "not-finite");
});

test("binaryTeacherStudent: next to a spinodal a start leads where plain iteration leads", () => {
  for (const [start, name, dense] of [
    ["inverse", "qTeacher", 1],
    ["glass", "q", 1],
    ["direct", "m", -1],
  ] as const) {
    const at = (load: number) => ({ n: 3, load, beta: 1, betaTeacher: 0.6 });
    const found = (load: number) => binaryTeacherStudent(at(load), { start }).value;
    // the load at which the state begins, or ends, up to 1e-6
    let [without, within] = dense > 0 ? [0.01, 20] : [20, 0.01];
    assert.ok(found(without)[name] < 1e-6 && found(within)[name] > 0.2, `${start} has a spinodal`);
    while (Math.abs(within / without - 1) > 1e-6) {
      const middle = (within + without) / 2;
      if (found(middle)[name] > 1e-3) within = middle;
      else without = middle;
    }
    for (const shift of [-1e-2, -1e-3, -1e-4, 1e-4, 1e-3, 1e-2]) {
      const model = at(within * (1 + dense * shift));
      let plain: BinaryOverlaps = {
        ...{ qTeacher: start === "inverse" ? 1 : 0, q: 1, m: start === "direct" ? 1 : 0 },
      };
      let change = 1;
      while (change > 1e-12) {
        const next = nextOverlaps(model, plain);
        change = Math.max(
          ...(["qTeacher", "q", "m"] as const).map((key) => Math.abs(next[key] - plain[key])),
        );
        plain = next;
      }
      assert.equal(plain[name] > 0.2, shift > 0, `${start} at ${shift}`);
      // 1e-12 in the last step, and errors shrink by 1 % or more in each
      near(found(model.load)[name], plain[name], 1e-9, `${start} at ${shift}`);
    }
  }
});
