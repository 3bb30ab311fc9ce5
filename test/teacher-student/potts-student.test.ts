import assert from "node:assert/strict";
import { test } from "node:test";
import { vonMisesFisher } from "../../src/dynamics/von-mises-fisher.ts";
import { gaussLegendre } from "../../src/numerics/gauss-legendre.ts";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { sphereMean } from "../../src/numerics/sphere-normaliser.ts";
import { unitVectors } from "../../src/patterns/unit-vectors.ts";
import { type Rng, stream } from "../../src/random/stream.ts";
import { pottsStudent } from "../../src/teacher-student/potts-student.ts";

type Vector = ArrayLike<number>;
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** Points and weights of ∫ over the sphere in three dimensions, exact for polynomials of degree 15. */
function sphereRule(): { point: number[]; weight: number }[] {
  const { nodes, weights } = gaussLegendre(8);
  return Array.from(nodes, (z, k) => [z, weights[k]]).flatMap(([z, weight]) =>
    Array.from({ length: 16 }, (_, j) => {
      const [r, phi] = [Math.sqrt(1 - z * z), (2 * Math.PI * j) / 16];
      return { point: [r * Math.cos(phi), r * Math.sin(phi), z], weight: weight / 32 };
    }),
  );
}

const quantities = (x: Vector[], w: Vector[]): number[] => [
  dot(w[0], w[1]),
  dot(x[0], w[0]) + dot(x[0], w[1]),
  dot(x[0], w[0]) * dot(x[0], w[1]),
  dot(x[0], w[0]),
  dot(x[1], w[0]) * dot(x[1], w[1]),
];

const rows = (values: Float64Array): Float64Array[] => [
  values.subarray(0, 3),
  values.subarray(3, 6),
];

/** Means of the quantities in each of many independent chains. */
function sampled(
  chains: number,
  run: (rng: Rng, count: (values: number[]) => void) => void,
): number[][] {
  return Array.from({ length: chains }, (_, chain) => {
    let sums: number[] = [];
    let kept = 0;
    run(stream(6, chain), (values) => {
      sums = values.map((value, k) => value + (sums[k] ?? 0));
      kept += 1;
    });
    return sums.map((sum) => sum / kept);
  });
}

function assertMeans(found: number[][], expected: readonly number[]): void {
  expected.forEach((value, k) => {
    const { mean, standardError } = meanEstimate(found.map((each) => each[k]));
    assert.ok(
      Math.abs(mean - value) < 5 * standardError,
      `quantity ${k}: ${mean} ± ${standardError} for ${value}`,
    );
  });
}

for (const hasLabels of [false, true]) {
  test(`pottsStudent: means are those of quadrature over the sphere, ${hasLabels ? "with" : "without"} labels`, () => {
    const beta = 1.5;
    const examples = unitVectors([0.6, 0.8, 0, 0, 0.28, 0.96], 2, 3);
    const x = rows(examples.values);
    const chances = hasLabels ? [0.8, 0.2, 0.3, 0.7] : [1, 1, 1, 1];
    const labels = { of: [0, 1], chances: Float64Array.from(chances) };
    const rule = sphereRule();
    let total = 0;
    const sums = new Float64Array(5);
    for (const one of rule) {
      for (const two of rule) {
        const w = [one.point, two.point];
        let weight = one.weight * two.weight;
        for (const a of [0, 1]) {
          const of = [0, 1].map((k) => chances[2 * k + a] * Math.exp(beta * dot(x[a], w[k])));
          weight *= of[0] + of[1];
        }
        total += weight;
        quantities(x, w).forEach((value, k) => {
          sums[k] += weight * value;
        });
      }
    }
    const found = sampled(400, (rng, count) => {
      const student = pottsStudent(examples, { P: 2, beta, rng, ...(hasLabels && { labels }) });
      for (let sweep = 0; sweep < 60; sweep++) {
        student.sweep();
        if (sweep >= 20) count(quantities(x, rows(student.memories)));
      }
    });
    assertMeans(
      found,
      Array.from(sums, (sum) => sum / total),
    );
  });
}

