import assert from "node:assert/strict";
import { test } from "node:test";
import { formula } from "../../src/models/formula.ts";
import { exponential, power, rectifiedPower } from "../../src/models/interaction.ts";

const all = [
  ...[1, 2, 3, 4, 5, 7].flatMap((n) => [power(n), rectifiedPower(n)]),
  exponential(1),
  exponential(0.25),
  formula("x^3 + 0.1 x^5"),
  formula("2(x + 1)^2 / 3 - cosh(x / 4)"),
];

test("interaction: dF is the central difference of F", () => {
  // Truncation h² F‴/6 and rounding ε|F|/h with h = 6e-6: below 1e-7 of the size of F and F′.
  for (const { name, F, dF } of all) {
    for (const x of [-3.5, -1.25, 0.75, 2, 4.5]) {
      const h = 6e-6 * Math.max(1, Math.abs(x));
      const slope = (F(x + h) - F(x - h)) / (2 * h);
      const size = Math.abs(F(x)) + Math.abs(slope) + 1;
      assert.ok(Math.abs(slope - dF(x)) < 1e-7 * size, `${name} at ${x}: ${slope}, ${dF(x)}`);
    }
  }
});

test("interaction: exact integers are unit times F and F′", () => {
  for (const { name, F, dF, exact } of all) {
    if (!exact) continue;
    for (let x = -9; x <= 9; x++) {
      for (const [integer, expected] of [
        [exact.F(BigInt(x)), F(x)],
        [exact.dF(BigInt(x)), dF(x)],
      ] as const) {
        const value = Number(integer) / Number(exact.unit);
        assert.ok(Math.abs(value - expected) <= 1e-12 * Math.abs(value), `${name} at ${x}`);
      }
    }
  }
});

test("interaction: values relative to a reference are F, its steps and F′ over F there", () => {
  for (const { name, F, dF, relative } of all) {
    if (!relative) continue;
    for (const x of [-9, 0, 4]) {
      for (const [value, expected] of [
        [relative.F(x, 7), F(x) / F(7)],
        [relative.step(x, 7), (F(x) - F(x - 2)) / F(7)],
        [relative.dF(x, 7), dF(x) / F(7)],
      ]) {
        assert.ok(Math.abs(value - expected) <= 1e-14 * expected, `${name} at ${x}`);
      }
    }
  }
});

test("interaction: values are frozen, printable and plain in records", () => {
  assert.equal(power(3).name, "power(3)");
  assert.equal(rectifiedPower(2).name, "rectifiedPower(2)");
  assert.equal(exponential(0.5).name, "exponential(0.5)");
  assert.equal(JSON.stringify(power(3).recipe), '{"interaction":"power","n":3}');
  for (const interaction of all) assert.ok(Object.isFrozen(interaction), interaction.name);
});

test("interaction: orders and rates outside their domain are refused by value", () => {
  for (const n of [0, -1, 2.5, Number.NaN, Infinity]) {
    assert.throws(() => power(n), {
      name: "RangeError",
      message: `power: expected an integer order n >= 1, got ${n}`,
    });
    assert.throws(() => rectifiedPower(n), /^RangeError: rectifiedPower: expected/);
  }
  for (const beta of [0, -1, Infinity, Number.NaN]) {
    assert.throws(() => exponential(beta), {
      message: `exponential: expected a finite beta > 0, got ${beta}`,
    });
  }
});
