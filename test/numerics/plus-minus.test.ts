import assert from "node:assert/strict";
import { test } from "node:test";
import { plusMinus } from "../../src/numerics/plus-minus.ts";

test("plusMinus: value and error end at the second significant digit of the error", () => {
  const cases: [number, number | null, string][] = [
    [0.35207, 0.00398, "0.3521 ± 0.0040"],
    [257.8, 12.3, "258 ± 12"],
    [1234.5, 123, "1230 ± 120"],
    [12345, 1234, "12300 ± 1200"],
    [44, 996, "0 ± 1000"],
    [-0.0001, 0.5, "0.00 ± 0.50"],
    [-44, 996, "0 ± 1000"],
    [-0.5, 0.0996, "−0.50 ± 0.10"],
    [9.9, 0.98, "9.90 ± 0.98"],
    [0.1, 0.0999, "0.10 ± 0.10"],
  ];
  for (const [value, error, text] of cases) assert.equal(plusMinus(value, error), text);
});

test("plusMinus: without an error four significant digits, without a value a dash", () => {
  assert.equal(plusMinus(0.123456), "0.1235");
  assert.equal(plusMinus(1, 0), "1");
  assert.equal(plusMinus(13.353, 8e-16), "13.35");
  assert.equal(plusMinus(-2, Number.NaN), "−2");
  assert.equal(plusMinus(null, 1), "–");
  assert.equal(plusMinus(Number.NaN), "–");
});
