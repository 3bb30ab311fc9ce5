import assert from "node:assert/strict";
import { test } from "node:test";
import { retrieve } from "../../src/dynamics/retrieve.ts";
import {
  denseAssociativeMemory,
  energy,
  margins,
} from "../../src/models/dense-associative-memory.ts";
import {
  exponential,
  type Interaction,
  power,
  rectifiedPower,
} from "../../src/models/interaction.ts";
import { independent } from "../../src/patterns/independent.ts";
import { overlaps, type Patterns, patternsFromRows, row } from "../../src/patterns/patterns.ts";
import { type Rng, stream } from "../../src/random/stream.ts";
import { assertRowsAgree } from "../support/chi-square.ts";

const corrupted = (pattern: Int8Array, flips: number, rng: Rng) => {
  const chosen = new Set(rng.permutation(pattern.length).subarray(0, flips));
  return pattern.map((x, i) => (chosen.has(i) ? -x : x));
};
const randomState = (N: number, rng: Rng) => row(independent(1, N, rng), 0);

test("retrieve: asynchronous zero-temperature updates never raise the energy in 1e5 steps", () => {
  for (const interaction of [power(2), power(3), rectifiedPower(4), exponential(0.1)]) {
    const model = denseAssociativeMemory(independent(30, 50, stream(1, "energy")), interaction);
    let steps = 0;
    for (let k = 0; steps < 1e5; k++) {
      const start = randomState(50, stream(1, "energy", "start", k));
      const options = { update: "asynchronous", recordEnergy: true } as const;
      const { energies, sweeps, status } = retrieve(model, start, {
        ...options,
        rng: stream(1, "energy", "order", k),
      });
      steps += sweeps * 50;
      assert.equal(status, "fixed-point");
      const drops = energies!.map((E, t) => (t ? E - energies![t - 1] : -1));
      assert.ok(
        drops.subarray(0, -1).every((drop) => drop < 0),
        interaction.name,
      );
      assert.equal(drops.at(-1), 0, "the last sweep changed nothing");
    }
  }
});

test("retrieve: each single flip is the sign of the field of the moment, in the given order", () => {
  for (const { P, N, flipped } of [
    { P: 40, N: 33, flipped: null },
    { P: 200, N: 60, flipped: null },
    { P: 200, N: 160, flipped: 4 }, // flips are rare
  ]) {
    const model = denseAssociativeMemory(independent(P, N, stream(1, "literal")), power(3));
    const rng = stream(1, "literal", "start");
    const start =
      flipped === null ? randomState(N, rng) : corrupted(row(model.patterns, 0), flipped, rng);
    const literal = Int8Array.from(start);
    const order = stream(1, "literal", "order");
    let flips = 0;
    for (let flipsBefore = -1; flipsBefore !== flips; ) {
      flipsBefore = flips;
      for (const i of order.permutation(N)) {
        if (margins(model, literal)[i] >= 0) continue;
        literal[i] = -literal[i];
        flips += 1;
      }
    }
    const result = retrieve(model, start, {
      update: "asynchronous",
      rng: stream(1, "literal", "order"),
    });
    assert.ok(flips > 0);
    assert.deepEqual(result.state, literal);
    assert.equal(result.flips, flips);
    assert.deepEqual(result.overlaps, overlaps(model.patterns, literal));
  }
});

test("retrieve: 20 % flipped spins are restored at P = 20, N = 100, order 3", () => {
  const patterns = independent(20, 100, stream(1, "restore"));
  const model = denseAssociativeMemory(patterns, power(3));
  for (const update of ["asynchronous", "synchronous"] as const) {
    for (let mu = 0; mu < 20; mu++) {
      const start = corrupted(row(patterns, mu), 20, stream(1, "restore", mu));
      const result = retrieve(model, start, { update });
      assert.ok(result.isFixedPoint);
      assert.ok(result.overlaps[mu] >= 0.99, `${update}, pattern ${mu}: ${result.overlaps[mu]}`);
    }
  }
});

