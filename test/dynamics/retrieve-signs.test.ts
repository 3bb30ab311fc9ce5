import assert from "node:assert/strict";
import { test } from "node:test";
import { retrieve } from "../../src/dynamics/retrieve.ts";
import {
  denseAssociativeMemory,
  localFields,
  margins,
} from "../../src/models/dense-associative-memory.ts";
import { exponential, power, rectifiedPower } from "../../src/models/interaction.ts";
import { independent } from "../../src/patterns/independent.ts";
import { row } from "../../src/patterns/patterns.ts";
import { type Rng, stream } from "../../src/random/stream.ts";
import { literalMargins, literalPower } from "../support/literal-margins.ts";
import { marginOfTerms, nearTie, rawMargins, rowsOf } from "../support/near-tie.ts";

const corrupted = (pattern: Int8Array, flips: number, rng: Rng) => {
  const chosen = new Set(rng.permutation(pattern.length).subarray(0, flips));
  return pattern.map((x, i) => (chosen.has(i) ? -x : x));
};

test("retrieve: a margin that float64 gives the wrong sign is decided by integers", () => {
  const { model, state } = nearTie(power(30));
  const literal = literalMargins(rowsOf(model.patterns), state, literalPower(30));
  assert.ok(literal[0] < 0n, "the spin has to turn");
  assert.ok(rawMargins(model, state)[0] > 0, "float64 by shells would keep it");
  assert.ok(marginOfTerms(model, state, 0) > 0, "and so would float64 pattern by pattern");
  assert.ok(margins(model, state)[0] < 0);
  assert.ok(localFields(model, state)[0] * state[0] < 0);
  for (const update of ["asynchronous", "synchronous"] as const) {
    let flipped = false;
    const onSweep = (_: number, now: Int8Array) => {
      flipped = now[0] !== state[0];
    };
    retrieve(model, state, { update, maxSweeps: 1, onSweep });
    assert.ok(flipped, update);
  }
});

test("retrieve: far starts are restored where every term of the fields underflows", () => {
  for (const [interaction, P, N, flips] of [
    [exponential(1), 20, 1000, 400],
    [exponential(0.9), 20, 1000, 440],
    [rectifiedPower(400), 4, 200, 88],
  ] as const) {
    const patterns = independent(P, N, stream(1, "far", N));
    const model = denseAssociativeMemory(patterns, interaction);
    const start = corrupted(row(patterns, 0), flips, stream(1, "far", "flips", N));
    assert.ok(
      rawMargins(model, start).every((margin) => margin === 0),
      "float64 sees ties only",
    );
    for (const update of ["asynchronous", "synchronous"] as const) {
      const { status, overlaps: m } = retrieve(model, start, { update });
      assert.deepEqual([status, m[0]], ["fixed-point", 1], `${interaction.name}, ${update}`);
    }
    const toPattern = localFields(model, start).map(Math.sign);
    assert.deepEqual(Int8Array.from(toPattern), row(patterns, 0), interaction.name);
  }
});

test("retrieve: flips what integers flip where powers underflow", () => {
  const patterns = independent(6, 200, stream(1, "far power"));
  const model = denseAssociativeMemory(patterns, power(400));
  const start = corrupted(row(patterns, 0), 90, stream(1, "far power", "flips"));
  assert.ok(
    rawMargins(model, start).every((margin) => margin === 0),
    "float64 sees ties only",
  );
  const literal = literalMargins(rowsOf(patterns), start, literalPower(400));
  const { state } = retrieve(model, start, { update: "synchronous", maxSweeps: 1 });
  assert.deepEqual(
    state,
    start.map((spin, i) => (literal[i] < 0n ? -spin : spin)),
  );
});
