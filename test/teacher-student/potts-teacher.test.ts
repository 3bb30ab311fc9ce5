import assert from "node:assert/strict";
import { test } from "node:test";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { sphereMean } from "../../src/numerics/sphere-normaliser.ts";
import { stream } from "../../src/random/stream.ts";
import { pottsExamples } from "../../src/teacher-student/potts-examples.ts";
import { pottsTeacher } from "../../src/teacher-student/potts-teacher.ts";

const dot = (a: Float64Array, i: number, b: Float64Array, j: number, N: number): number => {
  let sum = 0;
  for (let n = 0; n < N; n++) sum += a[i * N + n] * b[j * N + n];
  return sum;
};

test("pottsTeacher: orthonormal memories have the overlap asked for, uniform ones norm 1", () => {
  const [P, N] = [5, 7];
  for (const overlap of [0, 0.3]) {
    const { memories, beta } = pottsTeacher({
      P,
      N,
      signal: 2,
      memories: "orthonormal",
      overlap,
      rng: stream(1),
    });
    assert.equal(beta, 2 * Math.sqrt(N));
    for (let k = 0; k < P; k++) {
      for (let l = 0; l < P; l++) {
        const expected = k === l ? 1 : overlap;
        assert.ok(Math.abs(dot(memories, k, memories, l, N) - expected) < 1e-14);
      }
    }
  }
  const { memories } = pottsTeacher({ P, N, signal: 2, rng: stream(1) });
  for (let k = 0; k < P; k++) assert.ok(Math.abs(dot(memories, k, memories, k, N) - 1) < 1e-14);
  assert.ok(Math.abs(dot(memories, 0, memories, 1, N)) > 1e-3);
});

test("pottsExamples: overlaps with the own memory have the mean A_N(beta)", () => {
  const [P, N, M] = [3, 10, 3000];
  const teacher = pottsTeacher({ P, N, signal: 1.5, memories: "orthonormal", rng: stream(2) });
  const { values, clusters, labels, C } = pottsExamples(teacher, {
    M,
    clusters: "balanced",
    rng: stream(3),
  });
  assert.deepEqual(
    [0, 1, 2].map((k) => clusters.filter((c) => c === k).length),
    [M / 3, M / 3, M / 3],
  );
  assert.ok(C === 1 && labels.every((y) => y === 0));
  const own = meanEstimate(
    Array.from({ length: M }, (_, a) => dot(values, a, teacher.memories, clusters[a], N)),
  );
  const others = meanEstimate(
    Array.from({ length: M }, (_, a) => dot(values, a, teacher.memories, (clusters[a] + 1) % P, N)),
  );
  const expected = sphereMean(N, teacher.beta, "exact");
  assert.ok(Math.abs(own.mean - expected) < 5 * own.standardError, `${own.mean} for ${expected}`);
  assert.ok(Math.abs(others.mean) < 5 * others.standardError);
});

test("pottsExamples: the share of wrong labels is the noise, and they are spread evenly", () => {
  const [P, M, e] = [4, 6000, 0.3];
  const teacher = pottsTeacher({ P, N: 4, signal: 1, rng: stream(4) });
  const { labels, clusters, C } = pottsExamples(teacher, { M, labelNoise: e, rng: stream(5) });
  assert.equal(C, P);
  const shifts = new Float64Array(P);
  labels.forEach((y, a) => {
    shifts[(y - clusters[a] + P) % P] += 1 / M;
  });
  [1 - e, e / 3, e / 3, e / 3].forEach((chance, k) => {
    const error = Math.sqrt((chance * (1 - chance)) / M);
    assert.ok(Math.abs(shifts[k] - chance) < 5 * error, `shift ${k}: ${shifts[k]}`);
  });
  const ofMemory = clusters.filter((k) => k === 0).length / M;
  assert.ok(Math.abs(ofMemory - 1 / P) < 5 * Math.sqrt(3 / 16 / M));
});

test("pottsTeacher, pottsExamples: what cannot be is refused by its numbers", () => {
  const rng = stream(1);
  const teacher = pottsTeacher({ P: 1, N: 3, signal: 1, rng });
  assert.throws(
    () => pottsTeacher({ P: 5, N: 4, signal: 1, memories: "orthonormal", rng }),
    /^RangeError: pottsTeacher: expected at most 4 memories of overlap 0 in N = 4, got P = 5; use more dimensions$/,
  );
  assert.throws(
    () => pottsTeacher({ P: 2, N: 4, signal: -1, rng }),
    /pottsTeacher: expected a finite signal >= 0, got -1/,
  );
  assert.throws(
    () => pottsTeacher({ P: 2, N: 4, signal: 1, overlap: 0.5, rng }),
    /expected overlap 0 of uniform memories, got 0.5; take orthonormal memories/,
  );
  assert.throws(
    () => pottsTeacher({ P: 2, N: 4, rng } as never),
    /^TypeError: pottsTeacher: expected a number signal, got none$/,
  );
  assert.throws(
    () => pottsExamples(teacher, { M: 0, rng }),
    /pottsExamples: expected an integer M >= 1 of examples, got 0/,
  );
  assert.throws(
    () => pottsExamples(teacher, { M: 3, labelNoise: 0.1, rng }),
    /expected at least 2 memories for labels, got P = 1; leave labelNoise out/,
  );
});