test("pottsStudent: sweeps and new examples in turn keep the joint law of memories and examples", () => {
  const [N, M, P, beta] = [3, 4, 2, 2.5];
  const north = Float64Array.of(1, 0, 0);
  const A = sphereMean(N, beta, "exact");
  const found = sampled(1500, (rng, count) => {
    const start = new Float64Array(P * N);
    for (let k = 0; k < P; k++) start.set(vonMisesFisher(north, 0, rng), k * N);
    const values = Float64Array.from({ length: M * N }, (_, k) => (k % N === 0 ? 1 : 0));
    const student = pottsStudent({ M, N, values }, { P, beta, start, rng });
    for (let a = 0; a < M; a++) student.clusters[a] = rng.below(P);
    for (let turn = 0; turn < 12; turn++) {
      for (let a = 0; a < M; a++) {
        const k = student.clusters[a];
        const mean = student.memories.subarray(k * N, (k + 1) * N);
        values.set(vonMisesFisher(mean, beta, rng), a * N);
      }
      student.sweep();
      const [x0, x1] = rows(values);
      const [w0, w1] = rows(student.memories);
      const [k0, k1] = student.clusters;
      const own = dot(x0, k0 === 0 ? w0 : w1);
      const same = k0 === k1 ? 1 : 0;
      count([dot(x0, x1), dot(w0, w1), w0[0] ** 2, same, own, same * dot(x0, x1), k0, own ** 2]);
    }
  });
  // Of a vMF vector: E (x·w)² = 1 − (N − 1) A/β.
  const second = 1 - (2 * A) / beta;
  assertMeans(found, [(A * A) / 2, 0, 1 / 3, 1 / 2, A, (A * A) / 2, 1 / 2, second]);
});

test("pottsStudent: a single memory has the mean A_N(|F|) along F", () => {
  const examples = unitVectors([1, 0, 0, 0, 1, 0, 0.6, 0.8, 0], 3, 3);
  const [beta, F] = [2, [3.2, 3.6, 0]];
  const norm = Math.hypot(...F);
  const found = sampled(2000, (rng, count) => {
    const student = pottsStudent(examples, { P: 1, beta, rng });
    student.sweep();
    count([dot(student.memories, F) / norm, student.memories[2]]);
  });
  assertMeans(found, [sphereMean(3, norm, "exact"), 0]);
});

test("pottsStudent: labels without noise fix the memories, also where e^(βx·w) is beyond all numbers", () => {
  const examples = unitVectors([1, 0, 0, -1, 0, 0], 2, 3);
  const labels = { of: [1, 0], chances: Float64Array.of(1, 0, 0, 1) };
  const student = pottsStudent(examples, { P: 2, beta: 5000, labels, rng: stream(1) });
  student.sweep();
  assert.deepEqual([...student.clusters], [1, 0]);
  assert.ok(student.memories[0] < -0.9 && student.memories[3] > 0.9);
});

test("pottsStudent: what cannot be is refused by its numbers", () => {
  const examples = unitVectors([1, 0, 0, -1, 0, 0], 2, 3);
  const refused = (change: object, message: RegExp) =>
    assert.throws(
      () => pottsStudent(examples, { P: 2, beta: 1, rng: stream(1), ...change }),
      message,
    );
  refused(
    { P: 0 },
    /^RangeError: pottsStudent: expected an integer P >= 1, got 0; count the memories$/,
  );
  refused({ beta: Number.NaN }, /expected a finite beta >= 0, got NaN/);
  refused({ start: new Float64Array(6).fill(3) }, /pottsStudent: expected rows of norm 1, got 5/);
  refused({ rng: undefined }, /^TypeError: pottsStudent: expected rng, got none/);
  assert.throws(
    () =>
      pottsStudent(
        { M: 1, N: 3, values: Float64Array.of(1, 1, 0) },
        { P: 1, beta: 1, rng: stream(1) },
      ),
    /^RangeError: pottsStudent: expected rows of norm 1, got 1.41/,
  );
  refused({ start: new Float64Array(5) }, /expected a start of P N = 6 numbers, got 5/);
  const chances = Float64Array.of(1, 0, 0, 1);
  refused({ labels: { of: [0], chances } }, /expected labels of M = 2 examples, got 1/);
  refused({ labels: { of: [0, 2], chances } }, /expected labels 0 ... 1, got 2/);
});
