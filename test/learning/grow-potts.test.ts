import assert from "node:assert/strict";
import { test } from "node:test";
import { growPotts } from "../../src/learning/grow-potts.ts";
import type { PottsGrowthOptions } from "../../src/learning/growth-options.ts";
import type { PottsGrowthState } from "../../src/learning/growth-state.ts";
import { splittingMatrix, tangentSpectrum } from "../../src/learning/splitting-matrix.ts";
import { pottsMachine } from "../../src/models/potts-machine.ts";
import { normalised } from "../../src/patterns/unit-vectors.ts";
import { stream } from "../../src/random/stream.ts";

/** 300 vectors of 12 numbers around 6 directions of 3 classes. */
const [M, N] = [300, 12];
const noise = new Float64Array(M * N);
stream(5, "growth").fillGaussian(noise);
const data = normalised(
  noise.map((z, k) => z + 5 * Math.cos(2.3 * (Math.floor(k / N) % 6) * ((k % N) + 1))),
  M,
  N,
);
const labels = Int32Array.from({ length: M }, (_, a) => a % 3);
const options = (changes: Partial<PottsGrowthOptions> = {}): PottsGrowthOptions => ({
  ...{ from: 2, memories: 9, labels, regularization: 0.8, batch: 30, epochs: 12 },
  ...{ patience: "none", rng: stream(1), ...changes },
});

test("growPotts: memories split until there are as many as wanted, and the log says how", async () => {
  const rows: unknown[] = [];
  const growth = await growPotts(
    data,
    options({ memories: 5, onRound: (row) => rows.push(row), finalEpochs: 20 }),
  );
  assert.equal(growth.stopped, "grown");
  assert.equal(growth.machine.P, 5);
  assert.deepEqual(rows, growth.rounds);
  let [P, cost] = [2, 0];
  for (const [k, row] of growth.rounds.entries()) {
    const isLast = k === growth.rounds.length - 1;
    assert.deepEqual([row.round, row.memories], [k + 1, P]);
    assert.equal(row.epochs, isLast ? 20 : 12);
    cost += P * row.epochs;
    assert.equal(row.cost, cost);
    if (isLast) break;
    const below = row.eigenvalues!.filter((value) => value < -0.001);
    assert.equal(row.candidates, below.length);
    assert.equal(row.splits.length, Math.min(below.length, 5 - P));
    assert.deepEqual(
      row.splits.map(({ eigenvalue }) => eigenvalue),
      [...below.sort()].slice(0, row.splits.length),
    );
    assert.deepEqual(
      row.splits.map(({ copy }) => copy),
      row.splits.map((_, j) => P + j),
    );
    P += row.splits.length;
    assert.equal(row.memoriesAfter, P);
  }
  assert.equal(growth.epochs.length, growth.state.training.epoch);
  assert.equal(growth.epochs.at(-1)!.cost, cost);
});

test("growPotts: a round in which not all memories split is seen in its log", async () => {
  const growth = await growPotts(data, options({ memories: 40 }));
  const partial = growth.rounds.filter(
    ({ memories, candidates, splits }) => splits.length > 0 && candidates < memories,
  );
  assert.ok(
    partial.length > 0,
    JSON.stringify(growth.rounds.map((r) => [r.memories, r.candidates])),
  );
  for (const { memories, memoriesAfter, splits, eigenvalues } of partial) {
    assert.equal(memoriesAfter, memories + splits.length);
    for (const { memory } of splits) assert.ok(eigenvalues![memory] < -0.001);
  }
});

