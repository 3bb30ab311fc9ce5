import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldTable } from "../../src/models/field-table.ts";
import { formula } from "../../src/models/formula.ts";
import { power } from "../../src/models/interaction.ts";

test("formula: x^n compiles to the table of power(n)", () => {
  for (const n of [1, 2, 3, 4, 9]) {
    assert.deepEqual(fieldTable(formula(`x^${n}`), 41), fieldTable(power(n), 41));
  }
});

test("formula: equal polynomials written differently give equal exact integers", () => {
  const texts = [
    "x^3 + 0.1 x^5",
    "(10 x^3 + x^5) / 10",
    "x*x*x*(1 + x^2/10)",
    "-(-x^3) + 1e-1*x^5",
  ];
  for (const text of texts) {
    const { exact } = formula(text);
    assert.equal(exact?.unit, 10n, text);
    assert.equal(exact?.F(7n), 10n * 343n + 16807n, text);
  }
  assert.equal(formula("x^2 + 1e21").exact?.F(0n), 10n ** 21n);
});

test("formula: functions are evaluated as written and have no exact integers", () => {
  const interaction = formula("exp(0.1 x) + 2 sinh(x/5)");
  assert.equal(interaction.exact, null);
  assert.equal(interaction.F(3), Math.exp(0.1 * 3) + 2 * Math.sinh(3 / 5));
  assert.equal(formula("1 / (1 + x^2)").exact, null);
});

test("formula: anything but numbers, x and the listed functions is a named error", () => {
  const wrong: [string, string][] = [
    ["y^2", "the symbol y"],
    ["x(x + 1)", "the function x (write x * (…) for a product)"],
    ["random() x", "the function random"],
    ["import(x)", "the function import"],
    ["x = 3", "x = 3"],
    ["f(x) = x", "f(x) = x"],
    ["x.constructor", "x.constructor"],
    ["[1, 2] x", "[1, 2]"],
    ['"a" x', "the constant a"],
    ["x!", "the operator !"],
    ["2e999 x", "the constant Infinity"],
    ["exp(x, 2)", "2 arguments of exp"],
  ];
  for (const [text, got] of wrong) {
    assert.throws(
      () => formula(text),
      (error: Error) => {
        assert.equal(error.name, "RangeError");
        assert.ok(error.message.startsWith("formula: expected numbers, x, + - * / ^ and "));
        assert.ok(error.message.includes(`got ${got}`), `${text}: ${error.message}`);
        return true;
      },
    );
  }
});

test("formula: empty, unreadable and endless texts are refused", () => {
  assert.throws(() => formula("  "), /^RangeError: formula: expected a formula in x, got " {2}"/);
  assert.throws(
    () => formula("x^^2"),
    /^RangeError: formula: expected a formula in x, got "x\^\^2": /,
  );
  assert.throws(() => formula("x+".repeat(300)), /expected at most 500 characters, got 600/);
});

test("formula: giant powers neither hang nor fill the memory", () => {
  for (const text of ["2^1000000000 x", "((9^999)^999)^999 x", "((x+1)^999)^999", "x^1e15"]) {
    const interaction = formula(text);
    assert.equal(interaction.exact, null, text);
    assert.throws(() => fieldTable(interaction, 30), /expected F finite on -N … N, got F\(30\)/);
  }
  assert.notEqual(formula("x^1000").exact, null);
});
