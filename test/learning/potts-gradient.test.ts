import assert from "node:assert/strict";
import { test } from "node:test";
import { pottsGradient } from "../../src/learning/potts-gradient.ts";
import type { PottsMachine } from "../../src/models/potts-machine.ts";
import {
  fixtureData,
  type LiteralTargets,
  literalLoss,
  randomPotts,
} from "../support/literal-potts.ts";
import { pottsFixture } from "../support/potts-fixture.ts";

const { net } = pottsFixture;

const near = (got: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void => {
  assert.equal(got.length, expected.length);
  for (let k = 0; k < got.length; k++) {
    assert.ok(Math.abs(got[k] - expected[k]) <= tolerance, `${k}: ${got[k]}, ${expected[k]}`);
  }
};
const sum = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((total, value) => total + value, 0);

test("pottsGradient: loss and gradients of the fixture, with and without labels", () => {
  const { data, labels } = fixtureData();
  near(data.values.subarray(0, 6), net.x0, 1e-12);
  const machine: PottsMachine = {
    ...{ P: 2, N: 6, C: 3, beta: net.beta, regularization: net.varsigma },
    memories: Float64Array.from(net.w.flat()),
    classWeights: Float64Array.from(net.g.flat()),
    normaliser: "asymptotic",
  };
  for (const [targets, softening, expected] of [
    [{ labels }, 0.1, net.sup],
    ["unsupervised", net.unsup.soft, net.unsup],
  ] as const) {
    const found = pottsGradient(machine, data, targets, softening);
    near([found.value, found.beta], [expected.L, expected.gbeta], 1e-8);
    near(found.memories, expected.gw.flat(), 1e-8);
    near(found.classWeights, expected.gg.flat(), 1e-8);
    if ("respMean" in expected) {
      near(found.responsibilities.subarray(0, 2), expected.respMean, 1e-8);
    }
  }
});

/** Error of order h⁴ from two central differences; h = 1e-3 leaves 1e-12 of it and of rounding. */
function slope(f: (shift: number) => number): number {
  const central = (h: number): number => (f(h) - f(-h)) / (2 * h);
  return (4 * central(5e-4) - central(1e-3)) / 3;
}

for (const normaliser of ["asymptotic", "exact"] as const) {
  test(`pottsGradient: equals central differences of the loss (${normaliser})`, () => {
    const { machine, data, labels } = randomPotts({ P: 4, N: 7, C: 3, M: 20 }, { normaliser });
    for (const targets of [{ labels }, "unsupervised"] as LiteralTargets[]) {
      const found = pottsGradient(machine, data, targets, 0.1);
      const loss = (parts: Partial<PottsMachine>): number =>
        literalLoss({ ...machine, ...parts }, data, targets, 0.1);
      assert.ok(Math.abs(found.value - loss({})) < 1e-13 * 20);
      const shifted = (values: Float64Array, k: number, h: number): Float64Array =>
        values.map((value, at) => (at === k ? value + h : value));
      const { memories, classWeights, beta } = machine;
      near(
        found.memories,
        memories.map((_, k) => slope((h) => loss({ memories: shifted(memories, k, h) }))),
        1e-8,
      );
      near(
        found.classWeights,
        classWeights.map((_, k) =>
          slope((h) => loss({ classWeights: shifted(classWeights, k, h) })),
        ),
        1e-8,
      );
      near([found.beta], [slope((h) => loss({ beta: beta + h }))], 1e-8);
    }
  });
}

test("pottsGradient: at β = 0 with g = G p the loss is CE(q, p) − log Γ, whatever the memories", () => {
  const { data, labels, prior } = fixtureData();
  const masses = [1, 1, 2 / 3];
  const classWeights = Float64Array.from(masses.flatMap((mass) => prior.map((p) => mass * p)));
  const { machine } = randomPotts({ P: 2, N: 6, C: 3, M: 1 }, { beta: 0, classWeights });
  const found = pottsGradient(machine, data, { labels }, 0.1);
  // The prior is the mean of the targets, so the cross entropy is its entropy.
  const entropy = -sum(prior.map((p) => p * Math.log(p)));
  near([found.value], [entropy - Math.log(sum(masses))], 1e-13);
  near(found.memories, new Float64Array(12), 0);
});

test("pottsGradient: with labels, responsibilities of all units sum to 1; without, as well", () => {
  const { machine, data, labels } = randomPotts({ P: 5, N: 9, C: 4, M: 50 });
  for (const targets of [{ labels }, "unsupervised"] as LiteralTargets[]) {
    const { responsibilities } = pottsGradient(machine, data, targets, 0.2);
    near([sum(responsibilities)], [1], 1e-14);
  }
});

test("pottsGradient: follows a permutation of memories and of classes", () => {
  const { machine, data, labels } = randomPotts({ P: 3, N: 5, C: 3, M: 30 });
  const [units, classes] = [
    [2, 0, 1, 3],
    [1, 2, 0, 3],
  ];
  const turned = (values: Float64Array, columns: number, rowOf: number[], columnOf?: number[]) =>
    Float64Array.from({ length: values.length }, (_, k) => {
      const [row, column] = [Math.floor(k / columns), k % columns];
      return values[rowOf[row] * columns + (columnOf?.[column] ?? column)];
    });
  const permuted = {
    ...machine,
    memories: turned(machine.memories, 5, units),
    classWeights: turned(machine.classWeights, 4, units, classes),
  };
  const labelled = { labels: labels.map((label) => classes.indexOf(label)) };
  for (const [before, after] of [
    [{ labels }, labelled],
    ["unsupervised", "unsupervised"],
  ] as const) {
    const plain = pottsGradient(machine, data, before, 0.1);
    const found = pottsGradient(permuted, data, after, 0.1);
    near([found.value, found.beta], [plain.value, plain.beta], 1e-14);
    near(found.memories, turned(plain.memories, 5, units), 1e-14);
    near(found.classWeights, turned(plain.classWeights, 4, units, classes), 1e-14);
  }
});

test("pottsGradient: turns with data and memories", () => {
  const N = 6;
  const { machine, data, labels } = randomPotts({ P: 3, N, C: 2, M: 25 });
  const axis = machine.memories.subarray(0, N);
  // Reflection at the hyperplane of e_0 − w_0.
  const reflected = (rows: Float64Array): Float64Array => {
    const v = axis.map((x, i) => (i === 0 ? 1 : 0) - x);
    const square = sum(v.map((x) => x * x));
    return rows.map((x, k) => {
      const from = k - (k % N);
      const along = sum(v.map((value, i) => value * rows[from + i]));
      return x - (2 * along * v[k % N]) / square;
    });
  };
  const plain = pottsGradient(machine, data, { labels }, 0.1);
  const found = pottsGradient(
    { ...machine, memories: reflected(machine.memories) },
    { ...data, values: reflected(data.values) },
    { labels },
    0.1,
  );
  near([found.value, found.beta], [plain.value, plain.beta], 1e-13);
  near(found.memories, reflected(plain.memories), 1e-13);
});

test("pottsGradient: (β, w) and (−β, −w) have the same loss", () => {
  const { machine, data, labels } = randomPotts({ P: 3, N: 6, C: 2, M: 25 });
  const { value } = pottsGradient(machine, data, { labels }, 0.1);
  const turned = { ...machine, beta: -machine.beta, memories: machine.memories.map((w) => -w) };
  near([value], [literalLoss(turned, data, { labels }, 0.1)], 1e-13);
});

test("pottsGradient: data in many blocks have the gradient of each of them", () => {
  const { machine, data, labels } = randomPotts({ P: 4, N: 7, C: 3, M: 20 });
  const copies = 4000;
  const values = new Float64Array(copies * data.values.length);
  const all = new Int32Array(copies * labels.length);
  for (let k = 0; k < copies; k++) {
    values.set(data.values, k * data.values.length);
    all.set(labels, k * labels.length);
  }
  const one = pottsGradient(machine, data, { labels }, 0.1);
  const many = pottsGradient(machine, { M: copies * 20, N: 7, values }, { labels: all }, 0.1);
  // 80 000 roundings of sums of order 1.
  near([many.value, many.beta], [one.value, one.beta], 1e-11);
  near(many.memories, one.memories, 1e-11);
  near(many.classWeights, one.classWeights, 1e-11);
  near(many.responsibilities, one.responsibilities, 1e-11);
});

test("pottsGradient: scores far beyond the exponential's range give finite numbers", () => {
  const { machine, data, labels } = randomPotts({ P: 4, N: 7, C: 3, M: 20 }, { beta: 5e4 });
  const { value, beta, memories } = pottsGradient(machine, data, { labels }, 0.1);
  for (const number of [value, beta, ...memories]) assert.ok(Number.isFinite(number));
});

test("pottsGradient: what does not fit is refused by name and number", () => {
  const { machine, data, labels } = randomPotts({ P: 2, N: 5, C: 3, M: 4 });
  const refused = (run: () => unknown, message: RegExp): void => {
    assert.throws(run, { name: "RangeError", message });
  };
  refused(
    () => pottsGradient(machine, fixtureData().data, { labels }, 0.1),
    /pottsGradient: expected vectors of N = 5 numbers like the memories, got N = 6/,
  );
  const twice = { ...data, values: data.values.map((x) => 2 * x) };
  refused(
    () => pottsGradient(machine, twice, { labels }, 0.1),
    /rows of norm 1, got (2|1\.9+\d*) at row 0/,
  );
  refused(
    () => pottsGradient(machine, data, { labels: labels.subarray(1) }, 0.1),
    /expected a label for each of M = 4 vectors, got 3/,
  );
  refused(
    () => pottsGradient(machine, data, { labels: Int32Array.of(0, 1, 3, 0) }, 0.1),
    /expected labels 0 … 2, got 3 for vector 2/,
  );
  refused(() => pottsGradient(machine, data, { labels }, 1.5), /0 <= softening <= 1, got 1.5/);
});