test("retrieve: shares of exact retrieval at N = 64 agree with independent simulations", () => {
  // Reference: share of 40 trials; ours over 200 sets. Its binomial error is at least that of one
  // trial of 40, as a printed 0 or 1 would else have none.
  const table: [Interaction, number, number, number][] = [
    // interaction, P, flipped spins (20 or 30 % rounded), share
    [power(2), 8, 19, 0.42],
    [power(3), 40, 19, 0.8],
    [power(3), 90, 13, 0.95],
    [power(3), 90, 19, 0.35],
    [power(4), 200, 19, 0.33],
    [power(4), 600, 13, 0.88],
    [power(4), 600, 19, 0.07],
    [rectifiedPower(3), 160, 13, 0.93],
    [rectifiedPower(3), 160, 19, 0.3],
  ];
  assertRowsAgree(
    table.map(([interaction, P, flips, reference]) => {
      const name = `${interaction.name}, P = ${P}, ${flips} flips`;
      let exact = 0;
      for (let k = 0; k < 200; k++) {
        const rng = stream(1, "basin", name, k);
        const patterns = independent(P, 64, rng.split("patterns"));
        const start = corrupted(row(patterns, 0), flips, rng.split("flips"));
        const model = denseAssociativeMemory(patterns, interaction);
        const options = { update: "asynchronous", rng: rng.split("order") } as const;
        if (retrieve(model, start, options).overlaps[0] === 1) exact += 1;
      }
      const error = (trials: number) => Math.sqrt((reference * (1 - reference)) / trials);
      return { name, value: exact / 200, error: error(200), reference, referenceError: error(40) };
    }),
  );
});

test("retrieve: the exponential restores 10 flipped spins of 60 among 2000 patterns", () => {
  const patterns = independent(2000, 60, stream(1, "exponential"));
  const model = denseAssociativeMemory(patterns, exponential(1));
  for (let mu = 0; mu < 20; mu++) {
    const start = corrupted(row(patterns, mu), 10, stream(1, "exponential", mu));
    const result = retrieve(model, start, { update: "synchronous" });
    assert.ok(result.isFixedPoint);
    assert.equal(result.overlaps[mu], 1);
  }
});

test("retrieve: synchronous two-cycles are found, asynchronous updates settle them", () => {
  // Two spins with coupling −1, both up: each wants to be opposite to the other.
  const rows = [
    [1, -1],
    [-1, 1],
  ];
  const model = denseAssociativeMemory(patternsFromRows(rows), power(2));
  const cycle = retrieve(model, [1, 1], { update: "synchronous", recordEnergy: true });
  assert.equal(cycle.status, "cycle");
  assert.equal(cycle.period, 2);
  assert.equal(cycle.isFixedPoint, false);
  assert.equal(cycle.energies!.at(-1), cycle.energies![0]);
  const settled = retrieve(model, [1, 1], { update: "asynchronous" });
  assert.equal(settled.status, "fixed-point");
  assert.deepEqual([...settled.state], [-1, 1]);
});

test("retrieve: a tie keeps the spin", () => {
  const rows = [
    [1, 1, 1, 1],
    [1, 1, 1, -1],
  ];
  for (const interaction of [power(2), power(5), exponential(1), exponential(20)]) {
    const model = denseAssociativeMemory(patternsFromRows(rows), interaction);
    for (const update of ["asynchronous", "synchronous"] as const) {
      const { status, flips } = retrieve(model, rows[1], { update });
      assert.deepEqual([status, flips], ["fixed-point", 0], `${interaction.name}, ${update}`);
    }
  }
});

test("retrieve: stops at maxSweeps, reports sweeps and calls onSweep", () => {
  const patterns = independent(5, 40, stream(1, "sweeps"));
  const model = denseAssociativeMemory(patterns, power(3));
  const start = corrupted(row(patterns, 0), 8, stream(1, "sweeps", "flips"));
  const seen: [number, number, number][] = [];
  const result = retrieve(model, start, {
    update: "asynchronous",
    onSweep: (sweep, state, flips) => seen.push([sweep, energy(model, state), flips]),
  });
  assert.deepEqual(
    seen.map(([sweep]) => sweep),
    [1, 2],
  );
  assert.deepEqual(
    seen.map(([, , flips]) => flips),
    [8, 0],
  );
  assert.equal(result.sweeps, 2);
  const stopped = retrieve(model, start, { update: "asynchronous", maxSweeps: 1 });
  assert.deepEqual([stopped.status, stopped.period], ["max-sweeps", null]);
  assert.deepEqual([...start], [...corrupted(row(patterns, 0), 8, stream(1, "sweeps", "flips"))]);
});

test("retrieve: wrong starts and options are refused by name", () => {
  const patterns: Patterns = independent(2, 10, stream(1, "errors"));
  const model = denseAssociativeMemory(patterns, power(2));
  const update = "asynchronous";
  assert.throws(() => retrieve(model, [1, -1], { update }), {
    name: "RangeError",
    message: "retrieve: expected state of length N = 10, got 2",
  });
  assert.throws(() => retrieve(model, row(patterns, 0), { update, maxSweeps: 0 }), {
    message: "retrieve: expected an integer maxSweeps >= 1, got 0",
  });
  const wrong = { update: "parallel" } as unknown as { update: "synchronous" };
  assert.throws(() => retrieve(model, row(patterns, 0), wrong), {
    name: "TypeError",
    message: 'retrieve: expected update "asynchronous" or "synchronous", got "parallel"',
  });
});
