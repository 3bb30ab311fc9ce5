import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldTable } from "../../src/models/field-table.ts";
import { formula } from "../../src/models/formula.ts";
import {
  exponential,
  type Interaction,
  power,
  rectifiedPower,
} from "../../src/models/interaction.ts";

test("fieldTable: small powers are the literal integers, unused entries 0", () => {
  const N = 9;
  for (const [interaction, F] of [
    [power(3), (x: number) => x ** 3],
    [rectifiedPower(4), (x: number) => Math.max(0, x) ** 4],
  ] as const) {
    const { f, a, b, w, scale, exact } = fieldTable(interaction, N);
    assert.equal(scale, 1);
    assert.ok(exact);
    for (let d = 0; d <= N; d++) {
      const h = N - 2 * d;
      assert.equal(f[d], F(h));
      assert.equal(a[d], d < N ? F(h) - F(h - 2) : 0);
      assert.equal(b[d], d > 0 ? F(h + 2) - F(h) : 0);
      assert.equal(w[d], a[d] + b[d]);
    }
  }
});

test("fieldTable: beyond 2^53 entries are relative to F(N) − F(N − 2), each rounded once", () => {
  for (const [n, N] of [
    [12, 64],
    [30, 1000],
    [400, 1001],
  ]) {
    const { a, exact, scale } = fieldTable(power(n), N);
    assert.equal(exact, false);
    assert.equal(a[0], 1);
    if (n < 400) {
      const signal = BigInt(N) ** BigInt(n) - BigInt(N - 2) ** BigInt(n);
      assert.equal(scale, Number(signal));
    } else assert.equal(scale, Infinity);
    for (const d of [1, 2, N >> 2]) {
      // Mean value form of the difference, good to 1e-12 for these n ln N.
      const step = (h: number) => -((h / N) ** n) * Math.expm1(n * Math.log1p(-2 / h));
      const expected = step(N - 2 * d) / step(N);
      const error = Math.abs(a[d] - expected);
      assert.ok(error <= 1e-12 * n * expected, `n = ${n}, d = ${d}: ${a[d]}, ${expected}`);
    }
  }
});

test("fieldTable: the exponential is relative to F(N), with no overflow at any N", () => {
  for (const [beta, N] of [
    [1, 10],
    [1, 2000],
    [0.01, 5],
  ]) {
    const { f, a, b, scale } = fieldTable(exponential(beta), N);
    assert.equal(scale, Math.exp(beta * N));
    assert.equal(f[0], 1);
    const ratio = a[1] / a[0] / Math.exp(-2 * beta);
    assert.ok(Math.abs(ratio - 1) < 12 * 2 ** -53, `beta = ${beta}`); // 4 + 4 + 2 roundings, 2 spare
    assert.equal(b[1], a[0]);
    assert.ok(Math.abs(a[0] - (1 - Math.exp(-2 * beta))) < 1e-15);
  }
});

test("fieldTable: far entries of the exponential are as accurate as near ones", () => {
  // F(3x) = F(x)³: 4 roundings of the one side, 3 · 4 + 3 of the other.
  const { f } = fieldTable(exponential(0.3), 2000);
  for (let d = 1; d < 380; d++) {
    const error = Math.abs(f[3 * d] / f[d] ** 3 - 1);
    assert.ok(error < 20 * 2 ** -53, `d = ${d}: ${error}`);
  }
});

test("fieldTable: tiny entries of rational interactions are there down to the smallest number", () => {
  const N = 200;
  const { a } = fieldTable(power(400), N);
  const logarithm = (h: number) =>
    400 * Math.log(h / N) + Math.log(-Math.expm1(400 * Math.log1p(-2 / h)));
  for (const h of [34, 32]) {
    const d = (N - h) / 2;
    // 400 ln: 1e-13 of absolute error; below 1e-308 an entry has only a few bits.
    const expected = Math.exp(logarithm(h) - logarithm(N));
    assert.ok(Math.abs(a[d] - expected) <= 1e-12 * expected + Number.MIN_VALUE, `${a[d]}`);
    assert.ok(a[d] > 0);
  }
});

test("fieldTable: decimal coefficients give integers and the scale that restores F", () => {
  const { f, scale, exact } = fieldTable(formula("x^3 + 0.1 x^5"), 20);
  assert.ok(exact);
  assert.equal(scale, 0.1);
  assert.equal(f[0], 10 * 8000 + 3200000);
});

test("fieldTable: one table per interaction value and N", () => {
  const interaction = power(3);
  assert.equal(fieldTable(interaction, 12), fieldTable(interaction, 12));
  assert.notEqual(fieldTable(interaction, 12), fieldTable(interaction, 13));
});

test("fieldTable: a forgotten interaction is asked for", () => {
  const unknown = (value: unknown) => () => fieldTable(value as Interaction, 10);
  const expected = "fieldTable: expected an interaction such as power(3), got";
  assert.throws(unknown(undefined), { name: "TypeError", message: `${expected} none` });
  assert.throws(unknown({}), { name: "TypeError", message: `${expected} object` });
});

test("fieldTable: sizes, overflow and repulsive interactions are refused by name", () => {
  assert.throws(() => fieldTable(power(2), 0), {
    message: "fieldTable: expected an integer N >= 1, got 0",
  });
  assert.throws(() => fieldTable(formula("exp(x)"), 1000), /got F\(1000\) = Infinity .*N = 1000/);
  assert.throws(() => fieldTable(formula("log(x)"), 5), /expected F finite on -N … N, got F\(-1\)/);
  assert.throws(() => fieldTable(formula("-x^2"), 5), /expected F\(N\) > F\(N - 2\)/);
  assert.throws(() => fieldTable(power(2), 1), /a lone pattern is stable, got power\(2\) at N = 1/);
});
