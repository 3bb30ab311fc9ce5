import assert from "node:assert/strict";
import { test } from "node:test";
import { denseAssociativeMemory, margins } from "../../src/models/dense-associative-memory.ts";
import { power, rectifiedPower } from "../../src/models/interaction.ts";
import { patternsFromRows, row } from "../../src/patterns/patterns.ts";
import { bitErrorExact, convolvedBitError } from "../../src/theory/bit-error-exact.ts";
import type { PowerModel } from "../../src/theory/capacity-closed-form.ts";
import { bitErrorRows, halfDigit } from "../support/bit-error-tables.ts";
import { marginSigns } from "../support/sum-of-steps.ts";

const poly = (n: number, N: number): PowerModel => ({ energy: "poly", n, N });
const rect = (n: number, N: number): PowerModel => ({ energy: "rect", n, N });

function assertClose(ours: number, exact: number, label: string): void {
  const isClose = exact === 0 ? ours === 0 : Math.abs(ours / exact - 1) < 1e-9;
  assert.ok(isClose, `${label}: ${ours} for ${exact}`);
}

test("bitErrorExact: counts over all pattern sets of the model itself", () => {
  const [N, P] = [4, 4];
  const spins = (bits: number) => Array.from({ length: N }, (_, i) => ((bits >> i) & 1 ? -1 : 1));
  for (const [model, interaction] of [
    [poly(2, N), power(2)],
    [poly(3, N), power(3)],
    [rect(2, N), rectifiedPower(2)],
    [rect(3, N), rectifiedPower(3)],
  ] as const) {
    let [unstable, tied] = [0, 0];
    for (let set = 0; set < 2 ** (N * (P - 1)); set++) {
      const others = [0, 1, 2].map((k) => spins((set >> (N * k)) & 15));
      const patterns = patternsFromRows([spins(0), ...others]);
      const memory = denseAssociativeMemory(patterns, interaction);
      const [margin] = margins(memory, row(patterns, 0));
      if (margin < 0) unstable++;
      if (margin === 0) tied++;
    }
    const ours = bitErrorExact(model, P);
    const label = `${interaction.name}`;
    assertClose(ours.unstable, unstable / 4096, label);
    assertClose(ours.tied, tied / 4096, label);
  }
});

test("bitErrorExact: exact rational counts, from large probabilities to below 1e-18", () => {
  const cases: [PowerModel, number][] = [
    [poly(1, 7), 6],
    [poly(2, 9), 7],
    [poly(3, 20), 15],
    [poly(3, 5), 40],
    [poly(3, 30), 2],
    [poly(3, 64), 3],
    [poly(3, 100), 4],
    [poly(4, 12), 7],
    [poly(4, 16), 3],
    [poly(5, 8), 6],
    [poly(9, 6), 5],
    [rect(1, 9), 6],
    [rect(2, 20), 6],
    [rect(3, 16), 9],
    [rect(3, 50), 3],
    [rect(4, 8), 9],
    [rect(5, 10), 5],
    [poly(3, 2), 9],
    [rect(2, 3), 2],
  ];
  let smallest = 1;
  for (const [model, P] of cases) {
    const ours = bitErrorExact(model, P);
    const exact = marginSigns(model, P);
    const label = `${JSON.stringify(model)}, P = ${P}`;
    assertClose(ours.unstable, exact.unstable, label);
    assertClose(ours.tied, exact.tied, `${label}, tied`);
    if (exact.unstable > 0) smallest = Math.min(smallest, exact.unstable);
  }
  assert.ok(smallest < 1e-18, `the far tail is among the cases: ${smallest}`);
});

test("bitErrorExact: values printed by an independent program", () => {
  for (const { model, P, unstable, tied } of bitErrorRows) {
    const ours = bitErrorExact(model, P);
    // printed digits, and twice the absolute error of 1e-14 that the program states
    const label = `${JSON.stringify(model)}, P = ${P}`;
    assert.ok(Math.abs(ours.unstable - Number(unstable)) < halfDigit(unstable) + 2e-14, label);
    assert.ok(Math.abs(ours.tied - Number(tied)) < halfDigit(tied) + 2e-14, `${label}, tied`);
  }
});

test("bitErrorExact: convolution at n = 1, 2 is the binomial tail", () => {
  for (const [model, P] of [
    [poly(1, 30), 9],
    [poly(2, 20), 6],
    [poly(2, 33), 12],
    [poly(2, 100), 3],
    [poly(2, 100), 20],
    [poly(2, 400), 60],
  ] as const) {
    const binomial = bitErrorExact(model, P);
    const convolved = convolvedBitError(model, P);
    assertClose(convolved.above, binomial.unstable, `${JSON.stringify(model)}`);
    assertClose(convolved.at, binomial.tied, `${JSON.stringify(model)}, tied`);
  }
});

test("bitErrorExact: two patterns never flip a bit; a tie needs equal or opposite ones", () => {
  for (const [model, ways] of [
    [poly(3, 12), 2],
    [poly(4, 12), 2],
    [rect(3, 12), 1],
  ] as const) {
    const { unstable, tied } = bitErrorExact(model, 2);
    assert.equal(unstable, 0);
    assertClose(tied, ways / 2 ** 12, JSON.stringify(model));
  }
});

test("bitErrorExact: sizes, orders and energies outside their range are refused", () => {
  assert.throws(() => bitErrorExact(poly(3, 1), 5), /^RangeError: .* 2 <= N <= 131072, got 1$/);
  assert.throws(() => bitErrorExact(poly(3, 20), 1), {
    name: "RangeError",
    message: "bitErrorExact: expected an integer P >= 2, got 1",
  });
  assert.throws(() => bitErrorExact(poly(0, 20), 5), /an integer order n >= 1, got 0/);
  assert.throws(() => bitErrorExact(poly(2.5, 20), 5), /an integer order n >= 1, got 2.5/);
  const unknown = { energy: "exp" as "poly", n: 3, N: 20 };
  assert.throws(() => bitErrorExact(unknown, 5), /^TypeError: .*expected energy "poly" or "rect"/);
  assert.throws(
    () => bitErrorExact(poly(8, 100), 100000),
    /^RangeError: bitErrorExact: expected at most .* n = 8, N = 100, P = 100000; use bitErrorSaddlepoint$/,
  );
});
