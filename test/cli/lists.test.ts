import assert from "node:assert/strict";
import { test } from "node:test";
import { decimals, integer, integers, listOf, positive, usage } from "../../src/cli/lists.ts";

test("integers: lists, inclusive ranges with step, and both mixed", () => {
  assert.deepEqual(integers("3", 1), [3]);
  assert.deepEqual(integers("2, 3,4", 1), [2, 3, 4]);
  assert.deepEqual(integers("2:5", 1), [2, 3, 4, 5]);
  assert.deepEqual(integers("32:64:16", 1), [32, 48, 64]);
  assert.deepEqual(integers("32:63:16,100", 1), [32, 48, 100]);
});

test("integers: what is no list of integers is refused with the grammar", () => {
  for (const text of [
    "",
    "a",
    "2,",
    "1.5",
    "5:2",
    "2:8:0",
    "1:2:3:4",
    "1:1000000000",
    "0",
    "1e3",
  ]) {
    assert.throws(() => integers(text, 1), {
      name: "RangeError",
      message:
        "expected integers >= 1 as a,b,c or start:stop[:step], at most 10000, " +
        `got ${JSON.stringify(text)}`,
    });
  }
});

test("integer: one integer not below the least", () => {
  assert.equal(integer("50", 1), 50);
  for (const text of ["", "-1", "1.5", "0", "3x", "99999999999999999999"]) {
    assert.throws(() => integer(text, 1), /^RangeError: expected an integer >= 1, got/);
  }
});

test("usage: errors of a parser become usage errors without the name of the function", () => {
  const parse = usage(
    listOf((item) => {
      if (item !== "a") throw new RangeError(`parse: expected a, got ${item}`);
      return item;
    }),
  );
  assert.deepEqual(parse("a, a"), ["a", "a"]);
  assert.throws(() => parse("a,b"), {
    code: "commander.invalidArgument",
    message: "expected a, got b",
  });
});

test("decimals: lists, ranges without the dust of repeated steps, and both mixed", () => {
  assert.deepEqual(decimals("0.25"), [0.25]);
  assert.deepEqual(decimals("0.1:1:0.1"), [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  assert.deepEqual(decimals("-1:1:.5, 3"), [-1, -0.5, 0, 0.5, 1, 3]);
  assert.deepEqual(decimals("0.1:0.35:0.1"), [0.1, 0.2, 0.3]);
  assert.deepEqual(decimals("1e-3,-1.5E2"), [0.001, -150]);
  assert.deepEqual(decimals("1e-3:3e-3:1e-3"), [0.001, 0.002, 0.003]);
  assert.deepEqual(decimals("0:3"), [0, 1, 2, 3]);
  assert.deepEqual(decimals("0.05:0.1:0.025"), [0.05, 0.075, 0.1]);
  assert.equal(decimals("0.001:1:0.001").length, 1000);
  assert.equal(String(decimals("0.001:1:0.001")[416]), "0.417");
});

test("decimals: what is no list of decimals is refused with the grammar", () => {
  for (const text of [
    "",
    "a",
    "0.1,",
    "0.5:0.2",
    "0:1:0",
    "0:1:-1",
    "1:2:3:4",
    "0:1:0.00001",
    "1e",
    "1e400",
  ]) {
    assert.throws(() => decimals(text), {
      name: "RangeError",
      message:
        "expected decimals as a,b,c or start:stop[:step], at most 10000, " +
        `got ${JSON.stringify(text)}`,
    });
  }
});

test("positive: one finite number above 0", () => {
  assert.equal(positive("0.25"), 0.25);
  for (const text of ["", "0", "-1", "x", "Infinity"]) {
    assert.throws(() => positive(text), /^RangeError: expected a number > 0, got/);
  }
});
