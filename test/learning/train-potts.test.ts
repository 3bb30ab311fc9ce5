import assert from "node:assert/strict";
import { test } from "node:test";
import { pottsGradient } from "../../src/learning/potts-gradient.ts";
import type {
  PottsEpoch,
  PottsTrainingOptions,
} from "../../src/learning/potts-training-options.ts";
import type { PottsTrainingState } from "../../src/learning/potts-training-state.ts";
import { trainPotts } from "../../src/learning/train-potts.ts";
import { sphereMean } from "../../src/numerics/sphere-normaliser.ts";
import { stream } from "../../src/random/stream.ts";
import { fixtureData, literalLoss } from "../support/literal-potts.ts";

const { data, labels } = fixtureData();
const small: PottsTrainingOptions = {
  ...{ memories: 5, labels, batch: 7, epochs: 6, patience: "none", learningRate: 0.2 },
  rng: stream(1, "training"),
};

/** As through a file. */
const stored = (state: PottsTrainingState): PottsTrainingState =>
  JSON.parse(
    JSON.stringify(state, (_, value) =>
      value instanceof Float64Array ? { numbers: [...value] } : value,
    ),
    (_, value) => (value?.numbers ? Float64Array.from(value.numbers) : value),
  );

for (const [title, extra] of [
  ["with labels", {}],
  ["without labels", { labels: undefined, C: 3 }],
  ["in float64", { arithmetic: "float64" }],
  ["with patience in between", { patience: 3, learningRate: 1, epochs: 40 }],
] as const) {
  test(`trainPotts: goes on from a stored state as if it had not stopped, ${title}`, async () => {
    const { labels: given = small.labels, ...rest } = extra as Partial<PottsTrainingOptions>;
    const options: PottsTrainingOptions = { ...small, ...rest };
    if ("labels" in extra) delete (options as { labels?: unknown }).labels;
    else (options as { labels?: unknown }).labels = given;
    const states: PottsTrainingState[] = [];
    const whole = await trainPotts(data, { ...options, onCheckpoint: (s) => states.push(s) });
    assert.ok(states.length >= 6);
    for (const k of [0, 2, states.length - 2]) {
      const rest = await trainPotts(data, { ...options, resume: stored(states[k]) });
      assert.deepEqual(rest.state, whole.state);
      assert.deepEqual(rest.machine, whole.machine);
      assert.deepEqual(rest.epochs, whole.epochs.slice(k + 1));
      assert.equal(rest.stopped, whole.stopped);
    }
    const half = await trainPotts(data, { ...options, epochs: 3 });
    assert.deepEqual(half.state, states[2]);
  });
}

test("trainPotts: the rows of its epochs are the losses of the machine", async () => {
  const rows: PottsEpoch[] = [];
  const training = await trainPotts(data, {
    ...small,
    arithmetic: "float64",
    validation: 0.3,
    onEpoch: (row) => rows.push(row),
  });
  const { machine, state, epochs, stopped } = training;
  assert.deepEqual([rows.length, stopped, state.epoch], [6, "epochs", 6]);
  assert.deepEqual(rows, epochs);
  const held = { M: 18, N: 6, values: data.values.subarray(42 * 6) };
  const total = machine.classWeights.reduce((sum, g) => sum + g, 0);
  const expected = literalLoss(machine, held, { labels: labels.subarray(42) }, 0.1);
  const last = rows[5];
  assert.ok(Math.abs(last.validationLoss! - expected - Math.log(total)) < 1e-12);
  assert.equal(last.kappa, 0.6 * last.beta);
  assert.equal(last.beta, machine.beta);
  assert.ok(rows[5].loss < rows[0].loss);
});

test("trainPotts: held out rows have no influence but through the prior", async () => {
  const changed = data.values.slice();
  changed.copyWithin(54 * 6, 0, 36);
  const machine = (await trainPotts(data, small)).machine;
  assert.deepEqual((await trainPotts({ ...data, values: changed }, small)).machine, machine);
  const all = await trainPotts({ ...data, values: changed }, { ...small, validation: 0 });
  assert.notDeepEqual(all.machine, machine);
  assert.deepEqual([all.epochs[0].validationLoss, all.epochs[0].accuracy], [null, null]);
});

