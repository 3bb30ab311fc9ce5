import assert from "node:assert/strict";
import { test } from "node:test";
import { retrieve } from "../../src/dynamics/retrieve.ts";
import {
  denseAssociativeMemory,
  energy,
  margins,
} from "../../src/models/dense-associative-memory.ts";
import { power, rectifiedPower } from "../../src/models/interaction.ts";
import { independent } from "../../src/patterns/independent.ts";
import { row } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";

const N = 40;
const model = denseAssociativeMemory(independent(30, N, stream(1, "free")), power(3));
const start = row(independent(1, N, stream(2, "start")), 0);
const free = [3, 7, 8, 20, 39];

test("retrieve: clamped spins stay, and no free spin would flip at the end", () => {
  for (const update of ["asynchronous", "synchronous"] as const) {
    const { state, isFixedPoint, flips } = retrieve(model, start, { update, free });
    assert.ok(isFixedPoint && flips > 0);
    for (let i = 0; i < N; i++) if (!free.includes(i)) assert.equal(state[i], start[i]);
    const cost = margins(model, state);
    for (const i of free) assert.ok(cost[i] >= 0, `${update}, spin ${i}`);
  }
  const unclamped = margins(model, retrieve(model, start, { update: "asynchronous", free }).state);
  assert.ok(
    unclamped.some((margin) => margin < 0),
    "the clamps hold something back",
  );
});

test("retrieve: the best of all starts of the free spins is the exhaustive minimum", () => {
  for (const interaction of [power(2), rectifiedPower(5)]) {
    const memory = denseAssociativeMemory(model.patterns, interaction);
    let least = Infinity;
    let found = Infinity;
    for (let bits = 0; bits < 2 ** free.length; bits++) {
      const state = Int8Array.from(start);
      free.forEach((i, k) => {
        state[i] = (bits >> k) & 1 ? -1 : 1;
      });
      least = Math.min(least, energy(memory, state));
      const end = retrieve(memory, state, { update: "asynchronous", free }).state;
      assert.ok(energy(memory, end) <= energy(memory, state));
      found = Math.min(found, energy(memory, end));
    }
    assert.equal(found, least);
  }
});

test("retrieve: all spins free is the same as no clamps, draw by draw", () => {
  const all = Array.from({ length: N }, (_, i) => i);
  const run = (options: object) =>
    retrieve(model, start, { update: "asynchronous", rng: stream(3), ...options });
  assert.deepEqual(run({ free: all }), run({}));
  const none = retrieve(model, start, { update: "synchronous", free: [] });
  assert.deepEqual([none.state, none.isFixedPoint], [start, true]);
});

test("retrieve: free spins that are no different spin numbers are refused", () => {
  const wrong: [number[], RegExp][] = [
    [[0, 40], /^retrieve: expected different free spins 0 … 39, got 40$/],
    [[1.5], /got 1\.5$/],
    [[2, 2], /got 2 twice$/],
  ];
  for (const [spins, message] of wrong) {
    assert.throws(() => retrieve(model, start, { update: "asynchronous", free: spins }), {
      name: "RangeError",
      message,
    });
  }
});
