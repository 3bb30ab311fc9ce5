import assert from "node:assert/strict";
import { test } from "node:test";
import { classificationReport, softLabels } from "../../src/models/classification-report.ts";
import { deadMemories, distinctMemories } from "../../src/models/memory-diversity.ts";
import { pottsLogits } from "../../src/models/potts-logits.ts";
import { nearestMemoryClass, pottsPrediction } from "../../src/models/potts-prediction.ts";
import { pottsResponsibilities } from "../../src/models/potts-responsibilities.ts";
import { labelledVectors } from "../../src/patterns/unit-vectors.ts";
import { fixtureData, fixtureMachine } from "../support/potts-fixture.ts";
import { randomVectors, smallPotts } from "../support/small-potts.ts";

const largest = (values: ArrayLike<number>): number =>
  Array.from(values).indexOf(Math.max(...Array.from(values)));

test("pottsPrediction: softmax of the logits and the class of the largest", () => {
  const machine = smallPotts({ regularization: 0.7 });
  const data = randomVectors(40, 7, 1);
  const { probabilities, classes } = pottsPrediction(machine, data);
  const logits = pottsLogits(machine, data);
  for (let a = 0; a < 40; a++) {
    const own = Array.from(logits.subarray(4 * a, 4 * a + 4), (logit) => Math.exp(logit));
    const sum = own.reduce((total, x) => total + x, 0);
    own.forEach((x, y) => {
      assert.ok(Math.abs(probabilities[4 * a + y] - x / sum) < 1e-15);
    });
    assert.equal(classes[a], largest(own));
  }
  assert.ok(new Set(classes).size > 1);
});

test("nearestMemoryClass: the largest class weight of the memory with the largest overlap", () => {
  const data = randomVectors(40, 7, 1);
  for (const beta of [0, 6]) {
    const machine = smallPotts({ beta });
    const { memories, classes } = nearestMemoryClass(machine, data);
    for (let a = 0; a < 40; a++) {
      const overlaps = [0, 1, 2, 3, 4].map((gamma) => {
        let sum = 0;
        for (let i = 0; i < 7; i++) sum += data.values[a * 7 + i] * machine.memories[gamma * 7 + i];
        return sum;
      });
      assert.equal(memories[a], largest(overlaps));
      const row = machine.classWeights.subarray(4 * memories[a], 4 * memories[a] + 4);
      assert.equal(classes[a], largest(row));
    }
  }
  const none = smallPotts({ P: 0, memories: new Float64Array(0) });
  assert.throws(() => nearestMemoryClass(none, data), {
    name: "RangeError",
    message: "nearestMemoryClass: expected P >= 1 memories, got 0",
  });
});

test("classificationReport: shares are those of the predictions one by one", () => {
  const [machine, data] = [fixtureMachine(), fixtureData()];
  const report = classificationReport(machine, data);
  const full = pottsPrediction(machine, data).classes;
  const nearest = nearestMemoryClass(machine, data).classes;
  const every = Array.from(data.labels, (label, a) => ({
    isCorrect: full[a] === label,
    isNearestCorrect: nearest[a] === label,
    isSame: full[a] === nearest[a],
  }));
  const share = (part: readonly unknown[], of: readonly unknown[]): number =>
    part.length / of.length;
  const correct = every.filter(({ isCorrect }) => isCorrect);
  const wrong = every.filter(({ isCorrect }) => !isCorrect);
  // all shares are there to be mistaken
  assert.ok(correct.length > 0 && wrong.length > 0);
  assert.equal(report.accuracy, share(correct, every));
  assert.equal(
    report.nearestAccuracy,
    share(
      every.filter((row) => row.isNearestCorrect),
      every,
    ),
  );
  const same = (rows: typeof every): number =>
    share(
      rows.filter((row) => row.isSame),
      rows,
    );
  assert.equal(report.fidelity, same(every));
  assert.equal(report.fidelityOnCorrect, same(correct));
  assert.equal(report.fidelityOnWrong, same(wrong));
  const shares = pottsResponsibilities(machine, data);
  for (let gamma = 0; gamma < 3; gamma++) {
    const mean = shares.filter((_, k) => k % 3 === gamma).reduce((sum, r) => sum + r / data.M, 0);
    assert.ok(Math.abs(report.responsibilities[gamma] - mean) < 1e-14);
  }
  assert.deepEqual([report.samples, report.dead, report.distinct], [60, 0, 2]);
  const own = { M: 2, N: 6, values: machine.memories };
  assert.deepEqual(report.memoryClasses, pottsPrediction(machine, own).classes);
});

test("classificationReport: a machine whose memories are the classes is right throughout", () => {
  const memories = randomVectors(3, 7, 4);
  const classWeights = new Float64Array(16).fill(1e-6);
  for (let y = 0; y < 3; y++) classWeights[5 * y] = 1;
  const machine = smallPotts({ P: 3, memories: memories.values, classWeights, beta: 30 });
  const report = classificationReport(machine, labelledVectors(memories, [0, 1, 2]));
  assert.deepEqual([report.accuracy, report.nearestAccuracy, report.fidelity], [1, 1, 1]);
  assert.ok(Number.isNaN(report.fidelityOnWrong));
  assert.deepEqual(report.memoryClasses, Int32Array.of(0, 1, 2));
  assert.ok(Math.abs(softLabels(machine)[0] - 1 / (1 + 3e-6)) < 1e-15);
});

test("classificationReport: labels outside the classes and empty sets are refused", () => {
  const [machine, data] = [fixtureMachine(), fixtureData()];
  const labels = data.labels.map((label, a) => (a === 7 ? 3 : label));
  assert.throws(() => classificationReport(machine, { ...data, labels }), {
    name: "RangeError",
    message: "classificationReport: expected labels 0 … 2, got 3 for vector 7; they count from 0",
  });
  const empty = { M: 0, N: 6, values: new Float64Array(0), labels: new Int32Array(0), C: 3 };
  assert.throws(() => classificationReport(machine, empty), {
    message: "classificationReport: expected vectors and memories, got M = 0 and P = 2",
  });
});

test("deadMemories: below a tenth of the average of the memories, null unit aside", () => {
  // the memories average 0.1
  assert.deepEqual(deadMemories([0.3, 0.0099, 0.0101, 0.08, 0.6]), [1]);
  assert.deepEqual(deadMemories([0.3, 0.0099, 0.0101, 0.08, 0.6], 0.2), [1, 2]);
  assert.deepEqual(deadMemories([0, 0, 1]), [0, 1]);
  assert.throws(
    () => deadMemories([1]),
    /^RangeError: deadMemories: expected P \+ 1 >= 2 .*, got 1; /,
  );
  assert.throws(() => deadMemories([Number.NaN, 1]), />= 0, got NaN at 0; /);
  assert.throws(() => deadMemories([1, 1], 2), /expected 0 <= share <= 1, got 2; /);
  assert.throws(() => deadMemories(undefined as never), /^TypeError: deadMemories: .*, got none; /);
});

test("distinctMemories: equal ones count once, chains by distance to those counted", () => {
  const at = (degrees: number): number[] => {
    const angle = (degrees * Math.PI) / 180;
    return [Math.cos(angle), Math.sin(angle), 0];
  };
  // cos 8° = 0.9903, cos 9° = 0.9877
  const memories = Float64Array.from([0, 90, 0, 6, 12, 18, 180].flatMap(at));
  const machine = smallPotts({ P: 7, N: 3, memories });
  assert.deepEqual(distinctMemories(machine), [0, 1, 4, 6]);
  assert.deepEqual(distinctMemories(machine, 0.999), [0, 1, 3, 4, 5, 6]);
});
