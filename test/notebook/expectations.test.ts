import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ExpectationFailed,
  expectClose,
  expectSpins,
  expectThat,
} from "../../src/notebook/expectations.ts";

const failure = (run: () => void): string => {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof ExpectationFailed);
    return error.message;
  }
  return assert.fail("the expectation holds");
};

test("expectClose: holds up to and including the tolerance, and at infinity", () => {
  expectClose("m", 0.75, 0.5, 0.25);
  expectClose("m", [1, 2], [1, 2], 0);
  expectClose("T", Infinity, Infinity, 0);
  assert.throws(() => expectClose("m", 0.76, 0.5, 0.25), ExpectationFailed);
});

test("expectClose: the message names quantity, values and the way it is off", () => {
  const cases: [unknown, number, string][] = [
    [12, -12, "E: expected −12 ± 0.1, got 12; the sign is wrong"],
    [-24, -12, "E: expected −12 ± 0.1, got −24; it is twice as large"],
    [-6, -12, "E: expected −12 ± 0.1, got −6; it is half as large"],
    [-11, -12, "E: expected −12 ± 0.1, got −11; it is too large"],
    [undefined, 1, "E: expected a number, got undefined"],
    [Number.NaN, 1, "E: expected a number, got NaN"],
    ["1", 1, 'E: expected a number, got "1"'],
    [[1], 1, "E: expected a number, got Array"],
  ];
  for (const [got, expected, message] of cases) {
    assert.equal(
      failure(() => expectClose("E", got, expected, 0.1)),
      message,
    );
  }
});

test("expectClose: a hidden expectation tells direction, neither value nor factor", () => {
  const hidden = { reveal: false };
  assert.equal(
    failure(() => expectClose("E", 12, -12, 0, hidden)),
    "E: got 12; it is too large",
  );
  const message = failure(() => expectClose("E", [1, 2], [1, 4], 0, hidden));
  assert.equal(message, "E at index 1: got 2; it is too small");
});

test("expectClose: lists of another length and things that are no list are named", () => {
  assert.equal(
    failure(() => expectClose("m", [1], [1, 2], 0)),
    "m: expected 2 numbers, got 1",
  );
  const message = failure(() => expectClose("m", null, [1, 2], 0));
  assert.equal(message, "m: expected 2 numbers, got null");
  assert.throws(() => expectClose("m", 1, 1, -1), {
    name: "RangeError",
    message: "expectClose: expected a tolerance >= 0, got -1",
  });
});

test("expectSpins: names the first site that is no spin", () => {
  expectSpins("state", Int8Array.of(1, -1, 1), 3);
  const message = failure(() => expectSpins("state", [1, 0, -1], 3));
  assert.equal(message, "state: spins are −1 or +1, got 0 at site 1");
  assert.equal(
    failure(() => expectSpins("state", [1], 3)),
    "state: expected 3 numbers, got 1",
  );
});

test("expectThat: a statement that does not hold is the message", () => {
  expectThat("the energy never rises", true);
  const message = failure(() => expectThat("the energy never rises", false));
  assert.equal(message, "it does not hold that the energy never rises");
  assert.throws(() => expectThat("x", undefined as unknown as boolean), ExpectationFailed);
});
