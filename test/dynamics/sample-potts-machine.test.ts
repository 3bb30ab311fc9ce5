import assert from "node:assert/strict";
import { test } from "node:test";
import { samplePottsMachine } from "../../src/dynamics/sample-potts-machine.ts";
import { pottsResponsibilities } from "../../src/models/potts-responsibilities.ts";
import { sphereMean } from "../../src/numerics/sphere-normaliser.ts";
import { stream } from "../../src/random/stream.ts";
import { assertRowsAgree, type ComparedRow } from "../support/chi-square.ts";
import { smallPotts } from "../support/small-potts.ts";

const M = 20_000;

test("samplePottsMachine: hidden units by their weights, overlaps by β alone", () => {
  const machine = smallPotts({ regularization: 0.5 });
  const { P, N, C, memories, classWeights, beta } = machine;
  const sample = samplePottsMachine(machine, M, stream(1, "sample"));
  const mass = classWeights.reduce((sum, g) => sum + g, 0);
  const rows: ComparedRow[] = [];
  for (let k = 0; k < classWeights.length - 1; k++) {
    const [gamma, y] = [Math.floor(k / (C + 1)), k % (C + 1)];
    const count = sample.memories.filter((g, a) => g === gamma && sample.classes[a] === y).length;
    const share = classWeights[k] / mass;
    rows.push({
      name: `γ = ${gamma}, y = ${y}`,
      value: count / M,
      error: Math.sqrt((share * (1 - share)) / M),
      reference: share,
      referenceError: 0,
    });
  }
  assertRowsAgree(rows);
  const A = sphereMean(N, beta, "exact");
  const variance = 1 - A * A - ((N - 1) * A) / beta;
  for (let gamma = 0; gamma <= P; gamma++) {
    // the null unit against the first memory
    const w = memories.subarray((gamma % P) * N, (gamma % P) * N + N);
    let [sum, count] = [0, 0];
    for (let a = 0; a < M; a++) {
      if (sample.memories[a] !== gamma) continue;
      count++;
      for (let i = 0; i < N; i++) sum += w[i] * sample.vectors.values[a * N + i];
    }
    const [mean, error] = gamma < P ? [A, variance] : [0, 1 / N];
    assert.ok(Math.abs(sum / count - mean) < 5 * Math.sqrt(error / count), `memory ${gamma}`);
  }
});

test("samplePottsMachine: where memories answer for vectors they made them, on average", () => {
  const machine = smallPotts({ normaliser: "exact" });
  const sample = samplePottsMachine(machine, M, stream(2, "sample"));
  const shares = pottsResponsibilities(machine, sample.vectors);
  const columns = machine.P + 1;
  for (let gamma = 0; gamma < columns; gamma++) {
    let [mean, squares] = [0, 0];
    for (let a = 0; a < M; a++) {
      const difference = shares[a * columns + gamma] - (sample.memories[a] === gamma ? 1 : 0);
      mean += difference / M;
      squares += difference ** 2 / M;
    }
    assert.ok(Math.abs(mean) < 5 * Math.sqrt(squares / M), `memory ${gamma}: ${mean}`);
  }
});

test("samplePottsMachine: more states begin with the same ones", () => {
  const machine = smallPotts();
  const few = samplePottsMachine(machine, 5, stream(3, "sample"));
  const many = samplePottsMachine(machine, 9, stream(3, "sample"));
  assert.deepEqual(many.vectors.values.slice(0, 35), few.vectors.values);
  assert.deepEqual(many.classes.slice(0, 5), few.classes);
  assert.throws(() => samplePottsMachine(machine, -1, stream(3, "sample")), {
    name: "RangeError",
    message: "samplePottsMachine: expected an integer M >= 0, got -1",
  });
});
