import assert from "node:assert/strict";
import { test } from "node:test";
import { convertLoad, type LoadConvention, loadOf, patternCountAt } from "../../src/theory/load.ts";

const conventions: LoadConvention[] = [
  "variance",
  "krotov",
  "abbott-arian",
  "factorial",
  "samples",
];

test("loadOf: the factors of n = 4 are 15, 1, 6, 24 over N³ and 1 over N", () => {
  const loads = conventions.map((convention) => loadOf(1000, 10, 4, convention));
  assert.deepEqual(loads, [15, 1, 6, 24, 100]);
  assert.equal(loadOf(1000, 10, 4), 15);
});

test("loadOf: at n = 2 every convention but factorial is P/N", () => {
  const loads = conventions.map((convention) => loadOf(14, 100, 2, convention));
  assert.deepEqual(loads, [0.14, 0.14, 0.14, 0.28, 0.14]);
});

test("patternCountAt: undoes loadOf", () => {
  for (const convention of conventions) {
    for (const n of [2, 3, 5]) {
      const P = patternCountAt(loadOf(37, 64, n, convention), 64, n, convention);
      assert.ok(Math.abs(P - 37) < 1e-12 * 37, convention);
    }
  }
});

test("convertLoad: krotov to variance multiplies by (2n − 3)!!", () => {
  const converted = convertLoad(0.01, 50, 5, "krotov", "variance");
  assert.ok(Math.abs(converted - 1.05) < 1e-13);
});

test("loadOf, patternCountAt: values outside their range are refused", () => {
  assert.throws(() => loadOf(-1, 10, 2), { message: "loadOf: expected P >= 0, got -1" });
  assert.throws(() => loadOf(1, 0, 2), { message: "loadOf: expected N >= 1, got 0" });
  assert.throws(() => loadOf(1, 10, 1), {
    message: "loadOf: expected an integer order n >= 2, got 1",
  });
  assert.throws(() => patternCountAt(Number.NaN, 10, 2), /patternCountAt: expected load >= 0/);
  assert.throws(() => loadOf(1, 10, 2, "gardner" as LoadConvention), {
    name: "TypeError",
    message:
      'loadOf: expected load convention "variance", "krotov", "abbott-arian", "factorial" or "samples", got "gardner"',
  });
});