test("growPotts: eigenvalues are those of the machine on the rows it was trained on", async () => {
  let before: PottsGrowthState | undefined;
  const growth = await growPotts(
    data,
    options({
      memories: 3,
      onCheckpoint: (state) => {
        if (state.round === 1) before = state;
      },
    }),
  );
  const { memories, classWeights, beta } = before!.training;
  const machine = pottsMachine({ N, C: 3, memories, classWeights, beta, regularization: 0.8 });
  const trained = { M: 270, N, values: data.values.subarray(0, 270 * N) };
  const task = { data: trained, targets: { labels: labels.subarray(0, 270) }, softening: 0.1 };
  for (const gamma of [0, 1]) {
    const S = splittingMatrix(machine, task, gamma);
    const w = memories.subarray(gamma * N, (gamma + 1) * N);
    const [least] = tangentSpectrum(S, w).eigenvalues;
    const found = growth.rounds[0].eigenvalues![gamma];
    assert.ok(Math.abs(found - least) < 1e-3 * Math.abs(least), `${found}, expected ${least}`);
  }
});

test("growPotts: the split keeps the sums of the class weights and the share of the null unit", async () => {
  const states: PottsGrowthState[] = [];
  await growPotts(data, options({ onCheckpoint: (state) => states.push(state) }));
  for (const { training } of states) {
    const { P, masses, classWeights, prior } = training;
    const total = masses.reduce((sum, mass) => sum + mass, 0);
    assert.ok(Math.abs(total - P * (1 + 1 / 9)) < 1e-12);
    assert.ok(Math.abs(masses[P] - P / 9) < 1e-12);
    for (let y = 0; y <= 3; y++) {
      let column = 0;
      for (let k = y; k < classWeights.length; k += 4) column += classWeights[k];
      assert.ok(Math.abs(column - total * prior[y]) < 1e-12 * total);
    }
  }
});

test("growPotts: velocities go on through a split, second halves are at rest", async () => {
  const states: PottsGrowthState[] = [];
  await growPotts(data, options({ onCheckpoint: (state) => states.push(state) }));
  const at = states.findIndex(({ round }) => round === 2);
  const [before, after] = [states[at - 1].training, states[at].training];
  const [P, more] = [before.P, after.P - before.P];
  assert.ok(more > 0 && after.epoch === before.epoch);
  const rest = (width: number) => new Array<number>(more * width).fill(0);
  assert.deepEqual([...after.memoryVelocities], [...before.memoryVelocities, ...rest(N)]);
  assert.deepEqual(
    [...after.classVelocities],
    [
      ...before.classVelocities.subarray(0, 4 * P),
      ...rest(4),
      ...before.classVelocities.subarray(4 * P),
    ],
  );
  assert.equal(after.betaVelocity, before.betaVelocity);
});

test("growPotts: any checkpoint resumes to the same bits", async () => {
  const states: PottsGrowthState[] = [];
  const whole = await growPotts(data, options({ onCheckpoint: (state) => states.push(state) }));
  const splits = states.findIndex(({ round }) => round === 2);
  for (const at of [3, splits - 1, splits, splits + 5, states.length - 1]) {
    const resumed = await growPotts(data, options({ resume: states[at] }));
    assert.deepEqual(resumed.machine, whole.machine);
    assert.deepEqual(resumed.rounds, whole.rounds);
    assert.deepEqual(resumed.state, whole.state);
  }
});

test("growPotts: an interrupt keeps the last epoch, from which it goes on", async () => {
  const control = new AbortController();
  const onEpoch = ({ round, epoch }: { round: number; epoch: number }) => {
    if (round === 2 && epoch === 15) control.abort();
  };
  const stopped = await growPotts(data, options({ signal: control.signal, onEpoch }));
  assert.deepEqual([stopped.stopped, stopped.state.training.epoch], ["interrupted", 15]);
  const rest = await growPotts(data, options({ resume: stopped.state }));
  assert.deepEqual(rest.machine, (await growPotts(data, options())).machine);
});

test("growPotts: the criterion of the source's code splits every memory it can", async () => {
  const { rounds } = await growPotts(data, options({ criterion: "paperCode" }));
  assert.deepEqual(
    rounds.map(({ memories, candidates }) => [memories, candidates]),
    [
      [2, 2],
      [4, 4],
      [8, 8],
      [9, 0],
    ],
  );
});

