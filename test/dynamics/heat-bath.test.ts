import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldUnit } from "../../src/dynamics/field-unit.ts";
import { heatBath } from "../../src/dynamics/heat-bath.ts";
import { retrievalTrajectories } from "../../src/dynamics/retrieval-trajectories.ts";
import {
  denseAssociativeMemory,
  energy,
  localFields,
} from "../../src/models/dense-associative-memory.ts";
import { distinctIndices } from "../../src/models/distinct-indices.ts";
import { fieldTable } from "../../src/models/field-table.ts";
import { power, rectifiedPower } from "../../src/models/interaction.ts";
import { independent } from "../../src/patterns/independent.ts";
import { patternsFromRows, row } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";
import { assertRowsAgree } from "../support/chi-square.ts";

const N = 6;
const patterns = independent(10, N, stream(1, "heat bath"));
const allStates = Array.from({ length: 2 ** N }, (_, s) =>
  Int8Array.from({ length: N }, (_, i) => 1 - 2 * ((s >> i) & 1)),
);
const numberOf = (spins: ArrayLike<number>, from: number) =>
  Array.from({ length: N }, (_, i) => (spins[from + i] < 0 ? 1 << i : 0)).reduce((a, b) => a + b);

/** Counts of the last states of B runs against probabilities; rare states are put together. */
function assertFrequencies(states: Int8Array, probabilities: readonly number[], label: string) {
  const B = states.length / N;
  const counts = new Array<number>(2 ** N).fill(0);
  for (let b = 0; b < B; b++) counts[numberOf(states, b * N)] += 1;
  const cells = probabilities.map((p, s) => ({
    name: `${label}, state ${s}`,
    p,
    count: counts[s],
  }));
  const rare = cells.filter(({ p }) => p * B < 20);
  const rest = {
    name: `${label}, rare states`,
    p: rare.reduce((sum, { p }) => sum + p, 0),
    count: rare.reduce((sum, { count }) => sum + count, 0),
  };
  const kept = cells.filter((cell) => !rare.includes(cell));
  // One is left out, as frequencies sum to 1.
  const rows = (rest.p * B < 20 ? kept : [...kept, rest]).slice(1);
  assert.ok(rows.length >= 4);
  assertRowsAgree(
    rows.map(({ name, p, count }) => ({
      name,
      value: count / B,
      error: Math.sqrt((p * (1 - p)) / B),
      reference: p,
      referenceError: 0,
    })),
  );
}

test("retrievalTrajectories: one synchronous step has the probabilities of Glauber dynamics", () => {
  const B = 6000;
  for (const n of [2, 3]) {
    const memory = denseAssociativeMemory(patterns, power(n));
    const start = allStates[11];
    const fields = localFields(memory, start);
    for (const temperature of [0.5, 3]) {
      const probabilities = allStates.map((state) =>
        fields.reduce((p, h, i) => (p * (1 + state[i] * Math.tanh(h / temperature))) / 2, 1),
      );
      const { states } = retrievalTrajectories(memory, new Array(B).fill(start), {
        steps: 1,
        temperature,
        rng: stream(1, "one step", n, temperature),
      });
      assertFrequencies(states, probabilities, `n = ${n}, T = ${temperature}`);
    }
  }
});

test("retrievalTrajectories: single updates end in the Boltzmann distribution of the energy", () => {
  const B = 4000;
  for (const [n, order] of [
    [2, "random"],
    [3, "fixed"],
  ] as const) {
    const memory = denseAssociativeMemory(patterns, power(n));
    const unit = N ** n - (N - 2) ** n;
    const temperature = n === 2 ? 2 : 4;
    // A flip against the field h raises 2 E / unit by 2 |h|.
    const weights = allStates.map((state) =>
      Math.exp((-2 * energy(memory, state)) / unit / temperature),
    );
    const Z = weights.reduce((a, b) => a + b);
    const starts = Array.from({ length: B }, (_, b) => allStates[b % 64]);
    const { states } = retrievalTrajectories(memory, starts, {
      update: "asynchronous",
      order,
      steps: 25,
      temperature,
      rng: stream(1, "stationary", n),
    });
    assertFrequencies(
      states,
      weights.map((w) => w / Z),
      `n = ${n}, ${order} order`,
    );
  }
});

test("heatBath: every spin has its own number in every step, and the right share turns up", () => {
  const M = 4000;
  const bath = heatBath(M, 0.5, 10, stream(1, "share"));
  const rows = [-7, -1, 0, 2, 30].flatMap((field) =>
    [1, -1].map((spin) => {
      bath.nextStep();
      let up = 0;
      for (let i = 0; i < M; i++) if (bath.turns(i, spin, spin * field) !== spin > 0) up += 1;
      const p = (1 + Math.tanh(field / 10 / 0.5)) / 2;
      const error = Math.sqrt((p * (1 - p)) / M);
      const name = `field ${field}, spin ${spin}`;
      return { name, value: up / M, error, reference: p, referenceError: 0 };
    }),
  );
  assertRowsAgree(rows);
});

