import assert from "node:assert/strict";
import { test } from "node:test";
import {
  denseAssociativeMemory,
  energy,
  energyPerSpin,
  localFields,
  margins,
} from "../../src/models/dense-associative-memory.ts";
import { formula } from "../../src/models/formula.ts";
import { exponential, power, rectifiedPower } from "../../src/models/interaction.ts";
import { independent } from "../../src/patterns/independent.ts";
import { type Patterns, patternsFromRows, row, take } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";
import { literalMargins, literalPower } from "../support/literal-margins.ts";

const rowsOf = (set: Patterns) => Array.from({ length: set.P }, (_, mu) => row(set, mu));
const flipped = (sigma: Int8Array, i: number) => sigma.map((s, j) => (j === i ? -s : s));
const set = independent(11, 37, stream(1, "model", "patterns"));
const sigma = row(independent(1, 37, stream(1, "model", "state")), 0);
const interactions = [
  ...[1, 2, 3, 4, 5].flatMap((n) => [power(n), rectifiedPower(n)]),
  exponential(0.2),
  formula("x^3 + 0.1 x^5"),
  formula("cosh(x / 9)"),
];

test("margins: equal the literal update in integers", () => {
  for (const [P, N] of [
    [1, 5],
    [7, 31],
    [20, 32],
    [13, 33],
    [40, 70],
  ]) {
    const patterns = independent(P, N, stream(1, "literal", P, N));
    const state = row(independent(1, N, stream(2, "literal", P, N)), 0);
    for (const n of [2, 3, 4, 5, 6, 7]) {
      for (const rectified of [false, true]) {
        const interaction = rectified ? rectifiedPower(n) : power(n);
        const F = literalPower(n, rectified);
        const expected = literalMargins(rowsOf(patterns), state, F).map(Number);
        const got = margins(denseAssociativeMemory(patterns, interaction), state);
        assert.deepEqual([...got], expected, `${interaction.name}, P = ${P}, N = ${N}`);
      }
    }
  }
});

test("margins: are the energy a flip costs", () => {
  for (const interaction of interactions) {
    const model = denseAssociativeMemory(set, interaction);
    const cost = margins(model, sigma);
    const E = energy(model, sigma);
    for (let i = 0; i < 37; i++) {
      const difference = energy(model, flipped(sigma, i)) - E;
      assert.ok(Math.abs(cost[i] - difference) <= 1e-12 * Math.abs(E), interaction.name);
    }
  }
});

test("localFields: are σ_i times the margin in units of F(N) − F(N − 2)", () => {
  for (const interaction of interactions) {
    const model = denseAssociativeMemory(set, interaction);
    const h = localFields(model, sigma);
    const signal = interaction.F(37) - interaction.F(35);
    margins(model, sigma).forEach((margin, i) => {
      const expected = (sigma[i] * margin) / signal;
      assert.ok(Math.abs(h[i] - expected) <= 1e-12 * 11, interaction.name);
    });
  }
});

test("localFields: of a lone pattern are the pattern, also where F(N) overflows", () => {
  const lone = independent(1, 900, stream(1, "lone"));
  for (const interaction of [power(3), power(200), rectifiedPower(7), exponential(1)]) {
    const model = denseAssociativeMemory(lone, interaction);
    assert.deepEqual(Int8Array.from(localFields(model, row(lone, 0))), row(lone, 0));
  }
});

test("energy: order 2 equals the Hebbian quadratic form with its constant diagonal", () => {
  const model = denseAssociativeMemory(set, power(2));
  const rows = rowsOf(set);
  let quadratic = 0;
  for (let i = 0; i < 37; i++) {
    for (let j = 0; j < i; j++) {
      const J = rows.reduce((total, xi) => total + xi[i] * xi[j], 0);
      quadratic += 2 * J * sigma[i] * sigma[j];
    }
  }
  assert.equal(energy(model, sigma), -quadratic - 11 * 37);
  assert.equal(energyPerSpin(model, sigma), energy(model, sigma) / 37);
});

test("energy: gauge transformation of patterns and state leaves it unchanged", () => {
  const gauge = row(independent(1, 37, stream(1, "gauge")), 0);
  const turned = patternsFromRows(rowsOf(set).map((xi) => xi.map((x, i) => x * gauge[i])));
  const turnedState = sigma.map((s, i) => s * gauge[i]);
  for (const interaction of interactions) {
    const model = denseAssociativeMemory(set, interaction);
    const turnedModel = denseAssociativeMemory(turned, interaction);
    assert.equal(energy(turnedModel, turnedState), energy(model, sigma));
    assert.deepEqual(margins(turnedModel, turnedState), margins(model, sigma));
  }
});

test("energy: the order of the patterns does not matter for exact interactions", () => {
  const order = stream(1, "order").permutation(11);
  for (const interaction of [power(3), rectifiedPower(4)]) {
    const model = denseAssociativeMemory(set, interaction);
    const shuffled = denseAssociativeMemory(take(set, order), interaction);
    assert.equal(energy(shuffled, sigma), energy(model, sigma));
    assert.deepEqual(margins(shuffled, sigma), margins(model, sigma));
  }
});

test("energy: a global flip keeps it for even order and turns its sign for odd order", () => {
  const turned = sigma.map((s) => -s);
  for (const n of [2, 3, 4, 5]) {
    const model = denseAssociativeMemory(set, power(n));
    assert.equal(energy(model, turned), n % 2 ? -energy(model, sigma) : energy(model, sigma));
  }
});

test("margins: XOR needs an odd order ≥ 3, or a rectified order ≥ 2", () => {
  const truth = patternsFromRows([
    [1, 1, -1],
    [1, -1, 1],
    [-1, 1, 1],
    [-1, -1, -1],
  ]);
  const field = (interaction: ReturnType<typeof power>) =>
    0 - margins(denseAssociativeMemory(truth, interaction), [1, 1, -1])[2];
  assert.deepEqual(
    [1, 2, 3, 4, 5].map((n) => field(power(n))),
    [0, 0, -48, 0, -480],
  );
  assert.deepEqual(
    [1, 2, 3, 4, 5].map((n) => field(rectifiedPower(n))),
    [0, -6, -24, -78, -240],
  );
});

test("energy, margins: wrong states, empty sets and overflow are refused by name", () => {
  const model = denseAssociativeMemory(set, power(3));
  assert.throws(() => energy(model, sigma.subarray(1)), {
    name: "RangeError",
    message: "energy: expected state of length N = 37, got 36",
  });
  assert.throws(
    () => localFields(model, new Int8Array(37)),
    /localFields: expected spins \+1 or -1/,
  );
  assert.throws(() => denseAssociativeMemory(take(set, []), power(2)), {
    message: "denseAssociativeMemory: expected P >= 1 patterns, got 0",
  });
  const large = independent(2, 900, stream(1, "large"));
  const overflowing = denseAssociativeMemory(large, exponential(1));
  assert.throws(() => energy(overflowing, row(large, 0)), /energy: expected .* overflow .*N = 900/);
  assert.throws(() => margins(overflowing, row(large, 0)), /overflow .*; use localFields/);
});