test("growPotts: without a negative eigenvalue growth is stable", async () => {
  const growth = await growPotts(
    data,
    options({ regularization: "none", beta: 0.1, threshold: -0.001 }),
  );
  assert.equal(growth.stopped, "stable");
  assert.deepEqual([growth.machine.P, growth.rounds.length], [2, 1]);
  assert.ok(growth.rounds[0].eigenvalues!.every((value) => value > 0));
});

test("growPotts: every round waits anew for a better loss", async () => {
  const states: PottsGrowthState[] = [];
  const { rounds } = await growPotts(
    data,
    options({ epochs: 200, patience: 3, onCheckpoint: (state) => states.push(state) }),
  );
  assert.ok(rounds.length > 1 && rounds[0].stopped === "patience");
  const split = states.find(({ round }) => round === 2)!;
  assert.deepEqual([split.training.bestLoss, split.training.epochsWithoutBetter], [null, 0]);
  assert.ok(rounds.every(({ epochs }) => epochs > 3));
});

test("growPotts: memories below the threshold split, no others", async () => {
  const first = async (threshold: number) =>
    (await growPotts(data, options({ threshold, rounds: 2 }))).rounds[0];
  const values = [...(await first(-0.001)).eigenvalues!];
  const [least, next] = values.toSorted((a, b) => a - b);
  const { candidates, splits } = await first((least + next) / 2);
  assert.equal(candidates, 1);
  assert.deepEqual(
    splits.map(({ memory }) => memory),
    [values.indexOf(least)],
  );
});

test("growPotts: rounds that are used up end it before another split", async () => {
  const growth = await growPotts(data, options({ rounds: 1 }));
  assert.deepEqual([growth.stopped, growth.machine.P, growth.rounds.length], ["rounds", 2, 1]);
  assert.ok(growth.rounds[0].candidates > 0 && growth.rounds[0].splits.length === 0);
});

test("growPotts: arguments left out are refused by name", async () => {
  await assert.rejects(growPotts(data, undefined as never), {
    name: "TypeError",
    message: "growPotts: expected options, got none; from, memories and rng are needed",
  });
});

test("growPotts: what training would refuse is refused in the name of growing, before any round", async () => {
  const refused = (changes: object, message: RegExp, vectors = data) => {
    const onEpoch = () => assert.fail("an epoch was trained");
    return assert.rejects(
      growPotts(vectors, options({ ...changes, onEpoch })),
      ({ message: text }: Error) => message.test(text),
    );
  };
  await refused({ rng: undefined }, /^growPotts: expected rng, got none; /);
  await refused({ beta: -1 }, /^growPotts: expected finite beta >= 0, got -1; /);
  await refused({ regularization: 2 }, /^growPotts: expected 0 < regularization <= 1, got 2; /);
  await refused({ epochs: 0 }, /^growPotts: expected an integer epochs >= 1, got 0; /);
  await refused({ labels: Int32Array.of(0) }, /^growPotts: expected a label for each of M = /);
  const long = { ...data, values: data.values.map((x) => 2 * x) };
  await refused({}, /^growPotts: expected rows of norm 1, got /, long);
});

test("growPotts: sizes that cannot grow are refused", async () => {
  const refused = (changes: Partial<PottsGrowthOptions>, message: string) =>
    assert.rejects(growPotts(data, options(changes)), { name: "RangeError", message });
  await refused(
    { from: 10 },
    "growPotts: expected memories >= from, got memories = 9, from = 10; it is where growing ends",
  );
  await refused({ from: 0 }, "growPotts: expected an integer from >= 1, got 0; count it");
  await refused({ splitStep: 0 }, "growPotts: expected splitStep > 0, got 0; 0.25 is usual");
  await assert.rejects(growPotts(data, options({ criterion: "none" as never })), {
    name: "TypeError",
    message: /expected criterion "true" or "paperCode", got "none"/,
  });
});