test("trainPotts: patience ends it after so many epochs without a better validation loss", async () => {
  const options = { ...small, patience: 3, epochs: 300 } as const;
  const { epochs, stopped, state } = await trainPotts(data, options);
  const losses = epochs.map((row) => row.validationLoss!);
  const best = losses.indexOf(Math.min(...losses));
  assert.equal(stopped, "patience");
  assert.equal(epochs.length, best + 1 + 3);
  assert.equal(state.bestLoss, losses[best]);
});

test("trainPotts: float32 stays beside float64 for a few steps", async () => {
  const reference = await trainPotts(data, { ...small, epochs: 2, arithmetic: "float64" });
  const { machine } = await trainPotts(data, { ...small, epochs: 2 });
  const worst = Math.max(
    ...machine.memories.map((w, k) => Math.abs(w - reference.machine.memories[k])),
  );
  // 16 steps move by what float32 rounds, 6e-8, times slopes of order 1.
  assert.ok(worst > 0 && worst < 1e-5, `${worst}`);
});

test("trainPotts: at rest A_N(β) = ςm̄ and κ is below N ς² / (1 − ς²)", async () => {
  for (const regularization of [0.5, 0.8]) {
    const { machine } = await trainPotts(data, {
      ...{ memories: 4, labels, regularization, arithmetic: "float64", batch: 60, epochs: 2000 },
      ...{ validation: 0, momentum: 0.9, learningRate: 1, rng: stream(2, "rest") },
    });
    const { P, N, beta, memories } = machine;
    const kappa = regularization * beta;
    const gradient = pottsGradient(machine, data, { labels }, 0.1);
    // Σ r m = −(M/κ) Σ w·∂L/∂w.
    const overlap =
      gradient.memories.reduce((sum, slope, k) => sum - slope * memories[k], 0) / kappa;
    const mass = gradient.responsibilities.subarray(0, P).reduce((sum, r) => sum + r, 0);
    const mean = sphereMean(N, beta, "asymptotic");
    assert.ok(Math.abs(mean - (regularization * overlap) / mass) < 1e-9, `${regularization}`);
    assert.ok(kappa < (N * regularization ** 2) / (1 - regularization ** 2));
    for (let gamma = 0; gamma < P; gamma++) {
      const slopes = gradient.memories.subarray(gamma * N, (gamma + 1) * N);
      const w = memories.subarray(gamma * N, (gamma + 1) * N);
      const along = slopes.reduce((sum, slope, i) => sum + slope * w[i], 0);
      slopes.forEach((slope, i) => {
        assert.ok(Math.abs(slope - along * w[i]) < 1e-6, `memory ${gamma}`);
      });
    }
  }
});

test('trainPotts: regularization "none" keeps β, and class weights keep their column masses', async () => {
  const { machine, state } = await trainPotts(data, {
    ...small,
    regularization: "none",
    beta: 16,
    memoriesAtMost: 10,
  });
  assert.deepEqual([machine.beta, machine.regularization], [16, 1]);
  assert.equal(state.masses[5], 0.5);
  for (let y = 0; y <= 3; y++) {
    let sum = 0;
    for (let gamma = 0; gamma <= 5; gamma++) sum += machine.classWeights[gamma * 4 + y];
    assert.ok(Math.abs(sum - 5.5 * state.prior[y]) < 1e-13);
  }
});

test("trainPotts: without labels classes of unequal prior come apart", async () => {
  const { machine, state } = await trainPotts(data, {
    ...{ memories: 6, C: 3, softening: 0.01, regularization: 0.8, batch: 20, epochs: 200 },
    ...{ patience: "none", rng: stream(4, "classes") },
  });
  const surest = Array.from({ length: 6 }, (_, gamma) => {
    const row = machine.classWeights.subarray(gamma * 4, gamma * 4 + 4);
    return Math.max(...row) / row.reduce((sum, g) => sum + g, 0);
  });
  assert.ok(Math.max(...surest) > 0.9, `${surest}`);
  assert.equal(new Set(state.prior).size, 4);
});

