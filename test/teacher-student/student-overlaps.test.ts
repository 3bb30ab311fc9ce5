import assert from "node:assert/strict";
import { test } from "node:test";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { sphereMean } from "../../src/numerics/sphere-normaliser.ts";
import { stream } from "../../src/random/stream.ts";
import { alignment } from "../../src/teacher-student/alignment.ts";
import { pottsExamples } from "../../src/teacher-student/potts-examples.ts";
import { pottsTeacher } from "../../src/teacher-student/potts-teacher.ts";
import { studentOverlaps } from "../../src/teacher-student/student-overlaps.ts";

function permutations(P: number): number[][] {
  if (P === 0) return [[]];
  return permutations(P - 1).flatMap((rest) =>
    Array.from({ length: P }, (_, at) => rest.toSpliced(at, 0, P - 1)),
  );
}

test("alignment: has the largest sum of overlaps of all permutations", () => {
  const P = 5;
  for (let trial = 0; trial < 50; trial++) {
    const overlaps = new Float64Array(P * P);
    stream(1, trial).fillGaussian(overlaps);
    const sum = (pi: ArrayLike<number>) =>
      Array.from(pi).reduce((total, gamma, k) => total + overlaps[gamma * P + k], 0);
    const best = Math.max(...permutations(P).map(sum));
    assert.ok(Math.abs(sum(alignment(overlaps, P)) - best) < 1e-12);
  }
});

const setting = (seed: number, P: number, N: number, labelNoise: number | null = null) => {
  const rng = stream(seed, P, N);
  const teacher = pottsTeacher({ P, N, signal: 2, memories: "orthonormal", rng: rng.split("t") });
  const examples = pottsExamples(teacher, { M: 2 * N, labelNoise, rng: rng.split("e") });
  return { teacher, examples, rng: rng.split("s") };
};

test("studentOverlaps: of one memory, two students overlap as student and teacher do", () => {
  const [N, sets] = [12, 300];
  const differences = Array.from({ length: sets }, (_, set) => {
    const { teacher, examples, rng } = setting(set, 1, N);
    const found = studentOverlaps(teacher, examples, {
      start: "informed",
      sweeps: 20,
      dropped: 0,
      naming: "sweep",
      rng,
    });
    assert.ok(found.m === 1 && found.qOff === 0);
    // The posterior is vMF(F/|F|, |F|): two students overlap by A² on average.
    const F = new Float64Array(N);
    examples.values.forEach((x, k) => {
      F[k % N] += teacher.beta * x;
    });
    return found.qDiag - sphereMean(N, Math.hypot(...F), "exact") ** 2;
  });
  const { mean, standardError } = meanEstimate(differences);
  assert.ok(Math.abs(mean) < 5 * standardError, `${mean} ± ${standardError}`);
});

test("studentOverlaps: the best naming is no worse than that of the labels, the average of all is flat", () => {
  const { teacher, examples, rng } = setting(2, 3, 20, 0.1);
  const choices = { start: "informed", sweeps: 40, dropped: 10 } as const;
  const found = (["sweep", "labels", "average"] as const).map((naming) =>
    studentOverlaps(teacher, examples, { ...choices, naming, rng: rng.split("same") }),
  );
  const [best, labels, average] = found;
  assert.ok(best.qDiag >= labels.qDiag && best.qDiag > best.qOff + 0.1);
  assert.equal(average.qDiag, average.qOff);
  assert.equal(average.m, 0);
  // The same chain: all have the same sum of overlaps.
  for (const { qDiag, qOff } of found) {
    assert.ok(Math.abs(qDiag + 2 * qOff - 3 * average.qDiag) < 1e-13);
  }
  assert.ok(best.m > 0.5 && best.m <= 1);
});

test("studentOverlaps: starts of both kinds come to the same posterior, and equal streams to equal numbers", () => {
  const { teacher, examples, rng } = setting(3, 2, 24, 0.2);
  const from = (start: "informed" | "uninformed", chain: number) =>
    studentOverlaps(teacher, examples, {
      start,
      sweeps: 60,
      dropped: 30,
      naming: "labels",
      rng: rng.split(chain),
    });
  assert.deepEqual(from("uninformed", 0), from("uninformed", 0));
  const differences = Array.from({ length: 30 }, (_, k) => {
    return from("informed", k).qDiag - from("uninformed", 100 + k).qDiag;
  });
  const { mean, standardError } = meanEstimate(differences);
  assert.ok(Math.abs(mean) < 5 * standardError, `${mean} ± ${standardError}`);
});

test("studentOverlaps: m is 0 of a student that guesses", () => {
  const { teacher, examples, rng } = setting(5, 3, 20);
  const [sweeps, P, M] = [200, 3, examples.M];
  const choices = { start: "uninformed", sweeps, dropped: 0, naming: "sweep", beta: 0 } as const;
  const { m } = studentOverlaps(teacher, examples, { ...choices, rng });
  // agreement is the share of sweeps·M guesses that are right with probability 1/P
  const standardError = (P / (P - 1)) * Math.sqrt(((1 / P) * (1 - 1 / P)) / (sweeps * M));
  assert.ok(Math.abs(m) < 5 * standardError, `${m} ± ${standardError}`);
});

test("studentOverlaps: arguments left out are refused by name", () => {
  const { teacher, examples } = setting(4, 2, 8);
  const choices = { start: "informed", sweeps: 5, dropped: 0, naming: "sweep" };
  const refused = (run: () => unknown, message: RegExp) =>
    assert.throws(run, { name: "TypeError", message });
  refused(
    () => studentOverlaps(undefined as never, examples, choices as never),
    /a teacher, got none/,
  );
  refused(
    () => studentOverlaps(teacher, examples, undefined as never),
    /expected options, got none/,
  );
  refused(
    () => studentOverlaps(teacher, examples, choices as never),
    /studentOverlaps: expected rng, got none; stream\(seed\) opens one/,
  );
});

test("studentOverlaps: names by labels need labels, and some sweep has to be kept", () => {
  const { teacher, examples, rng } = setting(4, 2, 8);
  const choices = { start: "informed", sweeps: 5, dropped: 0, naming: "labels", rng } as const;
  assert.throws(
    () => studentOverlaps(teacher, examples, choices),
    /studentOverlaps: expected labels for naming "labels", got examples without; take "sweep"/,
  );
  assert.throws(
    () => studentOverlaps(teacher, examples, { ...choices, naming: "sweep", dropped: 5 }),
    /studentOverlaps: expected an integer 0 <= dropped < sweeps = 5, got 5/,
  );
});