test("heatBath: far fields turn every spin their way, without a number that is none", () => {
  const bath = heatBath(100, 1e-300, 1e-10, stream(1, "far"));
  bath.nextStep();
  for (let i = 0; i < 100; i++) {
    assert.equal(bath.turns(i, 1, 1e200), false);
    assert.equal(bath.turns(i, 1, -1e200), true);
    assert.equal(bath.turns(i, -1, 1e200), false);
    assert.equal(bath.turns(i, -1, -1e200), true);
  }
});

test("fieldUnit: a lone pattern has field 1, in powers 1 but for O(1/N), in every form", () => {
  const M = 400;
  for (const n of [2, 3, 5]) {
    for (const selfCoupling of [false, true]) {
      for (const form of ["difference", "derivative"] as const) {
        const table = fieldTable(power(n), M, { form, selfCoupling });
        const margin = table.a[0];
        assert.equal(margin / fieldUnit("test", table, power(n), "flip"), 1);
        const inPowers = margin / fieldUnit("test", table, power(n), "power");
        // (1 − 1/N)^(n−1) without the site itself, and terms of 1/N² of the difference.
        const expected = selfCoupling ? 1 : (1 - 1 / M) ** (n - 1);
        assert.ok(Math.abs(inPowers - expected) < (2 * n ** 2) / M ** 2, `${n}, ${form}`);
      }
    }
    const distinct = fieldTable(distinctIndices(n, M), M);
    let ratio = 1;
    for (let k = 1; k < n; k++) ratio *= 1 - k / M;
    const inPowers = distinct.a[0] / fieldUnit("test", distinct, power(n), "power");
    assert.ok(Math.abs(inPowers - ratio) < 1e-12);
  }
  assert.throws(() => fieldUnit("test", fieldTable(power(150), 400), power(150), "power"), {
    message:
      'test: expected N^(n-1) within float64 with fieldUnit "power", got N = 400, n = 150; use fieldUnit "flip"',
  });
});

test("retrievalTrajectories: units differ in temperature, by the ratio of the fields", () => {
  const set = independent(40, 33, stream(1, "units"));
  const starts = [row(set, 0), row(set, 1)];
  for (const interaction of [power(3), rectifiedPower(4)]) {
    const memory = denseAssociativeMemory(set, interaction);
    const n = Number(interaction.recipe.n);
    const ratio = (2 * n * 33 ** (n - 1)) / (33 ** n - 31 ** n);
    const run = (fieldUnitWord: "flip" | "power", temperature: number) =>
      retrievalTrajectories(memory, starts, {
        steps: 20,
        temperature,
        fieldUnit: fieldUnitWord,
        rng: stream(1, "units", "heat"),
      });
    assert.deepEqual(run("flip", 0.3 * ratio).states, run("power", 0.3).states);
  }
});

test("retrievalTrajectories: a tie keeps the spin without temperature, and is a fair coin with it", () => {
  // Opposite patterns at order 3 cancel in every state.
  const up = new Int8Array(1000).fill(1);
  const memory = denseAssociativeMemory(patternsFromRows([up, up.map((x) => -x)]), power(3));
  assert.deepEqual(retrievalTrajectories(memory, [up], { steps: 1 }).states, up);
  const rng = stream(1, "ties");
  const { overlaps } = retrievalTrajectories(memory, [up], { steps: 1, temperature: 0.1, rng });
  assert.ok(Math.abs(overlaps[1]) < 5 / Math.sqrt(1000));
});

test("retrievalTrajectories: courses at a temperature are the same numbers on every machine", () => {
  const set = independent(60, 45, stream(1, "same numbers"));
  const memory = denseAssociativeMemory(set, power(3));
  const starts = [0, 1, 2].map((mu) => row(set, mu));
  for (const [update, expected] of [
    ["synchronous", "45,45,37,35,29,23,9,5,7,9,15,11,-5,-5,-3,-7,3,-1 -70706,-38102,-48258"],
    ["asynchronous", "45,45,33,25,5,-1,9,3,11,11,13,11,-5,-5,-3,-7,3,3 -60902,-14930,-32614"],
  ] as const) {
    const rng = stream(1, "same numbers", "heat");
    const options = { update, steps: 5, temperature: 0.5, rng, energies: true };
    const { overlaps, energies } = retrievalTrajectories(memory, starts, options);
    assert.equal(
      `${overlaps.map((m) => m * 45).map(Math.round)} ${energies!.subarray(15)}`,
      expected,
    );
  }
});