test("trainPotts: a signal ends it between two steps and keeps the last whole epoch", async () => {
  const controller = new AbortController();
  const states: PottsTrainingState[] = [];
  const progress: number[][] = [];
  const training = await trainPotts(data, {
    ...small,
    signal: controller.signal,
    onCheckpoint: (state) => states.push(state),
    onProgress(done, total) {
      progress.push([done, total]);
      if (done === 19) controller.abort();
    },
  });
  assert.equal(training.stopped, "interrupted");
  assert.deepEqual(training.state, states[1]);
  assert.deepEqual([states.length, progress.length, progress[18]], [2, 19, [19, 48]]);
  const none = await trainPotts(data, { ...small, signal: AbortSignal.abort() });
  assert.deepEqual([none.stopped, none.epochs.length, none.state.epoch], ["interrupted", 0, 0]);
});

test("trainPotts: lets other events run during an epoch", async () => {
  const values = new Float64Array(3000 * 100);
  stream(5, "rows").fillGaussian(values);
  for (let a = 0; a < 3000; a++) {
    const row = values.subarray(a * 100, (a + 1) * 100);
    const norm = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
    for (let i = 0; i < 100; i++) row[i] /= norm;
  }
  const controller = new AbortController();
  setImmediate(() => controller.abort());
  const { stopped } = await trainPotts(
    { M: 3000, N: 100, values },
    { memories: 200, rng: stream(5), epochs: 1, signal: controller.signal },
  );
  assert.equal(stopped, "interrupted");
});

test("trainPotts: a loss that is no number ends it with the epoch before", async () => {
  const first = await trainPotts(data, { ...small, epochs: 2 });
  const broken = { ...first.state, memoryVelocities: first.state.memoryVelocities.map(() => NaN) };
  const { state, stopped, epochs } = await trainPotts(data, { ...small, resume: broken });
  assert.deepEqual([stopped, state.epoch, epochs.length], ["not-finite", 2, 1]);
  assert.ok(Number.isNaN(epochs[0].loss));
  assert.deepEqual(state.memories, first.state.memories);
});

test("trainPotts: memories start uniformly on the sphere, or close around the mean of the data", async () => {
  const signal = AbortSignal.abort();
  const overlapsOf = async (start: "uniform" | "data-mean"): Promise<number[]> => {
    const { state } = await trainPotts(data, { ...small, memories: 500, start, signal });
    const mean = Array.from({ length: 6 }, (_, i) =>
      data.values.reduce((sum, x, k) => sum + (k % 6 === i ? x : 0), 0),
    );
    const norm = Math.sqrt(mean.reduce((sum, x) => sum + x * x, 0));
    return Array.from({ length: 500 }, (_, gamma) =>
      mean.reduce((sum, x, i) => sum + (x / norm) * state.memories[gamma * 6 + i], 0),
    );
  };
  const uniform = await overlapsOf("uniform");
  // Overlaps with any direction have variance 1/N, 1/(6 · 500) of their mean; their squares 2 (N − 1) / (N² (N + 2)).
  const mean = uniform.reduce((sum, m) => sum + m, 0) / 500;
  const square = uniform.reduce((sum, m) => sum + m * m, 0) / 500;
  assert.ok(Math.abs(mean) < 5 * Math.sqrt(1 / 3000));
  assert.ok(Math.abs(square - 1 / 6) < 5 * Math.sqrt(10 / (36 * 8) / 500));
  // 1 − m is (N − 1) / (2κ) on average, with a standard deviation of √((N − 1) / 2) / κ.
  const near = (await overlapsOf("data-mean")).map((m) => (1 - m) * 2 ** 17.25);
  const missing = near.reduce((sum, d) => sum + d, 0) / 500;
  assert.ok(Math.abs(missing - 2.5) < 5 * Math.sqrt(2.5 / 500), `${missing}`);
});

test("trainPotts: every epoch has an order of its own, of the rows trained on", async () => {
  const after = async (epoch: number, batch: number) => {
    const { state } = await trainPotts(data, { ...small, batch, epochs: 1 });
    const resume = { ...state, epoch };
    return (await trainPotts(data, { ...small, batch, epochs: epoch + 1, resume })).state.memories;
  };
  const [one, two] = [await after(1, 7), await after(2, 7)];
  assert.ok(one.some((w, k) => Math.abs(w - two[k]) > 1e-3));
  // In one batch the order means nothing but roundings of float32.
  const [whole, again] = [await after(1, 54), await after(2, 54)];
  for (const [k, w] of whole.entries()) assert.ok(Math.abs(w - again[k]) < 1e-5);
});
